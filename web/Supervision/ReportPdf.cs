using PdfSharp.Drawing;
using PdfSharp.Fonts;
using PdfSharp.Pdf;

namespace Dashboard.Web.Supervision;

/// <summary>
/// Writes a report as PDF in the layout of official documents, GB/T 9704-2012: A4, 37 mm above, 28 mm to the left, 22 lines of 28
/// characters of 16 pt, the title 22 pt, page numbers — 1 — at the foot. The font is embedded, so that it reads the same everywhere.
/// </summary>
internal static class ReportPdf
{
    /// <summary>In points.</summary>
    private const double Millimetre = 72 / 25.4, Width = 210 * Millimetre, Height = 297 * Millimetre, Top = 37 * Millimetre,
        Left = 28 * Millimetre, Column = 156 * Millimetre, Lines = 22, LineHeight = 225 * Millimetre / Lines, Indent = 2,
        Body = 16, TitleSize = 22, NoteSize = 10.5, NoteLine = 18, AboveSize = 9;

    /// <summary>What begins no line, and what ends none.</summary>
    private const string NotFirst = "，。、；：？！）》”’〕％%※·", NotLast = "（《“‘〔";

    private static readonly Lock Once = new();

    public static byte[] Write(ReportPaper paper)
    {
        UseFont();
        using var document = new PdfDocument();
        document.Info.Title = paper.Title;
        document.Info.Keywords = paper.Digest;
        using (var sheet = new Sheet(document))
        {
            foreach (var (block, runs) in paper.Blocks)
            {
                sheet.Add(block, runs);
            }
        }

        Number(document, paper.Footer);
        using var bytes = new MemoryStream();
        document.Save(bytes);
        return bytes.ToArray();
    }

    private static void Number(PdfDocument document, string mark)
    {
        var font = FontOf(14, isBold: false);
        foreach (var (at, page) in document.Pages.Cast<PdfPage>().Index())
        {
            using var pen = XGraphics.FromPdfPage(page);
            pen.DrawString($"{(mark.Length > 0 ? mark + "　" : "")}— {at + 1} —", font, XBrushes.Black,
                new XRect(Left, Height - (28 * Millimetre), Column, 14), XStringFormats.Center);
        }
    }

    private static XFont FontOf(double size, bool isBold) =>
        new(ReportFont.Family, size, isBold ? XFontStyleEx.Bold : XFontStyleEx.Regular);

    /// <summary>The resolver of a process is one, and set once.</summary>
    private static void UseFont()
    {
        lock (Once)
        {
            GlobalFontSettings.FontResolver ??= new ReportFont();
        }
    }

    /// <summary>A glyph as it stands on its line.</summary>
    private readonly record struct Letter(string Text, double Size, bool IsBold, double Width, bool IsAbove);

    /// <summary>Sets lines on pages.</summary>
    private sealed class Sheet(PdfDocument document) : IDisposable
    {
        private XGraphics? pen;
        private double at;

        public void Add(PaperBlock block, IReadOnlyList<PaperRun> runs)
        {
            if (block == PaperBlock.Notes)
            {
                Turn();
            }

            var size = block switch { PaperBlock.Bureau or PaperBlock.Title => TitleSize, PaperBlock.Note => NoteSize, _ => Body };
            var letters = Letters(runs, size, isBold: block is not (PaperBlock.Subheading or PaperBlock.Text or PaperBlock.Note)).ToList();
            var isIndented = block is PaperBlock.Text or PaperBlock.Heading or PaperBlock.Subheading;
            var height = block == PaperBlock.Note ? NoteLine : LineHeight;
            var indent = isIndented ? Indent * size : 0;
            while (letters.Count > 0)
            {
                var count = Fitting(letters, Column - indent);
                Draw(letters[..count], indent, height, isCentred: block is PaperBlock.Bureau or PaperBlock.Title);
                letters.RemoveRange(0, count);
                indent = 0;
            }

            at += block == PaperBlock.Title ? LineHeight : 0;
        }

        public void Dispose() => pen?.Dispose();

        /// <summary>How many of the letters stand on the next line.</summary>
        private static int Fitting(List<Letter> letters, double room)
        {
            var (count, width) = (0, 0d);
            while (count < letters.Count && width + letters[count].Width <= room)
            {
                width += letters[count++].Width;
            }

            if (count == letters.Count || count == 0)
            {
                return Math.Max(count, 1);
            }

            // What may begin no line takes the letter before it along; a number is not parted.
            var broken = count;
            while (broken > 1 && (NotFirst.Contains(letters[broken].Text, StringComparison.Ordinal) || letters[broken].IsAbove
                || NotLast.Contains(letters[broken - 1].Text, StringComparison.Ordinal)
                || (IsOfNumber(letters[broken]) && IsOfNumber(letters[broken - 1]))))
            {
                broken--;
            }

            return broken > 1 ? broken : count;
        }

        private static bool IsOfNumber(Letter letter) =>
            !letter.IsAbove && (char.IsAsciiLetterOrDigit(letter.Text[0]) || letter.Text[0] == '.');

        private void Draw(List<Letter> letters, double indent, double height, bool isCentred)
        {
            if (pen is null || at + height > Top + (Lines * LineHeight) + 0.5)
            {
                Turn();
            }

            var x = Left + (isCentred ? (Column - letters.Sum(static letter => letter.Width)) / 2 : indent);
            foreach (var letter in letters)
            {
                var baseline = at + (height * 0.72) - (letter.IsAbove ? Body * 0.4 : 0);
                pen!.DrawString(letter.Text, FontOf(letter.Size, letter.IsBold), XBrushes.Black, x, baseline);
                x += letter.Width;
            }

            at += height;
        }

        private void Turn()
        {
            pen?.Dispose();
            var page = document.AddPage();
            (page.Width, page.Height) = (XUnit.FromPoint(Width), XUnit.FromPoint(Height));
            pen = XGraphics.FromPdfPage(page);
            at = Top;
        }

        private IEnumerable<Letter> Letters(IReadOnlyList<PaperRun> runs, double size, bool isBold)
        {
            if (pen is null)
            {
                Turn();
            }

            foreach (var run in runs)
            {
                foreach (var letter in Of(run.Text, size, isAbove: false))
                {
                    yield return letter;
                }

                foreach (var letter in run.Note > 0 ? Of($"[{run.Note}]", AboveSize, isAbove: true) : [])
                {
                    yield return letter;
                }
            }

            IEnumerable<Letter> Of(string text, double its, bool isAbove) => text.EnumerateRunes()
                .Where(static rune => !System.Text.Rune.IsControl(rune)).Select(static rune => rune.ToString())
                .Select(one => new Letter(one, its, isBold, pen!.MeasureString(one, FontOf(its, isBold)).Width, isAbove));
        }
    }
}

/// <summary>思源宋体 (Noto Serif SC), which comes with the product; bold is made of it.</summary>
internal sealed class ReportFont : IFontResolver
{
    /// <summary>Its name.</summary>
    public const string Family = "Noto Serif SC";

    private static readonly Lazy<byte[]> Bytes = new(static () => File.ReadAllBytes(
        Path.Combine(AppContext.BaseDirectory, "fonts", "noto-serif-sc", "400Regular", "NotoSerifSC_400Regular.ttf")));

    /// <inheritdoc/>
    public byte[] GetFont(string faceName) => Bytes.Value;

    /// <inheritdoc/>
    public FontResolverInfo ResolveTypeface(string familyName, bool bold, bool italic) => new(Family, bold, italic);
}
