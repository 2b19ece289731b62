using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Dashboard.Tests.Web;

/// <summary>Talks to a running dashboard as upstream systems and readers do: over HTTP alone.</summary>
internal static class Api
{
    public const string One = "application/cloudevents+json";
    public const string Batch = "application/cloudevents-batch+json";
    public const string Lines = "application/x-ndjson";
    public const string Jurisdiction = "jurisdiction/330203";

    /// <summary>Posts events as one batch, which must be taken.</summary>
    /// <returns>The receipt.</returns>
    public static async Task<JsonObject> TellAsync(this HttpClient http, params JsonObject[] events)
    {
        var (status, receipt) = await http.PostBodyAsync(BatchOf(events), Batch);
        Assert.True(status == 200, $"{status} {receipt}");
        return receipt;
    }

    /// <summary>Posts events that must all be plainly accepted.</summary>
    public static async Task AcceptAsync(this HttpClient http, params JsonObject[] events)
    {
        var receipt = await http.TellAsync(events);
        Assert.True((int)receipt["accepted"]! == events.Length, receipt.ToJsonString());
    }

    /// <summary>Posts any bytes.</summary>
    public static async Task<(int Status, JsonObject Answer)> PostBodyAsync(this HttpClient http, byte[] body, string? contentType,
        string? encoding = null)
    {
        using var content = new ByteArrayContent(body);
        if (contentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        if (encoding is not null)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        using var answer = await http.PostAsync(new Uri("/api/events", UriKind.Relative), content);
        return ((int)answer.StatusCode, await ObjectOfAsync(answer));
    }

    /// <summary>GET of a path that must answer 200 with an object.</summary>
    public static async Task<JsonObject> ReadAsync(this HttpClient http, string path)
    {
        var (status, answer) = await http.TryReadAsync(path);
        Assert.True(status == 200, $"{path}: {status} {answer}");
        return answer;
    }

    /// <summary>GET of a path, whatever it answers.</summary>
    public static async Task<(int Status, JsonObject Answer)> TryReadAsync(this HttpClient http, string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
        return ((int)answer.StatusCode, await ObjectOfAsync(answer));
    }

    /// <summary>POST without a body.</summary>
    public static async Task<(int Status, JsonObject Answer)> DoAsync(this HttpClient http, string path)
    {
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), null);
        return ((int)answer.StatusCode, await ObjectOfAsync(answer));
    }

    /// <summary>The document of a view, now or for a closed period.</summary>
    public static Task<JsonObject> ViewAsync(this HttpClient http, string view, string? period = null, bool full = false) =>
        http.ReadAsync($"/api/views/{view}?full={(full ? 1 : 0)}{(period is null ? "" : $"&period={period}")}");

    /// <summary>A figure of a view; one that is left out is 0.</summary>
    public static long Figure(this JsonNode view, string period, string counter) => (long?)view["counters"]![period]![counter] ?? 0;

    /// <summary>How many open cases a view shows in a stage.</summary>
    public static long OpenIn(this JsonNode view, string stage) => (long?)view["open"]!["byStage"]![stage] ?? 0;

    /// <summary>The server's own proof that every figure follows from the events.</summary>
    public static async Task VerifyAsync(this HttpClient http)
    {
        var (status, proof) = await http.DoAsync("/api/verify");
        Assert.Equal(200, status);
        Assert.True(proof["differences"]!.AsArray().Count == 0, proof.ToJsonString());
        Assert.True((long)proof["figures"]! > 0, proof.ToJsonString());
    }

    /// <summary>A batch body.</summary>
    public static byte[] BatchOf(params JsonObject[] events) =>
        Encoding.UTF8.GetBytes($"[{string.Join(',', events.Select(@event => @event.ToJsonString()))}]");

    private static async Task<JsonObject> ObjectOfAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
        {
            Assert.True(answer.Content.Headers.ContentType is MediaTypeHeaderValue { MediaType: "application/problem+json" },
                $"{(int)answer.StatusCode} without a problem body: {text}\n{answer.RequestMessage!.RequestUri}");
        }

        return JsonNode.Parse(text)!.AsObject();
    }
}
