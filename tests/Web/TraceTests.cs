using System.Text.Json.Nodes;
using Dashboard.Tests.Ledger;

namespace Dashboard.Tests.Web;

/// <summary>What a collector of the house is told, by a web host and a silo as processes of their own.</summary>
public sealed class TraceTests
{
    /// <summary>The spans of ours, each below the one it follows from, with whatever libraries have in between.</summary>
    private static readonly (string Span, string Below)[] Way =
    [
        ("intake", "POST /api/events"), ("batch", "intake"), ("commit", "batch"), ("part", "batch"), ("view", "part"), ("sum", "view"),
        ("frame", "view"), ("send", "frame"), ("seen", "frame"),
    ];

    [Fact]
    public async Task A_post_is_one_trace_from_its_sender_to_the_screen_that_has_drawn_it_and_names_no_person()
    {
        await using var collector = new Collector();
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await using var silo = RunningDashboard.StartSilo(database, collector.Settings);
        await using var host = await RunningDashboard.StartAsync(connection: database,
            more: collector.Settings.Append(new("Dashboard__Silo", "External")).ToDictionary());
        await using var screen = await Screen.OpenAsync(host, Api.Jurisdiction);
        var (trace, sender) = ("4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7");

        await PostAsync(host.Http, $"00-{trace}-{sender}-01", Told.Filed("C-geheim", "T01", party: Told.Person("欧阳植名")));
        await screen.UntilAsync(document => document.Figure("year", "casesFiled") == 1);
        await screen.SeeAsync();
        await host.Http.ReadAsync("/api/subjects/C-geheim");

        await Patience.UntilAsync(() => Task.FromResult(Way.All(step => Of(step.Span).Any())), "every part of the way is told");
        var spans = collector.Spans.Where(span => span.Trace == trace).DistinctBy(static span => span.Id)
            .ToDictionary(static span => span.Id);
        Assert.All(Way, step => Assert.Contains(Of(step.Span), span => Above(span, spans).Contains(step.Below)));
        Assert.Equal(sender, Assert.Single(Of("POST /api/events")).Parent);
        Assert.All(Of("commit").Concat(Of("sum")), static span => Assert.Equal("dashboard-silo", span.Service));
        Assert.All(Of("frame").Concat(Of("seen")), static span => Assert.Equal("dashboard-web", span.Service));
        Assert.Contains(spans.Values, span => span.Attributes.Contains("db.system.name=postgresql")
            && Above(span, spans).Contains("commit"));
        await Patience.UntilAsync(() => Task.FromResult(collector.Spans.Any(static span =>
            span.Name.StartsWith("GET /api/subjects/{", StringComparison.Ordinal))), "another request is told by its route");
        Assert.All(collector.Raw, static told => Assert.All(["C-geheim", "植名", "SHIYAN", "9f86d081884c7d65", "INSERT"],
            word => Assert.DoesNotContain(word, told, StringComparison.Ordinal)));
        Assert.Contains(("ledger.commit.duration", "s", "Time of one group commit."), collector.Measured.Keys);
        var behind = ("dashboard.frame.behind", "s", "From the newest event's becoming durable to the frame that shows it.");
        await Patience.UntilAsync(() => Task.FromResult(collector.Measured.ContainsKey(behind)), "frames are measured");

        IEnumerable<ToldSpan> Of(string name) => collector.Spans.Where(span => span.Trace == trace && span.Name == name);
    }

    [Fact]
    public async Task Nothing_begins_a_trace_but_a_request_and_none_is_made_of_those_that_are_not_to_be_traced()
    {
        await using var collector = new Collector();
        await using var host = await RunningDashboard.StartAsync(
            more: collector.Settings.Append(new("Dashboard__TracedShare", "0")).ToDictionary());
        await using var screen = await Screen.OpenAsync(host, Api.Jurisdiction);

        await host.Http.AcceptAsync(Told.Filed(Told.NewId("C"), "T01"));
        await screen.UntilAsync(document => document.Figure("year", "casesFiled") == 1);
        await PostAsync(host.Http, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", Told.Filed(Told.NewId("C"), "T01"));
        await Patience.UntilAsync(() => Task.FromResult(collector.Spans.Any(static span => span.Name == "frame")),
            "what a sender traces is told");

        Assert.Equal(["4bf92f3577b34da6a3ce929d0e0e4736"], collector.Spans.Select(static span => span.Trace).Distinct());
    }

    /// <summary>The names of all spans above one.</summary>
    private static List<string> Above(ToldSpan span, Dictionary<string, ToldSpan> spans)
    {
        var above = new List<string>();
        while (spans.TryGetValue(span.Parent, out var parent))
        {
            above.Add(parent.Name);
            span = parent;
        }

        return above;
    }

    private static async Task PostAsync(HttpClient http, string traceParent, JsonObject told)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/events") { Content = new ByteArrayContent(Api.BatchOf(told)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", Api.Batch);
        request.Headers.Add("traceparent", traceParent);
        using var answer = await http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
