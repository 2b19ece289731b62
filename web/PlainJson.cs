using System.Text.Json.Nodes;

namespace Dashboard.Web;

/// <summary>
/// Members of JSON that somebody sent, or an upstream wrote: what is of another type than expected is as if it were not there.
/// </summary>
internal static class PlainJson
{
    /// <summary>A text; null where it is none.</summary>
    public static string? AsText(this JsonNode? value) => value is JsonValue one && one.TryGetValue<string>(out var text) ? text : null;

    /// <summary>Whether it is <c>true</c>, and nothing else.</summary>
    public static bool IsTrue(this JsonNode? value) => value is JsonValue one && one.TryGetValue<bool>(out var flag) && flag;
}
