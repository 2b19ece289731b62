using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Roster;

namespace Dashboard.Grains.Reading;

/// <summary>The rules and the calendar as documents, and what names a rule beside a clock, a guard or a warning.</summary>
internal sealed class LawInForce(CurrentRoster roster, TimeProvider clock) : ILawInForce
{
    private static readonly string[] Sections = ["limits", "guards", "warnings", "metrics"];
    private static readonly string[] Shown = ["name", "nameEn", "article", "articleEn", "confidence"];

    /// <inheritdoc/>
    public async Task<Document> RulesAsync(DateOnly? on)
    {
        await roster.ReadyAsync();
        return Describe(roster.Current.Law.Rules, on ?? Shanghai.Day(clock.GetUtcNow())).With("problems", Problems("rules"));
    }

    /// <inheritdoc/>
    public async Task<Document> CalendarAsync(int year)
    {
        await roster.ReadyAsync();
        return Describe(roster.Current.Calendar, year).With("problems", Problems("calendar"));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string?>> ProblemsOfAsync(IEnumerable<SourceEvent> published, CancellationToken cancel)
    {
        await roster.RefreshAsync(cancel);
        var (law, problems) = (roster.Current.Published, new List<string?>());
        foreach (var @event in published)
        {
            var problem = law.Problem(@event);
            problems.Add(problem);
            law = problem is null ? law.With([@event]) : law;
        }

        return problems;
    }

    /// <inheritdoc/>
    public Document? Entry(string section, string id) =>
        roster.Current.Law.Rules.At(Shanghai.Day(clock.GetUtcNow())).Entry(section, id);

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
    private object[] Problems(string kind) =>
        [.. roster.Current.Published.Problems.Where(problem => problem.Kind == kind).Select(problem => new Document()
            .With("version", problem.Subject)
            .With("reason", problem.Reason))];

    private static bool IsUnverified(Document? entry) => entry?["confidence"] is "M-med" or "M-low" or "M-med/high";

    private static Document Describe(RuleBook book, DateOnly day)
    {
        var rules = book.At(day);
        var document = rules.Source.Copy()
            .With("current", rules.Version)
            .With("on", Rfc3339.Write(day))
            .With("versions", book.Sets.Select(set => (object)new Document()
                .With("version", set.Version)
                .With("effectiveFrom", Rfc3339.Write(set.EffectiveFrom))
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
                    .Select(day => (object)new Document().With("day", Rfc3339.Write(day.Key)).With("name", day.Value))
                    .ToArray())
            .With("makeUp",
                (known?.MakeUp ?? []).Order().Select(day => (object)new Document().With("day", Rfc3339.Write(day))).ToArray())
            .With("years", calendar.Years.Select(published => (object)(long)published.Year).ToArray());
    }
}
