using System.Collections.Immutable;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Clocks;
using Dashboard.Grains.Domain.Guards;
using Dashboard.Grains.Domain.Oversight;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain.Inspections;

/// <summary>One inspection with its rectification (检查与整改). It counts when completed, on the day it ended.</summary>
internal sealed record Inspection : Subject
{
    private const string DisclosureLimit = "DIS-04", OrderedLimit = "INS-11";

    public InspectionStarted? Started { get; init; }
    public InspectionCompleted? Completed { get; init; }
    public ImmutableList<RectificationRechecked> Rechecks { get; init; } = [];
    public ImmutableList<RecordAttached> Records { get; init; } = [];
    public ImmutableList<InspectionRated> Ratings { get; init; } = [];
    public Disclosure Disclosure { get; init; } = Disclosure.None;

    /// <summary>When the plan it follows was published; null when it follows none that is known.</summary>
    public Stop? PlanPublished => Terms?.Published;

    /// <summary>There is a record of it (检查记录): said by the inspection, or attached later.</summary>
    public bool HasRecord => Recorded is not null;

    public override string? Party => Started?.Party.Uscc;

    public override string Title => Started?.Party.Label(disclosed: false) ?? "";

    public override string? Marks => Started?.Party.Mark;

    public override bool Open => Completed is null ? Started is not null : RectificationDue is not null;

    public override string Stage => Completed is null ? "started" : RectificationDue is not null ? "rectifying" : "completed";

    public override IReadOnlyList<string> Parents =>
    [
        .. Started?.TaskId is { } task ? [$"task/{task}"] : Array.Empty<string>(),
        .. IsCountedVisit && Party is { } uscc ? [$"enterprise/{uscc}"] : Array.Empty<string>(),
    ];

    public override SubjectKey? Giver => Started?.TaskId is { } task ? new("task", task) : null;

    public override DateOnly? DoneOn => Completed?.On;

    /// <summary>
    /// 涉企行政检查 that counts to the yearly cap (DOMAIN.md §7, §1.13): on site, not triggered, not one of several acts of a combined visit.
    /// </summary>
    private bool IsCountedVisit =>
        Started is { OnSite: true, Category: not InspectionCategory.Triggered, CombinedVisitId: null, Party.IsEnterprise: true };

    /// <summary>Of a class that needs a plan (INS-05).</summary>
    private bool IsPlannedClass =>
        Started is { Category: InspectionCategory.Random or InspectionCategory.Daily or InspectionCategory.Special };

    /// <summary>The day an ordered rectification falls due, while it has neither passed nor become a case.</summary>
    private DateOnly? RectificationDue =>
        Completed is { Result: InspectionResult.Rectify } && PassedOn is null ? Completed.RectifyDue : null;

    private RectificationRechecked? Passed => Rechecks.Find(recheck => recheck.Outcome == RecheckOutcome.Passed);

    private DateOnly? PassedOn => Passed?.On;

    /// <summary>What completed the record: the inspection itself, or a text attached later.</summary>
    private Fact? Recorded => Completed is { RecordAttached: true } ? Completed : Records.Find(record => record.IsText);

    public override void Name(ref SearchText search)
    {
        search.Add(Started?.Party.SearchedName);
        search.Add(Started?.Party.Uscc);
        search.Add(Started?.Plate);
    }

    protected override Subject Apply(Fact fact) => fact switch
    {
        InspectionStarted started => this with { Started = started },
        InspectionCompleted completed => this with { Completed = completed },
        RectificationRechecked rechecked => this with { Rechecks = Rechecks.Add(rechecked) },
        RecordAttached record => this with { Records = Records.Add(record) },
        InspectionRated rated => this with { Ratings = Ratings.Add(rated) },
        DecisionPublished published => this with { Disclosure = Disclosure.Apply(published) },
        _ => this,
    };

    protected override IEnumerable<Clock> Clocks(Law law)
    {
        if (OfRectification(law) is { } rectification)
        {
            yield return rectification;
        }

        if (OfDisclosure(law) is { } disclosure)
        {
            yield return disclosure;
        }
    }

    protected override IEnumerable<Guard> Guards(Law law) => Disclosure.Marks(Completed?.On);

    protected override IEnumerable<Warning> Warnings(Law law)
    {
        if (Started is { } started)
        {
            if (law.Warning("W08", started.On) is { } staffing && !law.Certificates.AreEnough(started.Officers, started.On))
            {
                yield return Warning.Violation(staffing, started.At);
            }

            if (started is { OnSite: true, Shown: false, Party.IsEnterprise: true } && law.Warning("W10", started.On) is { } showing)
            {
                yield return Warning.Violation(showing, started.At);
            }

            if (IsPlannedClass && law.Warning("W14", started.On) is { } planning)
            {
                yield return Warning.Violation(planning,
                    started.At) with { Cleared = PlanPublished is { } published && published.On <= started.On ? published : null };
            }
        }

        if (Completed is { } completed && law.Warning("W09", completed.On) is { First: var hours } recording)
        {
            var steps = new[] { (hours.Yellow, Level.Yellow), (hours.Red, Level.Red), (hours.Breach, Level.Breach) }
                .Where(step => step.Item1 is not null)
                .Select(step => new Step(completed.EndedAt.AddHours(step.Item1!.Value), step.Item2))
                .ToList();
            if (steps.Count > 0)
            {
                // That a record is attached says the inspection itself, or a record that comes later.
                yield return Warning.Of(recording, null, steps, Recorded switch
                {
                    InspectionCompleted =>
                        new(completed.On, completed.EndedAt,
                            completed.ReceivedAt < completed.EndedAt.AddHours(1) ? completed.ReceivedAt : completed.EndedAt),
                    { } record => Stop.By(record, record.OccurredOn),
                    _ => null,
                });
            }
        }

        if (OfRectification(law) is { } rectification && law.Warning("W19", Completed!.On) is { } overdue)
        {
            yield return rectification.Warn(overdue, overdue.First, Completed.EndedAt, law.Calendar);
        }

        foreach (var warning in Disclosure.Warn(law, OfDisclosure(law), Completed?.EndedAt ?? default))
        {
            yield return warning;
        }
    }

    protected override IEnumerable<Count> Counts(Law law)
    {
        if (Completed is { } completed)
        {
            var ended = completed.On;
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
                foreach (var count in Parts(Started!, ended))
                {
                    yield return count;
                }
            }

            if (completed.Result is InspectionResult.FixedOnSpot or InspectionResult.Rectify or InspectionResult.ToCase
                or InspectionResult.ToOther)
            {
                yield return new(Counter.InspectionsWithProblem, ended, 1);
                yield return new(Counter.ProblemsCorrected, ended,
                    completed.Result == InspectionResult.FixedOnSpot || PassedOn is not null ? 1 : 0);
                yield return new(Counter.InspectionsToCase, ended, completed.Result == InspectionResult.ToCase ? 1 : 0);
            }

            if (completed.Result is InspectionResult.Rectify)
            {
                yield return new(Counter.RectificationsOrdered, ended, 1);
            }

            // The record of an act is due after three days, when its absence becomes a breach (W09).
            yield return Recorded is null ? new(Counter.RecordOpen, ended, 1, ended.AddDays(3)) : new(Counter.RecordDone, ended, 1);
        }

        if (Started is { } started)
        {
            yield return new(Counter.ActsUnderstaffed, started.On, law.Certificates.AreEnough(started.Officers, started.On) ? 0 : 1);
            yield return new(Counter.CountedVisits, started.On, IsCountedVisit ? 1 : 0);
        }

        if (PassedOn is { } passed)
        {
            yield return new(Counter.RectificationsPassed, passed, 1);
        }

        if (RectificationDue is { } due)
        {
            yield return new(Counter.RectificationOpen, due, 1);
        }

        if (OfRectification(law) is { } rectification)
        {
            var on = rectification.Deadline.Due;
            yield return PassedOn is null ? new(Counter.RectificationDueOpen, on, 1, on) : new(Counter.RectificationsCorrected, on, 1);
        }

        var good = law.Rules.At(Completed?.On ?? DateOnly.MinValue).Parameters.GoodStars;
        foreach (var rating in Ratings)
        {
            yield return new(Counter.Ratings, rating.OccurredOn, 1);
            yield return new(Counter.RatingsGood, rating.OccurredOn, rating.Stars >= good ? 1 : 0);
        }

        foreach (var count in Disclosure.Counts(OfDisclosure(law), inRates: false))
        {
            yield return count;
        }
    }

    /// <summary>The parts of the metrics about how inspections are made, M14–M21.</summary>
    private IEnumerable<Count> Parts(InspectionStarted started, DateOnly ended)
    {
        yield return new(Counter.InspectionsMobile, ended, started.ViaMobile ? 1 : 0);
        if (started.OnSite)
        {
            yield return new(Counter.InspectionsOnSite, ended, 1);
            yield return new(Counter.InspectionsShown, ended, started.Shown ? 1 : 0);
        }

        if (started.Party.IsEnterprise)
        {
            yield return new(Counter.EnterpriseInspections, ended, 1);
            yield return new(Counter.EnterpriseOffSite, ended, started.OnSite ? 0 : 1);
            if (IsPlannedClass)
            {
                yield return new(Counter.EnterprisePlannedClass, ended, 1);
                yield return new(Counter.EnterpriseCombined, ended, started.CombinedVisitId is null ? 0 : 1);
                yield return new(Counter.EnterprisePlanned, ended, PlanPublished is { } published && published.On <= started.On ? 1 : 0);
            }
        }
    }

    /// <summary>INS-11: the day set in the order to rectify.</summary>
    private Clock? OfRectification(Law law) => Completed is { Result: InspectionResult.Rectify, RectifyDue: { } due }
        ? law.Clock(OrderedLimit, Completed.On, stop: Passed is { } passed ? Stop.By(passed, passed.On) : null, presupposes: true)
            is { } clock
        ? clock with { Deadline = new(due, due, law.Calendar.IsProvisional(due)) }
        : null
        : null;

    /// <summary>DIS-04: the result of a random inspection is public within 20 working days.</summary>
    private Clock? OfDisclosure(Law law) =>
        Completed is { } completed && Started is { Category: InspectionCategory.Random }
            ? law.Clock(DisclosureLimit, completed.On, stop: Disclosure.StopFrom(completed.On))
            : null;
}
