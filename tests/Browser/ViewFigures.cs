using System.Text.Json;

namespace Dashboard.Tests.Browser;

/// <summary>
/// A view as the API answers it, read by the address of a number's evidence: what must stand on screen for
/// <c>view=team/T01&amp;counter=casesFiled&amp;period=2026-11</c>.
/// </summary>
internal sealed class ViewFigures(JsonElement document)
{
    /// <summary>The version of the whole.</summary>
    public long Version { get; } = document.GetProperty("version").GetInt64();

    /// <summary>The civil day its day counters count.</summary>
    public string Day { get; } = document.GetProperty("day").GetString()!;

    /// <summary>The text a page must show for a query; “—” for a rate that is not there.</summary>
    public string Text(string query)
    {
        var asked = query.Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => pair[1]);
        var part = Part(asked);
        if (asked.TryGetValue("metric", out var metric))
        {
            return Find(part, "metrics", metric) is not { } rate ? "—"
                : metric is "M36" or "M36b" or "M37" ? Yuan(Number(rate, asked["part"]))
                : asked["part"] == "missing" ? Count(Number(rate, "denominator") - Number(rate, "numerator"))
                : Count(Number(rate, asked["part"]));
        }

        if (asked.TryGetValue("warning", out var rule))
        {
            string[] levels = asked.ContainsKey("acknowledged") ? ["acknowledged"]
                : asked.TryGetValue("level", out var level) ? [level]
                : ["blue", "yellow", "red", "breach"];
            string[] path = rule == "all" ? ["warnings"] : ["warnings", "rules", rule];
            long Of(JsonElement from) => levels.Sum(name => Number(from, [.. path, name]));
            return Count(asked.GetValueOrDefault("team") == "none"
                ? Of(document) - document.GetProperty("teams").EnumerateObject().Sum(team => Of(team.Value))
                : Of(part));
        }

        if (asked.TryGetValue("due", out var due))
        {
            var ends = due.Split("..");
            return Count(Find(part, "deadlines") is { } days
                ? days.EnumerateObject()
                    .Where(day => string.CompareOrdinal(day.Name, ends[0]) >= 0 && string.CompareOrdinal(day.Name, ends[^1]) <= 0)
                    .Sum(day => day.Value.EnumerateObject().Sum(rule => rule.Value.GetInt64()))
                : 0);
        }

        if (asked.TryGetValue("open", out var open))
        {
            return Count(asked.TryGetValue("age", out var age) ? Number(part, "open", "ageing", age)
                : open == "cases" ? Number(part, "open", "cases")
                : Number(part, "open", "byStage", open));
        }

        var counters = asked["counter"].Split(',');
        var value = counters.Sum(counter => Number(part, [.. Bucket(asked["period"]), counter]));
        return counters[0].EndsWith("Fen", StringComparison.Ordinal) ? Yuan(value) : Count(value);
    }

    private JsonElement Part(Dictionary<string, string> asked)
    {
        var view = asked["view"];
        if (view != document.GetProperty("view").GetString())
        {
            var names = view.Split('/');
            return document.GetProperty(names[0] + "s").GetProperty(names[1]);
        }

        return asked.TryGetValue("team", out var team) && team != "none" ? document.GetProperty("teams").GetProperty(team)
            : asked.TryGetValue("item", out var item) ? document.GetProperty("items").GetProperty(item)
            : document;
    }

    private string[] Bucket(string period) =>
        period == Day ? ["counters", "day"]
        : period == Day[..7] ? ["counters", "month"]
        : period == Day[..4] ? ["counters", "year"]
        : period.Length == 7 ? ["trend", "months", period]
        : ["trend", "days", period];

    private static JsonElement? Find(JsonElement from, params string[] path)
    {
        foreach (var name in path)
        {
            if (!from.TryGetProperty(name, out from))
            {
                return null;
            }
        }

        return from;
    }

    private static long Number(JsonElement from, params string[] path) => Find(from, path) is { } found ? found.GetInt64() : 0;

    private static string Count(long value) => value.ToString("N0");

    private static string Yuan(long fen) => fen % 100 == 0 ? Count(fen / 100) : $"{fen / 100:N0}.{fen % 100:00}";
}
