using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace Dashboard.Web.Supervision;

/// <summary>
/// Writes a report as a text document (DOCX) in the layout of official documents, GB/T 9704-2012: A4, 37 mm above, 28 mm to the left,
/// 22 lines of 28 characters, 仿宋 16 pt, the title 小标宋 22 pt, page numbers — 1 — at the foot.
/// </summary>
internal static class ReportDocx
{
    /// <summary>In twentieths of a point.</summary>
    private const int Width = 11906, Height = 16838, Top = 2098, Left = 1588, Right = 1474, Bottom = 1984, Line = 580;

    private const string Song = "宋体", Latin = "Times New Roman";

    public static byte[] Write(ReportPaper paper)
    {
        using var bytes = new MemoryStream();
        using (var file = WordprocessingDocument.Create(bytes, WordprocessingDocumentType.Document))
        {
            file.PackageProperties.Title = paper.Title;
            var main = file.AddMainDocumentPart();
            var foot = main.AddNewPart<FooterPart>();
            foot.Footer = new(PageNumber(paper.Footer));
            var body = new Body(paper.Blocks.Select(static one => BlockOf(one.Block, one.Runs)));
            body.Append(new SectionProperties(
                new FooterReference { Type = HeaderFooterValues.Default, Id = main.GetIdOfPart(foot) },
                new PageSize { Width = Width, Height = Height },
                new PageMargin { Top = Top, Bottom = Bottom, Left = Left, Right = Right, Header = 851, Footer = 1417, Gutter = 0 },
                new DocGrid { Type = DocGridValues.LinesAndChars, LinePitch = Line }));
            main.Document = new(body);
        }

        return bytes.ToArray();
    }

    private static Paragraph BlockOf(PaperBlock block, IReadOnlyList<PaperRun> runs)
    {
        var isNote = block is PaperBlock.Notes or PaperBlock.Note;
        var layout = new ParagraphProperties();
        if (block == PaperBlock.Notes)
        {
            layout.Append(new PageBreakBefore());
        }

        layout.Append(new SpacingBetweenLines
        {
            Before = "0",
            After = block == PaperBlock.Title ? $"{Line}" : "0",
            Line = block == PaperBlock.Note ? "360" : $"{Line}",
            LineRule = LineSpacingRuleValues.Exact,
        });
        if (block is PaperBlock.Text or PaperBlock.Heading or PaperBlock.Subheading)
        {
            layout.Append(new Indentation { FirstLineChars = 200, FirstLine = "640" });
        }

        layout.Append(new Justification
        {
            Val = IsTitle(block) ? JustificationValues.Center : isNote ? JustificationValues.Left : JustificationValues.Both,
        });
        if (block is PaperBlock.Heading or PaperBlock.Subheading)
        {
            layout.Append(new OutlineLevel { Val = block == PaperBlock.Heading ? 0 : 1 });
        }

        var paragraph = new Paragraph(layout);
        foreach (var run in runs)
        {
            paragraph.Append(RunOf(run.Text, FontOf(block), SizeOf(block)));
            if (run.Note > 0)
            {
                paragraph.Append(RunOf($"[{run.Note}]", FontOf(block), SizeOf(block), isAbove: true));
            }
        }

        return paragraph;
    }

    /// <summary>In half points.</summary>
    private static string SizeOf(PaperBlock block) => IsTitle(block) ? "44" : block == PaperBlock.Note ? "21" : "32";

    private static bool IsTitle(PaperBlock block) => block is PaperBlock.Bureau or PaperBlock.Title;

    private static string FontOf(PaperBlock block) => block switch
    {
        PaperBlock.Bureau or PaperBlock.Title => "方正小标宋简体",
        PaperBlock.Heading or PaperBlock.Notes => "黑体",
        PaperBlock.Subheading => "楷体_GB2312",
        _ => "仿宋_GB2312",
    };

    private static Run RunOf(string text, string font, string size, bool isAbove = false)
    {
        var properties = new RunProperties(
            new RunFonts { Ascii = Latin, HighAnsi = Latin, EastAsia = font, Hint = FontTypeHintValues.EastAsia },
            new FontSize { Val = size });
        if (isAbove)
        {
            properties.Append(new VerticalTextAlignment { Val = VerticalPositionValues.Superscript });
        }

        return new(properties, new Text(Sound(text)) { Space = SpaceProcessingModeValues.Preserve });
    }

    private static Paragraph PageNumber(string mark) => new(
        new ParagraphProperties(new Justification { Val = JustificationValues.Center }),
        RunOf(mark.Length > 0 ? mark + "　— " : "— ", Song, "28"),
        new SimpleField(RunOf("1", Song, "28")) { Instruction = "PAGE" },
        RunOf(" —", Song, "28"));

    /// <summary>What no XML may hold is left out.</summary>
    private static string Sound(string text) => string.Concat(text.Where(System.Xml.XmlConvert.IsXmlChar));
}
