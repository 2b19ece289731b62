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

    private async Task<HttpClient> SourceAsync(HttpClient admin, object wanted)
    {
        var http = Bureau.Anonymous(bureau.Running);
        http.DefaultRequestHeaders.Authorization = new("Bearer", (await Bureau.TokenAsync(admin, wanted)).Token);
        return http;
    }
}
