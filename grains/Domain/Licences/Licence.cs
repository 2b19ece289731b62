using System.Collections.Immutable;
using Dashboard.Grains.Domain.Clocks;
using Dashboard.Grains.Domain.Guards;
using Dashboard.Grains.Domain.Oversight;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain.Licences;

/// <summary>A licence application (行政许可办件). All limits are working days (行政许可法 art. 82).</summary>
internal sealed record Licence : Subject
{
    public LicenceApplied? Applied { get; init; }
    public LicenceAccepted? Accepted { get; init; }
    public ImmutableList<LicenceExtended> Extensions { get; init; } = [];
    public LicenceDecided? Decided { get; init; }
    public LicenceIssued? Issued { get; init; }
    public LicenceRevoked? Revoked { get; init; }
    public Disclosure Disclosure { get; init; } = Disclosure.None;

    public override string Stage => Revoked is not null ? "revoked" : Issued is not null ? "issued"
        : Decided is not null ? "decided" : Accepted is null && Applied is not null ? "applied" : "accepted";

    public override bool Open => Accepted is not null && Decided is null && Issued is null;

    private Stop? DecidedStop => Decided is { } decided ? Stop.By(decided, decided.On) : null;

    protected override Subject Apply(Fact fact) => fact switch
    {
        LicenceApplied applied => this with { Applied = applied },
        LicenceRevoked revoked => this with { Revoked = revoked },
        LicenceAccepted accepted => this with { Accepted = accepted },
        LicenceExtended extended => this with { Extensions = Extensions.Add(extended) },
        LicenceDecided decided => this with { Decided = decided },
        LicenceIssued issued => this with { Issued = issued },
        DecisionPublished published => this with { Disclosure = Disclosure.Apply(published) },
        DecisionWithdrawn withdrawn => this with { Disclosure = Disclosure.Apply(withdrawn) },
        _ => this,
    };

    protected override IEnumerable<Clock> Clocks(Law law) =>
        new[] { OfDecision(law), OfPromise(law), OfIssue(law), OfDisclosure(law) }.OfType<Clock>();

    protected override IEnumerable<Guard> Guards(Law law) => Disclosure.Marks(Decided?.On);

    protected override IEnumerable<Warning> Warnings(Law law)
    {
        if (OfDecision(law) is { } clock && law.Warning("W26", clock.Trigger) is { } rule)
        {
            yield return clock.Warn(rule, rule.First, Accepted!.InstantOn(Accepted.On), law.Calendar);
        }

        if (Decided is { } decided)
        {
            foreach (var warning in Disclosure.Warn(law, OfDisclosure(law), decided.InstantOn(decided.On)))
            {
                yield return warning;
            }
        }
    }

    protected override IEnumerable<Count> Counts(Law law)
    {
        if (Accepted is { } accepted)
        {
            yield return new(Counter.LicencesAccepted, accepted.On, 1);
        }

        if (Decided is { } decided)
        {
            yield return new(Counter.LicencesDecided, decided.On, 1);
        }

        if (Open)
        {
            yield return new(Counter.LicenceOpen, Accepted!.On, 1);
        }

        if (OfDecision(law) is { } limit)
        {
            yield return Part(limit, Counter.LicenceLimitOpen, Counter.LicencesOnTime, Counter.LicencesLate);
        }

        if (OfPromise(law) is { } promise)
        {
            yield return Part(promise, Counter.LicencePromiseOpen, Counter.LicencesPromiseKept, Counter.LicencesPromiseBroken);
        }

        foreach (var count in Disclosure.Counts(OfDisclosure(law)))
        {
            yield return count;
        }
    }

    private static Count Part(Clock clock, Counter open, Counter kept, Counter broken) =>
        clock.Stopped is null
            ? new(open, clock.Deadline.Due, 1, clock.Deadline.Due)
            : new(clock.IsMet ? kept : broken, clock.Deadline.Due, 1);

    /// <summary>LIC-02, LIC-03: 20 working days, 10 more by the head; hearings, tests and reviews do not count (art. 42, 45).</summary>
    private Clock? OfDecision(Law law)
    {
        if (Accepted is not { } accepted)
        {
            return null;
        }

        var excluded = Extensions.Sum(extension => extension.ExcludedWorkdays) + (Decided?.ExcludedWorkdays ?? 0);
        if (law.Clock("LIC-02", accepted.On, item: accepted.ItemCode, extra: excluded, stop: DecidedStop) is not { } limit)
        {
            return null;
        }

        var extended = Extensions.Exists(extension => extension.On <= limit.Deadline.Due);
        return extended ? law.Clock("LIC-03", limit.Deadline.Due, stop: DecidedStop) ?? limit : limit;
    }

    /// <summary>LIC-11: the shorter limit promised for the item.</summary>
    private Clock? OfPromise(Law law) =>
        Accepted is { PromisedWorkdays: { } days } accepted && law.Clock("LIC-11", accepted.On, stop: DecidedStop) is { } promise
        ? promise with { N = days, Deadline = law.Deadline(accepted.On, days, Calendar.LimitUnit.Workdays, DecidedStop) } : null;

    /// <summary>LIC-05: issued within 10 working days of a decision that grants it.</summary>
    private Clock? OfIssue(Law law) =>
        Decided is { Granted: true } decided
            ? law.Clock("LIC-05", decided.On, stop: Issued is { } issued ? Stop.By(issued, issued.On) : null, presupposes: true)
            : null;

    private Clock? OfDisclosure(Law law) =>
        Decided is { DisclosureRequired: true } decided ? law.Clock("DIS-01", decided.On, stop: Disclosure.StopFrom(decided.On)) : null;
}
