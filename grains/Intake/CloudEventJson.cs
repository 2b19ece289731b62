using System.Buffers;
using System.Text.Json;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;

namespace Dashboard.Grains.Intake;

/// <summary>Writes an event as the CloudEvent it came as.</summary>
internal static class CloudEventJson
{
    public static byte[] Write(SourceEvent @event)
    {
        var bytes = new ArrayBufferWriter<byte>(@event.Data.Length + 256);
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            writer.WriteString("specversion", "1.0");
            writer.WriteString("id", @event.Id);
            writer.WriteString("source", @event.Source);
            writer.WriteString("type", $"enforcement.{@event.Type}.v1");
            writer.WriteString("subject", @event.Subject);
            writer.WriteString("time", Rfc3339.Write(@event.Time));
            writer.WriteString("recordedat", Rfc3339.Write(@event.Recorded));
            writer.WriteNumber("seq", @event.Seq);
            writer.WriteString("op", @event.Operation switch { Operation.Insert => "i", Operation.Update => "u", _ => "d" });
            WriteIfAny(writer, "teamid", @event.Team);
            WriteIfAny(writer, "itemcode", @event.Item);
            WriteIfAny(writer, "batch", @event.Batch);
            writer.WritePropertyName("data");
            writer.WriteRawValue(@event.Data);
            writer.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static void WriteIfAny(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
