using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.Grains.Domain;

namespace Dashboard.Web.Ingest;

/// <summary>Keeps citizens' identity numbers (GB 11643) out of everything that is stored (DOMAIN.md §13).</summary>
internal static partial class IdentityNumbers
{
    private const int Length = 18;

    /// <summary>Stands for the 11 characters between the first 3 and the last 4.</summary>
    private const string Stars = "***********";

    /// <summary>Somewhere in the JSON, alone or within a longer text, is an identity number with a possible date of birth and a right check character.</summary>
    public static bool Inside(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().Any(static member => Inside(member.Value)),
        JsonValueKind.Array => json.EnumerateArray().Any(Inside),
        JsonValueKind.String => Within(json.GetString()!),
        JsonValueKind.Number => Within(json.GetRawText()),
        _ => false,
    };

    /// <summary>The JSON with whatever looks like an identity number masked to its first 3 and last 4 characters.</summary>
    public static byte[] Mask(JsonElement json)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Write(writer, json);
        }

        return bytes.ToArray();
    }

    /// <summary>Something in the kept JSON was masked.</summary>
    public static bool Masked(ReadOnlySpan<byte> json) => json.IndexOf("***********"u8) >= 0;

    /// <summary>Texts are masked as they read, not as they are escaped: an escape may end in a digit.</summary>
    private static void Write(Utf8JsonWriter writer, JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in json.EnumerateObject())
                {
                    writer.WritePropertyName(Masked(member.Name));
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var entry in json.EnumerateArray())
                {
                    Write(writer, entry);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                writer.WriteStringValue(Masked(json.GetString()!));
                break;
            case JsonValueKind.Number when Masked(json.GetRawText()) is var masked && masked.Contains(Stars, StringComparison.Ordinal):
                writer.WriteStringValue(masked);
                break;
            default:
                json.WriteTo(writer);
                break;
        }
    }

    private static string Masked(string text) =>
        text.Length < Length ? text : Pattern().Replace(text, static match => $"{match.Value[..3]}{Stars}{match.Value[^4..]}");

    /// <summary>A unified credit code also has 18 characters, but hardly ever those.</summary>
    private static bool Within(string text)
    {
        if (text.Length < Length || !Digits(text) || Uscc.IsValid(text))
        {
            return false;
        }

        foreach (var match in Pattern().EnumerateMatches(text))
        {
            if (CitizenId.LooksLikeOne(text.Substring(match.Index, match.Length)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the text has 17 digits in a row at all: nearly none has, and this is the way of every event.</summary>
    private static bool Digits(string text)
    {
        var run = 0;
        foreach (var character in text)
        {
            run = char.IsAsciiDigit(character) ? run + 1 : 0;
            if (run == Length - 1)
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(@"(?<!\d)[1-9]\d{5}(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")]
    private static partial Regex Pattern();
}
