using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dashboard.Tests.Web;

/// <summary>
/// The digest of a document, written from its description and not from the product: canonical text, then two 32-bit FNV-1a hashes
/// over its UTF-16 code units.
/// </summary>
internal static class DocumentDigest
{
    public static string Of(JsonObject document)
    {
        var text = new StringBuilder();
        Write(text, document);
        var (first, second) = (0x811c9dc5u, 0x9747b28cu);
        foreach (var unit in text.ToString())
        {
            first = unchecked((first ^ unit) * 16777619u);
            second = unchecked((second ^ unit) * 16777619u);
        }

        return $"{first:x8}{second:x8}";
    }

    private static void Write(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case null:
                text.Append('n');
                break;
            case JsonObject members:
                text.Append('{');
                foreach (var (name, value) in members.Where(member => member.Value is not null).OrderBy(member => member.Key,
                    StringComparer.Ordinal))
                {
                    text.Append('"').Append(name).Append("\":");
                    Write(text, value);
                    text.Append(',');
                }

                text.Append('}');
                break;
            case JsonArray list:
                text.Append('[');
                foreach (var entry in list)
                {
                    Write(text, entry);
                    text.Append(',');
                }

                text.Append(']');
                break;
            default:
                text.Append(node.GetValueKind() switch
                {
                    JsonValueKind.True => "t",
                    JsonValueKind.False => "f",
                    JsonValueKind.String => $"\"{node.GetValue<string>()}\"",
                    _ => "#" + Number(node.ToJsonString()),
                });
                break;
        }
    }

    /// <summary>As JavaScript writes it: whole numbers without a point, others as short as can be.</summary>
    private static string Number(string json) => long.TryParse(json, out var whole)
        ? whole.ToString(CultureInfo.InvariantCulture)
        : double.Parse(json, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture);
}
