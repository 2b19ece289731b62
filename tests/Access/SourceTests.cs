using System.Text.Json.Nodes;
using Dashboard.Tests.Web;

namespace Dashboard.Tests.Access;

/// <summary>A source sends under its own prefixes and for its own teams; what binds everybody is not anybody's to register.</summary>
[Collection(BureauUsers.Name)]
public sealed class SourceTests(Bureau bureau)
{
    private static readonly string[] Prefix = ["/test/web"], OtherPrefix = ["/elsewhere"], FirstTeam = ["T01"];

    [Fact]
    public async Task One_event_outside_prefix_or_team_refuses_the_whole_post_and_nothing_is_recorded()
    {
        using var admin = await bureau.SignInAsync("root");
        using var elsewhere = await SourceAsync(admin, new { name = "elsewhere", prefixes = OtherPrefix });
        using var first = await SourceAsync(admin, new { name = "first", prefixes = Prefix, teams = FirstTeam });
        var (mine, other) = (Told.NewId("C"), Told.NewId("C"));

        foreach (var (source, events) in new[]
        {
            (elsewhere, new[] { Told.Filed(mine, "T01") }),
            (first, [Told.Filed(mine, "T01"), Told.Filed(other, "T02")]),
            (first, [Disguised(Told.Filed(other, "T02"))]),
        })
        {
            var (status, answer) = await source.PostBodyAsync(Api.BatchOf(events), Api.Batch);
            Assert.Equal(403, status);
            Assert.Contains("not this sender's to send", (string)answer["detail"]!);
        }

        Assert.Equal(0, (int)(await admin.ReadAsync($"/api/subjects?q={mine}"))["total"]!);
        await first.AcceptAsync(Told.Filed(mine, "T01"));
        Assert.Equal(1, (int)(await admin.ReadAsync($"/api/subjects?q={mine}"))["total"]!);
    }

    [Fact]
    public async Task A_token_of_one_team_reaches_nothing_that_stands_under_another_and_nothing_moves()
    {
        using var admin = await bureau.SignInAsync("root");
        using var all = await SourceAsync(admin, new { name = "all teams", prefixes = Prefix });
        using var first = await SourceAsync(admin, new { name = "first team", prefixes = Prefix, teams = FirstTeam });
        var (theirs, moved, task) = (Told.NewId("C"), Told.NewId("C"), Told.NewId("T"));
        await first.AcceptAsync(Told.Filed(moved, "T01"), Told.Decided(moved, 900, "T01"));
        await all.AcceptAsync(
            Told.Filed(theirs, "T02"), Told.Filed(moved, "T02", op: "u", seq: 5), Told.Task(task, Told.NewId("P"), "T02"));
        var before = (await FiguresAsync(admin, "T01"), await FiguresAsync(admin, "T02"));

        foreach (var told in new[]
        {
            Told.Filed(theirs, "T01", op: "u", seq: 9),
            Told.Filed(theirs, "T01", op: "d"),
            Told.Decided(theirs, 5_000, "T01"),
            Told.Event("case.transferred", new() { ["caseId"] = theirs, ["day"] = Told.Today, ["target"] = "Police" }, "T01"),
            Told.Decided(moved, 100, "T01", op: "u", seq: 9),
            Told.Event("warning.acknowledged", new()
            {
                ["rule"] = "W01", ["subjectType"] = "penalty", ["subjectId"] = theirs, ["by"] = "T01", ["reason"] = "-",
            }, "T01"),
            Told.Event("review.received", new() { ["docketNo"] = Told.NewId("R"), ["subjectId"] = theirs, ["day"] = Told.Today }, "T01"),
            Told.Started(Told.NewId("I"), "T01", task),
        })
        {
            var own = Told.Filed(Told.NewId("C"), "T01");
            var (status, answer) = await first.PostBodyAsync(Api.BatchOf(own, told), Api.Batch);
            Assert.Equal((403, true), (status, ((string)answer["detail"]!).EndsWith(
                "stands under a team that is not among T01, for which this token sends.", StringComparison.Ordinal)));
            Assert.DoesNotContain("T02", answer.ToJsonString());
            Assert.Contains("之外的中队", (string)answer["sentence"]!["chinese"]!);
        }

        Assert.Equal(before, (await FiguresAsync(admin, "T01"), await FiguresAsync(admin, "T02")));
        // Its own, what is new, and what came to it go on.
        var mine = Told.NewId("C");
        await all.AcceptAsync(Told.Filed(theirs, "T01", op: "u", seq: 20));
        await first.AcceptAsync(Told.Filed(mine, "T01"), Told.Decided(mine, 1_000, "T01"), Told.Decided(theirs, 2_000, "T01"));
        await first.AcceptAsync(Told.Filed(mine, "T01", op: "u", seq: 2));
    }

    private static async Task<string> FiguresAsync(HttpClient http, string team)
    {
        var view = await http.ViewAsync($"team/{team}", full: true);
        return $"{view["counters"]!.ToJsonString()} {view["open"]!.ToJsonString()}";
    }

    [Fact]
    public async Task Reference_data_is_registered_by_a_source_that_may_and_by_no_other()
    {
        using var admin = await bureau.SignInAsync("root");
        using var plain = await SourceAsync(admin, new { name = "plain", prefixes = Prefix });
        using var master = await SourceAsync(admin, new { name = "master", prefixes = Prefix, master = true });
        var team = Told.Event("team.upserted", new()
        {
            ["teamId"] = "T77", ["name"] = "七十七中队", ["status"] = "active", ["order"] = 77,
        });

        Assert.Equal(403, (await plain.PostBodyAsync(Api.BatchOf(team), Api.Batch)).Status);
        Assert.Equal(404, (await admin.TryReadAsync("/api/views/team/T77")).Status);
        await master.AcceptAsync(team);
        Assert.Equal(200, (await admin.TryReadAsync("/api/views/team/T77")).Status);
    }

    /// <summary>The envelope names a team of the token; the data, under a name in other letters, another.</summary>
    private static JsonObject Disguised(JsonObject told)
    {
        var data = told["data"]!.DeepClone();
        told.Remove("data");
        told["teamid"] = "T01";
        told["DATA"] = data;
        return told;
    }

    private async Task<HttpClient> SourceAsync(HttpClient admin, object wanted) =>
        bureau.With((await Bureau.TokenAsync(admin, wanted)).Token);
}
