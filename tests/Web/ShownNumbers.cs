using System.Text.Json.Nodes;
using Dashboard.Grains.Contracts;

namespace Dashboard.Tests.Web;

/// <summary>The numbers of a document, and what opens them (CONTRACT.md §3: every number can be opened).</summary>
internal static class ShownNumbers
{
    /// <summary>What counters are given for.</summary>
    public static readonly string[] Periods = ["day", "month", "year", "period"];

    /// <summary>Parts of a metric.</summary>
    public static readonly string[] Parts = ["numerator", "denominator", "pending"];

    /// <summary>Rates of which something can be missing: of cases, of inspections, of items, of money.</summary>
    private static readonly string[] Rates = ["M01", "M02", "M05", "M07", "M08", "M12", "M13", "M17", "M24", "M37"];

    /// <summary>Every number a document shows: the question that opens it, where to read it, and in which document.</summary>
    public static IEnumerable<(string Query, Func<JsonNode, long> Read, string? Period)> Of(JsonObject view, string? period)
    {
        var day = (string)view["day"]!;
        foreach (var within in period is null ? Periods[..3] : ["period"])
        {
            var asked = within switch { "day" => day, "month" => day[..7], "year" => day[..4], _ => period };
            foreach (var (counter, _) in view["counters"]![within]!.AsObject())
            {
                yield return ($"counter={counter}&period={asked}", document => document.Figure(within, counter), period);
            }
        }

        foreach (var (metric, _) in view["metrics"]!.AsObject())
        {
            foreach (var part in Parts)
            {
                yield return ($"metric={metric}&part={part}{(period is null ? "" : $"&period={period}")}",
                    document => (long)document["metrics"]![metric]![part]!, period);
            }

            if (Rates.Contains(metric))
            {
                yield return ($"metric={metric}&part=missing{(period is null ? "" : $"&period={period}")}", document =>
                    (long)document["metrics"]![metric]!["denominator"]! - (long)document["metrics"]![metric]!["numerator"]!, period);
            }
        }

        if (period is null)
        {
            foreach (var (stage, _) in view["open"]!["byStage"]!.AsObject())
            {
                yield return ($"open={stage}", document => document.OpenIn(stage), null);
            }

            foreach (var open in new[] { "cases", "licences", "tasks", "rectifications" })
            {
                yield return ($"open={open}", document => (long)document["open"]![open]!, null);
            }
        }
    }

    /// <summary>
    /// A number opens to exactly itself. Meanwhile time goes on, and what was registered is still being folded: it is compared once it is
    /// the same before and after.
    /// </summary>
    /// <param name="shown">The view as it was shown, where it is at hand; it is read anew when the number is another by now.</param>
    public static Task OpensToItselfAsync(
        this HttpClient http, string view, string query, Func<JsonNode, long> read, string? period, JsonNode? shown = null) =>
        Patience.UntilAsync(
            async () =>
            {
                var before = read(shown ?? await http.ViewAsync(view, period));
                shown = null;
                var (total, sum) = await http.OpenNumberAsync($"/api/evidence?view={view}&{query}");
                if (before == total && before == sum)
                {
                    return true;
                }

                Assert.True(before != read(await http.ViewAsync(view, period)),
                    $"{view} {query}: shown {before}, opened {total}, rows {sum}");
                return false;
            },
            $"{view} {query} stands still",
            seconds: 120);

    /// <summary>Opens a number: the total that is said, and the sum of all rows.</summary>
    public static async Task<(long Total, long Sum)> OpenNumberAsync(this HttpClient http, string path)
    {
        long sum = 0;
        var next = (string?)null;
        while (true)
        {
            var page = await http.ReadAsync($"{path}&size=500{(next is null ? "" : $"&next={next}")}");
            sum += page["rows"]!.AsArray().Sum(row => (long)row!["amount"]!);
            next = (string?)page["next"];
            if (next is null)
            {
                return ((long)page["total"]!, sum);
            }
        }
    }
}
