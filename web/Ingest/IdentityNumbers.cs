using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.Grains.Domain;

namespace Dashboard.Web.Ingest;

/// <summary>Keeps citizens' identity numbers (GB 11643) out of everything that is stored (DOMAIN.md §13).</summary>
internal static partial class IdentityNumbers
{
    /// <summary>Some text in the JSON is, as a whole, an identity number with a possible date of birth. Credit codes also have 18 characters, but hardly ever those.</summary>
    public static bool Inside(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().Any(static member => Inside(member.Value)),
        JsonValueKind.Array => json.EnumerateArray().Any(Inside),
        JsonValueKind.String => json.ValueEquals("") ? false : IsOne(json.GetString()!),
        _ => false,
    };

    /// <summary>The JSON as it came, with whatever looks like an identity number masked to its first 3 and last 4 characters.</summary>
    public static byte[] Mask(JsonElement json) =>
        Encoding.UTF8.GetBytes(Pattern().Replace(json.GetRawText(), static match => $"{match.Value[..3]}***********{match.Value[^4..]}"));

    private static bool IsOne(string text) => text.Length == 18 && Pattern().IsMatch(text) && CitizenId.LooksLikeOne(text) && !Uscc.IsValid(text);

    [GeneratedRegex(@"(?<!\d)[1-9]\d{5}(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)")]
    private static partial Regex Pattern();
}
