using System.Net;
using System.Net.Http.Headers;

namespace Dashboard.Load.Drive;

/// <summary>
/// Posts ready-made bodies to /api/events at any time, many at once; retries what the product turned away, as an upstream would.
/// </summary>
internal sealed class EventPoster(HttpClient http, string mediaType)
{
    private const int Attempts = 50;
    private static readonly Uri Events = new("/api/events", UriKind.Relative);

    private readonly MediaTypeHeaderValue contentType = new(mediaType);
    private long turnedAway;

    /// <summary>429 and 503 answers so far.</summary>
    public long TurnedAway => turnedAway;

    public async Task<PostAnswer> PostAsync(byte[] body)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Events) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = contentType;
            using var answer = await http.SendAsync(request).ConfigureAwait(false);
            if (answer.StatusCode == HttpStatusCode.OK)
            {
                return PostAnswer.Read(await answer.Content.ReadAsByteArrayAsync().ConfigureAwait(false)).After(attempt);
            }

            if (answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
            {
                throw new LoadException($"POST /api/events answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            }

            Interlocked.Increment(ref turnedAway);
            await Task.Delay(answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromMilliseconds(200)).ConfigureAwait(false);
        }

        throw new LoadException($"POST /api/events was turned away {Attempts} times.");
    }
}
