using System.Globalization;
using Dashboard.Grains.Contracts;
using Dashboard.Web.Ingest;
using Dashboard.Web.Reference;

namespace Dashboard.Web.Rules;

/// <summary>
/// <c>GET /api/rules</c> and <c>GET /api/calendar</c>: by what everything is judged, with article, confidence and version, so that every
/// number can be explained where it stands.
/// </summary>
internal static class RulesEndpoint
{
    public static void MapRules(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/rules", async (string? on, ILawInForce law, ShippedRules shipped) =>
        {
            DateOnly? day = null;
            if (on is not null)
            {
                if (!DateOnly.TryParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked))
                {
                    return Results.Problem("on must be a day: 2026-11-23.", statusCode: 400);
                }

                day = asked;
            }

            return Explained((await law.RulesAsync(day)).With("shipped", Describe(shipped, law)));
        });
        app.MapGet("/api/calendar", async (int? year, ILawInForce law, TimeProvider clock) =>
        {
            var asked = year ?? Shanghai.Day(clock.GetUtcNow()).Year;
            return asked is < 1990 or > 2100
                ? Results.Problem("year must be from 1990 to 2100.", statusCode: 400)
                : Explained(await law.CalendarAsync(asked));
        });
    }

    /// <summary>How the rule set of this release differs from the one in force; null where all of it is.</summary>
    private static Document? Describe(ShippedRules shipped, ILawInForce law)
    {
        var (missing, other) = shipped.Differences(law.Entry);
        return missing.Count + other.Count == 0 ? null
            : new Document()
                .With("version", shipped.Version)
                .With("missing", missing.Cast<object>().ToArray())
                .With("other", other.Cast<object>().ToArray());
    }

    /// <summary>What was published and is left out says why in both languages.</summary>
    private static IResult Explained(Document document)
    {
        foreach (var problem in ((IEnumerable<object>)document["problems"]!).Cast<Document>())
        {
            problem.With("sentence", RefusalWords.InBoth((string)problem["reason"]!));
        }

        return document.Answer();
    }
}
