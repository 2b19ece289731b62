using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dashboard.Load.Drive;

/// <summary>
/// The digest of a view document as a browser computes it: two 32-bit FNV-1a hashes over the UTF-16 code units of its canonical text.
/// A member that is null counts as absent, since a merge patch cannot tell the two apart. Written anew here, like the merge patch.
/// </summary>
internal sealed class Digest
{
    private uint first = 0x811c9dc5;
    private uint second = 0x9747b28c;

    private Digest()
    {
    }

    /// <summary>Sixteen lower-case hex digits.</summary>
    public static string Of(JsonNode? document)
    {
        var digest = new Digest();
        digest.Walk(document);
        return $"{digest.first:x8}{digest.second:x8}";
    }

    private void Walk(JsonNode? node)
    {
        switch (node)
        {
            case null:
                Feed("n");
                break;
            case JsonArray array:
                Feed("[");
                foreach (var item in array)
                {
                    Walk(item);
                    Feed(",");
                }

                Feed("]");
                break;
            case JsonObject members:
                Feed("{");
                foreach (var (name, value) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
                {
                    if (value is null)
                    {
                        continue;
                    }

                    Feed("\"" + name + "\":");
                    Walk(value);
                    Feed(",");
                }

                Feed("}");
                break;
            default:
                Feed(node.GetValueKind() switch
                {
                    JsonValueKind.True => "t",
                    JsonValueKind.False => "f",
                    JsonValueKind.Number => "#" + Number(node),
                    JsonValueKind.String => "\"" + node.GetValue<string>() + "\"",
                    _ => "n",
                });
                break;
        }
    }

    /// <summary>Integers, or rates with one decimal: .NET's shortest round trip is JavaScript's String(n) for these.</summary>
    private static string Number(JsonNode node) =>
        double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture) is var number
        && Math.Abs(number) < 1e15 && number == Math.Truncate(number)
            ? ((long)number).ToString(CultureInfo.InvariantCulture)
            : number.ToString("R", CultureInfo.InvariantCulture);

    private void Feed(string text)
    {
        foreach (var unit in text)
        {
            first = unchecked((first ^ unit) * 16777619);
            second = unchecked((second ^ unit) * 16777619);
        }
    }
}
