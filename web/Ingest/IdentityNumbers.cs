using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dashboard.Grains.Domain;

namespace Dashboard.Web.Ingest;

/// <summary>Keeps citizens' identity numbers (GB 11643) out of everything that is stored (DOMAIN.md §13).</summary>
internal static class IdentityNumbers
{
    private const int ShownBefore = 3;

    /// <summary>Stands for the characters between the first 3 and the last 4.</summary>
    private static ReadOnlySpan<byte> Stars => "***********"u8;

    /// <summary>The JSON with every identity number in its texts, numbers and names masked to its first 3 and last 4 characters.</summary>
    public static byte[] Mask(JsonPiece json)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Write(writer, json);
        }

        return bytes.ToArray();
    }

    public static string Mask(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        return CitizenId.IndexIn(utf8) < 0 ? text : Encoding.UTF8.GetString(Masked(utf8));
    }

    /// <summary>Something in the kept JSON was masked.</summary>
    public static bool IsMasked(ReadOnlySpan<byte> json) => json.IndexOf(Stars) >= 0;

    /// <summary>Texts are masked as they read, not as they are escaped: an escape may end in a digit.</summary>
    private static void Write(Utf8JsonWriter writer, JsonPiece json)
    {
        switch (json.Kind)
        {
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                foreach (var member in json)
                {
                    writer.WritePropertyName(Masked(member.Name));
                    Write(writer, member);
                }

                writer.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                foreach (var entry in json)
                {
                    Write(writer, entry);
                }

                writer.WriteEndArray();
                break;
            case JsonTokenType.String:
                writer.WriteStringValue(Masked(json.Utf8));
                break;
            case JsonTokenType.Number when CitizenId.IndexIn(json.Raw) >= 0:
                writer.WriteStringValue(Masked(json.Raw));
                break;
            default:
                writer.WriteRawValue(json.Raw, skipInputValidation: true);
                break;
        }
    }

    private static ReadOnlySpan<byte> Masked(ReadOnlySpan<byte> text)
    {
        var at = CitizenId.IndexIn(text);
        if (at < 0)
        {
            return text;
        }

        var masked = text.ToArray();
        for (; at >= 0; at = CitizenId.IndexIn(masked, at + CitizenId.Length))
        {
            Stars.CopyTo(masked.AsSpan(at + ShownBefore));
        }

        return masked;
    }
}
