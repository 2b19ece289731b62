using System.Runtime.CompilerServices;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Views;

/// <summary>Warnings as views show them: how many stand, and the most urgent by name.</summary>
internal static class WarningDocuments
{
    private const string Hidden = "＊＊＊";
    private const int ShownOfFirm = 4;

    // Alarms are shared between versions as long as they are the same; so are the documents made of them.
    private static readonly ConditionalWeakTable<Alarms, Document> CountedOf = [];
    private static readonly ConditionalWeakTable<Alarms, Document> NamedOf = [];

    /// <summary>How many warnings stand, by level and rule.</summary>
    public static Document NumbersOf(Alarms alarms) => CountedOf.GetValue(alarms, Counted);

    /// <summary>
    /// The same, and by name the most urgent: under <c>rule/kind/id</c>, or where the id must not be shown under its place among those of
    /// its rule and kind. In no order; a screen sorts by level, due day (none first), since when, rule, kind and subject.
    /// </summary>
    public static Document Of(Alarms alarms) => NamedOf.GetValue(alarms, Named);

    /// <summary>
    /// How many limits end on each of the next days that nothing has met yet, today the first, by rule; nothing of days on which none does,
    /// and nothing of a period that is over.
    /// </summary>
    public static Document Deadlines(Document document, Documents.Reading reading)
    {
        return reading.Period is null ? document.With("deadlines", reading.Part("deadlines", "", Described, reading.Alarms)) : document;

        Document Described()
        {
            var days = new Document();
            foreach (var (day, rules) in reading.Alarms.Ends
                .Where(end => end.Key >= reading.Today && end.Key < reading.Today.AddDays(Alarms.DaysAhead)))
            {
                days.With(Rfc3339.Write(day), rules.Aggregate(new Document(),
                    static (numbers, rule) => numbers.With(RaisedWarning.IdOf(rule.Key), rule.Value)));
            }

            return days;
        }
    }

    private static Document Counted(Alarms alarms)
    {
        var rules = new Document();
        foreach (var (rule, counts) in alarms.ByRule)
        {
            rules.With($"W{rule:00}", Levels(level => counts[(int)level], sparse: true));
        }

        return Levels(alarms.Total, sparse: false).With("rules", rules);

        static Document Levels(Func<Level, int> number, bool sparse)
        {
            var levels = new Document();
            foreach (var (name, level) in new[] { ("blue", Level.Blue), ("yellow", Level.Yellow), ("red", Level.Red),
                ("breach", Level.Breach), ("acknowledged", Level.None) })
            {
                if (number(level) is var count && (count > 0 || !sparse))
                {
                    levels.With(name, count);
                }
            }

            return levels;
        }
    }

    private static Document Named(Alarms alarms)
    {
        var (top, hidden) = (new Document(), new Dictionary<(string, string), int>());
        foreach (var warning in alarms.Top)
        {
            var (rule, kind) = (warning.RuleId, warning.Kind);
            var id = IsHidden(kind) ? $"{hidden[(rule, kind)] = hidden.GetValueOrDefault((rule, kind)) + 1}" : warning.Subject;
            top.With($"{rule}/{kind}/{id}", Raised(warning));
        }

        return NumbersOf(alarms).Copy().With("top", top);
    }

    /// <summary>A person, and a firm as what warnings are about, are not named by their ids.</summary>
    private static bool IsHidden(string kind) => kind is "officer" or "enterprise";

    /// <summary>
    /// A warning for a screen: what it is about is named by its id only, and a person or a firm not even by that (DOMAIN.md §13).
    /// </summary>
    public static Document Raised(RaisedWarning warning)
    {
        var subject = !IsHidden(warning.Kind) ? warning.Subject
            : warning.Kind == "enterprise" ? Hidden + warning.Subject[Math.Max(0, warning.Subject.Length - ShownOfFirm)..]
            : Hidden;
        var document = new Document()
            .With("rule", warning.RuleId)
            .With("kind", warning.Kind)
            .With("subject", subject)
            .With("level", LevelName(warning.Level))
            .With("since", Rfc3339.Write(DateTimeOffset.FromUnixTimeSeconds(warning.Since)));
        if (warning.Team.Length > 0)
        {
            document.With("team", warning.Team);
        }

        if (warning.Item.Length > 0)
        {
            document.With("item", warning.Item);
        }

        if (warning.Due is { } due)
        {
            document.With("due", Rfc3339.Write(due));
        }

        if (warning.Events > 0)
        {
            document.With("events", warning.Events);
        }

        if (warning.SilentSince > 0)
        {
            document.With("silentSince", Rfc3339.Write(DateTimeOffset.FromUnixTimeSeconds(warning.SilentSince)));
        }

        return warning.Acknowledged ? document.With("acknowledged", true) : document;
    }

    /// <summary>Name of a level in documents.</summary>
    public static string LevelName(Level level) =>
        level switch { Level.Blue => "blue", Level.Yellow => "yellow", Level.Red => "red", Level.Breach => "breach", _ => "none" };
}
