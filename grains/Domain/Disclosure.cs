using System.Collections.Immutable;
using Dashboard.Grains.Domain.Clocks;
using Dashboard.Grains.Domain.Guards;
using Dashboard.Grains.Domain.Oversight;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain;

/// <summary>
/// Publications of a decision or result (公示). A publication is a fact of what it publishes, so that disclosure rates need no join.
/// Several channels may publish; the first day counts. A publication before the decision serves nothing.
/// </summary>
/// <param name="First">The earliest; the others are in <see cref="Others"/>.</param>
internal sealed record Disclosure(DecisionPublished? First, DecisionWithdrawn? Withdrawn)
{
    public static Disclosure None { get; } = new(null, null);

    public ImmutableList<DecisionPublished> Others { get; init; } = [];

    public DateOnly? PublishedOn => First?.On;

    /// <summary>All publications, the earliest first.</summary>
    public IEnumerable<DecisionPublished> All => First is null ? [] : Others.Prepend(First);

    /// <summary>The first publication of a decision of that day, as what stops the clock of disclosure.</summary>
    public Stop? StopFrom(DateOnly decided) => FirstFrom(decided) is { } published ? Stop.By(published, published.On) : null;

    /// <summary>The first publication on a day or later.</summary>
    public DecisionPublished? FirstFrom(DateOnly day)
    {
        var first = First?.On >= day ? First : null;
        foreach (var other in First is null || first is not null ? [] : Others)
        {
            first = other.On >= day && !(first?.On <= other.On) ? other : first;
        }

        return first;
    }

    public Disclosure Apply(DecisionPublished fact) =>
        First is null ? this with { First = fact }
        : First.On <= fact.On ? this with { Others = Others.Add(fact) }
        : this with { First = fact, Others = Others.Add(First) };

    public Disclosure Apply(DecisionWithdrawn fact) => this with { Withdrawn = fact };

    /// <summary>The same without some publications.</summary>
    public Disclosure Without(Func<DecisionPublished, bool> left) =>
        First is null
            ? this
            : All.Where(fact => !left(fact)).Aggregate(None with { Withdrawn = Withdrawn }, static (all, fact) => all.Apply(fact));

    /// <summary>
    /// One publication, and where the decision must be disclosed the parts of M01 and M02 on the decision's day (DOMAIN.md §8).
    /// </summary>
    /// <param name="clock">The clock of disclosure; null where nothing must be disclosed.</param>
    /// <param name="inRates">It is a decision M01 and M02 are about.</param>
    public IEnumerable<Count> Counts(Clock? clock, bool inRates = true)
    {
        if (PublishedOn is { } published)
        {
            yield return new(Counter.DecisionsPublished, published, 1);
        }

        if (clock is not null && inRates)
        {
            if (FirstFrom(clock.Trigger) is not null)
            {
                yield return new(Counter.DisclosureDone, clock.Trigger, 1);
                yield return new(Counter.DisclosureOnTime, clock.Trigger, clock.IsMet ? 1 : 0);
            }
            else if (clock.Stopped is null)
            {
                yield return new(Counter.DisclosureOpen, clock.Trigger, 1, clock.Deadline.Due);
            }
        }
    }

    /// <summary>V8: published before it was decided.</summary>
    public IEnumerable<Guard> Marks(DateOnly? decided) => First?.On < decided
        ? [new("V8", false, Finding.PublishedBefore, ("day", First!.On), ("decided", decided!.Value))]
        : [];

    /// <summary>W02: a required disclosure is missing.</summary>
    public static IEnumerable<Warning> Warn(Law law, Clock? clock, DateTimeOffset decidedAt)
    {
        if (clock is not null && law.Warning("W02", clock.Trigger) is { } rule)
        {
            yield return clock.Warn(rule, rule.First, decidedAt, law.Calendar);
        }
    }
}
