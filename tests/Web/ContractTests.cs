using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace Dashboard.Tests.Web;

/// <summary>What upstream systems and readers rely on (CONTRACT.md §2, §3), over HTTP.</summary>
[Collection(PlainDashboardUsers.Name)]
public sealed class ContractTests(PlainDashboard dashboard)
{
    private HttpClient Http => dashboard.Http;

    [Theory]
    [InlineData(Api.One, null)]
    [InlineData(Api.Batch, null)]
    [InlineData(Api.Lines, null)]
    [InlineData(Api.One, "gzip")]
    [InlineData(Api.Batch, "gzip")]
    [InlineData(Api.Lines, "gzip")]
    [InlineData("application/cloudevents-batch+json; charset=utf-8", "GZIP")]
    public async Task Events_come_in_each_content_type_plain_and_gzipped(string type, string? encoding)
    {
        var team = await dashboard.NewTeamAsync();
        var told = Enumerable.Range(0, type == Api.One ? 1 : 3).Select(_ => Told.Filed(Told.NewId("C"), team)).ToArray();
        var text = type switch
        {
            Api.One => told[0].ToJsonString(),
            Api.Lines => string.Join("\r\n", told.Select(@event => @event.ToJsonString())),
            _ => Encoding.UTF8.GetString(Api.BatchOf(told)),
        };

        var (status, receipt) = await Http.PostBodyAsync(encoding is null ? Encoding.UTF8.GetBytes(text) : Gzip(text), type, encoding);

        Assert.Equal(200, status);
        Assert.Equal((told.Length, 0, 0), ((int)receipt["accepted"]!, (int)receipt["duplicates"]!, (int)receipt["quarantined"]!));
        Assert.Equal(told.Length, (await Http.ViewAsync($"team/{team}")).Figure("year", "casesFiled"));
    }

    [Fact]
    public async Task A_repetition_is_a_duplicate_however_its_members_are_ordered_and_changes_nothing()
    {
        var team = await dashboard.NewTeamAsync();
        var told = Told.Decided(Told.NewId("C"), 100, team);
        var reordered = JsonNode.Parse(told.ToJsonString())!.AsObject()
            .But(copy =>
                copy["data"] = new JsonObject(told["data"]!.AsObject()
                    .Reverse()
                    .Select(member => KeyValuePair.Create(member.Key, member.Value?.DeepClone()))));
        await Http.AcceptAsync(told);

        var again = await Http.TellAsync(told, reordered, told.But(copy => copy["recordedat"] = Told.EarlierToday));

        Assert.Equal((0, 3), ((int)again["accepted"]!, (int)again["duplicates"]!));
        Assert.All(again["results"]!.AsArray(), result => Assert.Equal("duplicate", (string?)result!["outcome"]));
        Assert.Equal(100, (await Http.ViewAsync($"team/{team}")).Figure("year", "finesFen"));
    }

    [Fact]
    public async Task An_event_repeated_within_one_batch_counts_once()
    {
        var team = await dashboard.NewTeamAsync();
        var told = Told.Filed(Told.NewId("C"), team);

        var receipt = await Http.TellAsync(told, told, told);

        Assert.Equal((1, 2), ((int)receipt["accepted"]!, (int)receipt["duplicates"]!));
        Assert.Equal(1, (await Http.ViewAsync($"team/{team}")).Figure("year", "casesFiled"));
    }

    [Fact]
    public async Task Results_stand_in_the_order_of_the_request_whatever_teams_they_concern()
    {
        var (one, two) = (await dashboard.NewTeamAsync(), await dashboard.NewTeamAsync());
        var known = Told.Filed(Told.NewId("C"), two);
        await Http.AcceptAsync(known);

        var receipt = await Http.TellAsync(
            Told.Filed(Told.NewId("C"), one).With("filedOn", null), known, Told.Filed(Told.NewId("C"), one),
            known.With("caseNo", "another"), Told.Filed(Told.NewId("C"), two), known);

        Assert.Equal((2, 2, 2), ((int)receipt["accepted"]!, (int)receipt["duplicates"]!, (int)receipt["quarantined"]!));
        Assert.Equal(
            [(0, "quarantined", "V6"), (1, "duplicate", null), (3, "quarantined", "V2"), (5, "duplicate", null)],
            receipt["results"]!.AsArray().Select(result => ((int)result!["index"]!, (string)result["outcome"]!, (string?)result["code"])));
    }

    [Fact]
    public async Task What_was_answered_is_shown_at_once_in_every_view_it_concerns()
    {
        var team = await dashboard.NewTeamAsync();
        var enterprise = Told.CreditCode(4711);
        var before = await Http.ViewAsync(Api.Jurisdiction);
        var itemBefore = await Http.ViewAsync("item/S15");

        for (var round = 1; round <= 5; round++)
        {
            var (filed, started) = (Told.NewId("C"), Told.NewId("A"));
            await Http.AcceptAsync(
                Told.Filed(filed, team, "S15", Told.Organisation("某试验企业", enterprise)),
                Told.Started(started, team, party: Told.Organisation("某试验企业", enterprise)),
                Told.Completed(started));

            var now = await Http.ViewAsync(Api.Jurisdiction);
            Assert.Equal(round, (await Http.ViewAsync($"team/{team}")).Figure("day", "casesFiled"));
            Assert.Equal(round, (await Http.ViewAsync($"enterprise/{enterprise}")).Figure("day", "casesFiled"));
            Assert.Equal(round, (await Http.ViewAsync($"enterprise/{enterprise}")).Figure("day", "inspectionsRandom"));
            Assert.Equal(itemBefore.Figure("day", "casesFiled") + round, (await Http.ViewAsync("item/S15")).Figure("day", "casesFiled"));
            Assert.Equal(before.Figure("day", "casesFiled") + round, now.Figure("day", "casesFiled"));
            Assert.Equal(round, now["teams"]![team]!.Figure("day", "casesFiled"));
            Assert.Equal(round, now["teams"]![team]!.Figure("day", "inspectionsRandom"));
            Assert.Equal(round, (long)now["teams"]![team]!["open"]!["cases"]!);
            Assert.Equal(round, (await Http.ViewAsync(Api.Jurisdiction, full: true))["teams"]![team]!.OpenIn("filed"));
        }
    }

    [Fact]
    public async Task Corrections_and_deletions_give_the_same_figures_in_any_order()
    {
        int[][] orders = [[0, 1, 2, 3], [3, 2, 1, 0], [1, 0, 3, 2], [2, 3, 0, 1], [0, 3, 1, 2], [2, 0, 3, 1]];
        foreach (var order in orders)
        {
            var (team, kept, gone) = (await dashboard.NewTeamAsync(), Told.NewId("C"), Told.NewId("C"));
            JsonObject[] told =
            [
                Told.Decided(kept, 100, team, seq: 1), Told.Decided(kept, 300, team, "u", 2),
                Told.Decided(gone, 5000, team, seq: 1), Told.Decided(gone, 5000, team, "d", 2),
            ];

            foreach (var place in order)
            {
                await Http.AcceptAsync(told[place]);
            }

            var view = await Http.ViewAsync($"team/{team}");
            Assert.Equal((1, 300, 1),
                (view.Figure("year", "casesDecided"), view.Figure("year", "finesFen"), view.Figure("day", "penalties")));
            Assert.Equal(1, (long?)view["open"]!["cases"]);
        }
    }

    [Fact]
    public async Task An_older_event_that_comes_late_does_not_undo_a_newer_one()
    {
        var (team, @case) = (await dashboard.NewTeamAsync(), Told.NewId("C"));

        await Http.AcceptAsync(Told.Decided(@case, 300, team, seq: 7));
        await Http.AcceptAsync(Told.Decided(@case, 100, team, seq: 3));

        Assert.Equal(300, (await Http.ViewAsync($"team/{team}")).Figure("year", "finesFen"));
    }

    [Fact]
    public async Task A_case_that_moves_to_another_team_leaves_the_first_and_enters_the_second()
    {
        var (from, to, @case) = (await dashboard.NewTeamAsync(), await dashboard.NewTeamAsync(), Told.NewId("C"));
        var before = await Http.ViewAsync(Api.Jurisdiction);
        await Http.AcceptAsync(Told.Filed(@case, from, seq: 1), Told.Decided(@case, 700, from, seq: 2));

        await Http.AcceptAsync(Told.Filed(@case, to, op: "u", seq: 3));

        Assert.Equal((0, 0, 0), await OfAsync(from));
        Assert.Equal((1, 700, 1), await OfAsync(to));
        var after = await Http.ViewAsync(Api.Jurisdiction);
        Assert.Equal(before.Figure("year", "casesFiled") + 1, after.Figure("year", "casesFiled"));
        Assert.Equal(before.Figure("year", "finesFen") + 700, after.Figure("year", "finesFen"));
        await Http.AcceptAsync(Told.Event("case.closed",
            new() { ["caseId"] = @case, ["day"] = Told.Today, ["reason"] = "Executed", ["paidTotal"] = 700 }, seq: 4));
        Assert.Equal((1, 700, 0), await OfAsync(to));
        await Http.VerifyAsync();

        async Task<(long, long, long)> OfAsync(string team)
        {
            var view = await Http.ViewAsync($"team/{team}");
            return (view.Figure("year", "casesFiled"), view.Figure("year", "finesFen"), (long)view["open"]!["cases"]!);
        }
    }

    [Fact]
    public async Task What_names_an_unknown_team_is_kept_as_unassigned_and_handed_over_when_the_team_is_registered()
    {
        var (team, @case) = (Told.NewId("LATE"), Told.NewId("C"));
        var before = (await Http.ViewAsync("team/unassigned")).Figure("year", "casesFiled");
        var total = (await Http.ViewAsync(Api.Jurisdiction)).Figure("year", "casesFiled");
        await Http.AcceptAsync(Told.Filed(@case, team));
        Assert.Equal(before + 1, (await Http.ViewAsync("team/unassigned")).Figure("year", "casesFiled"));
        Assert.Equal(total + 1, (await Http.ViewAsync(Api.Jurisdiction)).Figure("year", "casesFiled"));
        Assert.Equal(404, (await Http.TryReadAsync($"/api/views/team/{team}")).Status);

        await Http.AcceptAsync(Told.Team(team));

        await Patience.UntilAsync(async () => (await Http.ViewAsync($"team/{team}")).Figure("year", "casesFiled") == 1,
            "the team has its case");
        await Patience.UntilAsync(async () => (await Http.ViewAsync("team/unassigned")).Figure("year", "casesFiled") == before,
            "the case has left the unassigned");
        Assert.Equal(total + 1, (await Http.ViewAsync(Api.Jurisdiction)).Figure("year", "casesFiled"));
        Assert.Equal(team, (string?)(await Http.ReadAsync($"/api/subjects/{@case}"))["team"]);
        await Http.VerifyAsync();
    }

    [Fact]
    public async Task What_names_an_unknown_item_is_kept_as_unclassified_until_the_item_is_registered()
    {
        var (team, item, @case) = (await dashboard.NewTeamAsync(), Told.NewId("I"), Told.NewId("C"));
        await Http.AcceptAsync(Told.Filed(@case, team, item));
        Assert.Equal(1, (await Http.ViewAsync($"team/{team}"))["items"]!["unclassified"]!.Figure("year", "casesFiled"));
        Assert.True((await Http.ViewAsync("item/unclassified")).Figure("year", "casesFiled") >= 1);
        Assert.Equal(404, (await Http.TryReadAsync($"/api/views/item/{item}")).Status);

        await Http.AcceptAsync(Told.Item(item));

        await Patience.UntilAsync(async () => (await Http.ViewAsync($"item/{item}")).Figure("year", "casesFiled") == 1,
            "the item has its case");
        Assert.Equal(1, (await Http.ViewAsync($"team/{team}"))["items"]![item]!.Figure("year", "casesFiled"));
        Assert.Equal(item, (string?)(await Http.ReadAsync($"/api/subjects/{@case}"))["item"]);
    }

    [Fact]
    public async Task The_national_14_digit_code_of_an_item_means_the_item()
    {
        var (team, @case) = (await dashboard.NewTeamAsync(), Told.NewId("C"));

        await Http.AcceptAsync(Told.Filed(@case, team, "00000000000014"));

        Assert.Equal("S14", (string?)(await Http.ReadAsync($"/api/subjects/{@case}"))["item"]);
        Assert.Equal(1, (await Http.ViewAsync($"team/{team}"))["items"]!["S14"]!.Figure("year", "casesFiled"));
    }

    [Fact]
    public async Task A_plan_is_finished_with_the_last_of_its_tasks_in_whatever_order_the_teams_tell_it()
    {
        int[][] orders = [[0, 1, 2, 3, 4, 5, 6], [6, 5, 4, 3, 2, 1, 0], [4, 2, 6, 0, 5, 1, 3], [1, 3, 4, 0, 2, 5, 6]];
        foreach (var order in orders)
        {
            var (lead, other) = (await dashboard.NewTeamAsync(), await dashboard.NewTeamAsync());
            var (plan, one, two, actOne, actTwo) = (Told.NewId("P"), Told.NewId("K"), Told.NewId("K"), Told.NewId("A"), Told.NewId("A"));
            JsonObject[] told =
            [
                Told.Plan(plan, lead, other), Told.Task(one, plan, lead), Told.Task(two, plan, other),
                Told.Started(actOne, lead, one), Told.Completed(actOne, lead), Told.Started(actTwo, other, two),
                Told.Completed(actTwo, other),
            ];

            foreach (var place in order)
            {
                await Http.AcceptAsync(told[place]);
            }

            var (first, second) = (await Http.ViewAsync($"team/{lead}"), await Http.ViewAsync($"team/{other}"));
            var what = string.Join(",", order);
            Assert.Equal((what, 1L, 1L), (what, first.Figure("year", "plansPublished"), first.Figure("year", "plansFinished")));
            Assert.Equal((what, 1L, 1L), (what, first.Figure("year", "tasksFinished"), second.Figure("year", "tasksFinished")));
            Assert.Equal((what, 0L, 0L), (what, (long)first["open"]!["tasks"]!, (long)second["open"]!["tasks"]!));
            Assert.Equal((what, 1L, 1L),
                (what, (long)first["metrics"]!["M12"]!["numerator"]!, (long)first["metrics"]!["M12"]!["denominator"]!));
        }

        await Http.VerifyAsync();
    }

    [Fact]
    public async Task A_plan_with_an_unfinished_task_is_not_finished()
    {
        var team = await dashboard.NewTeamAsync();
        var (plan, one, two, act) = (Told.NewId("P"), Told.NewId("K"), Told.NewId("K"), Told.NewId("A"));

        await Http.AcceptAsync(Told.Plan(plan, team), Told.Task(one, plan, team), Told.Started(act, team, one), Told.Completed(act, team));
        Assert.Equal(1, (await Http.ViewAsync($"team/{team}")).Figure("year", "plansFinished"));
        await Http.AcceptAsync(Told.Task(two, plan, team));

        var view = await Http.ViewAsync($"team/{team}");
        Assert.Equal((0, 1, 1),
            (view.Figure("year", "plansFinished"), view.Figure("year", "tasksFinished"), (long)view["open"]!["tasks"]!));
    }

    [Fact]
    public async Task What_was_set_aside_is_taken_when_it_is_tried_again_and_has_become_sound()
    {
        var team = await dashboard.NewTeamAsync();
        var told = Told.Filed(Told.NewId("C"), team)
            .But(early => early["time"] = Told.At(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(3)));
        Assert.Equal("V1", (string?)(await Http.TellAsync(told))["results"]![0]!["code"]);
        var key = (await RowOfAsync(told))["key"];

        await Patience.UntilAsync(async () => (string?)(await Http.DoAsync($"/api/quarantine/{key}/retry")).Answer["outcome"] == "accepted",
            "the retry is accepted");

        Assert.Equal("retried", (string?)(await RowOfAsync(told))["state"]);
        Assert.Equal(1, (await Http.ViewAsync($"team/{team}")).Figure("year", "casesFiled"));
        Assert.Equal("duplicate", (string?)(await Http.DoAsync($"/api/quarantine/{key}/retry")).Answer["outcome"]);
        Assert.Equal(1, (await Http.ViewAsync($"team/{team}")).Figure("year", "casesFiled"));
    }

    [Fact]
    public async Task What_was_set_aside_and_dismissed_stays_readable()
    {
        var told = Told.Filed(Told.NewId("C"), "T01").With("filedOn", null);
        await Http.TellAsync(told);
        var key = (await RowOfAsync(told))["key"];
        var read = await Http.ReadAsync($"/api/quarantine/{key}");

        Assert.Equal("data.filedOn", (string?)read["field"]);
        Assert.Equal(((string?)told["id"], (string?)told["data"]!["caseId"]),
            ((string?)read["event"]!["id"], (string?)read["event"]!["data"]!["caseId"]));
        Assert.Equal("dismissed", (string?)(await Http.DoAsync($"/api/quarantine/{key}/dismiss")).Answer["outcome"]);

        Assert.Equal("dismissed", (string?)(await RowOfAsync(told))["state"]);
        Assert.Contains($"\"local\",\"action\":\"quarantine.dismissed\",\"target\":\"quarantine/{key}\"",
            await Http.GetStringAsync("/api/audit?action=quarantine.", TestContext.Current.CancellationToken));
        Assert.DoesNotContain((await Http.ReadAsync("/api/quarantine?state=open&size=500"))["rows"]!.AsArray(),
            row => (string?)row!["id"] == (string?)told["id"]);
    }

    [Fact]
    public async Task The_same_unsound_event_sent_again_is_set_aside_once()
    {
        var told = Told.Filed(Told.NewId("C"), "T01").With("filedOn", null);

        await Http.TellAsync(told);
        await Http.TellAsync(told);

        Assert.Single((await Http.ReadAsync("/api/quarantine?size=500"))["rows"]!.AsArray(),
            row => (string?)row!["id"] == (string?)told["id"]);
    }

    [Fact]
    public async Task The_list_of_subjects_is_paged_and_filtered()
    {
        var team = await dashboard.NewTeamAsync();
        var cases = Enumerable.Range(0, 7).Select(_ => Told.NewId("C")).ToArray();
        await Http.AcceptAsync([.. cases.Select(id => Told.Filed(id, team, "S16")), Told.Started(Told.NewId("A"), team)]);

        var pages = new List<JsonObject>();
        for (var page = 1; page <= 4; page++)
        {
            pages.Add(await Http.ReadAsync($"/api/subjects?kind=case&team={team}&item=S16&stage=filed&page={page}&size=3"));
        }

        Assert.All(pages, page => Assert.Equal(7, (int)page["total"]!));
        Assert.Equal([3, 3, 1, 0], pages.Select(page => page["rows"]!.AsArray().Count));
        Assert.Equal(cases.Order(StringComparer.Ordinal),
            pages.SelectMany(page => page["rows"]!.AsArray()).Select(row => (string)row!["id"]!).Order(StringComparer.Ordinal));
        Assert.Equal(1, (int)(await Http.ReadAsync($"/api/subjects?kind=inspection&team={team}"))["total"]!);
        Assert.Equal(0, (int)(await Http.ReadAsync($"/api/subjects?kind=case&team={team}&stage=closed"))["total"]!);
        Assert.Equal(cases[2], (string?)Assert.Single((await Http.ReadAsync($"/api/subjects?q={cases[2]}"))["rows"]!.AsArray())!["id"]);
    }

    [Fact]
    public async Task A_case_file_tells_what_is_so_what_happened_and_what_it_counts_in()
    {
        var (team, @case) = (await dashboard.NewTeamAsync(), Told.NewId("C"));
        await Http.AcceptAsync(Told.Decided(@case, 100, team, seq: 2), Told.Filed(@case, team, seq: 1),
            Told.Decided(@case, 300, team, "u", 3));

        var file = await Http.ReadAsync($"/api/subjects/{@case}?kind=case");

        Assert.Equal(("case", @case, team, "S14", "decided", true),
            ((string?)file["kind"], (string?)file["id"], (string?)file["team"], (string?)file["item"], (string?)file["stage"],
                (bool)file["open"]!));
        Assert.Equal(300, (long)file["facts"]!["fine"]!);
        Assert.Equal([("case.filed", true), ("case.decided", false), ("case.decided", true)],
            file["events"]!.AsArray().Select(row => ((string)row!["type"]!, (bool)row["applied"]!)));
        Assert.Contains(file["counts"]!.AsArray(),
            row => (string?)row!["counter"] == "finesFen" && (long)row["amount"]! == 300 && (string?)row["day"] == Told.Today);
    }

    [Fact]
    public async Task No_officer_and_no_undecided_or_natural_party_is_named_anywhere()
    {
        const string Officer = "JIAOTONG77001", Person = "欧阳试验", Firm = "尚未决定物流公司";
        var (team, own, firm, act, officer, spot) = (await dashboard.NewTeamAsync(), Told.NewId("C"), Told.NewId("C"), Told.NewId("A"),
            Told.NewId("O"), Told.NewId("C"));
        var enterprise = Told.CreditCode(2002);
        JsonArray officers = [new JsonObject { ["certNo"] = Officer }, new JsonObject { ["certNo"] = Officer + "B" }];
        await using var wall = await Screen.OpenAsync(dashboard.Running, Api.Jurisdiction);
        await using var screen = await Screen.OpenAsync(dashboard.Running, $"team/{team}");
        await Http.AcceptAsync(
            Told.Event("officer.upserted",
                new() { ["officerId"] = officer, ["teamId"] = team, ["post"] = true, ["status"] = "Active", ["certNo"] = Officer,
                    ["name"] = Person }),
            Told.Filed(own, team, party: Told.Person(Person)).With("officers", officers),
            Told.Filed(firm, team, party: Told.Organisation(Firm, enterprise)).With("officers", officers),
            Told.Started(act, team, party: Told.Organisation(Firm, enterprise)).With("officers", officers),
            Told.Completed(act, team),
            Told.Event("case.legalReviewed",
                new() { ["caseId"] = firm, ["day"] = Told.Today, ["outcome"] = "Passed", ["reviewerId"] = Officer }),
            Told.Decided(own, 100),
            Told.Event("decision.published",
                new() { ["subjectType"] = "case", ["subjectId"] = own, ["day"] = Told.Today, ["url"] = "https://example.invalid/1" }));
        await Http.TellAsync(Told.Filed(spot, team, party: Told.Person(Person)).With("filedOn", null));

        await screen.UntilAsync(document => document.Figure("year", "casesFiled") == 2);
        await wall.UntilAsync(document => document["teams"]![team]?.Figure("year", "casesFiled") == 2);
        var seen = new List<string> { screen.Document.ToJsonString(Readable), wall.Document.ToJsonString(Readable) };
        seen.AddRange(wall.Frames.Concat(screen.Frames).Select(frame => frame.ToJsonString(Readable)));
        foreach (var path in new[]
        {
            $"/api/views/team/{team}", $"/api/views/{Api.Jurisdiction}", "/api/views/item/S14", $"/api/views/enterprise/{enterprise}",
            $"/api/views/team/{team}?period={Told.Today[..4]}",
            $"/api/subjects?team={team}", $"/api/subjects/{own}", $"/api/subjects/{firm}", $"/api/subjects/{act}",
            $"/api/subjects/{officer}", "/api/quarantine?size=500",
            $"/api/evidence?view=team/{team}&counter=casesFiled", $"/api/evidence?view=team/{team}&open=cases",
            $"/api/evidence?view=team/{team}&counter=inspectionsRandom",
        })
        {
            seen.Add((await Http.ReadAsync(path)).ToJsonString(Readable));
        }

        seen.Add(dashboard.Running.Log);
        Assert.All(seen, text =>
        {
            Assert.DoesNotContain(Officer, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Person, text, StringComparison.Ordinal);
            Assert.DoesNotContain(Firm, text, StringComparison.Ordinal);
        });
        Assert.Contains(screen.Document["recent"]!.AsObject(), line => (string?)line.Value!["party"] == "enterprise");
    }

    /// <summary>
    /// How sound the data is follows a moment behind the posts: waits until the wall has read it after all that was posted so far, which
    /// one more event that is set aside shows.
    /// </summary>
    private async Task QualityIsReadAsync(string team)
    {
        await Http.TellAsync(Told.Filed(Told.NewId("C"), team).With("filedOn", null));
        var open = (long)(await Http.ReadAsync("/api/quarantine?state=open&size=1"))["total"]!;
        await Patience.UntilAsync(async () => (long)(await Http.ViewAsync(Api.Jurisdiction))["quality"]!["quarantined"]! == open,
            "the wall counts the event that was set aside");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("2026")]
    public async Task Reading_makes_no_version(string? period)
    {
        var (team, enterprise) = (await dashboard.NewTeamAsync(), Told.CreditCode(3107));
        await Http.AcceptAsync(Told.Filed(Told.NewId("C"), team, "S17", Told.Organisation("某试验企业", enterprise)));
        await QualityIsReadAsync(team);

        foreach (var view in new[] { $"team/{team}", Api.Jurisdiction, "item/S17", $"enterprise/{enterprise}" })
        {
            // A clock may strike, and what other tests have told be counted, between two readings; had reading made the version, no
            // two readings would ever be of one.
            var (first, again) = (await Http.ViewAsync(view, period), default(JsonObject));
            for (var tries = 0; tries < 5 && (long?)again?["version"] != (long)first["version"]!; tries++)
            {
                first = again ?? first;
                await Http.ViewAsync(view, full: true);
                await Http.ViewAsync(view, "2025");
                again = await Http.ViewAsync(view, period);
            }

            Assert.Equal((view, (long)first["version"]!), (view, (long)again!["version"]!));
            Assert.True(JsonNode.DeepEquals(Screen.Comparable(first), Screen.Comparable(again)), view);
        }

        var before = (long)(await Http.ViewAsync($"team/{team}"))["version"]!;
        await Http.AcceptAsync(Told.Filed(Told.NewId("C"), team, "S17"));
        Assert.True((long)(await Http.ViewAsync($"team/{team}"))["version"]! > before);
    }

    [Fact]
    public async Task A_team_within_another_view_is_short_unless_it_is_asked_for_in_full()
    {
        var team = await dashboard.NewTeamAsync();
        await Http.AcceptAsync(Told.Filed(Told.NewId("C"), team));

        foreach (var view in new[] { Api.Jurisdiction, "item/S14" })
        {
            var brief = (await Http.ViewAsync(view))["teams"]![team]!.AsObject();
            var full = (await Http.ViewAsync(view, full: true))["teams"]![team]!.AsObject();

            Assert.Equal(["counters", "name", "open", "order", "version", "warnings"],
                brief.Select(member => member.Key).Order(StringComparer.Ordinal));
            Assert.Equal(["cases"], brief["open"]!.AsObject().Select(member => member.Key));
            Assert.Equal(1, full.OpenIn("filed"));
            Assert.NotNull(full["metrics"]!["M01"]);
            Assert.True(JsonNode.DeepEquals(brief["counters"], full["counters"]));
        }

        Assert.Equal(400, (await Http.TryReadAsync($"/api/views/{Api.Jurisdiction}?full=yes")).Status);
    }

    [Fact]
    public async Task No_more_sources_are_named_than_a_screen_can_show()
    {
        var team = await dashboard.NewTeamAsync();
        await Http.AcceptAsync([.. Enumerable.Range(0,
            200).Select(number => Told.Filed(Told.NewId("C"), team).But(told => told["source"] = $"/load/{number}"))]);

        var sources = (await Http.ViewAsync(Api.Jurisdiction))["sources"]!.AsObject();

        Assert.InRange(sources.Count, 1, 64);
    }

    [Fact]
    public async Task The_server_proves_that_all_figures_follow_from_the_events()
    {
        var team = await dashboard.NewTeamAsync();
        await Http.AcceptAsync(Told.Filed(Told.NewId("C"), team), Told.Decided(Told.NewId("C"), 100, team));

        await Http.VerifyAsync();
    }

    private static readonly System.Text.Json.JsonSerializerOptions Readable = new(
        ) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    private async Task<JsonNode> RowOfAsync(JsonObject told) =>
        Assert.Single((await Http.ReadAsync("/api/quarantine?size=500"))["rows"]!.AsArray(),
            row => (string?)row!["id"] == (string?)told["id"])!;
}
