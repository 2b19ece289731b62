using System.Text.Json.Nodes;

namespace Dashboard.Web.Import;

/// <summary>
/// A register that is published again under the same source: <c>"replaces": {"edition": 2}</c>. Its events have ids of their own, replace
/// what editions of lower numbers said (<c>op</c> u, unless the map says another) and come after it (<c>seq</c>). The first edition is the
/// one imported without this word. A subject has at most one event of each type in an edition, else a correction cannot tell which it
/// replaces; a second one is a row error.
/// </summary>
/// <param name="Number">From 2, rising; the day of publication as yyyyMMdd will do.</param>
internal sealed record Edition(long Number)
{
    public const long Least = 2;
    public const long Most = 99_999_999;

    /// <summary>Places that each edition has for the <c>seq</c> of its events.</summary>
    private const long Places = 1_000_000;

    /// <summary>What tells the event from that of another edition; stands at the end of its id.</summary>
    public string Suffix => $"@{Number}";

    /// <summary>Makes an event a part of this edition.</summary>
    /// <param name="cloudEvent">As the map makes it.</param>
    /// <param name="isGone">This edition no longer says it, so it is taken back.</param>
    /// <param name="errors">Of its row.</param>
    public void Mark(JsonObject cloudEvent, bool isGone, RowErrors errors)
    {
        var seq = 0L;
        if (cloudEvent["seq"] is { } given
            && !(long.TryParse(given.ToString(), out seq) && seq is >= 0 and < Places))
        {
            errors.Add($"seq {RowErrors.Quote(given.ToString())}不是 0 至 {Places - 1} 的整数，不能与 replaces 同用",
                $"seq {RowErrors.Quote(given.ToString())} is no whole number from 0 to {Places - 1}, so it cannot go with replaces");
        }

        cloudEvent["seq"] = (Number * Places) + seq;
        cloudEvent["op"] = isGone ? "d" : cloudEvent["op"]?.DeepClone() ?? "u";
    }
}
