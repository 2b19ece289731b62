using System.Buffers;
using System.Text.Json;
using Dashboard.Grains.Contracts;

namespace Dashboard.Web.Ingest;

/// <summary>
/// The binary content mode of the CloudEvents HTTP binding, which SDKs use unless told otherwise: the data is the body, and each attribute
/// is a header <c>ce-…</c>, percent-encoded where it is not plain.
/// </summary>
internal static class BinaryMode
{
    private const string Prefix = "ce-";

    public static bool IsUsed(IHeaderDictionary headers) => headers.Keys.Any(IsAttribute);

    /// <summary>The same event as one JSON object.</summary>
    /// <exception cref="UnreadableBodyException">A header is given twice, or the body is not JSON.</exception>
    public static byte[] Join(IHeaderDictionary headers, ReadOnlySpan<byte> body)
    {
        var bytes = new ArrayBufferWriter<byte>(body.Length + 512);
        using (var writer = new Utf8JsonWriter(bytes))
        {
            writer.WriteStartObject();
            foreach (var (name, values) in headers)
            {
                if (IsAttribute(name))
                {
                    var value = values.Count == 1 ? values[0]! : throw new UnreadableBodyException($"The header {name} is given twice.");
                    writer.WriteString(name[Prefix.Length..].ToLowerInvariant(), Read(value));
                }
            }

            if (!body.IsEmpty)
            {
                writer.WritePropertyName("data");
                WriteData(writer, body);
            }

            writer.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static void WriteData(Utf8JsonWriter writer, ReadOnlySpan<byte> body)
    {
        try
        {
            writer.WriteRawValue(body);
        }
        catch (JsonException problem)
        {
            throw UnreadableBodyException.NotJson("The body", problem);
        }
    }

    private static bool IsAttribute(string name) => name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>A value may stand in quotes, with a backslash before what they would end at.</summary>
    private static string Read(string value)
    {
        if (value.Length > 1 && value[0] == '"' && value[^1] == '"')
        {
            value = value[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);
        }

        return Uri.UnescapeDataString(value);
    }
}
