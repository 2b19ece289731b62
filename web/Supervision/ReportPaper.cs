using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.Grains.Contracts;

namespace Dashboard.Web.Supervision;

/// <summary>What a block of the paper is, by the layout of official documents (GB/T 9704-2012).</summary>
internal enum PaperBlock
{
    /// <summary>The first line of the title, where it names the bureau.</summary>
    Bureau,

    /// <summary>标题: 小标宋 22 pt, centred.</summary>
    Title,

    /// <summary>一、: 黑体 16 pt.</summary>
    Heading,

    /// <summary>（一）: 楷体 16 pt.</summary>
    Subheading,

    /// <summary>正文: 仿宋 16 pt.</summary>
    Text,

    /// <summary>数据来源, on a page of its own.</summary>
    Notes,

    /// <summary>One source of a figure, or what the copy says of itself.</summary>
    Note,
}

/// <summary>A run of a block.</summary>
/// <param name="Note">The number of the note on where a figure comes from; 0 for words.</param>
internal readonly record struct PaperRun(string Text, int Note = 0);

/// <summary>The report as blocks of runs: one model for every form in which it is taken away.</summary>
/// <param name="Digest">The sum of the report, SHA-256 in hexadecimal digits.</param>
internal sealed partial record ReportPaper(
    string Title, string Footer, string Digest, IReadOnlyList<(PaperBlock Block, IReadOnlyList<PaperRun> Runs)> Blocks)
{
    /// <summary>From the report as <c>GET /api/reports/{year}</c> has it.</summary>
    /// <param name="mark">What the copy says of itself.</param>
    public static ReportPaper Of(Document report, string mark)
    {
        var (figures, numbers) = ((Document)report["figures"]!, new List<string>());
        var (title, bureau) = ((string)report["title"]!, (string)report["bureau"]!);
        var blocks = new List<(PaperBlock, IReadOnlyList<PaperRun>)>();
        if (bureau.Length > 0 && title.StartsWith(bureau, StringComparison.Ordinal))
        {
            blocks.Add((PaperBlock.Bureau, [new(bureau)]));
            title = title[bureau.Length..];
        }

        blocks.Add((PaperBlock.Title, [new(title)]));
        foreach (var section in ((IEnumerable<object>)report["sections"]!).Cast<Document>())
        {
            var heading = (string)section["heading"]!;
            blocks.Add((heading.StartsWith('（') ? PaperBlock.Subheading : PaperBlock.Heading, [new(heading)]));
            blocks.AddRange(((string)section["text"]!).Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Select(text => (PaperBlock.Text, (IReadOnlyList<PaperRun>)[.. Runs(text, figures, numbers)])));
        }

        blocks.Add((PaperBlock.Notes, [new("数据来源")]));
        blocks.AddRange(numbers.Select((id, at) => (PaperBlock.Note, (IReadOnlyList<PaperRun>)[new(Source(at + 1, id, report, figures))])));
        foreach (var line in new[]
        {
            report["demo"] is true ? "演示数据 DEMO DATA" : "", $"规则集 {report["rules"]}；数据截至 {report["asOf"]}",
            $"报告摘要（SHA-256）{report["digest"]}", mark,
        })
        {
            blocks.AddRange(line.Length > 0 ? [(PaperBlock.Note, (IReadOnlyList<PaperRun>)[new(line)])] : []);
        }

        return new((string)report["title"]!, report["demo"] is true ? "演示数据 DEMO DATA" : "", (string)report["digest"]!, blocks);
    }

    private static IEnumerable<PaperRun> Runs(string text, Document figures, List<string> numbers)
    {
        var at = 0;
        foreach (var match in Token().Matches(text).Cast<Match>())
        {
            if (match.Index > at)
            {
                yield return new(text[at..match.Index]);
            }

            var id = match.Groups[1].Value;
            if (!numbers.Contains(id))
            {
                numbers.Add(id);
            }

            var figure = figures[id] as Document;
            yield return new(figure is null ? "〔待填写〕" : $"{figure["value"]}{(figure["stated"] is true ? "※" : "")}",
                numbers.IndexOf(id) + 1);
            at = match.Index + match.Length;
        }

        if (at < text.Length)
        {
            yield return new(text[at..]);
        }
    }

    private static string Source(int number, string id, Document report, Document figures)
    {
        var figure = figures[id] as Document;
        var from = figure?["stated"] is true ? "※人工填报，依据见填报记录" : $"台账，/api/reports/{report["year"]}/figures/{id}";
        return string.Create(CultureInfo.InvariantCulture,
            $"〔{number}〕{figure?["name"] ?? id}：{figure?["value"]}{figure?["unit"]}（{from}）");
    }

    [GeneratedRegex("⟦([A-Za-z0-9_.]{1,40})⟧", RegexOptions.CultureInvariant)]
    private static partial Regex Token();
}
