using System.Globalization;
using Dashboard.Grains.Roster;
using Dashboard.Grains;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Web.Ingest;
using Dashboard.Web.Reference;

namespace Dashboard.Web.Rules;

/// <summary>
/// <c>GET /api/rules</c> and <c>GET /api/calendar</c>: by what everything is judged, with article, confidence and version, so that every
/// number can be explained where it stands.
/// </summary>
internal static class RulesEndpoint
{
    private static readonly string[] Sections = ["limits", "guards", "warnings", "metrics"];
    private static readonly string[] Shown = ["name", "nameEn", "article", "articleEn", "confidence"];

    public static void MapRules(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/rules", async (string? on, CurrentRoster roster, ShippedRules shipped, TimeProvider clock) =>
        {
            await roster.ReadyAsync();
            var today = Shanghai.Day(clock.GetUtcNow());
            var day = today;
            if (on is not null && !DateOnly.TryParseExact(on, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day))
            {
                return Results.Problem("on must be a day: 2026-11-23.", statusCode: 400);
            }

            var book = roster.Current.Law.Rules;
            return Json(Describe(book, day).With("problems", Problems(roster.Current, "rules"))
                .With("shipped", Describe(shipped, book.At(today))));
        });
        app.MapGet("/api/calendar", async (int? year, CurrentRoster roster, TimeProvider clock) =>
        {
            await roster.ReadyAsync();
            var asked = year ?? Shanghai.Day(clock.GetUtcNow()).Year;
            return asked is < 1990 or > 2100
                ? Results.Problem("year must be from 1990 to 2100.", statusCode: 400)
                : Json(Describe(roster.Current.Calendar, asked).With("problems", Problems(roster.Current, "calendar")));
        });
    }

    /// <summary>Adds name, article and confidence of a rule's entry, and whether it still waits to be confirmed (待核实).</summary>
    public static Document Named(Document document, Document? entry)
    {
        foreach (var name in Shown)
        {
            if (entry?[name] is string text)
            {
                document.With(name, text);
            }
        }

        return document.With("unverified", IsUnverified(entry));
    }

    /// <summary>What was published and is left out, with the reason.</summary>
    private static object[] Problems(RosterEdition edition, string kind) =>
        [.. edition.Published.Problems.Where(problem => problem.Kind == kind).Select(problem => new Document()
            .With("version", problem.Subject)
            .With("reason", problem.Reason)
            .With("sentence", RefusalWords.InBoth(problem.Reason)))];

    private static bool IsUnverified(Document? entry) => entry?["confidence"] is "M-med" or "M-low" or "M-med/high";

    private static Document Describe(RuleBook book, DateOnly day)
    {
        var rules = book.At(day);
        var document = rules.Source.Copy()
            .With("current", rules.Version)
            .With("on", day.ToString("yyyy-MM-dd"))
            .With("versions", book.Sets.Select(set => (object)new Document()
                .With("version", set.Version)
                .With("effectiveFrom", set.EffectiveFrom.ToString("yyyy-MM-dd"))
                .With("name", set.Source["name"])
                .With("nameEn", set.Source["nameEn"])).ToArray());
        foreach (var section in Sections)
        {
            document.With(section,
                (rules.Source[section] as IEnumerable<object> ?? [])
                    .OfType<Document>()
                    .Select(entry => (object)entry.Copy().With("unverified", IsUnverified(entry)))
                    .ToArray());
        }

        return document;
    }

    /// <summary>How the rule set of this release differs from the one in force; null where all of it is.</summary>
    private static Document? Describe(ShippedRules shipped, RuleSet inForce)
    {
        var (missing, other) = shipped.Differences(inForce);
        return missing.Count + other.Count == 0 ? null
            : new Document()
                .With("version", shipped.Version)
                .With("missing", missing.Cast<object>().ToArray())
                .With("other", other.Cast<object>().ToArray());
    }

    private static Document Describe(WorkCalendar calendar, int year)
    {
        var known = calendar.Years.FirstOrDefault(published => published.Year == year);
        var first = new DateOnly(year, 1, 1);
        return new Document()
            .With("year", year)
            .With("published", known is { Provisional: false })
            .With("provisional", known is not { Provisional: false })
            .With("sourceUrl", known?.Source ?? "")
            .With("workdays", calendar.WorkdaysBetween(first.AddDays(-1), new(year, 12, 31)))
            .With("off",
                (known?.Off ?? [])
                    .OrderBy(day => day.Key)
                    .Select(day => (object)new Document().With("day", day.Key.ToString("yyyy-MM-dd")).With("name", day.Value))
                    .ToArray())
            .With("makeUp",
                (known?.MakeUp ?? []).Order().Select(day => (object)new Document().With("day", day.ToString("yyyy-MM-dd"))).ToArray())
            .With("years", calendar.Years.Select(published => (object)(long)published.Year).ToArray());
    }

    private static IResult Json(Document document) => Results.Bytes(document.ToUtf8(), "application/json; charset=utf-8");
}
