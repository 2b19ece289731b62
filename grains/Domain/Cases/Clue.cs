using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Clocks;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain.Cases;

/// <summary>A lead from which a case may come (线索): it is decided on filing in time, and before the offence is out of time.</summary>
internal sealed record Clue : Subject
{
    public ClueReceived? Received { get; init; }

    /// <summary>The day a case was filed on it.</summary>
    public DateOnly? FiledOn => ((DoneDays)Children!).First;

    /// <inheritdoc/>
    public override string Stage => Received is null ? "" : FiledOn is null ? "received" : "filed";

    /// <inheritdoc/>
    protected override Subject Apply(Fact fact) => fact is ClueReceived received ? this with { Received = received } : this;

    /// <inheritdoc/>
    protected override IEnumerable<Clock> Clocks(Law law)
    {
        if (Received is null)
        {
            yield break;
        }

        var filed = FiledOn is { } day ? new Stop(day, Shanghai.Midnight(day), Shanghai.Midnight(day)) : null;
        if (law.Clock("PEN-02", Received.On, stop: filed) is { } filing)
        {
            yield return filing;
        }

        if (Received.OffenceOn is { } offence && law.Clock("PEN-01", offence, stop: filed) is { } limitation)
        {
            yield return limitation;
        }
    }

    /// <inheritdoc/>
    protected override IEnumerable<Warning> Warnings(Law law) => Clocks(law)
        .Where(clock => clock.Limit.Id == "PEN-01")
        .SelectMany(clock => law.Warning("W25", clock.Trigger) is { } rule
            ? [clock.Warn(rule, rule.First, Received!.InstantOn(Received.On), law.Calendar)]
            : Array.Empty<Warning>());
}
