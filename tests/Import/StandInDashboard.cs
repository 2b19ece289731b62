using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Dashboard.Tests.Import;

/// <summary>
/// The dashboard's side of a post, as CONTRACT.md §2 has it: knows events by source and id, answers with counts. It can be told
/// to answer a post otherwise, before or after it has kept the events.
/// </summary>
internal sealed class StandInDashboard : HttpMessageHandler
{
    private readonly Dictionary<(string Source, string Id), string> _kept = [];

    /// <summary>Events kept, in the order in which they came.</summary>
    public List<JsonElement> Events { get; } = [];

    /// <summary>Sizes of the posts that came, whatever the answer was.</summary>
    public List<int> Posts { get; } = [];

    /// <summary>Answers instead of keeping the events, by number of the post from 0; null: keeps them.</summary>
    public Func<int, HttpResponseMessage?> Instead { get; set; } = _ => null;

    /// <summary>Runs after the events of a post are kept and before the answer leaves; may throw, as a lost connection does.</summary>
    public Action<int> BeforeAnswer { get; set; } = _ => { };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Assert.Equal("/api/events", request.RequestUri!.AbsolutePath);
        Assert.Equal("application/cloudevents-batch+json", request.Content!.Headers.ContentType!.MediaType);
        var batch = JsonDocument.Parse(await request.Content.ReadAsByteArrayAsync(cancellationToken)).RootElement;
        var post = Posts.Count;
        Posts.Add(batch.GetArrayLength());
        if (Instead(post) is { } answer)
        {
            return answer;
        }

        var results = batch.EnumerateArray().Select(Keep).ToList();
        BeforeAnswer(post);
        return new(HttpStatusCode.OK)
        {
            Content = JsonContent.Create(new
            {
                accepted = results.Count(outcome => outcome == "accepted"),
                duplicates = results.Count(outcome => outcome == "duplicate"),
                quarantined = results.Count(outcome => outcome == "quarantined"),
                results = results.Select((outcome, index) => new { index, outcome, code = "V2", reason = "other payload" })
                    .Where(result => result.outcome != "accepted"),
            }),
        };
    }

    private string Keep(JsonElement cloudEvent)
    {
        var key = (cloudEvent.GetProperty("source").GetString()!, cloudEvent.GetProperty("id").GetString()!);
        if (_kept.TryGetValue(key, out var before))
        {
            return before == cloudEvent.GetRawText() ? "duplicate" : "quarantined";
        }

        _kept.Add(key, cloudEvent.GetRawText());
        Events.Add(cloudEvent);
        return "accepted";
    }
}
