using Dashboard.Grains.Contracts;
using Dashboard.Web.Drilldown;

namespace Dashboard.Web.Supervision;

/// <summary>A yearly table as a sheet of a workbook: the heads as they are published, the notes below.</summary>
internal static class YearTableBook
{
    private const decimal FenOfWan = 1_000_000m;
    private const string Stated = "※";

    private static readonly Said Unit = new("单位", "Unit");

    /// <param name="table">As <see cref="IYearTables"/> tabulates it.</param>
    /// <param name="heads">What all of it is of, said above the notes.</param>
    /// <param name="isBoth">English beside the Chinese.</param>
    /// <param name="roster">Knows the teams.</param>
    public static TakenTable Sheet(Document table, IEnumerable<Said> heads, bool isBoth, IRoster roster)
    {
        var form = YearTableForms.Of((string)table["id"]!);
        var rows = ((IEnumerable<object>)table["rows"]!).Cast<Document>().Select(row => (object?[])
        [
            NameOf(row, form.Id, isBoth, roster), .. ((IEnumerable<object>)row["cells"]!).Cast<Document>().Select(ValueOf),
        ]);
        return new(form.Name.Chinese, [Text(Unit, isBoth), .. form.Columns.Select(column => HeadOf(column, isBoth))], [.. rows])
        {
            Notes = [.. heads.Concat(form.Notes).Select(note => Text(note, isBoth))],
        };
    }

    private static string HeadOf(FormColumn column, bool isBoth) =>
        column.Group is { } group ? $"{Text(group, isBoth)}：{Text(column.Head, isBoth)}" : Text(column.Head, isBoth);

    private static string NameOf(Document row, string table, bool isBoth, IRoster roster)
    {
        var id = (string)row["id"]!;
        return YearTableForms.RowOf(table, id) is { } words ? Text(words, isBoth) : roster.TeamOf(id).Name;
    }

    /// <summary>Money in 万元; what is to be stated, or was, with the mark that says so.</summary>
    private static object ValueOf(Document cell) => (string)cell["unit"]! switch
    {
        "fen" => Math.Round((long)cell["value"]! / FenOfWan, 2, MidpointRounding.AwayFromZero),
        "rate" => PercentOf((long)cell["value"]!, (long)cell["of"]!),
        "stated" => $"{cell["stated"] as string}{Stated}",
        _ => (long)cell["value"]!,
    };

    /// <summary>Rounded down, as on every page: 99.96 % must not read 100 %.</summary>
    private static string PercentOf(long part, long of) => of == 0 ? "—" : $"{part * 1000 / of / 10}.{part * 1000 / of % 10}%";

    private static string Text(Said said, bool isBoth) => isBoth ? $"{said.Chinese} {said.English}" : said.Chinese;
}
