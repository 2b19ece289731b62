using System.Text.Json;
using System.Text.RegularExpressions;

namespace Dashboard.Tests.Import;

/// <summary>Every import file of the shared cases with its right answer: which rows go in as what, which are told by their line.</summary>
public sealed partial class CaseFileTests : IDisposable
{
    private readonly StandInDashboard _dashboard = new();
    private readonly ScratchFolder _folder = new();
    private readonly ImportTrial _trial;

    public CaseFileTests() => _trial = new(_dashboard);

    public void Dispose()
    {
        _dashboard.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Money_is_read_as_people_write_it_and_a_comma_that_does_not_group_by_three_is_an_error()
    {
        await ImportAsync("08-money-yuan.csv");

        Assert.Equal(
            "M04=150000 M05=360000 M06=360000 M07=360000 M08=360000 M09=123456789 M15=150000 M16=150000 M18=360000 M19=360000 M22=50000 "
                + "M27=0 M30=360000 M31=50000 M33=50000",
            Facts("decided", "caseId", "fine"));
        Assert.Equal(
            Enumerable.Range(0, 37).Except([4, 5, 6, 7, 8, 9, 15, 16, 18, 19, 22, 27, 30, 31, 33]).Select(row => row + 2), Lines());
        Assert.Contains("第 2 行：“fine”：“1,5”不是以“yuan”为单位的金额（逗号只能按每三位分隔）", _trial.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_unit_in_the_cell_is_read_and_the_sentence_names_the_unit_of_the_map()
    {
        await ImportAsync("08-money-wan.csv");

        Assert.Equal("M02=360000 M04=1 M06=360000 M07=360000", Facts("decided", "caseId", "fine"));
        Assert.Equal([2, 3, 5, 7, 10], Lines());
        Assert.Contains("“fine”：“0,5”不是以“wan”为单位的金额", _trial.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whole_numbers_are_read_in_full_width_and_with_a_point_and_never_by_a_stray_comma()
    {
        await ImportAsync("08-whole.csv");

        Assert.Equal("P03=1234 P04=4 P06=12 P07=3 P08=-3", Facts("patrol", "patrolId", "persons"));
        Assert.Equal([2, 3, 4, 7, 11, 12], Lines());
    }

    [Theory]
    [InlineData("09-longnumbers.xlsx", 2)]
    [InlineData("09-longnumbers-sameday.xlsx", 2)]
    [InlineData("09-sci.csv", 3)]
    public async Task A_number_that_a_spreadsheet_has_shortened_names_nothing(string file, int rows)
    {
        await ImportAsync(file);

        Assert.Empty(_dashboard.Events);
        Assert.Equal(Enumerable.Range(2, rows), Lines());
        Assert.Contains("设为“文本”格式", _trial.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("11-gb.csv", 20, "宁波测试浦运输", "GB18030", new int[0])]
    [InlineData("11-big5.csv", 20, "寧波運輸公司", "BIG5", new int[0])]
    [InlineData("11-cut.csv", 999, "宁波测试浦运输", "UTF-8", new[] { 700 })]
    [InlineData("11-utf8-then-gb.csv", 999, "宁波测试浦运输", "UTF-8", new[] { 700 })]
    public async Task The_encoding_is_decided_for_the_whole_file_and_said_and_a_bad_byte_costs_its_line(
        string file, int rows, string name, string encoding, int[] errors)
    {
        await ImportAsync(file);

        Assert.Equal(rows, _dashboard.Events.Count);
        Assert.All(_dashboard.Events, cloudEvent => Assert.StartsWith(name,
            cloudEvent.GetProperty("data").GetProperty("party").GetProperty("displayName").GetString(), StringComparison.Ordinal));
        Assert.Contains($"按 {encoding} 编码读取", _trial.Output, StringComparison.Ordinal);
        Assert.Equal(errors, Lines());
    }

    [Fact]
    public async Task A_bad_byte_swallows_no_line_end_and_no_neighbour()
    {
        await ImportAsync("11-swallow.csv");

        Assert.Equal("Z1=第1号公司9 Z2=第2号公司9 Z3=第3号公司9 Z4=第4号公司9 Z5=第5号公司9", Facts("decided", "caseId", "docNo"));
        Assert.Equal([7], Lines());
    }

    [Theory]
    [InlineData("11c-good.csv", 20, new int[0])]
    [InlineData("11c-bad.csv", 19, new[] { 21 })]
    public async Task A_bad_byte_changes_nothing_of_the_other_lines(string file, int rows, int[] errors)
    {
        await ImportAsync(file);

        Assert.Equal(rows, _dashboard.Events.Count);
        Assert.All(_dashboard.Events,
            cloudEvent => Assert.Contains(cloudEvent.GetProperty("teamid").GetString(), (string[])["T01", "T02"]));
        Assert.Equal(errors, Lines());
    }

    [Fact]
    public async Task A_serial_is_a_day_under_every_format_when_the_map_says_date()
    {
        await ImportAsync("12-date-formats.xlsx");

        Assert.Equal(25, _dashboard.Events.Count);
        Assert.All(_dashboard.Events,
            cloudEvent => Assert.Equal("2026-03-01", cloudEvent.GetProperty("data").GetProperty("filedOn").GetString()));
    }

    [Fact]
    public async Task Serials_with_a_time_fall_on_their_day_and_impossible_ones_are_errors()
    {
        await ImportAsync("12-date-times.xlsx");

        Assert.Equal("D00=2013-06-24 D01=2026-03-01 D02=2026-03-01 D09=2026-03-01", Facts("filed", "caseId", "filedOn"));
        Assert.Equal([5, 6, 7, 8, 9, 10], Lines());
    }

    [Fact]
    public async Task Cells_of_the_kind_date_are_read()
    {
        await ImportAsync("12-date-td.xlsx");

        Assert.Equal("D1=2026-03-01 D2=2026-03-01", Facts("filed", "caseId", "filedOn"));
    }

    [Fact]
    public async Task Texts_that_can_mean_one_day_only_are_read_and_no_others()
    {
        await ImportAsync("12-date-texts.csv");

        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 13, 14, 15, 16, 21, 22, 23, 24, 28], _dashboard.Events.Select(cloudEvent =>
            int.Parse(cloudEvent.GetProperty("subject").GetString()![1..])));
        Assert.All(_dashboard.Events,
            cloudEvent => Assert.Equal("2026-03-01", cloudEvent.GetProperty("data").GetProperty("filedOn").GetString()));
        Assert.Equal([9, 10, 11, 12, 13, 14, 19, 20, 21, 22, 27, 28, 29, 31], Lines());
    }

    [Fact]
    public async Task Impossible_days_are_row_errors_and_the_rest_goes_in()
    {
        await ImportAsync("12-impossible-days.csv");

        Assert.Equal("I12-5=2026-03-01 I12-7=2026-03-01", Facts("filed", "caseId", "filedOn"));
        Assert.Equal([2, 3, 4, 5, 6, 8], Lines());
    }

    [Theory]
    [InlineData("13-title.csv", new int[0])]
    [InlineData("13-semicolon.csv", new int[0])]
    [InlineData("13-linebreak.xlsx", new int[0])]
    [InlineData("13-footer.xlsx", new[] { 3, 4 })]
    [InlineData("13-title.xlsx", new[] { 4, 5, 6 })]
    [InlineData("13-notitle.xlsx", new[] { 3, 4, 5 })]
    public async Task The_header_is_found_where_it_stands_however_its_names_are_broken(string file, int[] errors)
    {
        await ImportAsync(file);

        Assert.Equal("甬海交罚〔2026〕1号=360000", Facts("decided", "docNo", "fine"));
        Assert.Equal(errors, Lines());
    }

    [Theory]
    [InlineData("13-title.xlsx", "\"header\": 2, \"merged\": \"carryDown\"", new[] { 6 })]
    [InlineData("13-notitle.xlsx", "\"merged\": \"carryDown\", \"footer\": \"^填表说明\"", new int[0])]
    public async Task Merged_cells_carry_down_when_the_map_says_so_and_a_note_below_is_one_error(string file, string words, int[] errors)
    {
        var map = _folder.Write("map.json", SharedCases.MapWith(file, words));

        await _trial.RunAsync([SharedCases.At(file), "--map", map], TestContext.Current.CancellationToken);

        Assert.Equal("甬海交罚〔2026〕1号=360000 甬海交罚〔2026〕2号=100000 甬海交罚〔2026〕3号=200000", Facts("decided", "docNo", "fine"));
        Assert.All(_dashboard.Events, cloudEvent => Assert.Equal("宁波某某运输有限公司",
            cloudEvent.GetProperty("data").GetProperty("party").GetProperty("displayName").GetString()));
        Assert.Equal(errors, Lines());
    }

    [Theory]
    [InlineData("14-hidden-same.xlsx", "C-1=100000", "工作表“处罚”（未读：“旧数据”（隐藏））")]
    [InlineData("14-veryHidden-other.xlsx", "C-1=100000", "工作表“处罚”（未读：“字典”（隐藏））")]
    [InlineData("14-two.xlsx", "C-1=100000", "工作表“2025年”（未读：“2026年”）")]
    [InlineData("14-hiddenrows.xlsx", "C-1=100000 C-2=200000", "1 行是隐藏的，也读了")]
    [InlineData("14-hidden-other.xlsx", "", "没有工作表“没有”；有“字典”（隐藏）、“处罚”")]
    public async Task The_sheet_that_is_taken_is_shown_and_named(string file, string facts, string sentence)
    {
        await ImportAsync(file);

        Assert.Equal(facts, Facts("decided", "caseId", "fine"));
        Assert.Contains(sentence, _trial.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("15-base.xlsx", 200)]
    [InlineData("15-dim.xlsx", 200)]
    [InlineData("15-dim-rows.xlsx", 20)]
    [InlineData("15-dim-zz.xlsx", 200)]
    [InlineData("15-dim20.xlsx", 20)]
    [InlineData("15-dimsmall.xlsx", 200)]
    [InlineData("15-lastrow.xlsx", 20)]
    [InlineData("15-xfd.xlsx", 200)]
    [InlineData("15-xfd-norow.xlsx", 200)]
    public async Task A_far_cell_or_a_wrong_dimension_costs_nothing(string file, int rows)
    {
        var (exit, bytes) = await OneThread.RunAsync(() => ImportAsync(file));

        Assert.Equal((0, rows * 2), (exit, _dashboard.Events.Count));
        // Its few rows are read at all, and millions of empty cells are not.
        Assert.InRange(bytes, 100_000, 100_000_000);
    }

    [Fact]
    public async Task A_formula_without_its_value_and_an_error_value_are_row_errors()
    {
        await ImportAsync("16-formula.xlsx");

        Assert.Equal("F3=200000 F6=360000 F7=360000 F9=360000 FA=10 FB=360000", Facts("decided", "caseId", "fine"));
        Assert.Equal([2, 3, 5, 6, 9], Lines());
        Assert.Contains("公式没有算出的值", _trial.Output, StringComparison.Ordinal);
        Assert.Contains("错误值 #REF!", _trial.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("17-blank-rows.csv", "K1=100000", new int[0])]
    [InlineData("17-cr.csv", "K1=100000 K2=50000", new int[0])]
    [InlineData("17-ctrlz.csv", "K1=100000", new int[0])]
    [InlineData("17-extra-empty.csv", "K1=100000 K2=50000", new int[0])]
    [InlineData("17-header-trailing.csv", "K1=100000 K2=50000", new int[0])]
    [InlineData("17-extra-value.csv", "", new[] { 2 })]
    [InlineData("17-short.csv", "K1=100000", new[] { 2 })]
    [InlineData("17-short2.csv", "", new[] { 2 })]
    public async Task What_stands_beside_the_table_is_no_part_of_it(string file, string facts, int[] errors)
    {
        await ImportAsync(file);

        Assert.Equal(facts, Facts("decided", "caseId", "fine"));
        Assert.Equal(errors, Lines());
    }

    [Fact]
    public async Task A_real_register_with_amounts_without_a_leading_zero_goes_in_whole()
    {
        var exit = await ImportAsync("real-ecb.csv");

        Assert.Equal(0, exit);
        Assert.Equal(
            "ECB-34830294Z=400000 ECB-38203404N=500000 ECB-34650064P=250000 ECB-38087901Z=35000", Facts("decided", "caseId", "fine"));
        Assert.Equal("ECB-34830294Z=93789 ECB-38203404N=100000 ECB-34650064P=25000 ECB-38087901Z=35000", Facts("paid", "caseId", "amount"));
        Assert.Equal(5, Facts("filed", "caseId", "filedOn").Split(' ').Length);
    }

    private Task<int> ImportAsync(string file) => _trial.RunAsync(SharedCases.Arguments(file), TestContext.Current.CancellationToken);

    /// <summary>What went in by events of one name: "key=value …" of two members of their data.</summary>
    private string Facts(string name, string key, string value) => string.Join(' ', _dashboard.Events
        .Where(cloudEvent => cloudEvent.GetProperty("id").GetString()!.EndsWith($"/{name}", StringComparison.Ordinal))
        .Select(cloudEvent => cloudEvent.GetProperty("data"))
        .Select(data => $"{data.GetProperty(key)}={data.GetProperty(value)}"));

    /// <summary>The lines that the list of errors names, each once.</summary>
    private IEnumerable<int> Lines() => ErrorLine().Matches(_trial.Errors).Select(match => int.Parse(match.Groups[1].ValueSpan));

    [GeneratedRegex("^([0-9]+),行错误", RegexOptions.Multiline)]
    private static partial Regex ErrorLine();
}
