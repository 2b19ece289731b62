using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Dashboard.Grains.Contracts;

namespace Dashboard.Web.Ingest;

/// <summary>
/// Tells a repetition from a contradiction: the first 128 bits of SHA-256 over what the event says, with members in order of name,
/// so that white space and the order of members make no difference. When it was recorded or sent again makes none either.
/// </summary>
internal static class PayloadHash
{
    public static UInt128 Of(string type, DateTimeOffset time, long seq, Operation operation, string? team, string? item, JsonElement data)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(bytes, new() { SkipValidation = true }))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(type);
            writer.WriteNumberValue(time.UtcTicks);
            writer.WriteNumberValue(seq);
            writer.WriteNumberValue((int)operation);
            writer.WriteStringValue(team);
            writer.WriteStringValue(item);
            WriteSorted(writer, data);
            writer.WriteEndArray();
        }

        return First128Bits(bytes.WrittenSpan);
    }

    /// <summary>Of an event that could not be read further than its envelope.</summary>
    public static UInt128 Of(JsonElement json)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(bytes, new() { SkipValidation = true }))
        {
            WriteSorted(writer, json);
        }

        return First128Bits(bytes.WrittenSpan);
    }

    private static UInt128 First128Bits(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }

    private static void WriteSorted(Utf8JsonWriter writer, JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in json.EnumerateObject().OrderBy(static member => member.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    WriteSorted(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var entry in json.EnumerateArray())
                {
                    WriteSorted(writer, entry);
                }

                writer.WriteEndArray();
                break;
            default:
                json.WriteTo(writer);
                break;
        }
    }
}
