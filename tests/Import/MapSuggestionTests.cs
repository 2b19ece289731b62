using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Web.Import;
using Dashboard.Web.Import.Suggestion;

namespace Dashboard.Tests.Import;

/// <summary>A suggested map is one that can be used: the file goes in by it.</summary>
public sealed class MapSuggestionTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly StandInDashboard _dashboard = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _folder.Dispose();
        _dashboard.Dispose();
    }

    [Fact]
    public async Task Cases_with_their_filing_decision_service_and_payment()
    {
        var events = await ByItsMapAsync("a.csv", """
            案件编号,当事人名称,统一社会信用代码,立案日期,决定书文号,处罚决定日期,罚款金额（万元）,送达日期,缴款日期,缴款金额（元）,办案中队,备注
            A-1,甲公司,11330203MB1025728K,2026年3月1日,甬海交罚〔2026〕1号,2026/4/1,0.36,2026.4.2,2026-04-03,"3,600",二中队,x
            A-2,乙公司,,2026年3月2日,,,,,,,机动队,
            A-3,乙公司,,2026年3月2日,甬海交罚〔2026〕2号,2026/4/1,0,,,,机动队,
            """);

        Assert.Equal(["A-1/filed", "A-1/decided", "A-1/served", "A-1/paid", "A-2/filed", "A-3/filed", "A-3/warned"], Ids(events));
        var filed = events[0].GetProperty("data");
        Assert.Equal(("T02", "2026-03-01", "甲公司", "11330203MB1025728K"), (filed.GetProperty("teamId").GetString(),
            filed.GetProperty("filedOn").GetString(), filed.GetProperty("party").GetProperty("displayName").GetString(),
            filed.GetProperty("party").GetProperty("code").GetString()));
        Assert.Equal(("甬海交罚〔2026〕1号", 360_000), (events[1].GetProperty("data").GetProperty("docNo").GetString(),
            events[1].GetProperty("data").GetProperty("fine").GetInt64()));
        Assert.Equal(360_000, events[3].GetProperty("data").GetProperty("amount").GetInt64());
        Assert.Equal("unassigned", events[4].GetProperty("teamid").GetString());
    }

    [Fact]
    public async Task Inspections_with_days_of_another_country()
    {
        var events = await ByItsMapAsync("a.csv",
            "INSPECTION_ID,DEVELOPMENT_NAME,INSPECTION_DATE,SCORE\n1,North,1/31/2020,80\n2,South,12/1/2019,90\n");

        Assert.Equal(["1/started", "2/started"], Ids(events));
        Assert.Equal(["2020-01-31T00:00:00+08:00", "2019-12-01T00:00:00+08:00"],
            events.Select(cloudEvent => cloudEvent.GetProperty("data").GetProperty("startedAt").GetString()));
    }

    [Theory]
    [InlineData("工号,姓名,执法证号,有效期起,有效期至,所属中队\nG1,张示例,33020001,2024-01-01,2029-01-01,二中队\nG2,李示例,,,,三中队\n",
        "enforcement.officer.upserted.v1", "G1", "{\"officerId\":\"G1\",\"teamId\":\"T02\",\"post\":true,\"status\":\"active\","
        + "\"certNo\":\"33020001\",\"certValidFrom\":\"2024-01-01\",\"certValidTo\":\"2029-01-01\"}")]
    [InlineData("企业名称,统一社会信用代码,信用等级\n甲公司,11330203MB1025728K,A\n乙公司,91330203MA2CJ0XU0Y,\n",
        "enforcement.object.upserted.v1", "11330203MB1025728K",
        "{\"uscc\":\"11330203MB1025728K\",\"name\":\"甲公司\",\"itemCodes\":[],\"creditClass\":\"A\"}")]
    [InlineData("编号,中队名称,排序\nA1,一大队,3\nA2,二大队,4\n", "enforcement.team.upserted.v1", "A1",
        "{\"teamId\":\"A1\",\"name\":\"一大队\",\"status\":\"Active\",\"order\":3}")]
    [InlineData("事项编码,事项名称,类别\nZ1,货运,道路\nZ2,客运,\n", "enforcement.item.upserted.v1", "Z1",
        "{\"itemCode\":\"Z1\",\"name\":\"货运\",\"category\":\"道路\",\"level\":\"District\"}")]
    public async Task Each_register_has_its_map_and_what_a_row_leaves_empty_is_left_out(
        string text, string type, string subject, string data)
    {
        var events = await ByItsMapAsync("名册.csv", text);

        Assert.Equal(2, events.Count);
        Assert.Equal((type, subject), (events[0].GetProperty("type").GetString(), events[0].GetProperty("subject").GetString()));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(data), JsonNode.Parse(events[0].GetProperty("data").GetRawText())),
            events[0].GetProperty("data").GetRawText());
    }

    [Fact]
    public async Task A_map_made_of_its_own_choices_is_the_same_on_another_day_and_of_another_file()
    {
        const string Text = "立案号,立案日期,中队\n1,2026-03-01,二中队\n2,2026-03-02,\n";
        var first = JsonNode.Parse(await MapSuggestion.OfAsync(_folder.Write("三月.csv", Text), new(2026, 3, 20), Cancellation))!;
        using var file = Dashboard.Web.Import.Files.RowFile.Open(_folder.Write("四月.csv", Text), ImportMap.Blank);
        var choices = first["_choices"].Deserialize<Choices>(MapSuggestion.ChoicesJson)!;
        var sample = await Sample.OfAsync(file, 200, choices, Cancellation);

        var again = JsonNode.Parse(new MapSuggestion(sample, choices, KnownNames.None, KnownNames.None).Map("四月.csv", new(2026, 4, 20)))!;

        Assert.Equal(first["source"]!.ToJsonString(), again["source"]!.ToJsonString());
        Assert.Equal(first["events"]!.ToJsonString(), again["events"]!.ToJsonString());
    }

    [Fact]
    public async Task A_column_with_a_name_nobody_knows_is_known_by_its_values()
    {
        var events = await ByItsMapAsync("a.csv",
            "甲栏,乙栏,处罚日期,罚款（元）\n甬海交罚〔2026〕1号,11330203MB1025728K,2026-03-01,500\n甬海交罚〔2026〕2号,11330203MB1025728K,2026-03-01,0\n");

        Assert.Equal(["甬海交罚〔2026〕1号/decided", "甬海交罚〔2026〕2号/warned"], Ids(events));
        Assert.Equal("11330203MB1025728K", events[0].GetProperty("data").GetProperty("party").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_fine_that_cannot_be_read_is_an_error_and_no_warning_without_a_fine()
    {
        var path = _folder.Write("a.csv", "文号,决定日期,罚款（元）\nA〔2026〕1号,2026-03-01,五百\nA〔2026〕2号,2026-03-01,500\n"
            + "A〔2026〕3号,2026-03-02,0.00\nA〔2026〕4号,2026-03-02,500\nA〔2026〕5号,2026-03-02,500\n");
        var map = _folder.Write("map.json", await MapSuggestion.OfAsync(path, new(2026, 11, 20), Cancellation));
        var trial = new ImportTrial(_dashboard);

        Assert.Equal(1, await trial.RunAsync([path, "--map", map], Cancellation));

        Assert.Equal(["A〔2026〕2号/decided", "A〔2026〕3号/warned", "A〔2026〕4号/decided", "A〔2026〕5号/decided"], Ids(_dashboard.Events));
        Assert.Contains("第 2 行：“罚款（元）”：“五百”不是以“元”为单位的金额", trial.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("13-title.xlsx", 1)]
    [InlineData("13-title.csv", 1)]
    [InlineData("13-semicolon.csv", 1)]
    [InlineData("15-dim.xlsx", 400)]
    [InlineData("real-ecb.csv", 15)]
    public async Task Of_the_shared_cases_the_map_fits(string file, int events)
    {
        var map = _folder.Write("map.json", await MapSuggestion.OfAsync(SharedCases.At(file), new(2026, 11, 20), Cancellation));
        var trial = new ImportTrial(_dashboard);

        await trial.RunAsync([SharedCases.At(file), "--map", map], Cancellation);

        Assert.True(events == _dashboard.Events.Count, $"{_dashboard.Events.Count} {trial.Output}");
    }

    [Fact]
    public async Task What_was_assumed_and_what_was_left_over_stand_in_the_map()
    {
        var path = _folder.Write("名册 11010519491231002X.csv",
            "文号,决定日期,罚款,备注\nA〔2026〕1号,2026-03-01,500,x\nA〔2026〕1号,2026-03-02,500,y\n");

        var map = JsonNode.Parse(await MapSuggestion.OfAsync(path, new(2026, 11, 20), Cancellation))!;

        Assert.Equal(["备注"], map["_unused"]!.AsArray().Select(name => name!.GetValue<string>()));
        Assert.Contains("暂按元", map["_check"]!.ToJsonString(new(JsonSerializerDefaults.Web)
        {
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        }), StringComparison.Ordinal);
        Assert.Equal("文号", map["key"]![0]!.GetValue<string>());
        Assert.DoesNotContain("19491231", map["source"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Columns_that_say_nothing_are_refused_with_their_names()
    {
        var path = _folder.Write("a.csv", "甲,乙\n1,2\n");

        var refused = await Assert.ThrowsAsync<MapException>(() => MapSuggestion.OfAsync(path, new(2026, 11, 20), Cancellation));

        Assert.Contains("“甲”、“乙”", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_prints_the_map_and_sends_nothing()
    {
        var trial = new ImportTrial(_dashboard);

        var exit = await trial.RunAsync(["--suggest", _folder.Write("a.csv", "案件编号,立案日期\n1,2026-03-01\n")], Cancellation);

        Assert.Equal(0, exit);
        Assert.Empty(_dashboard.Posts);
        Assert.Contains("案件编号", ImportMap.Parse(trial.Output).Columns);
    }

    private async Task<List<JsonElement>> ByItsMapAsync(string name, string text)
    {
        var path = _folder.Write(name, text);
        var map = _folder.Write("map.json", await MapSuggestion.OfAsync(path, new(2026, 11, 20), Cancellation));
        var trial = new ImportTrial(_dashboard);
        Assert.True(await trial.RunAsync([path, "--map", map], Cancellation) == 0,
            trial.Output + await File.ReadAllTextAsync(map, Cancellation));
        return _dashboard.Events;
    }

    private static IEnumerable<string?> Ids(List<JsonElement> events) =>
        events.Select(cloudEvent => cloudEvent.GetProperty("id").GetString());
}
