using System.Text;

namespace Dashboard.Tests.Import;

/// <summary>Neighbours of the shared cases: other inputs of the same kinds, and what the words of a map make of them.</summary>
public sealed class ImportKindTests : IDisposable
{
    private const string Penalties = """
        "events": [ { "name": "decided", "type": "enforcement.case.decided.v1", "subject": {"column": "编号"},
          "time": "2026-01-01T00:00:00+08:00",
          "data": {"caseId": {"column": "编号"}, "decidedOn": {"date": "日期?"}, "fine": {"money": "罚款金额(元)?", "unit": "元"}} } ] }
        """;

    private readonly StandInDashboard _dashboard = new();
    private readonly ScratchFolder _folder = new();
    private readonly ImportTrial _trial;

    public ImportKindTests() => _trial = new(_dashboard);

    public void Dispose()
    {
        _dashboard.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("3.6万元", "360")]
    [InlineData("36 000", "360")]
    [InlineData("1,234,567", "12345")]
    [InlineData("0.5亿元", "500000")]
    [InlineData("５０分", "0")]
    [InlineData("人民币 500 元整", "5")]
    [InlineData("CNY500", "5")]
    [InlineData("12,345,67", null)]
    [InlineData("3 60", null)]
    [InlineData("1,234 567", null)]
    [InlineData("五百元", null)]
    [InlineData("500美元", null)]
    [InlineData("500/月", null)]
    [InlineData("99999999999999999999999999999999", null)]
    [InlineData("200亿元", null)]
    public void Money_of_other_hands(string cell, string? hundredYuan)
    {
        var made = Maps.Make("""{"money": "x", "unit": "元"}""", cell);

        if (hundredYuan is null)
        {
            Assert.StartsWith($"“x”：“{cell}”", made, StringComparison.Ordinal);
        }
        else
        {
            Assert.Equal(hundredYuan, $"{long.Parse(made) / 10_000}");
        }
    }

    [Theory]
    [InlineData("二〇二六年三月一日", "2026-03-01")]
    [InlineData("二○二六年十二月三十一日", "2026-12-31")]
    [InlineData("二零二六年十月二十日", "2026-10-20")]
    [InlineData("2026年3月1日9时5分", "2026-03-01")]
    [InlineData("2026年03月01日 09:05:30", "2026-03-01")]
    [InlineData("20260301090530", "2026-03-01")]
    [InlineData("2026-02-28T20:00:00Z", "2026-03-01")]
    [InlineData("２０２６．３．１", "2026-03-01")]
    [InlineData("2028-02-29", "2028-02-29")]
    [InlineData("2026-02-29", null)]
    [InlineData("2026-13-01", null)]
    [InlineData("2026-3/1", null)]
    [InlineData("2026-03-01 25:00", null)]
    [InlineData("26-03-01", null)]
    [InlineData("1989-12-31", null)]
    [InlineData("2101-01-01", null)]
    [InlineData("昨天", null)]
    public void Days_of_other_hands(string cell, string? day)
    {
        var made = Maps.Make("""{"date": "x"}""", cell);

        Assert.True(day is null ? made.StartsWith($"“x”：“{cell}”", StringComparison.Ordinal) : made == $"\"{day}\"", made);
    }

    [Theory]
    [InlineData("\"serial\"", "46082", "\"2026-03-01\"")]
    [InlineData("\"serial1904\"", "44620", "\"2026-03-01\"")]
    [InlineData("[\"M/d/yyyy\", \"serial\"]", "3/1/2026", "\"2026-03-01\"")]
    [InlineData("[\"M/d/yyyy\", \"serial\"]", "46082.75", "\"2026-03-01\"")]
    [InlineData("\"serial\"", "60", "“x”：“60”不是日期（可写作 serial、2026-03-01）")]
    public void A_spreadsheets_day_number_that_has_become_text_is_read_when_the_map_says_so(string formats, string cell, string made)
    {
        Assert.Equal(made, Maps.Make($$"""{"date": "x", "in": {{formats}}}""", cell));
    }

    [Theory]
    [InlineData("3.30203E+17")]
    [InlineData("1E+16")]
    public void A_key_with_an_exponent_names_nothing(string cell)
    {
        Assert.Contains("设为“文本”格式", Maps.Make("""{"template": "C-{x}"}""", cell), StringComparison.Ordinal);
        Assert.Contains("设为“文本”格式", Maps.Make("""{"column": "x"}""", cell), StringComparison.Ordinal);
    }

    [Fact]
    public void A_code_that_only_looks_like_an_exponent_is_kept()
    {
        Assert.Equal("\"12E34\"", Maps.Make("""{"column": "x"}""", "12E34"));
    }

    [Fact]
    public void A_sentence_shows_no_identity_number_in_clear()
    {
        var sentence = Maps.Make("""{"date": "x"}""", "11010519491231002X");

        Assert.DoesNotContain("19491231", sentence, StringComparison.Ordinal);
        Assert.Contains("不是日期", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workbook_that_counts_from_1904_has_the_same_days()
    {
        var book = new XlsxWriter { From1904 = true };
        var day = book.Format("14");

        await ImportAsync(book.Sheet("表", [Header, Row("A", XlsxWriter.Number("44620", day)), Row("B", XlsxWriter.Number("44620.5"))]), "");

        Assert.Equal(["2026-03-01", "2026-03-01"], Data("decidedOn"));
    }

    [Fact]
    public async Task A_number_of_a_sheet_that_is_written_as_a_day_is_that_day()
    {
        await ImportAsync(new XlsxWriter().Sheet("表", [Header, Row("A", XlsxWriter.Number("20260301"))]), "");

        Assert.Equal(["2026-03-01"], Data("decidedOn"));
    }

    [Fact]
    public async Task The_first_sheet_that_has_the_columns_is_taken_and_titles_above_its_header_are_passed_over()
    {
        await ImportAsync(new XlsxWriter()
            .Sheet("说明", [XlsxWriter.Texts("本表由法规科填写")])
            .Sheet("名册", [XlsxWriter.Texts("名册（2026年）"), XlsxWriter.Texts("单位：", "元"), Header, Row("A", XlsxWriter.Text("2026-3-1"))]), "");

        Assert.Equal(["2026-03-01"], Data("decidedOn"));
        Assert.Contains("读工作表“名册”（未读：“说明”），标题在第 3 行。", _trial.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hidden_sheet_is_taken_when_the_map_names_it()
    {
        await ImportAsync(new XlsxWriter()
            .Sheet("旧", [Header, Row("A", XlsxWriter.Text("2026-3-1"))], state: "hidden")
            .Sheet("新", [Header, Row("B", XlsxWriter.Text("2026-3-2"))]), "\"sheet\": \"旧\",");

        Assert.Equal(["A"], Data("caseId"));
    }

    [Fact]
    public async Task Hidden_rows_are_passed_over_when_the_map_says_so()
    {
        var hidden = Row("B", XlsxWriter.Text("2026-3-2")).Replace("<row>", "<row hidden=\"1\">", StringComparison.Ordinal);

        await ImportAsync(new XlsxWriter().Sheet("表", [Header, Row("A", XlsxWriter.Text("2026-3-1")), hidden]),
            "\"hiddenRows\": \"skip\",");

        Assert.Equal(["A"], Data("caseId"));
        Assert.Contains("有 1 行是隐藏的，没有读", _trial.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_optional_cell_inside_a_merged_area_is_an_error_and_never_absent()
    {
        var merged = """<mergeCells count="1"><mergeCell ref="C2:C3"/></mergeCells>""";
        string[] rows = [Header, Row("A", XlsxWriter.Text("2026-3-1"), XlsxWriter.Number("500")), Row("B", XlsxWriter.Text("2026-3-2"))];

        await ImportAsync(new XlsxWriter().Sheet("表", rows, after: merged), "");
        var silent = Data("caseId");
        await ImportAsync(new XlsxWriter().Sheet("表", rows, after: merged), "\"merged\": \"carryDown\",");

        Assert.Equal(["A"], silent);
        Assert.Equal(["A", "B"], Data("caseId"));
        Assert.Equal(["50000", "50000"], Data("fine"));
    }

    [Fact]
    public async Task The_footer_ends_the_table()
    {
        await ImportAsync(new XlsxWriter().Sheet("表", [Header, Row("A", XlsxWriter.Text("2026-3-1")), Row("合计", XlsxWriter.Text("1 件")),
            XlsxWriter.Texts("注：以上为一季度数据")]), "\"footer\": \"^(合计|小计|注)\",");

        Assert.Equal(["A"], Data("caseId"));
        Assert.Equal("", _trial.Errors);
        Assert.Contains("第 3 行起是表尾", _trial.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("编号\t日期\t罚款金额（元）\nA\t2026-3-1\t5\n")]
    [InlineData("sep=|\n编号|日期|罚款金额（元）\nA|2026-3-1|5\n")]
    [InlineData("\uFEFF\"编 号\" ,日期,\"罚款金额\n(元)\",,\nA,2026-3-1,5\n")]
    [InlineData("编号,日期,罚款金额(元)\nA,2026-3-1\n\u001a\u001a")]
    public async Task Other_ways_to_write_the_same_table(string text)
    {
        var exit = await RunAsync(_folder.Write("a.csv", text), "");

        Assert.True(exit == 0, _trial.Output);
        Assert.Equal(["A"], Data("caseId"));
    }

    [Theory]
    [InlineData("\"header\": 0,", "0 不是 1 至 1048576 的整数")]
    [InlineData("\"header\": \"2\",", "不是 1 至 1048576 的整数")]
    [InlineData("\"merged\": \"down\",", "“down”在这里不认识；只可写“carryDown”")]
    [InlineData("\"hiddenRows\": \"read\",", "只可写“skip”")]
    [InlineData("\"footer\": \"(\",", "不能用")]
    [InlineData("\"replaces\": 2,", "“replaces”应是一个对象")]
    [InlineData("\"replaces\": {\"edition\": 1},", "1 不是 2 至 99999999 的整数")]
    [InlineData("\"replaces\": {\"edition\": 2, \"of\": \"x\"},", "不认识“of”")]
    [InlineData("\"headerRow\": 2,", "不认识“headerRow”")]
    public async Task A_word_that_is_not_known_is_refused_with_a_sentence(string words, string sentence)
    {
        var exit = await RunAsync(_folder.Write("a.csv", "编号,日期,罚款金额(元)\nA,2026-3-1,5\n"), words);

        Assert.Equal(2, exit);
        Assert.Contains(sentence, _trial.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Twenty_errors_stand_on_the_screen_and_all_in_the_list()
    {
        var text = new StringBuilder("编号,日期,罚款金额(元)\n");
        for (var row = 0; row < 500; row++)
        {
            text.Append(row).Append(",=bad,\"1,5\"\n");
        }

        var exit = await RunAsync(_folder.Write("a.csv", text.ToString()), "");

        Assert.Equal(1, exit);
        Assert.Equal(20, _trial.Output.Split('\n').Count(line => line.StartsWith("第 ", StringComparison.Ordinal)));
        Assert.Contains("另有 480 条没有显示；全部 500 条见", _trial.Output, StringComparison.Ordinal);
        Assert.Equal(501, _trial.Errors.TrimEnd().Split('\n').Length);
        Assert.StartsWith("行,类别,事件,编码,说明", _trial.Errors, StringComparison.Ordinal);
        Assert.Contains("501,行错误,,,“日期”：“=bad”不是日期（可写作 2026-03-01）；“罚款金额(元)”：“1,5”不是以“元”为单位的金额", _trial.Errors.Replace("\"", "",
            StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_register_that_is_published_again_replaces_what_it_said_and_takes_back_what_it_says_no_longer()
    {
        var first = _folder.Write("1.csv", "编号,日期,罚款金额(元)\nA,2026-3-1,5\nB,2026-3-1,6\nC,2026-3-1,7\n");
        var second = _folder.Write("2.csv", "编号,日期,罚款金额(元)\nA,2026-3-1,50\nC,2026-3-1,7\n");
        await RunAsync(first, "");

        var exit = await RunAsync(second, "\"replaces\": {\"edition\": 2},", "--earlier", first);
        var repeated = await RunAsync(second, "\"replaces\": {\"edition\": 2},", "--earlier", first);

        Assert.Equal((0, 0), (exit, repeated));
        Assert.Equal(["A/decided", "B/decided", "C/decided", "A/decided@2", "C/decided@2", "B/decided@2"],
            _dashboard.Events.Select(cloudEvent => cloudEvent.GetProperty("id").GetString()));
        Assert.Equal(["u", "u", "d"], _dashboard.Events.Skip(3).Select(cloudEvent => cloudEvent.GetProperty("op").GetString()));
        Assert.All(_dashboard.Events.Skip(3), cloudEvent => Assert.Equal(2_000_000, cloudEvent.GetProperty("seq").GetInt64()));
        Assert.Matches(@"重复 duplicates +3", _trial.Output);
    }

    [Fact]
    public async Task An_edition_that_says_the_same_of_a_subject_twice_is_told_so()
    {
        var map = _folder.Write("paid.json", """
            { "source": "/test", "key": ["no"], "replaces": {"edition": 2},
              "events": [ { "name": "paid", "type": "enforcement.case.paid.v1",
              "subject": {"column": "case"}, "time": "2026-01-01T00:00:00+08:00",
              "data": {"caseId": {"column": "case"}, "amount": {"integer": "fen"}, "paidOn": "2026-01-01", "kind": "Fine"} } ] }
            """);

        var exit = await _trial.RunAsync([_folder.Write("paid.csv", "no,case,fen\n1,A,5\n2,A,7\n3,B,7\n"), "--map", map],
            TestContext.Current.CancellationToken);

        Assert.Equal((1, 2), (exit, _dashboard.Events.Count));
        Assert.Contains("第 3 行：这一版里同一对象已有一条同类事件", _trial.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_taken_back_while_a_row_of_the_new_edition_cannot_be_read()
    {
        var first = _folder.Write("1.csv", "编号,日期,罚款金额(元)\nA,2026-3-1,5\nB,2026-3-1,6\n");
        var second = _folder.Write("2.csv", "编号,日期,罚款金额(元)\nA,2026-3-1,50\nB,昨天,6\n");

        await RunAsync(second, "\"replaces\": {\"edition\": 2},", "--earlier", first);

        Assert.Equal(["u"], _dashboard.Events.Select(cloudEvent => cloudEvent.GetProperty("op").GetString()));
        Assert.Contains("没有撤回", _trial.Output, StringComparison.Ordinal);
    }

    private static string Header => XlsxWriter.Texts("编号", "日期", "罚款金额\n（元）");

    private static string Row(string id, params string[] cells) => XlsxWriter.Row([XlsxWriter.Text(id), .. cells]);

    private Task ImportAsync(XlsxWriter book, string words) =>
        RunAsync(book.Save(_folder.At($"{Guid.NewGuid():N}.xlsx")), words);

    private Task<int> RunAsync(string file, string words, params string[] more) => _trial.RunAsync(
        [file, "--map", _folder.Write("map.json", $$"""{ "source": "/test", "key": ["编号"], {{words}} {{Penalties}}"""), .. more],
        TestContext.Current.CancellationToken);

    /// <summary>A member of the data of all events that have it.</summary>
    private List<string> Data(string member) => [.. _dashboard.Events
        .Select(cloudEvent => cloudEvent.GetProperty("data"))
        .Where(data => data.TryGetProperty(member, out _))
        .Select(data => data.GetProperty(member).ToString())];
}
