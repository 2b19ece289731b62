using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Dashboard.Load.Story;

namespace Dashboard.Load.Checks;

/// <summary>Compares what the views show with the independent count, counter by counter.</summary>
internal static class ViewCheck
{
    private const int MostViews = 200; // of some thousand items the rest is compared within the jurisdiction's view
    private static readonly string[] Periods = ["day", "month", "year"];

    /// <summary>Waits until the jurisdiction's view equals the count, then compares every view, or that one, once more.</summary>
    /// <returns>Time waited, and what differs.</returns>
    public static async Task<(TimeSpan Waited, List<string> Differences)> SettleAsync(
        HttpClient http, Tally tally, string jurisdiction, bool everyView, TimeSpan limit)
    {
        var began = Stopwatch.GetTimestamp();
        var whole = $"jurisdiction/{jurisdiction}";
        while ((await CompareAsync(http, tally, whole)).Count > 0 && Stopwatch.GetElapsedTime(began) < limit)
        {
            await Task.Delay(10);
        }

        var waited = Stopwatch.GetElapsedTime(began);
        var differences = new List<string>();
        foreach (var view in everyView ? tally.Views.Take(MostViews) : [whole])
        {
            var found = await CompareAsync(http, tally, view);
            while (found.Count > 0 && Stopwatch.GetElapsedTime(began) < limit)
            {
                await Task.Delay(50);
                found = await CompareAsync(http, tally, view);
            }

            differences.AddRange(found);
        }

        return (waited, differences);
    }

    /// <summary>What differs between one view and the count; a view that is unknown shows nothing.</summary>
    public static async Task<List<string>> CompareAsync(HttpClient http, Tally tally, string view)
    {
        var document = await GetAsync(http, view);
        return document is not null ? Compare(document, tally, view)
            : tally.Figures(view, "year", Today()).Count > 0 ? [$"{view} is unknown to the product"]
            : [];
    }

    /// <summary>What differs between a view's document and the count.</summary>
    public static List<string> Compare(JsonObject document, Tally tally, string view)
    {
        var differences = new List<string>();
        var day = DateOnly.ParseExact(document["day"]!.GetValue<string>(), "yyyy-MM-dd");
        Compare(view, document, tally, view, day, differences);
        if (view.StartsWith("jurisdiction/", StringComparison.Ordinal))
        {
            foreach (var part in (string[])["team", "item"])
            {
                foreach (var (name, value) in document[part + "s"] as JsonObject ?? [])
                {
                    if (value is JsonObject inner && inner["counters"] is not null)
                    {
                        // A city's members are teams, and the jurisdictions that lie in it.
                        var kind = inner["kind"]?.GetValue<string>() ?? part;
                        Compare($"{view} {part} {name}", inner, tally, $"{kind}/{name}", day, differences);
                    }
                }
            }
        }

        return differences;
    }

    public static async Task<JsonObject?> GetAsync(HttpClient http, string view)
    {
        using var answer = await http.GetAsync(new Uri($"/api/views/{view}", UriKind.Relative));
        if (answer.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        answer.EnsureSuccessStatusCode();
        return JsonNode.Parse(await answer.Content.ReadAsByteArrayAsync())!.AsObject();
    }

    private static DateOnly Today() => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);

    private static void Compare(string where, JsonObject document, Tally tally, string view, DateOnly day, List<string> differences)
    {
        foreach (var period in Periods)
        {
            if (document["counters"]?[period] is not JsonObject shown)
            {
                // A part may leave a period out that the whole shows; the whole itself may not.
                if (where == view && tally.Figures(view, period, day).Count > 0)
                {
                    differences.Add($"{where} has no counters.{period}");
                }

                continue;
            }

            var wanted = tally.Figures(view, period, day);
            foreach (var counter in wanted.Keys.Union(shown.Select(member => member.Key)).Except(tally.Without))
            {
                var expected = wanted.GetValueOrDefault(counter);
                var found = shown[counter]?.GetValue<long>() ?? 0;
                if (expected != found)
                {
                    differences.Add($"{where} {period}.{counter} is {found}, counted {expected}");
                }
            }
        }

        if (tally.OpenCases(view) is { } open && document["open"]?["cases"] is JsonValue cases && cases.GetValue<long>() != open)
        {
            differences.Add($"{where} open.cases is {cases}, counted {open}");
        }
    }
}
