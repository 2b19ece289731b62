using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Dashboard.Web.Import;

/// <summary>
/// Sends batches to <c>POST /api/events</c> and repeats each until the server has answered for it: on lost connections and timeouts,
/// and on 408, 429 and 5xx with the delay that Retry-After names. Repeating is safe because the server knows events by source and id.
/// </summary>
/// <param name="client">Its timeout bounds one attempt.</param>
/// <param name="to">Base address of the dashboard.</param>
/// <param name="patience">For how long one batch is repeated; null: for ever.</param>
/// <param name="time">Clock of the delays.</param>
/// <param name="watcher">Is told of each wait.</param>
internal sealed class EventPost(HttpClient client, Uri to, TimeSpan? patience, TimeProvider time, IImportWatcher watcher)
    : IEventPost
{
    private static readonly TimeSpan _firstDelay = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan _longestDelay = TimeSpan.FromSeconds(15);

    private readonly Uri _events = new(to, "api/events");

    /// <inheritdoc/>
    public async Task<PostAnswer> SendAsync(ReadOnlyMemory<byte> batch, int events, CancellationToken cancellation)
    {
        var begun = time.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            var (answer, why, delay) = await TryAsync(batch, events, cancellation);
            if (answer is not null)
            {
                return answer;
            }

            // Full jitter, so that several importers do not come back at the same moment.
            var backoff = Math.Min(_longestDelay.TotalMilliseconds, _firstDelay.TotalMilliseconds * Math.Pow(2, Math.Min(attempt, 16)));
            var wait = delay ?? TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * backoff);
            if (time.GetElapsedTime(begun) + wait > patience)
            {
                throw new ImportStoppedException($"{to} 已有 {patience.Value.TotalSeconds:0} 秒没有收下事件：{why}。");
            }

            watcher.Waiting(why, wait);
            await Task.Delay(wait, time, cancellation);
        }
    }

    private async Task<(PostAnswer? Answer, string Why, TimeSpan? Delay)> TryAsync(ReadOnlyMemory<byte> batch, int events,
        CancellationToken cancellation)
    {
        try
        {
            using var content = new ReadOnlyMemoryContent(batch);
            content.Headers.ContentType = new("application/cloudevents-batch+json");
            using var response = await client.PostAsync(_events, content, cancellation);
            if (IsPassing(response.StatusCode))
            {
                return (null, $"{(int)response.StatusCode} {response.ReasonPhrase}", Delay(response.Headers.RetryAfter));
            }

            var body = await response.Content.ReadAsByteArrayAsync(cancellation);
            return response.StatusCode == HttpStatusCode.OK
                ? (Answer(body, events), "", null)
                : throw new ImportStoppedException($"{_events} 拒收，状态 {(int)response.StatusCode}{Problem(body)}");
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException)
        {
            return (null, (lost.InnerException ?? lost).Message, null);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            return (null, late.InnerException?.Message ?? "没有及时答复", null);
        }
    }

    private static bool IsPassing(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)status >= 500;

    private TimeSpan? Delay(RetryConditionHeaderValue? retryAfter)
    {
        var delay = retryAfter?.Delta ?? (retryAfter?.Date is { } date ? date - time.GetUtcNow() : null);
        return delay < TimeSpan.Zero ? TimeSpan.Zero : delay;
    }

    private PostAnswer Answer(byte[] body, int events)
    {
        try
        {
            if (JsonSerializer.Deserialize<PostAnswer>(body, JsonSerializerOptions.Web) is { } answer
                && answer.Accepted + answer.Duplicates + answer.Quarantined == events
                && (answer.Results ?? []).All(result => result.Index >= 0 && result.Index < events))
            {
                return answer;
            }
        }
        catch (JsonException)
        {
            // Said below, in the operator's words.
        }

        throw new ImportStoppedException($"{_events} 的答复不像本系统；--to 写对了吗？");
    }

    private static string Problem(byte[] body)
    {
        try
        {
            using var problem = JsonDocument.Parse(body);
            var root = problem.RootElement;
            return (root.TryGetProperty("sentence", out var said) && said.TryGetProperty("chinese", out var detail))
                || root.TryGetProperty("detail", out detail) || root.TryGetProperty("title", out detail)
                ? $"：{detail}"
                : "。";
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return "。";
        }
    }
}
