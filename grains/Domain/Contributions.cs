using System.Collections.Immutable;
using Dashboard.Grains.Domain.Bureau;
using Dashboard.Grains.Domain.Tallies;

namespace Dashboard.Grains.Domain;

/// <summary>
/// What a subject gives one it counts towards: that it is done on a day (null while it is not), by a team, under an item.
/// </summary>
/// <param name="Since">Of a ruling against an act: the day the review or the lawsuit began; null where that is not known.</param>
/// <param name="Annuls">The ruling annuls the act.</param>
/// <param name="Until">Of a certified officer: the first day on which he is so no more; null where there is none.</param>
/// <param name="Roles">What an officer is for the bureau.</param>
internal readonly record struct Contribution(DateOnly? On, string Team, string Item, DateOnly? Since = null, bool Annuls = false,
    DateOnly? Until = null, StaffRoles Roles = StaffRoles.None)
{
    /// <summary>What a subject gives a parent of some kind; null when it gives nothing now.</summary>
    /// <param name="parent">Kind of the parent.</param>
    /// <param name="child">Kind of the subject.</param>
    /// <param name="doneOn">The day the subject is done as its parents see it; null while it is not.</param>
    /// <param name="team">The team whose figures it is in.</param>
    /// <param name="item">The item its facts name.</param>
    /// <param name="counts">What it counts in.</param>
    public static Contribution? Of(string parent, string child, DateOnly? doneOn, string team, string? item, SubjectCounts counts) =>
        parent switch
        {
            "plan" => new(doneOn, "", ""),
            "task" => doneOn is { } done ? new(done, "", "") : null,
            "case" => doneOn is { } ruled
                ? new(ruled, "", "", counts.DayOf(Counter.ReviewsReceived) ?? counts.DayOf(Counter.LawsuitsServed),
                    counts.DayOf(Counter.DecisionsAnnulled) is not null)
                : null,
            "clue" => counts.DayOf(Counter.CasesFiled) is { } filed ? new(filed, "", "") : null,
            "vehicle" => doneOn is { } decided ? new(decided, team, item ?? "") : null,
            "enterprise" => counts.DayOf(Counter.CountedVisits) is { } visited ? new(visited, team, item ?? "") : null,
            // What serves neither duty of the year says that there is such a year.
            "year" => doneOn is { } held ? new(held, "", child) : new(DateOnly.MinValue, "", ""),
            "cleanups" => doneOn is { } published ? new(published, "", "") : null,
            "repeat" => doneOn is { } said ? new(said, team, "") : null,
            "staff" => Staff.Give(counts),
            _ => null,
        };

    /// <summary>The same of a child as the ledger holds it.</summary>
    public static Contribution? Of(string parent, Child child) =>
        Of(parent, child.Kind, child.DoneOn, child.Team ?? "", child.Item, SubjectCounts.Decode(child.Counts ?? []));
}

/// <summary>
/// What all children give a subject, kept so compactly that one more child costs the same after ten thousand: never the children
/// themselves. Not changed once made.
/// </summary>
internal abstract class Contributions
{
    /// <summary>Of no child; null for kinds that nothing counts towards.</summary>
    public static Contributions? NoneOf(string kind) => kind switch
    {
        "plan" or "task" or "clue" => DoneDays.None,
        "case" => RulingsAgainst.None,
        "enterprise" or "vehicle" or "year" or "repeat" or "cleanups" => Acts.None,
        "staff" => StaffRegister.None,
        _ => null,
    };

    /// <summary>With one contribution more (<paramref name="sign"/> 1) or less (−1).</summary>
    public abstract Contributions With(Contribution contribution, int sign);
}

/// <summary>On which days children were done, and how many are not.</summary>
internal sealed class DoneDays : Contributions
{
    private readonly DayCounts done;
    private readonly int undone;

    private DoneDays(DayCounts done, int undone) => (this.done, this.undone) = (done, undone);

    public static DoneDays None { get; } = new(DayCounts.None, 0);

    /// <summary>The day of the first that was done.</summary>
    public DateOnly? First => done.IsEmpty ? null : done.First;

    /// <summary>The day of the last, once all are done; null while one is not, or when there is none.</summary>
    public DateOnly? AllDone => undone > 0 || done.IsEmpty ? null : done.Last;

    /// <inheritdoc/>
    public override Contributions With(Contribution contribution, int sign) =>
        contribution.On is { } day ? new DoneDays(done.With(day, sign), undone) : new DoneDays(done, undone + sign);
}

/// <summary>Rulings of reviews and courts against a case: since when, on what day, and whether they annul; each with how many.</summary>
internal sealed class RulingsAgainst : Contributions
{
    private readonly ImmutableSortedDictionary<(DateOnly On, DateOnly Since, bool Annuls), int> rulings;

    private RulingsAgainst(ImmutableSortedDictionary<(DateOnly On, DateOnly Since, bool Annuls), int> rulings) => this.rulings = rulings;

    public static RulingsAgainst None { get; } = new(ImmutableSortedDictionary<(DateOnly, DateOnly, bool), int>.Empty);

    public bool IsEmpty => rulings.IsEmpty;

    /// <summary>In order of days; a proceeding whose beginning is not known is taken to begin on the day of its ruling.</summary>
    public IEnumerable<(DateOnly On, DateOnly Since, bool Annuls)> All => rulings.Keys;

    /// <inheritdoc/>
    public override Contributions With(Contribution contribution, int sign)
    {
        var key = (contribution.On!.Value, contribution.Since ?? contribution.On.Value, contribution.Annuls);
        var number = rulings.GetValueOrDefault(key) + sign;
        return new RulingsAgainst(number == 0 ? rulings.Remove(key) : rulings.SetItem(key, number));
    }
}

/// <summary>
/// Acts by day, team and item: visits of a firm, violations of a vehicle, orders of one kind; of a year what was held, its kind as item.
/// </summary>
internal sealed class Acts : Contributions
{
    private readonly ImmutableSortedDictionary<(string Team, string Item), DayCounts> both;

    private Acts(
        ImmutableSortedDictionary<(string Team, string Item), DayCounts> both, ImmutableSortedDictionary<string, DayCounts> byTeam,
        ImmutableSortedDictionary<string, DayCounts> byItem, ImmutableSortedDictionary<int, DayCounts> byYear, DayCounts all)
    {
        this.both = both;
        (ByTeam, ByItem, ByYear, All) = (byTeam, byItem, byYear, all);
    }

    public static Acts None { get; } = new(
        ImmutableSortedDictionary<(string Team, string Item), DayCounts>.Empty.WithComparers(ByOrdinal.Instance),
        ImmutableSortedDictionary.Create<string, DayCounts>(StringComparer.Ordinal),
        ImmutableSortedDictionary.Create<string, DayCounts>(StringComparer.Ordinal), ImmutableSortedDictionary<int, DayCounts>.Empty,
        DayCounts.None);

    public ImmutableSortedDictionary<string, DayCounts> ByTeam { get; }

    public ImmutableSortedDictionary<string, DayCounts> ByItem { get; }

    public ImmutableSortedDictionary<int, DayCounts> ByYear { get; }

    public DayCounts All { get; }

    /// <summary>The last act: of several on one day that of the greatest team and item.</summary>
    public (DateOnly On, string Team, string Item)? Last
    {
        get
        {
            (DateOnly On, string Team, string Item)? last = null;
            foreach (var (key, days) in both)
            {
                // Keys come in order, so that of equal days the later key is the greater.
                last = last is not { } known || days.Last >= known.On ? (days.Last, key.Team, key.Item) : last;
            }

            return last;
        }
    }

    /// <inheritdoc/>
    public override Contributions With(Contribution contribution, int sign)
    {
        var day = contribution.On!.Value;
        return new Acts(
            With(both, (contribution.Team, contribution.Item), day, sign), With(ByTeam, contribution.Team, day, sign),
            With(ByItem, contribution.Item, day, sign), With(ByYear, day.Year, day, sign), All.With(day, sign));
    }

    private static ImmutableSortedDictionary<TKey, DayCounts> With<TKey>(ImmutableSortedDictionary<TKey, DayCounts> acts, TKey key,
        DateOnly day, int sign) where TKey : notnull
    {
        var changed = acts.GetValueOrDefault(key, DayCounts.None).With(day, sign);
        return changed.IsEmpty ? acts.Remove(key) : acts.SetItem(key, changed);
    }

    private sealed class ByOrdinal : IComparer<(string Team, string Item)>
    {
        public static readonly ByOrdinal Instance = new();

        public int Compare((string Team, string Item) left, (string Team, string Item) right)
        {
            var order = string.CompareOrdinal(left.Team, right.Team);
            return order != 0 ? order : string.CompareOrdinal(left.Item, right.Item);
        }
    }
}
