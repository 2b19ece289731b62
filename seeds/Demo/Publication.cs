using System.Text.Json;

namespace Dashboard.Seeds.Demo;

/// <summary>The data of decision.published.</summary>
internal static class Publication
{
    /// <param name="subjectType">case, licence or inspection.</param>
    public static void Write(Utf8JsonWriter json, string subjectType, string subjectId, DateOnly day)
    {
        json.WriteString("subjectType", subjectType);
        json.WriteString("subjectId", subjectId);
        json.Day("day", day);
        json.WriteString("url", $"https://example.invalid/gs/{subjectId}");
        json.WriteString("channel", "Website");
    }
}
