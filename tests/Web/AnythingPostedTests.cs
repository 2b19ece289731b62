using System.Text.Json.Nodes;
using CsCheck;
using Dashboard.Grains.Intake;
using Dashboard.Tests.Cluster;
using Dashboard.Web.Ingest;

namespace Dashboard.Tests.Web;

/// <summary>
/// Whatever is posted from outside (random stories with omissions, repetitions, contradictions, corrections, rounds and moves, in any order
/// and any batches): every number opens to exactly itself, the server proves all figures, and every subject that was accepted opens.
/// <c>DASHBOARD_POSTED_STORIES</c> posts more of them; a failing run names its seed, which <c>CsCheck_Seed</c> replays.
/// </summary>
public sealed class AnythingPostedTests
{
    private static readonly int Stories =
        int.TryParse(Environment.GetEnvironmentVariable("DASHBOARD_POSTED_STORIES"), out var stories) ? stories : 2;

    private static readonly string[] Views = [Api.Jurisdiction, "team/T01", "team/T02", "item/S14", "item/unclassified"];

    [Fact]
    public async Task Every_number_opens_to_itself_and_every_accepted_subject_opens()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        var http = dashboard.Http;
        await StoryGenerator.Any.SampleAsync(
            async story =>
            {
                var accepted = await PostAsync(http, story);
                Assert.NotEmpty(accepted);
                // What hangs on an officer's certificate is folded again by the next housekeeping, which comes within 30 s.
                await Patience.UntilAsync(
                    async () => (await http.DoAsync("/api/verify")).Answer["differences"] is JsonArray { Count: 0 },
                    "what was registered is folded", 120);
                foreach (var view in Views)
                {
                    var document = await http.ViewAsync(view);
                    foreach (var (query, read, _) in ShownNumbers.Of(document, null))
                    {
                        await http.OpensToItselfAsync(view, query, read, null);
                    }
                }

                foreach (var (kind, id) in accepted)
                {
                    var (status, file) = await http.TryReadAsync($"/api/subjects/{Uri.EscapeDataString(id)}?kind={kind}");
                    Assert.True(status == 200, $"{kind} {id}: {status} {file}");
                }

                await http.VerifyAsync();
            },
            iter: Stories, threads: 1, print: story => story.ToString());
    }

    /// <summary>All of a story in any order, some of it twice, in posts of any size.</summary>
    /// <returns>The subjects of what was not set aside.</returns>
    private static async Task<HashSet<(string Kind, string Id)>> PostAsync(HttpClient http, Story story)
    {
        var random = new Random(story.Seed);
        var told = story.Events.Concat(story.Events.Where(_ => random.Next(4) == 0)).ToArray();
        random.Shuffle(told);
        var accepted = new HashSet<(string Kind, string Id)>();
        for (var at = 0; at < told.Length;)
        {
            var some = told[at..Math.Min(told.Length, at + random.Next(1, 30))];
            at += some.Length;
            var receipt = await http.TellAsync([.. some.Select(@event => JsonNode.Parse(CloudEventJson.Write(@event))!.AsObject())]);
            var aside = receipt["results"]!.AsArray().Where(result => (string?)result!["outcome"] == "quarantined")
                .Select(result => (int)result!["index"]!).ToHashSet();
            accepted.UnionWith(some.Where((_, index) => !aside.Contains(index)).Select(@event => (@event.Kind, @event.Subject)));
        }

        return accepted;
    }
}
