using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace Dashboard.Tests.Web;

/// <summary>What a screen is pushed (CONTRACT.md §4), seen by a client that shares no code with the product.</summary>
[Collection(PlainDashboardUsers.Name)]
public sealed class ScreenTests(PlainDashboard dashboard)
{
    private HttpClient Http => dashboard.Http;

    [Fact]
    public async Task Watching_from_nothing_answers_the_whole_document()
    {
        var team = await dashboard.NewTeamAsync();
        await Http.AcceptAsync(Told.Filed(Told.NewId("C"), team));

        await using var screen = await Screen.OpenAsync(dashboard.Running, $"team/{team}");

        Assert.Equal(1, screen.Document.Figure("day", "casesFiled"));
        await screen.UntilEqualAsync(Http);
    }

    /// <summary>Behind some proxies nothing but long polling passes: who asks must be known there too.</summary>
    [Theory]
    [InlineData(HttpTransportType.WebSockets)]
    [InlineData(HttpTransportType.ServerSentEvents)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task A_screen_is_answered_whatever_way_it_comes(HttpTransportType transport)
    {
        await using var connection = new HubConnectionBuilder()
            .WithUrl($"http://127.0.0.1:{dashboard.Running.Port}/hubs/dashboard", transport)
            .Build();
        await connection.StartAsync(TestContext.Current.CancellationToken);

        var frame = await connection.InvokeAsync<JsonElement>("Watch", "team/T01", null, TestContext.Current.CancellationToken);

        Assert.Equal("team/T01", frame.GetProperty("view").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Frames_lead_to_the_document_that_GET_answers_in_JSON_and_in_MessagePack(bool messagePack)
    {
        var team = await dashboard.NewTeamAsync();
        await using var screen = await Screen.OpenAsync(dashboard.Running, $"team/{team}", messagePack);
        await using var item = await Screen.OpenAsync(dashboard.Running, "item/S14", messagePack);
        await using var wall = await Screen.OpenAsync(dashboard.Running, Api.Jurisdiction, messagePack);

        for (var round = 1; round <= 12; round++)
        {
            var (@case, shown) = (Told.NewId("C"), round);
            await Http.AcceptAsync(Told.Filed(@case, team, seq: 1), Told.Decided(@case, 100 * round, seq: 2));
            if (round % 4 == 0)
            {
                await Http.AcceptAsync(Told.Decided(@case, 100, op: "d", seq: 3));
                await screen.UntilAsync(document => document.Figure("day", "casesFiled") == shown);
            }
        }

        await screen.UntilEqualAsync(Http);
        await item.UntilEqualAsync(Http);
        await wall.UntilEqualAsync(Http);
        Assert.Equal((12, 9), (screen.Document.Figure("year", "casesFiled"), screen.Document.Figure("year", "casesDecided")));
        Assert.Contains(screen.Frames, frame => frame["patch"] is not null && (long)frame["version"]! > (long)frame["base"]!);
    }

    /// <summary>What is great goes packed to who asks for it, from the first document on, and to nobody else.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Packed_frames_say_the_same_in_fewer_bytes(bool messagePack)
    {
        var team = await dashboard.NewTeamAsync();
        await using var packed = await Screen.OpenAsync(dashboard.Running, Api.Jurisdiction, messagePack, packed: true);
        await using var plain = await Screen.OpenAsync(dashboard.Running, Api.Jurisdiction, messagePack);

        await Http.AcceptAsync(Told.Decided(Told.NewId("C"), 12345, team));
        var first = await packed.WatchAsync(null);
        await packed.UntilEqualAsync(Http);
        await plain.UntilAsync(_ => plain.Version >= packed.Version);
        await plain.UntilEqualAsync(Http);

        Assert.Null(first["full"]);
        Assert.InRange(((string)first["packed"]!).Length, 1, packed.Document.ToJsonString().Length / 2);
        Assert.DoesNotContain(plain.Frames, static frame => frame["packed"] is not null);
        Assert.All(packed.Frames, static frame => Assert.True(frame["packed"] is null || frame["patch"] is null));
    }

    [Fact]
    public async Task Both_protocols_show_the_same_document_with_the_same_digest()
    {
        var team = await dashboard.NewTeamAsync();
        await using var json = await Screen.OpenAsync(dashboard.Running, $"team/{team}");
        await using var packed = await Screen.OpenAsync(dashboard.Running, $"team/{team}", messagePack: true);

        await Http.AcceptAsync(Told.Decided(Told.NewId("C"), 12345, team));
        await json.UntilAsync(document => document.Figure("day", "finesFen") == 12345);
        await packed.UntilAsync(_ => packed.Version == json.Version);

        Assert.True(System.Text.Json.Nodes.JsonNode.DeepEquals(json.Document, packed.Document));
        Assert.Equal(json.Digest, packed.Digest);
    }

    [Fact]
    public async Task Two_screens_of_one_view_get_the_same_frames()
    {
        var team = await dashboard.NewTeamAsync();
        await using var one = await Screen.OpenAsync(dashboard.Running, $"team/{team}");
        await using var two = await Screen.OpenAsync(dashboard.Running, $"team/{team}");

        for (var round = 1; round <= 5; round++)
        {
            var shown = round;
            await Http.AcceptAsync(Told.Filed(Told.NewId("C"), team));
            await one.UntilAsync(document => document.Figure("day", "casesFiled") == shown);
            await two.UntilAsync(document => document.Figure("day", "casesFiled") == shown);
        }

        Assert.Equal(Changes(one), Changes(two));
        Assert.NotEmpty(Changes(one));

        static IEnumerable<string> Changes(Screen screen) =>
            screen.Frames.Where(frame => (long?)frame["base"] != (long)frame["version"]!).Select(frame => frame.ToJsonString());
    }

    [Fact]
    public async Task A_screen_that_was_away_gets_what_it_missed_as_one_patch()
    {
        var team = await dashboard.NewTeamAsync();
        await using var stays = await Screen.OpenAsync(dashboard.Running, $"team/{team}");
        await using var goes = await Screen.OpenAsync(dashboard.Running, $"team/{team}");
        await goes.UnwatchAsync();
        var held = goes.Version;
        for (var round = 1; round <= 4; round++)
        {
            var shown = round;
            await Http.AcceptAsync(Told.Filed(Told.NewId("C"), team));
            await stays.UntilAsync(document => document.Figure("day", "casesFiled") == shown);
        }

        Assert.Equal(0, goes.Document.Figure("day", "casesFiled"));
        var answer = await goes.WatchAsync(held);

        Assert.Null(answer["full"]);
        Assert.Equal(held, (long?)answer["base"]);
        Assert.Equal(4, goes.Document.Figure("day", "casesFiled"));
        Assert.Equal((stays.Version, stays.Digest), (goes.Version, goes.Digest));
    }

    [Fact]
    public async Task A_screen_that_holds_a_version_nobody_knows_gets_the_whole_document()
    {
        var team = await dashboard.NewTeamAsync();
        await using var screen = await Screen.OpenAsync(dashboard.Running, $"team/{team}");

        var answer = await screen.WatchAsync(17);

        Assert.NotNull(answer["full"]);
        Assert.Null(answer["base"]);
    }

    [Fact]
    public async Task A_view_there_is_not_is_refused_with_a_sentence_and_found_once_it_is_registered()
    {
        var team = Told.NewId("X");
        await using var screen = await Screen.OpenAsync(dashboard.Running, "team/T01");

        Assert.Contains("A view is", (await Assert.ThrowsAnyAsync<HubException>(() => screen.AskAsync(null, "nothing/T01"))).Message,
            StringComparison.Ordinal);
        Assert.Contains("A view is", (await Assert.ThrowsAnyAsync<HubException>(() => screen.AskAsync(null, "words"))).Message,
            StringComparison.Ordinal);
        Assert.Contains($"no view team/{team}",
            (await Assert.ThrowsAnyAsync<HubException>(() => screen.AskAsync(null, $"team/{team}"))).Message, StringComparison.Ordinal);
        await Http.AcceptAsync(Told.Team(team));

        await Patience.UntilAsync(
            async () =>
            {
                try
                {
                    return (await screen.AskAsync(null, $"team/{team}"))["full"] is not null;
                }
                catch (HubException)
                {
                    return false;
                }
            },
            "the registered team can be watched on the same connection");
    }

    [Fact]
    public async Task Names_that_do_not_exist_start_nothing_and_keep_no_other_screen_waiting()
    {
        var team = await dashboard.NewTeamAsync();
        await using var noisy = await Screen.OpenAsync(dashboard.Running, "team/T01");
        var before = dashboard.Running.Log.Length;
        var waited = System.Diagnostics.Stopwatch.StartNew();
        var noise = Enumerable.Range(0, 160)
            .Select(number => Refused(noisy.AskAsync(null, $"{(number % 2 == 0 ? "team" : "item")}/NOT-{number}")))
            .ToArray();

        await using var screen = await Screen.OpenAsync(dashboard.Running, $"team/{team}");
        await Http.AcceptAsync(Told.Filed(Told.NewId("C"), team));
        await screen.UntilAsync(document => document.Figure("day", "casesFiled") == 1);

        // What goes beyond a burst is taken at the rate of one connection, whatever the others do.
        await Task.WhenAll(noise);
        Assert.True(waited.Elapsed > TimeSpan.FromSeconds(2), $"160 calls of one connection were taken within {waited.Elapsed}.");
        Assert.InRange(dashboard.Running.Log.Length - before, 0, 20_000);

        static async Task Refused(Task<System.Text.Json.Nodes.JsonObject> asked) =>
            Assert.Contains("There is no view", (await Assert.ThrowsAnyAsync<HubException>(() => asked)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_screen_may_watch_64_views_at_once_and_make_room_for_another()
    {
        await using var screen = await Screen.OpenAsync(dashboard.Running, "item/unclassified");
        var teams = Enumerable.Range(0, 64).Select(_ => Told.NewId("T")).ToArray();
        await Http.AcceptAsync([.. teams.Select(team => Told.Team(team))]);
        foreach (var team in teams[..63])
        {
            await screen.AskAsync(null, $"team/{team}");
        }

        Assert.Contains("64 views", (await Assert.ThrowsAnyAsync<HubException>(() => screen.AskAsync(null, $"team/{teams[63]}"))).Message,
            StringComparison.Ordinal);
        Assert.NotNull((await screen.AskAsync(null, $"team/{teams[0]}"))["full"]);
        await screen.UnwatchAsync();
        Assert.NotNull((await screen.AskAsync(null, $"team/{teams[63]}"))["full"]);
    }

    [Fact]
    public async Task To_watch_no_longer_what_was_never_watched_does_nothing()
    {
        await using var screen = await Screen.OpenAsync(dashboard.Running, "team/T01");

        await screen.UnwatchAsync("team/NOT-THERE");
        await screen.UnwatchAsync("nothing");

        await screen.UntilEqualAsync(Http);
    }

    [Fact]
    public async Task A_patch_names_only_what_is_new_in_the_ticker()
    {
        var team = await dashboard.NewTeamAsync();
        await using var screen = await Screen.OpenAsync(dashboard.Running, $"team/{team}");
        for (var round = 1; round <= 12; round++)
        {
            var shown = round;
            var filed = Told.Filed(Told.NewId("C"), team);
            // Of lines of one second any may be the one that is shown no more, the new one too: each has a second of its own.
            filed["time"] = Told.At(TimeSpan.FromSeconds(round - 13));
            await Http.AcceptAsync(filed);
            await screen.UntilAsync(document => document.Figure("day", "casesFiled") == shown);
        }

        Assert.Equal(10, screen.Document["recent"]!.AsObject().Count);
        var last = screen.Frames.Last(frame => frame["patch"]!["recent"] is not null)["patch"]!["recent"]!.AsObject();
        Assert.Equal(1, last.Count(line => line.Value is not null));
        Assert.Equal(1, last.Count(line => line.Value is null));
        Assert.True(string.CompareOrdinal(last.Single(line => line.Value is not null).Key,
            last.Single(line => line.Value is null).Key) > 0);
    }

    [Fact]
    public async Task While_nothing_changes_a_heartbeat_within_6_seconds_says_that_the_figures_hold()
    {
        var team = await dashboard.NewTeamAsync();
        await using var screen = await Screen.OpenAsync(dashboard.Running, $"team/{team}");
        await screen.UntilAsync(_ => screen.Frames.Any(IsHeartbeat), TimeSpan.FromSeconds(10));
        var (seen, document) = (screen.Frames.Count, screen.Document.ToJsonString());

        await screen.UntilAsync(_ => screen.Frames.Count > seen, TimeSpan.FromSeconds(6));

        var beat = screen.Frames[seen];
        Assert.True(IsHeartbeat(beat), beat.ToJsonString());
        Assert.Equal(screen.Digest, (string?)beat["digest"]);
        Assert.Equal(document, screen.Document.ToJsonString());

        static bool IsHeartbeat(System.Text.Json.Nodes.JsonObject frame) =>
            (long?)frame["base"] == (long)frame["version"]! && frame["patch"]!.AsObject().Count == 0;
    }

    [Fact]
    public async Task A_screen_of_an_enterprise_follows_what_all_teams_do_there()
    {
        var (one, two, enterprise) = (await dashboard.NewTeamAsync(), await dashboard.NewTeamAsync(), Told.CreditCode(3003));
        await Http.AcceptAsync(Told.Filed(Told.NewId("C"), one, party: Told.Organisation("某试验企业", enterprise)));
        await using var screen = await Screen.OpenAsync(dashboard.Running, $"enterprise/{enterprise}");

        await Http.AcceptAsync(Told.Filed(Told.NewId("C"), two, party: Told.Organisation("某试验企业", enterprise)));
        await screen.UntilAsync(document => document.Figure("day", "casesFiled") == 2);

        await screen.UntilEqualAsync(Http);
    }

    [Fact]
    public async Task After_a_power_cut_nothing_answered_is_lost_and_the_screen_follows_on()
    {
        var team = await dashboard.NewTeamAsync();
        await using var screen = await Screen.OpenAsync(dashboard.Running, $"team/{team}");
        await using var wall = await Screen.OpenAsync(dashboard.Running, Api.Jurisdiction);
        await Http.AcceptAsync([.. Enumerable.Range(0, 50).Select(_ => Told.Filed(Told.NewId("C"), team))]);
        await screen.UntilAsync(document => document.Figure("day", "casesFiled") == 50);
        await Http.AcceptAsync([.. Enumerable.Range(0, 25).Select(_ => Told.Filed(Told.NewId("C"), team))]);

        await dashboard.Running.KillAsync();
        dashboard.Running.Launch();
        await dashboard.Running.ReadyAsync();
        await screen.ComeBackAsync();
        await wall.ComeBackAsync();
        await Http.AcceptAsync(Told.Filed(Told.NewId("C"), team));

        await screen.UntilAsync(document => document.Figure("day", "casesFiled") == 76);
        await screen.UntilEqualAsync(Http);
        await wall.UntilEqualAsync(Http);
        await Http.VerifyAsync();
    }
}
