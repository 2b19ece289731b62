using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Dashboard.Seeds.Demo;

/// <summary>The data of record.attached (全过程记录).</summary>
internal static class AttachedRecord
{
    /// <param name="of">The log of what is recorded.</param>
    /// <param name="subjectType">case or inspection.</param>
    /// <param name="subjectId">Its id.</param>
    /// <param name="media">Text, Audio or Video.</param>
    /// <param name="day">Made, and attached, on this day.</param>
    public static void Add(SubjectLog of, string subjectType, string subjectId, string media, DateOnly day) =>
        of.On(day, subjectType == "case" ? Sources.Cases : Sources.Inspections, "record.attached", json =>
            Write(json, subjectType, subjectId, media, new(day.ToDateTime(new TimeOnly(8, 30)), StoryLog.Shanghai)));

    public static void Write(Utf8JsonWriter json, string subjectType, string subjectId, string media, DateTimeOffset startedAt)
    {
        json.WriteString("subjectType", subjectType);
        json.WriteString("subjectId", subjectId);
        json.WriteString("media", media);
        json.Instant("startedAt", startedAt);
        json.WriteNumber("seconds", media == "Text" ? 0 : 1800);
        // Stands for a file there is not.
        json.WriteString("sha256", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{subjectId} {media} {startedAt:O}"))));
    }
}
