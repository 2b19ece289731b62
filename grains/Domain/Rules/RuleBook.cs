using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Calendar;

namespace Dashboard.Grains.Domain.Rules;

/// <summary>
/// All published rule sets in order; what happened is judged by the one in force on its day, for ever. One that cannot be in force is left
/// out with its reason, as if it had not been published.
/// </summary>
internal sealed class RuleBook
{
    /// <summary>So many rule sets may be in force one after another.</summary>
    public const int MostSets = 200;

    private readonly RuleSet[] sets;

    private RuleBook(RuleSet[] sets, IReadOnlyList<(string Version, string Reason)> problems) => (this.sets, Problems) = (sets, problems);

    public static RuleBook Empty { get; } = new([], []);

    public IReadOnlyList<RuleSet> Sets => sets;

    /// <summary>The versions that are not in force, and why.</summary>
    public IReadOnlyList<(string Version, string Reason)> Problems { get; }

    /// <summary>Reads and tries what is published.</summary>
    /// <param name="published">
    /// Versions in any order, each with what was told of it, the latest first; each lies over the one in force before it, and of what was
    /// told of one version the latest that can be is in force.
    /// </param>
    public static RuleBook Read(IEnumerable<(string Version, IReadOnlyList<Document> Told)> published, WorkCalendar calendar)
    {
        var (sets, problems, before) = (new List<RuleSet>(), new List<(string, string)>(), new Document());
        foreach (var (version, told) in published.OrderBy(set => set.Told[0]["effectiveFrom"] as string,
            StringComparer.Ordinal).ThenBy(set => set.Version, StringComparer.Ordinal))
        {
            string? reason = null;
            foreach (var data in told)
            {
                if (Read(before, data, calendar, sets.Count, out var whole, out var problem) is { } set)
                {
                    sets.Add(set);
                    before = whole;
                    break;
                }

                reason ??= problem;
            }

            if (reason is not null)
            {
                problems.Add((version, reason));
            }
        }

        // What stayed in force of a version may begin on another day than what was told last.
        return new([.. sets.OrderBy(set => set.EffectiveFrom)], problems);
    }

    private static RuleSet? Read(Document before, Document data, WorkCalendar calendar, int inForce, out Document whole,
        out string? problem)
    {
        var set = RuleReader.Read(before, data, out whole, out problem);
        problem ??= inForce == MostSets ? $"There are {MostSets} rule sets in force already; take one back (op d) first." : null;
        problem ??= LawTrial.Problem(new(calendar, new([set!], []), People.Certificates.None, Law.None.FineRanges), set!.EffectiveFrom);
        return problem is null ? set : null;
    }

    /// <summary>The rule set in force on a day; before the first one, the first.</summary>
    public RuleSet At(DateOnly day)
    {
        if (sets.Length == 0)
        {
            return RuleSet.Empty;
        }

        // Most of what is judged is of the newest rules.
        if (sets[^1].EffectiveFrom <= day)
        {
            return sets[^1];
        }

        var (first, after) = (0, sets.Length - 1);
        while (after - first > 1)
        {
            var middle = (first + after) / 2;
            (first, after) = sets[middle].EffectiveFrom <= day ? (middle, after) : (first, middle);
        }

        return sets[first];
    }
}
