using System.Collections.Immutable;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Oversight;
using Dashboard.Grains.Domain.Tallies;

namespace Dashboard.Grains.Domain.Inspections;

/// <summary>One inspection with its rectification (检查与整改). It counts when completed, on the day it ended.</summary>
internal sealed record Inspection : Subject
{
    public InspectionStarted? Started { get; init; }
    public InspectionCompleted? Completed { get; init; }
    public ImmutableList<RectificationRechecked> Rechecks { get; init; } = [];
    public Disclosure Disclosure { get; init; } = Disclosure.None;

    public override string? Party => Started?.Party.Uscc;

    public override string Title => Started?.Party.Label(disclosed: false) ?? "";

    public override bool Open => Completed is null ? Started is not null : RectificationDue is not null;

    public override string Stage => Completed is null ? "started" : RectificationDue is not null ? "rectifying" : "completed";

    public override string? Parent => Started?.TaskId is { } task ? $"task/{task}" : null;

    public override DateOnly? DoneOn => Completed is { } completed ? Shanghai.Day(completed.EndedAt) : null;

    /// <summary>The day an ordered rectification falls due, while it has neither passed nor become a case.</summary>
    private DateOnly? RectificationDue => Completed is { Result: InspectionResult.Rectify } && PassedOn is null ? Completed.RectifyDue : null;

    private DateOnly? PassedOn => Rechecks.Find(recheck => recheck.Outcome == RecheckOutcome.Passed)?.On;

    protected override Subject Apply(Fact fact) => fact switch
    {
        InspectionStarted started => this with { Started = started },
        InspectionCompleted completed => this with { Completed = completed },
        RectificationRechecked rechecked => this with { Rechecks = Rechecks.Add(rechecked) },
        DecisionPublished published => this with { Disclosure = Disclosure.Apply(published) },
        _ => this,
    };

    public override IEnumerable<Count> Counts()
    {
        if (DoneOn is { } ended)
        {
            var category = Started?.Category switch
            {
                InspectionCategory.Random => Counter.InspectionsRandom,
                InspectionCategory.Daily or InspectionCategory.Special => Counter.InspectionsRoutine,
                InspectionCategory.Triggered => Counter.InspectionsAdHoc,
                _ => Counter.None,
            };
            if (category is not Counter.None)
            {
                yield return new(category, ended, 1);
            }

            if (Completed!.Result is InspectionResult.FixedOnSpot or InspectionResult.Rectify or InspectionResult.ToCase or InspectionResult.ToOther)
            {
                yield return new(Counter.InspectionsWithProblem, ended, 1);
            }

            if (Completed.Result is InspectionResult.Rectify)
            {
                yield return new(Counter.RectificationsOrdered, ended, 1);
            }
        }

        if (PassedOn is { } passed)
        {
            yield return new(Counter.RectificationsPassed, passed, 1);
        }

        if (RectificationDue is { } due)
        {
            yield return new(Counter.RectificationOpen, due, 1);
        }

        foreach (var count in Disclosure.Counts(null, required: false))
        {
            yield return count;
        }
    }
}
