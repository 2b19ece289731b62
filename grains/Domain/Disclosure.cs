using Dashboard.Grains.Domain.Clocks;
using Dashboard.Grains.Domain.Oversight;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain;

/// <summary>
/// Publications of a decision or result (公示). A publication is a fact of what it publishes, so that disclosure rates need no join.
/// Several channels may publish; the first day counts.
/// </summary>
internal sealed record Disclosure(DecisionPublished? First, DecisionWithdrawn? Withdrawn)
{
    public static Disclosure None { get; } = new(null, null);

    public DateOnly? PublishedOn => First?.On;

    /// <summary>The publication as what stops the clock of disclosure.</summary>
    public Stop? Stop => First is { } published ? Clocks.Stop.By(published, published.On) : null;

    public Disclosure Apply(DecisionPublished fact) => First is { } earlier && earlier.On <= fact.On ? this : this with { First = fact };

    public Disclosure Apply(DecisionWithdrawn fact) => this with { Withdrawn = fact };

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
            if (PublishedOn is null)
            {
                yield return new(Counter.DisclosureOpen, clock.Trigger, 1, clock.Deadline.Due);
            }
            else
            {
                yield return new(Counter.DisclosureDone, clock.Trigger, 1);
                yield return new(Counter.DisclosureOnTime, clock.Trigger, clock.IsMet ? 1 : 0);
            }
        }
    }

    /// <summary>W02: a required disclosure is missing.</summary>
    public static IEnumerable<Warning> Warn(Law law, Clock? clock, DateTimeOffset decidedAt)
    {
        if (clock is not null && law.Warning("W02", clock.Trigger) is { } rule)
        {
            yield return clock.Warn(rule, rule.First, decidedAt, law.Calendar);
        }
    }
}
