using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dashboard.Seeds.Demo;

/// <summary>Writes one CloudEvents 1.0 JSON object (CONTRACT.md §2) as UTF-8. Not thread-safe: it reuses its buffer.</summary>
internal sealed class CloudEventWriter
{
    // Chinese text stays readable; nothing here is written into HTML.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true };

    private readonly ArrayBufferWriter<byte> buffer = new(2048);

    public byte[] Write(CloudEventHead head, Action<Utf8JsonWriter> data)
    {
        buffer.ResetWrittenCount();
        using var json = new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        json.WriteString("specversion"u8, "1.0"u8);
        json.WriteString("id"u8, head.Id);
        json.WriteString("source"u8, head.Source);
        json.WriteString("type"u8, $"enforcement.{head.Name}.v1");
        json.WriteString("subject"u8, head.Subject);
        json.Instant("time", head.Time);
        json.Instant("recordedat", head.Recorded);
        if (head.Team is not null)
        {
            json.WriteString("teamid"u8, head.Team);
        }

        if (head.Item is not null)
        {
            json.WriteString("itemcode"u8, head.Item);
        }

        json.WriteNumber("seq"u8, head.Seq);
        json.WriteString("op"u8, "i"u8);
        json.WriteString("datacontenttype"u8, "application/json"u8);
        json.WriteStartObject("data"u8);
        data(json);
        json.WriteBoolean("synthetic"u8, true);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}

/// <param name="Name">The event's name of DOMAIN.md §14.3, without prefix and version: case.filed.</param>
/// <param name="Seq">Rises per subject.</param>
internal sealed record CloudEventHead(
    string Name, string Source, string Id, string Subject, long Seq, DateTimeOffset Time, DateTimeOffset Recorded, string? Team,
    string? Item);
