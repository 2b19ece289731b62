using System.Text;
using Dashboard.Web.Import;
using Dashboard.Web.Import.Files;
using MiniExcelLibs;

namespace Dashboard.Tests.Import;

public sealed class RowFileTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Csv_fields_in_quotes_hold_quotes_commas_and_line_breaks_and_lines_are_those_of_the_file()
    {
        var path = _folder.Write("a.csv", "no,x\r\n1,\"a, \"\"b\"\"\r\nc\n\nd\"\r\n\r\n2, e \r\n\"3\",f");

        Assert.Equal(["2: 1|a, \"b\"\r\nc\n\nd", "7: 2|e", "8: 3|f"], await ReadAsync(path));
    }

    [Fact]
    public async Task A_csv_row_that_cannot_be_read_is_told_with_its_line_and_the_next_ones_follow()
    {
        var path = _folder.Write("a.csv", "no,x\n1,a,b\n2\n3,q\"z\n4,ok\n");

        Assert.Equal(
            [
                "2! the row has 3 fields and the header 2",
                "3! the row has 1 fields and the header 2",
                "4! a quote stands where none may (a quote in a field is written twice, and the field in quotes)",
                "5: 4|ok",
            ],
            await ReadAsync(path));
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_stops_the_import_before_it_fills_the_memory()
    {
        var path = _folder.Write("a.csv", "no,x\n1,a\n2,\"" + new string('z', 3_000_000));

        var stopped = await Assert.ThrowsAsync<ImportStoppedException>(() => ReadAsync(path));

        Assert.Contains("line 3", stopped.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-8", false)]
    [InlineData("gb18030", false)]
    [InlineData("utf-16", true)]
    public async Task Csv_is_read_in_the_encodings_in_which_offices_save_it(string name, bool mark)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(name);
        byte[] bytes = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes("no,x\n1,海曙区，未经许可从事道路货物运输经营\n")];

        Assert.Equal(["2: 1|海曙区，未经许可从事道路货物运输经营"], await ReadAsync(_folder.Write("a.csv", bytes)));
    }

    [Fact]
    public async Task The_map_may_name_delimiter_and_encoding()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var path = _folder.Write("a.csv", Encoding.Latin1.GetBytes("no;x\n1;é\n"));

        Assert.Equal(["2: 1|é"], await ReadAsync(path, "\"delimiter\": \";\", \"encoding\": \"iso-8859-1\","));
    }

    [Theory]
    [InlineData("no,y\n1,2\n", "Line 1 of the file has no column “x”, which the map names; it has “no”, “y”.")]
    [InlineData("no,x,x\n1,2,3\n", "Line 1 of the file has the column “x” more than once.")]
    [InlineData("", "The file is empty; its first line should name the columns.")]
    public async Task A_header_that_does_not_fit_the_map_is_refused(string text, string sentence)
    {
        Assert.Equal(sentence, (await Assert.ThrowsAsync<MapException>(() => ReadAsync(_folder.Write("a.csv", text)))).Message);
    }

    [Fact]
    public async Task A_sheet_comes_back_as_it_was_saved()
    {
        MiniExcel.SaveAs(_folder.At("a.xlsx"), new Dictionary<string, object?>[]
        {
            new() { ["no"] = 1, ["x"] = "a\nb", ["ignored"] = 5 },
            new() { ["no"] = 12345678901234, ["x"] = new DateTime(2016, 2, 29), ["ignored"] = null },
            new() { ["no"] = null, ["x"] = null, ["ignored"] = " " },
            new() { ["no"] = 3, ["x"] = 1234.56, ["ignored"] = null },
            new() { ["no"] = 4, ["x"] = 0.1 + 0.2, ["ignored"] = null },
            new() { ["no"] = 5, ["x"] = true, ["ignored"] = null },
            new() { ["no"] = 6, ["x"] = new DateTime(2016, 2, 29, 1, 2, 3), ["ignored"] = null },
        });

        Assert.Equal(
            ["2: 1|a\nb", "3: 12345678901234|2016-02-29", "5: 3|1234.56", "6: 4|0.3", "7: 5|true", "8: 6|2016-02-29 01:02:03"],
            await ReadAsync(_folder.At("a.xlsx")));
    }

    [Fact]
    public async Task The_map_names_the_sheet()
    {
        MiniExcel.SaveAs(_folder.At("a.xlsx"), new Dictionary<string, object>
        {
            ["案件"] = new[] { new { no = "1", x = "first" } },
            ["检查"] = new[] { new { no = "2", x = "second" } },
        });

        Assert.Equal(["2: 1|first"], await ReadAsync(_folder.At("a.xlsx")));
        Assert.Equal(["2: 2|second"], await ReadAsync(_folder.At("a.xlsx"), "\"sheet\": \"检查\","));
        var wrong = await Assert.ThrowsAsync<MapException>(() => ReadAsync(_folder.At("a.xlsx"), "\"sheet\": \"处罚\","));
        Assert.Contains("has no sheet “处罚”; it has “案件”, “检查”", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_only_has_the_name_of_a_sheet_is_refused()
    {
        var wrong = await Assert.ThrowsAsync<MapException>(() => ReadAsync(_folder.Write("a.xlsx", "no,x\n1,2\n")));

        Assert.Contains("is not a sheet that can be read", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ndjson_gives_a_row_per_line_with_members_of_members_named_by_dots()
    {
        var path = _folder.Write("a.ndjson",
            "\uFEFF{\"no\":1,\"x\":\" a \",\"p\":{\"q\":[1,2]}}\r\n\n{\"no\":\"2\",\"x\":null}\n{\"no\":3.50,\"x\":true}");

        Assert.Equal(["1: 1|a", "3: 2|", "4: 3.50|true"], await ReadAsync(path));
        Assert.Equal("[1,2]", (await RowsAsync(path))[0].Values["p.q"]);
    }

    [Fact]
    public async Task An_ndjson_line_that_cannot_be_read_is_told_and_the_next_ones_follow()
    {
        var path = _folder.Write("a.jsonl", "{\"no\":1\n[1]\n{\"no\":3,\"x\":\"ok\"}\n");

        Assert.Equal(["1! the line is not JSON (at byte 7)", "2! the line is not a JSON object", "3: 3|ok"], await ReadAsync(path));
    }

    [Fact]
    public async Task An_ndjson_line_without_end_stops_the_import()
    {
        var path = _folder.Write("a.ndjson", "{\"no\":1,\"x\":\"a\"}\n\"" + new string('z', 3_000_000));

        Assert.Contains("Line 2 is longer", (await Assert.ThrowsAsync<ImportStoppedException>(() => ReadAsync(path))).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.xls", "save it as .xlsx")]
    [InlineData("a.pdf", "neither .csv nor .xlsx nor .ndjson")]
    [InlineData("missing.csv", "cannot be opened")]
    public async Task A_file_of_another_kind_is_refused(string name, string sentence)
    {
        Assert.Contains(sentence, (await Assert.ThrowsAsync<MapException>(() => ReadAsync(_folder.At(name)))).Message,
            StringComparison.Ordinal);
    }

    /// <summary>Rows as "line: no|x", defects as "line! sentence".</summary>
    private static async Task<string[]> ReadAsync(string path, string more = "") =>
        [.. (await RowsAsync(path, more)).Select(row => row.Defect is { } defect
            ? $"{row.Line}! {defect}"
            : $"{row.Line}: {row.Values["no"]}|{row.Values["x"]}")];

    private static async Task<List<SourceRow>> RowsAsync(string path, string more = "")
    {
        using var file = RowFile.Open(path, ImportMap.Parse(Maps.WithData("""{"x": {"column": "x?"}}""", more)));
        var rows = new List<SourceRow>();
        await foreach (var row in file.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add(row);
        }

        return rows;
    }
}
