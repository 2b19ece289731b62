using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Dashboard.Tests.Web;
using Microsoft.AspNetCore.SignalR.Client;

namespace Dashboard.Tests.Access;

/// <summary>Who has a scope finds nothing of another team in any answer or frame: a marker in that team's data is looked for.</summary>
public sealed class ScopeTests(Bureau bureau) : IClassFixture<Bureau>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private const string Marker = "MARK7731";
    private const string Uscc = "91330203MA2GX0001A";

    [Fact]
    public async Task A_leader_of_one_team_finds_nothing_of_another_in_any_answer_or_frame()
    {
        using var admin = await bureau.SignInAsync("root");
        var (_, token) = await Bureau.TokenAsync(admin, new { name = "upstream", prefixes = Bureau.AnySource });
        using var source = Bureau.Anonymous(bureau.Running);
        source.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var (mine, other) = ($"C-{Told.NewId("MINE")}", $"{Marker}-{Told.NewId("C")}");
        var filed = Told.Filed(mine, "T01");
        var twice = Told.Filed(other, "T02");
        twice["data"]!["caseNo"] = (string)filed["data"]!["caseNo"]!;
        await source.AcceptAsync(filed, twice);
        Assert.Contains(Marker, (await admin.ReadAsync($"/api/subjects/{mine}"))["conflicts"]!.ToJsonString());

        var cookies = new CookieContainer();
        using var leader = await Bureau.SignInAsync(bureau.Running, "leader", cookies);
        var frames = new StringBuilder();
        await using var hub = new HubConnectionBuilder()
            .WithUrl($"http://127.0.0.1:{bureau.Running.Port}/hubs/dashboard", options => options.Cookies = cookies).Build();
        hub.On<object>("frame", frame => frames.Append(frame));
        await hub.StartAsync(Cancel);
        frames.Append(await hub.InvokeAsync<object>("Watch", Api.Jurisdiction, null, Cancel));
        await Assert.ThrowsAnyAsync<Exception>(() => hub.InvokeAsync<object>("Watch", "team/T02", null, Cancel));
        await source.AcceptAsync(Told.Decided(other, 4_400, "T02"), Told.Decided(mine, 4_300, "T01"));

        string[] asked =
        [
            "/api/views/jurisdiction/330203", "/api/views/jurisdiction/330203?full=1", "/api/views/jurisdiction/330203?period=2026",
            "/api/views/jurisdiction/330203?trends=1",
            "/api/views/item/S14", "/api/views/team/T01", "/api/views/team/T02", "/api/subjects", "/api/subjects?team=T02",
            $"/api/subjects?q={Marker}", $"/api/subjects/{other}", $"/api/subjects/{other}?kind=case", $"/api/subjects/{mine}",
            "/api/subjects/T02?kind=team", $"/api/views/enterprise/{Uscc}",
            "/api/evidence?view=jurisdiction/330203&counter=casesFiled", "/api/evidence?view=team/T02&counter=casesFiled",
            "/api/evidence?view=item/S14&counter=casesFiled", "/api/evidence?view=jurisdiction/330203&open=cases",
            "/api/evidence?view=jurisdiction/330203&warning=all", "/api/evidence?view=jurisdiction/330203&metric=M02&part=pending",
        ];
        foreach (var path in asked)
        {
            using var answer = await leader.GetAsync(path, Cancel);
            var body = await answer.Content.ReadAsStringAsync(Cancel);
            if (path.Contains(other, StringComparison.Ordinal))
            {
                // It says again what was asked for, and no more.
                Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
                continue;
            }

            Assert.DoesNotContain(Marker, body);
            if (path.Contains("/api/views/", StringComparison.Ordinal) && answer.IsSuccessStatusCode
                && JsonNode.Parse(body)!["teams"] is JsonObject teams)
            {
                Assert.Equal(["T01"], teams.Select(team => team.Key));
            }
        }

        var found = await leader.ReadAsync("/api/subjects?kind=case");
        Assert.Equal(mine, (string)Assert.Single(found["rows"]!.AsArray())!["id"]!);
        Assert.DoesNotContain(Marker, frames.ToString());
        Assert.DoesNotContain("\"T02\"", frames.ToString());
        Assert.Contains(Marker, (await admin.ReadAsync("/api/subjects?kind=case")).ToJsonString());
    }

    [Fact]
    public async Task Who_may_open_no_files_sees_how_many_warnings_stand_and_not_of_whom()
    {
        using var viewer = await bureau.SignInAsync("viewer");
        var view = await viewer.ReadAsync("/api/views/jurisdiction/330203");
        Assert.NotNull(view["warnings"]!["red"]);
        Assert.Empty(view["warnings"]!["top"]!.AsObject());
    }
}
