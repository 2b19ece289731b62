using System.Net;
using System.Net.Http.Headers;

namespace Dashboard.Load.Drive;

/// <summary>
/// Posts ready-made bodies to /api/events at any time, many at once; retries what the product turned away, as an upstream would.
/// </summary>
/// <param name="attempts">After so many it is given up.</param>
/// <param name="outlasts">Whether it also tries again, every 50 ms, while nobody answers at all.</param>
internal sealed class EventPoster(HttpClient http, string mediaType, int attempts = 50, bool outlasts = false)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly Uri Events = new("/api/events", UriKind.Relative);

    private readonly MediaTypeHeaderValue contentType = new(mediaType);
    private long turnedAway;

    /// <summary>429 and 503 answers so far.</summary>
    public long TurnedAway => turnedAway;

    public async Task<PostAnswer> PostAsync(byte[] body)
    {
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Events) { Content = new ByteArrayContent(body) };
            request.Content.Headers.ContentType = contentType;
            using var answer = await SendAsync(request).ConfigureAwait(false);
            if (answer is null)
            {
                await Task.Delay(Pause).ConfigureAwait(false);
                continue;
            }

            if (answer.StatusCode == HttpStatusCode.OK)
            {
                return PostAnswer.Read(await answer.Content.ReadAsByteArrayAsync().ConfigureAwait(false)).After(attempt);
            }

            if (answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
            {
                throw new LoadException($"POST /api/events answered {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            }

            Interlocked.Increment(ref turnedAway);
            var asked = answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromMilliseconds(200);
            await Task.Delay(outlasts ? Pause : asked).ConfigureAwait(false);
        }

        throw new LoadException($"POST /api/events was turned away {attempts} times.");
    }

    /// <returns>Null where nobody answers, and it is to be tried again.</returns>
    private async Task<HttpResponseMessage?> SendAsync(HttpRequestMessage request)
    {
        try
        {
            return await http.SendAsync(request).ConfigureAwait(false);
        }
        catch (HttpRequestException) when (outlasts)
        {
            return null;
        }
    }
}
