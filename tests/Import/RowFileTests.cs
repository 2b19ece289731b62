using System.Text;
using Dashboard.Web.Import;
using Dashboard.Web.Import.Files;

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
        var path = _folder.Write("a.csv", "no,x\n1,a,b\n2,\n3,q\"z\n4,ok\n");

        Assert.Equal(
            [
                "2! 这一行有 3 列，标题只有 2 列（值里的分隔符要加引号）",
                "3: 2|",
                "4! 引号用得不对（值里的引号要写两遍，整个值再加引号）",
                "5: 4|ok",
            ],
            await ReadAsync(path));
    }

    [Fact]
    public async Task Digits_that_are_written_so_that_a_spreadsheet_keeps_them_are_read()
    {
        var path = _folder.Write("a.csv", "no,x\n=\"2026112300001871\",\"=\"\"0012\"\"\"\n");

        Assert.Equal(["2: 2026112300001871|0012"], await ReadAsync(path));
    }

    [Fact]
    public async Task A_quote_that_is_never_closed_stops_the_import_before_it_fills_the_memory()
    {
        var path = _folder.Write("a.csv", "no,x\n1,a\n2,\"" + new string('z', 3_000_000));

        var stopped = await Assert.ThrowsAsync<ImportStoppedException>(() => ReadAsync(path));

        Assert.Contains("第 3 行附近", stopped.Message, StringComparison.Ordinal);
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
    [InlineData("no,y\n1,2\n", "第 1 行没有映射写明的列“x”；它有“no”、“y”。标题应在前 20 行之内，或在映射中写 \"header\": 行号。")]
    [InlineData("no,x,x\n1,2,3\n", "第 1 行有不止一个“x”列，不知道该读哪一个。")]
    [InlineData("", "文件是空的：应有一行写明列名。")]
    public async Task A_header_that_does_not_fit_the_map_is_refused(string text, string sentence)
    {
        Assert.Equal(sentence, (await Assert.ThrowsAsync<MapException>(() => ReadAsync(_folder.Write("a.csv", text)))).Message);
    }

    [Fact]
    public async Task A_sheet_comes_back_as_it_was_saved()
    {
        var book = new XlsxWriter();
        var (day, instant, padded) = (book.Format("yyyy/m/d"), book.Format("22"), book.Format("00000"));
        book.Sheet("表", [
            XlsxWriter.Texts("no", "x", "ignored"),
            XlsxWriter.Row(XlsxWriter.Number("1"), XlsxWriter.Text("a\nb"), XlsxWriter.Number("5")),
            XlsxWriter.Row(XlsxWriter.Number("12345678901234"), XlsxWriter.Number("42429", day)),
            XlsxWriter.Row(XlsxWriter.Text(""), XlsxWriter.Text(""), XlsxWriter.Text(" ")),
            XlsxWriter.Row(XlsxWriter.Number("3"), XlsxWriter.Number("1234.56")),
            XlsxWriter.Row(XlsxWriter.Number("4"), XlsxWriter.Number("0.30000000000000004")),
            XlsxWriter.Row(XlsxWriter.Number("5"), "<c t=\"b\"><v>1</v></c>"),
            XlsxWriter.Row(XlsxWriter.Number("6"), XlsxWriter.Number("42429.04307870370", instant)),
            XlsxWriter.Row(XlsxWriter.Number("7", padded), XlsxWriter.Number("1E+5")),
        ]);

        Assert.Equal(
            ["2: 1|a\nb", "3: 12345678901234|2016-02-29", "5: 3|1234.56", "6: 4|0.3", "7: 5|true", "8: 6|2016-02-29 01:02:02",
                "9: 00007|100000"],
            await ReadAsync(book.Save(_folder.At("a.xlsx"))));
    }

    [Fact]
    public async Task The_map_names_the_sheet()
    {
        var path = new XlsxWriter().Sheet("案件", [XlsxWriter.Texts("no", "x"), XlsxWriter.Texts("1", "first")])
            .Sheet("检查", [XlsxWriter.Texts("no", "x"), XlsxWriter.Texts("2", "second")])
            .Save(_folder.At("a.xlsx"));

        Assert.Equal(["2: 1|first"], await ReadAsync(path));
        Assert.Equal(["2: 2|second"], await ReadAsync(path, "\"sheet\": \"检查\","));
        var wrong = await Assert.ThrowsAsync<MapException>(() => ReadAsync(path, "\"sheet\": \"处罚\","));
        Assert.Contains("里没有工作表“处罚”；有“案件”、“检查”", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_only_has_the_name_of_a_sheet_is_refused()
    {
        var wrong = await Assert.ThrowsAsync<MapException>(() => ReadAsync(_folder.Write("a.xlsx", "no,x\n1,2\n")));

        Assert.Contains("不是可读的表格文件", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ndjson_gives_a_row_per_line_with_members_of_members_named_by_dots()
    {
        var path = _folder.Write("a.ndjson",
            "\uFEFF{\"no\":1,\"x\":\" a \",\"p\":{\"q\":[1,2]}}\r\n\n{\"no\":\"2\",\"x\":null}\n{\"no\":3.50,\"x\":true}");

        Assert.Equal(["1: 1|a", "3: 2|", "4: 3.50|true"], await ReadAsync(path));
        Assert.Equal("[1,2]", (await RowsAsync(path))[0].Cells["p.q"].Text);
    }

    [Fact]
    public async Task An_ndjson_line_that_cannot_be_read_is_told_and_the_next_ones_follow()
    {
        var path = _folder.Write("a.jsonl", "{\"no\":1\n[1]\n{\"no\":3,\"x\":\"ok\"}\n");

        Assert.Equal(["1! 这一行不是 JSON（第 7 字节处）", "2! 这一行不是 JSON 对象", "3: 3|ok"], await ReadAsync(path));
    }

    [Fact]
    public async Task An_ndjson_line_without_end_stops_the_import()
    {
        var path = _folder.Write("a.ndjson", "{\"no\":1,\"x\":\"a\"}\n\"" + new string('z', 3_000_000));

        Assert.Contains("第 2 行超过", (await Assert.ThrowsAsync<ImportStoppedException>(() => ReadAsync(path))).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.xls", "请另存为 .xlsx")]
    [InlineData("a.pdf", "不是 .csv、.xlsx 或 .ndjson")]
    [InlineData("missing.csv", "打不开")]
    public async Task A_file_of_another_kind_is_refused(string name, string sentence)
    {
        Assert.Contains(sentence, (await Assert.ThrowsAsync<MapException>(() => ReadAsync(_folder.At(name)))).Message,
            StringComparison.Ordinal);
    }

    /// <summary>Rows as "line: no|x", defects as "line! sentence".</summary>
    private static async Task<string[]> ReadAsync(string path, string more = "") =>
        [.. (await RowsAsync(path, more)).Select(row => row.Defect is { } defect
            ? $"{row.Line}! {defect}"
            : $"{row.Line}: {row.Cells["no"].Text}|{row.Cells["x"].Text}")];

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
