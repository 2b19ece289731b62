using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Dashboard.Grains.Domain.Clocks;
using Dashboard.Grains.Domain.Rules;

namespace Dashboard.Grains.Domain.Warnings;

/// <summary>How urgent a warning is (DOMAIN.md §9).</summary>
internal enum Level : byte
{
    /// <summary>Not raised, or no more.</summary>
    None = 0,

    /// <summary>提示.</summary>
    Blue = 1,

    /// <summary>黄.</summary>
    Yellow = 2,

    /// <summary>红.</summary>
    Red = 3,

    /// <summary>已违规.</summary>
    Breach = 4,
}

/// <summary>From this instant on the warning stands at this level.</summary>
internal readonly record struct Step(DateTimeOffset At, Level Level);

/// <summary>
/// A warning as a timetable: facts, law and calendar give the instants at which its level turns; time only reads it. So it cannot be
/// early, late, lost or doubled, and however the clock is moved it tells the same history.
/// </summary>
/// <param name="Rule">Number of the rule: 1 is W01.</param>
/// <param name="Due">The last day in time; null where no limit runs.</param>
/// <param name="Steps">In order of time, each of another level than the one before; at least one. What passes by time alone ends with
/// <see cref="Level.None"/>.</param>
/// <param name="Cleared">The fact that cleared it; null while none has.</param>
/// <param name="Resolved">That fact is a disposal (处置销号).</param>
/// <param name="Acknowledged">The last acknowledgement; null when there is none.</param>
internal sealed record Warning(byte Rule, DateOnly? Due, ImmutableArray<Step> Steps, Stop? Cleared = null, bool Resolved = false,
    WarningAcknowledged? Acknowledged = null)
{
    /// <summary>It is the legal section's to act, whatever the team of the subject.</summary>
    public bool IsOfLegalSection { get; init; }

    /// <summary>When it was, or will be, raised first.</summary>
    public DateTimeOffset Since => Steps[0].At;

    /// <summary>
    /// Its clearing became known only after a screen had shown a level that, as is known now, it never reached (补录):
    /// a step lies between what cleared it and the receipt of that.
    /// </summary>
    public bool DetectedLate => Cleared is { } cleared && Steps.Any(step => step.At > cleared.At && step.At <= cleared.ReceivedAt);

    /// <summary>The steps that screens have shown, or will if nothing clears it.</summary>
    public IEnumerable<Step> Shown =>
        Cleared is { } cleared ? Steps.Where(step => step.At <= cleared.At || step.At <= cleared.ReceivedAt) : Steps;

    /// <summary>The level at an instant.</summary>
    public Level At(DateTimeOffset now)
    {
        var level = Level.None;
        foreach (var step in Steps)
        {
            if (step.At > now)
            {
                break;
            }

            level = step.Level;
        }

        return level;
    }

    /// <summary>A timetable of rising levels, from steps in any order; one that does not raise the level is none.</summary>
    /// <param name="steps">Sorted in place, and not kept.</param>
    public static Warning Of(WarningRule rule, DateOnly? due, List<Step> steps, Stop? cleared = null)
    {
        steps.Sort(static (left, right) =>
            left.At.CompareTo(right.At) is var order && order != 0 ? order : (int)right.Level - (int)left.Level);
        var sorted = CollectionsMarshal.AsSpan(steps);
        var rising = 0;
        foreach (var step in sorted)
        {
            if (rising == 0 || step.Level > sorted[rising - 1].Level)
            {
                sorted[rising++] = step;
            }
        }

        return new(rule.Number, due, [.. sorted[..rising]], cleared);
    }

    /// <summary>A violation at its instant: breach, until it is corrected or disposed of.</summary>
    public static Warning Violation(WarningRule rule, DateTimeOffset at, Level level = Level.Breach) =>
        new(rule.Number, null, [new(at, level)]);
}

/// <summary>The warnings of one subject.</summary>
internal static class SubjectWarnings
{
    /// <summary>
    /// What its rules yield, made one open warning a rule, with acknowledgements and disposals taken in. Of several open ones of a rule
    /// (two measures of one case) the most urgent speaks at every moment. Those that were cleared before a screen could show them are none.
    /// </summary>
    public static IReadOnlyList<Warning> Of(IEnumerable<Warning> judged, IReadOnlyList<WarningAcknowledged> acknowledged,
        IReadOnlyList<WarningResolved> resolved)
    {
        List<Warning>? warnings = null;
        foreach (var warning in judged)
        {
            // A disposal ends what stood at that moment; what the rule finds later is another matter. What a limit drives only its act can
            // end.
            var disposal = warning.Cleared is null && warning.Due is null && resolved.Count > 0
                ? resolved.FirstOrDefault(fact => fact.Rule == warning.Rule && fact.OccurredAt >= warning.Since)
                : null;
            var found = disposal is null ? warning : warning with { Cleared = Stop.By(disposal, disposal.OccurredOn), Resolved = true };
            warnings ??= [];
            if (found.Cleared is null && OpenOf(found.Rule) is >= 0 and var other)
            {
                warnings[other] = Merge(warnings[other], found);
            }
            else if (found.Cleared is null || found.Shown.Any())
            {
                warnings.Add(found);
            }
        }

        for (var index = 0; index < warnings?.Count && acknowledged.Count > 0; index++)
        {
            warnings[index] = Acknowledge(warnings[index]);
        }

        return warnings ?? (IReadOnlyList<Warning>)[];

        int OpenOf(byte rule)
        {
            var at = warnings.Count - 1;
            while (at >= 0 && (warnings[at].Rule != rule || warnings[at].Cleared is not null))
            {
                at--;
            }

            return at;
        }

        Warning Acknowledge(Warning warning) => warning with
        {
            Acknowledged = acknowledged.LastOrDefault(fact => fact.Rule == warning.Rule && fact.OccurredAt >= warning.Since
                && (warning.Cleared is null || fact.OccurredAt <= warning.Cleared.ReceivedAt)),
        };
    }

    private static Warning Merge(Warning one, Warning other)
    {
        var steps = ImmutableArray.CreateBuilder<Step>();
        foreach (var at in one.Steps.Concat(other.Steps).Select(step => step.At).Distinct().Order())
        {
            var level = (Level)Math.Max((byte)one.At(at), (byte)other.At(at));
            if (level != (steps.Count > 0 ? steps[^1].Level : Level.None))
            {
                steps.Add(new(at, level));
            }
        }

        return new(one.Rule, one.Due is { } due && !(other.Due < due) ? due : other.Due, steps.ToImmutable())
        {
            IsOfLegalSection = one.IsOfLegalSection,
        };
    }
}
