using Dashboard.Grains.Domain.Clocks;
using Dashboard.Grains.Domain.Guards;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain;

/// <summary>
/// One subject opened under one law, to be judged: what counts, clocks, guards and warnings have in common (above all clocks) is worked out
/// once, whoever asks for it. What nobody asks for is not worked out.
/// </summary>
internal abstract class LegalFile(Law law)
{
    public Law Law => law;

    /// <summary>Where it stands. Of declared kinds the law decides it: whether a closing holds follows from its calendar.</summary>
    public abstract Standing Standing { get; }

    /// <summary>What it counts in, each once, on its attribution date (CONTRACT.md §3; parts of metrics: DOMAIN.md §8).</summary>
    public abstract IEnumerable<Count> Counts();

    /// <summary>The statutory limits that run on it, or ran.</summary>
    public abstract IEnumerable<Clock> Clocks();

    /// <summary>
    /// The guards of its decision, once there is one (DOMAIN.md §6.2), and what was accepted but is marked for a person (§14.1 V5, V8).
    /// </summary>
    public abstract IEnumerable<Guard> Guards();

    /// <summary>What each warning rule finds; several of one rule may be open.</summary>
    /// <param name="openOnly">Those that a fact has cleared are not wanted and need not be worked out.</param>
    public abstract IEnumerable<Warning> Warnings(bool openOnly);
}

/// <summary>Where a subject stands.</summary>
/// <param name="Stage">Stage or status; empty where the kind has none.</param>
/// <param name="Open">Still in progress.</param>
/// <param name="Team">The team it belongs to by its facts; null when none is named.</param>
internal readonly record struct Standing(string Stage, bool Open, string? Team)
{
    /// <summary>
    /// Of declared kinds the subject it counts towards, as "kind/id", and the day it is done as that one sees it; null where the subject
    /// itself says so, or there is none.
    /// </summary>
    public (string Parent, DateOnly? DoneOn)? Towards { get; init; }
}

/// <summary>What the law makes of one subject, from one pass over both.</summary>
internal sealed class Judged(Subject subject, LegalFile file)
{
    private IReadOnlyList<Warning>? warnings;

    public Standing Standing => file.Standing;

    /// <summary>"kind/id" of the subjects it counts towards: two at most.</summary>
    public IReadOnlyList<string> Parents => Standing.Towards is { } towards ? [towards.Parent] : subject.Parents;

    /// <summary>The day it is done as its parents see it.</summary>
    public DateOnly? DoneOn => Standing.Towards is { } towards ? towards.DoneOn : subject.DoneOn;

    public IEnumerable<Clock> Clocks => file.Clocks();

    /// <summary>Its guards and marks, those of acts before what they presuppose among them.</summary>
    public IEnumerable<Guard> Guards => file.Guards().Concat(Clocks.Where(static clock => clock.Early is not null).Select(static clock =>
        new Guard("V8", false, Finding.ActBefore, ("limit", clock.Limit.Id), ("day", clock.Early!.On), ("before", clock.Trigger))));

    /// <summary>Its warnings, one open one a rule at most, and those that were cleared.</summary>
    public IReadOnlyList<Warning> Warnings =>
        warnings ??= SubjectWarnings.Of(file.Warnings(openOnly: false), subject.Acknowledged, subject.Resolved);

    /// <summary>All that it counts in and is not zero.</summary>
    public IEnumerable<Count> Counts => file.Counts().Where(static count => count.Amount != 0).Concat(subject.Arrivals);

    /// <summary>Its open warnings, raised or still to come, as they are watched.</summary>
    public Watch[] Watches()
    {
        var open = SubjectWarnings.Of(file.Warnings(openOnly: true), subject.Acknowledged, subject.Resolved);
        return open.Count == 0 ? [] : [.. open.Where(static warning => warning.Cleared is null).Select(Watch.Of)];
    }
}
