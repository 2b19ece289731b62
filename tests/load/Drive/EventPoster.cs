using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Dashboard.Load.Drive;

/// <summary>Posts ready-made bodies to /api/events; retries what the product turned away, as an upstream would.</summary>
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
                return Read(await answer.Content.ReadAsByteArrayAsync().ConfigureAwait(false));
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

    private static PostAnswer Read(byte[] answer)
    {
        var reader = new Utf8JsonReader(answer);
        int accepted = 0, duplicates = 0, quarantined = 0;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1)
            {
                continue;
            }

            if (reader.ValueTextEquals("accepted"u8))
            {
                reader.Read();
                accepted = reader.GetInt32();
            }
            else if (reader.ValueTextEquals("duplicates"u8))
            {
                reader.Read();
                duplicates = reader.GetInt32();
            }
            else if (reader.ValueTextEquals("quarantined"u8))
            {
                reader.Read();
                quarantined = reader.GetInt32();
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        var complaint = duplicates + quarantined > 0 ? Encoding.UTF8.GetString(answer.AsSpan(0, Math.Min(answer.Length, 500))) : null;
        return new PostAnswer(accepted, duplicates, quarantined, complaint);
    }
}
