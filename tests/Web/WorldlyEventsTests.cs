using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace Dashboard.Tests.Web;

/// <summary>Events as the world really sends them (CONTRACT.md §2): files of cases with their right answers, and neighbours.</summary>
[Collection(PlainDashboardUsers.Name)]
public sealed class WorldlyEventsTests(PlainDashboard dashboard)
{
    private HttpClient Http => dashboard.Http;

    [Theory]
    [InlineData("03-ids.json")]
    [InlineData("03-ids-b.json")]
    public async Task A_citizens_number_is_set_aside_masked_wherever_and_however_it_is_written(string file)
    {
        var events = SharedCases.Events(file);

        var receipt = await Http.TellAsync(events);

        Assert.Equal((0, events.Length), ((int)receipt["accepted"]!, (int)receipt["quarantined"]!));
        Assert.All(receipt["results"]!.AsArray(), result => Assert.Equal("V6", (string?)result!["code"]));
        var shown = receipt.ToJsonString() + (await Http.ReadAsync("/api/quarantine?size=500")).ToJsonString()
            + (await Http.ReadAsync($"/api/views/{Api.Jurisdiction}")).ToJsonString() + await Http.GetStringAsync(
                new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken) + dashboard.Running.Log + Stored();
        Assert.All(["329902190102030708", "329901190102031077", "11010519491231002", "110105194912310021", "329902-19010203-0708",
            "329902 19010203 0708", "３２９９０２１９０１０２０３０７０８", "MTEwMTA1MTk0OTEyMzEwMDJY", "110105\u200b19491231002X", "110105491231002"],
            number => Assert.DoesNotContain(number, shown, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task A_case_number_that_only_looks_like_a_citizens_is_kept_and_can_be_read()
    {
        var events = SharedCases.Events("04-casenos.json");

        await Http.AcceptAsync(events);

        foreach (var told in events)
        {
            var file = await Http.ReadAsync($"/api/subjects/{told["data"]!["caseId"]}");
            Assert.Equal((string?)told["data"]!["caseNo"], (string?)file["facts"]!["caseNo"]);
        }
    }

    [Theory]
    [InlineData("docNo", "330203202611230019")]
    [InlineData("docNo", "330203-20261123-0027")]
    [InlineData("docNo", "甬海交罚〔2026〕330203202611230035号")]
    public async Task A_document_number_that_only_looks_like_a_citizens_is_kept(string name, string number)
    {
        var told = Told.Decided(Told.NewId("C"), 100, "T01").With(name, number);

        await Http.AcceptAsync(told);

        Assert.Equal(number, (string?)(await Http.ReadAsync($"/api/subjects/{told["data"]!["caseId"]}"))["facts"]![name]);
    }

    [Fact]
    public async Task One_fields_mask_keeps_no_event_from_being_tried_again_for_another_reason()
    {
        var team = await dashboard.NewTeamAsync();
        var told = Told.Filed(Told.NewId("C"), team)
            .With("remark", $"证件{Told.CitizenNumber(31)}")
            .But(early => early["time"] = Told.At(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(2)));
        Assert.Equal("V1", (string?)(await Http.TellAsync(told))["results"]![0]!["code"]);
        var key = (await Http.ReadAsync("/api/quarantine?size=1"))["rows"]![0]!["key"];

        await Patience.UntilAsync(async () => (string?)(await Http.DoAsync($"/api/quarantine/{key}/retry")).Answer["outcome"] == "accepted",
            "the retry is accepted");

        Assert.Equal(1, (await Http.ViewAsync($"team/{team}")).Figure("year", "casesFiled"));
        Assert.DoesNotContain(Told.CitizenNumber(31), Stored(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Times_are_read_as_RFC_3339_has_them_and_the_sentence_says_what_is_wrong_with_others()
    {
        var events = SharedCases.Events("18-times.json");
        string[] refused = ["H18-8", "H18-9", "H18-10", "H18-11", "H18-12", "H18-13", "H18-14", "H18r-8", "h18i-8"];

        var receipt = await Http.TellAsync(events);

        var results = receipt["results"]!.AsArray();
        Assert.Equal(events.Length - refused.Length, (int)receipt["accepted"]!);
        Assert.Equal(refused.Select(id => id.StartsWith('H') ? $"{id}-1" : id), results.Select(result => (string?)result!["id"]));
        Assert.Contains("\" \" where T must stand", (string?)results[0]!["reason"], StringComparison.Ordinal);
        Assert.Contains("2026-11-23T10:00:00+0800", (string?)results[1]!["reason"], StringComparison.Ordinal);
        Assert.StartsWith("recordedat \"2026-11-23 10", (string?)results[^2]!["reason"], StringComparison.Ordinal);
        Assert.StartsWith("data.startedAt \"2026-11-23 10", (string?)results[^1]!["reason"], StringComparison.Ordinal);
        Assert.Equal("2026-11-23T08:00:00.000+08:00", (string?)(await Http.ReadAsync("/api/subjects/H18-6"))["events"]![0]!["at"]);
        Assert.Equal("2026-11-23T08:00:00.000+08:00", (string?)(await Http.ReadAsync("/api/subjects/H18-7"))["events"]![0]!["at"]);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("'4'")]
    [InlineData("04")]
    public async Task What_is_no_JSON_is_refused_whole_with_its_line_counted_from_1(string literal)
    {
        var text = Encoding.UTF8.GetString(SharedCases.Read("19-nan.json")).Replace("NaN", literal, StringComparison.Ordinal);

        var (status, problem) = await Http.PostBodyAsync(Encoding.UTF8.GetBytes(text), Api.Batch);

        Assert.Equal(400, status);
        Assert.Contains("line 301, byte ", (string?)problem["detail"], StringComparison.Ordinal);
        Assert.Equal(404, (await Http.TryReadAsync("/api/subjects/H19-nan0")).Status);
    }

    [Theory]
    [InlineData("4.0", "12.0", "95.0")]
    [InlineData("40e-1", "1.2e1", "950E-1")]
    [InlineData("4.000000000000000000000", "12.00", "0.95e2")]
    public async Task Whole_numbers_count_however_they_are_written(string persons, string vehicles, string violations)
    {
        var team = await dashboard.NewTeamAsync();
        var told = Told.Event("patrol.reported", new() { ["patrolId"] = Told.NewId("P"), ["teamId"] = team, ["day"] = Told.Today,
            ["persons"] = 1001, ["vehiclesChecked"] = 1002, ["violations"] = 1003 }).ToJsonString()
            .Replace("1001", persons, StringComparison.Ordinal).Replace("1002", vehicles, StringComparison.Ordinal)
            .Replace("1003", violations, StringComparison.Ordinal);

        var (status, _) = await Http.PostBodyAsync(Encoding.UTF8.GetBytes(told), Api.One);

        var view = await Http.ViewAsync($"team/{team}");
        Assert.Equal((200, 4, 12, 95), (status, view.Figure("day", "patrolPersons"), view.Figure("day", "patrolVehicles"),
            view.Figure("day", "patrolViolations")));
    }

    [Fact]
    public async Task A_byte_order_mark_is_ignored_at_the_start_and_where_files_were_put_together()
    {
        var (status, receipt) = await Http.PostBodyAsync(SharedCases.Read("20-bom-one.json"), Api.One);
        var lines = $"\uFEFF{Told.Team(Told.NewId("X")).ToJsonString()}\r\n\uFEFF{Told.Team(Told.NewId("X")).ToJsonString()}\r\n\uFEFF";
        var (_, ofLines) = await Http.PostBodyAsync(Encoding.UTF8.GetBytes(lines), Api.Lines);

        Assert.Equal((200, 1, 2), (status, (int?)receipt["accepted"], (int?)ofLines["accepted"]));
    }

    [Fact]
    public async Task A_gzip_body_cut_short_anywhere_is_refused_whole()
    {
        var told = Enumerable.Range(0, 3).Select(_ => Told.Filed(Told.NewId("C"), "T01")).ToArray();
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.NoCompression))
        {
            gzip.Write(Encoding.UTF8.GetBytes(string.Concat(told.Select(@event => $"{@event.ToJsonString()}\n"))));
        }

        var whole = packed.ToArray();
        var firstLine = whole.AsSpan().IndexOf((byte)'\n') + 1;
        foreach (var length in (int[])[1, 9, 10, 18, firstLine, firstLine + 1, whole.Length - 9, .. Enumerable.Range(whole.Length - 8, 8)])
        {
            var (status, problem) = await Http.PostBodyAsync(whole[..length], Api.Lines, "gzip");
            Assert.True(status == 400, $"cut after {length} of {whole.Length} bytes: {status} {problem}");
        }

        Assert.All(told, @event => Assert.Equal(404, Http.TryReadAsync($"/api/subjects/{@event["data"]!["caseId"]}").Result.Status));
        Assert.Equal(3, (int)(await Http.PostBodyAsync(whole, Api.Lines, "x-gzip")).Answer["accepted"]!);
    }

    [Theory]
    [InlineData("teamId", "itemCode", "recordedAt")]
    [InlineData("TEAMID", "ITEMCODE", "RECORDEDAT")]
    public async Task Extensions_are_read_in_whatever_letters_an_SDK_writes_them(string teamid, string itemcode, string recordedat)
    {
        var team = await dashboard.NewTeamAsync();
        var told = Told.Event("licence.accepted",
            new() { ["applicationNo"] = Told.NewId("L"), ["itemCode"] = "S14", ["day"] = Told.Today });

        await Http.AcceptAsync(told.But(copy => (copy[teamid], copy[itemcode], copy[recordedat]) = (team, "S14", Told.EarlierToday)));

        Assert.Equal(1, (await Http.ViewAsync($"team/{team}")).Figure("day", "licencesAccepted"));
        var (status, problem) = await Http.PostBodyAsync(Api.BatchOf(told.But(copy => (copy["teamid"], copy["teamId"]) = ("T01", "T02"))),
            Api.Batch);
        Assert.Equal(400, status);
        Assert.Contains("teamid twice", (string?)problem["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json", 200)]
    [InlineData("application/json; charset=UTF-8", 200)]
    [InlineData("text/json; charset=utf8", 200)]
    [InlineData("application/vnd.nb.case+json", 200)]
    [InlineData("application/json; charset=gb18030", 415)]
    [InlineData("text/xml", 415)]
    [InlineData(null, 415)]
    public async Task In_binary_mode_the_data_is_any_JSON_in_UTF_8(string? type, int status)
    {
        var told = Told.Filed(Told.NewId("C"), "T01", seq: 4);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/events")
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes($"\uFEFF{told["data"]!.ToJsonString()}")),
        };
        foreach (var (name, value) in told.Where(member => member.Key != "data"))
        {
            request.Headers.Add($"Ce-{name[..1].ToUpperInvariant()}{name[1..]}", $"{value}");
        }

        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var answer = await Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)answer.StatusCode);
        var said = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains(status == 200 ? "\"accepted\":1" : type?.Contains("charset", StringComparison.Ordinal) == true ? "charset=utf-8"
            : "application/json with ce-* headers (binary content mode)", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("gzip, gzip")]
    [InlineData("zstd")]
    public async Task An_encoding_that_is_not_read_is_refused_by_the_one_that_is(string encoding)
    {
        using var content = new ByteArrayContent(Api.BatchOf(Told.Team("T01")));
        content.Headers.TryAddWithoutValidation("Content-Type", Api.Batch);
        content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);

        using var answer = await Http.PostAsync(new Uri("/api/events", UriKind.Relative), content, TestContext.Current.CancellationToken);

        Assert.Equal((415, "gzip"), ((int)answer.StatusCode, answer.Headers.GetValues("Accept-Encoding").Single()));
    }

    [Fact]
    public async Task One_fact_told_again_and_again_counts_once()
    {
        var (team, @case) = (await dashboard.NewTeamAsync(), Told.NewId("C"));
        JsonObject[] told =
        [
            Told.Decided(@case, 100, team, "i", 1), Told.Decided(@case, 200, team, "u", 2), Told.Decided(@case, 300, team, "U", 3),
            Told.Decided(@case, 300, team, "d", 4), Told.Decided(@case, 300, team, "D", 5), Told.Decided(@case, 400, team, "i", 6),
            Told.Decided(@case, 400, team, "i", 7), Told.Decided(@case, 500, team, "u", 8),
        ];

        await Http.AcceptAsync([.. told.Reverse()]);

        var view = await Http.ViewAsync($"team/{team}");
        Assert.Equal((1, 500), (view.Figure("year", "casesDecided"), view.Figure("year", "finesFen")));
        await Http.VerifyAsync();
    }

    [Fact]
    public async Task What_a_source_with_a_wrong_clock_sent_is_taken_in_one_step_once_its_time_has_come()
    {
        var (team, source) = (await dashboard.NewTeamAsync(), $"/h22/{Told.NewId("s")}");
        var early = SharedCases.Events("22-ahead.json").Concat(SharedCases.Events("22-ahead.json"))
            .Select((told, number) => told.With("caseId", $"{team}-{number}").With("teamId", team).But(copy =>
            {
                (copy["id"], copy["source"]) = ($"{team}-{number}", source);
                copy["time"] = Told.At(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(3));
            })).ToArray();
        var unsound = Told.Filed(Told.NewId("C"), team).With("filedOn", null).But(copy => copy["source"] = source);
        Assert.Equal(5, (int)(await Http.TellAsync([.. early, unsound]))["quarantined"]!);
        var address = $"/api/quarantine/retry?source={Uri.EscapeDataString(source)}&code=V1";

        await Patience.UntilAsync(async () => (int)(await Http.DoAsync(address)).Answer["tried"]! == 0, "all are taken");

        Assert.Equal(4, (await Http.ViewAsync($"team/{team}")).Figure("year", "casesFiled"));
        Assert.Equal(1, (int)(await Http.ReadAsync($"/api/quarantine?state=open&source={Uri.EscapeDataString(source)}"))["total"]!);
        var (_, again) = await Http.DoAsync($"/api/quarantine/retry?source={Uri.EscapeDataString(source)}");
        Assert.Equal((1, 0, 1), ((int)again["tried"]!, (int)again["accepted"]!, (int)again["quarantined"]!));
        var (_, dismissed) = await Http.DoAsync($"/api/quarantine/dismiss?source={Uri.EscapeDataString(source)}&code=V6");
        Assert.Equal(1, (int)dismissed["dismissed"]!);
        Assert.Equal(0, (int)(await Http.ReadAsync($"/api/quarantine?state=open&source={Uri.EscapeDataString(source)}"))["total"]!);
        Assert.Equal(400, (await Http.DoAsync("/api/quarantine/dismiss")).Status);
        Assert.Equal(400, (await Http.DoAsync("/api/quarantine/retry")).Status);
    }

    [Fact]
    public async Task A_source_whose_clock_is_wrong_is_a_warning_with_its_number_until_its_events_are_settled()
    {
        var (ahead, refused) = ($"/h22/{Told.NewId("s")}", $"/h22/{Told.NewId("s")}");
        JsonObject[] told =
        [
            .. SharedCases.Events("22-ahead.json").Select((early, number) => early.But(copy =>
            {
                (copy["id"], copy["source"]) = ($"{ahead}-{number}", ahead);
                copy["time"] = Told.At(TimeSpan.FromMinutes(8));
            })),
            .. Enumerable.Range(0, 10).Select(_ => Told.Filed(Told.NewId("C"), "T01").With("filedOn", null)
                .But(copy => copy["source"] = refused)),
        ];

        Assert.Equal(told.Length, (int)(await Http.TellAsync(told))["quarantined"]!);

        await Patience.UntilAsync(async () => await EventsOfAsync("W55", ahead) == 2 && await EventsOfAsync("W56", refused) == 10,
            "both sources are warnings with their numbers");
        Assert.Null(await EventsOfAsync("W55", refused));
        Assert.Null(await EventsOfAsync("W56", ahead));
        foreach (var rule in new[] { "W55", "W56" })
        {
            var levels = (await Http.ViewAsync(Api.Jurisdiction))["warnings"]!["rules"]![rule]!.AsObject();
            Assert.Equal(levels.Where(level => level.Key != "acknowledged").Sum(level => (long)level.Value!),
                (long)(await Http.ReadAsync($"/api/evidence?view={Api.Jurisdiction}&warning={rule}"))["total"]!);
        }

        await Patience.UntilAsync(
            async () => MeasuredOf(ahead, "V1", await Http.GetStringAsync(new Uri("/metrics", UriKind.Relative))) == "2",
            "the measurements say it");
        foreach (var source in new[] { ahead, refused })
        {
            var (_, answer) = await Http.DoAsync($"/api/quarantine/dismiss?source={Uri.EscapeDataString(source)}");
            Assert.Equal(source == ahead ? 2 : 10, (int)answer["dismissed"]!);
        }

        await Patience.UntilAsync(async () => await EventsOfAsync("W55", ahead) is null && await EventsOfAsync("W56", refused) is null,
            "both warnings are cleared");
        await Http.VerifyAsync();

        async Task<long?> EventsOfAsync(string rule, string source) =>
            (long?)(await Http.ReadAsync($"/api/evidence?view={Api.Jurisdiction}&warning={rule}&size=500"))["rows"]!.AsArray()
                .FirstOrDefault(row => (string?)row!["subject"] == source)?["events"];

        static string? MeasuredOf(string source, string code, string page) => page.Split('\n')
            .Where(line => line.StartsWith("quarantine_open", StringComparison.Ordinal)
                && line.Contains($"source=\"{source}\"", StringComparison.Ordinal)
                && line.Contains($"code=\"{code}\"", StringComparison.Ordinal))
            .Select(line => line.Split("} ")[1].Split(' ')[0])
            .FirstOrDefault();
    }

    /// <summary>All that the embedded database has written, as text.</summary>
    private string Stored() => string.Concat(Directory.EnumerateFiles(dashboard.Running.Data).Select(path =>
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return Encoding.UTF8.GetString(copy.ToArray());
    }));
}
