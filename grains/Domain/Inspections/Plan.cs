using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Clocks;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain.Inspections;

/// <summary>An inspection plan (双随机抽查计划 or another): finished on the day the last of its issued tasks is finished.</summary>
internal sealed record Plan : Subject
{
    public PlanPublished? Published { get; init; }

    public DateOnly? FinishedOn => ((DoneDays)Children!).AllDone;

    public override string Stage => Published is null ? "" : FinishedOn is null ? "published" : "finished";

    public override bool Open => Published is not null && FinishedOn is null;

    public override PlanTerms? Gives =>
        Published is null ? null : new(Published.End, Stop.By(Published, Published.OccurredOn), Published.Tiered);

    protected override Subject Apply(Fact fact) => fact is PlanPublished published ? this with { Published = published } : this;

    protected override IEnumerable<Count> Counts(Law law)
    {
        if (Published is null)
        {
            yield break;
        }

        yield return new(Counter.PlansPublished, Published.OccurredOn, 1);

        if (FinishedOn is { } finished)
        {
            yield return new(Counter.PlansFinished, finished, 1);
        }
    }
}

/// <summary>A task of a plan (抽查任务): finished on the day the first inspection that names it is completed.</summary>
internal sealed record InspectionTask : Subject
{
    public TaskIssued? Issued { get; init; }

    public DateOnly? FinishedOn => Issued is null ? null : ((DoneDays)Children!).First;

    public override string Stage => Issued is null ? "" : FinishedOn is null ? "issued" : "finished";

    public override bool Open => Issued is not null && FinishedOn is null;

    public override IReadOnlyList<string> Parents => Issued?.PlanId is { } plan ? [$"plan/{plan}"] : [];

    public override SubjectKey? Giver => Issued?.PlanId is { } plan ? new("plan", plan) : null;

    public override DateOnly? DoneOn => FinishedOn;

    /// <summary>What its plan gives it goes on to its inspections.</summary>
    public override PlanTerms? Gives => Issued?.PlanId is null ? null : Terms;

    /// <summary>A task of 双随机: one of a plan, drawn at random.</summary>
    private bool IsRandom => Issued is { Category: InspectionCategory.Random, PlanId: not null };

    /// <summary>The end of its plan; its own due date while that is not known.</summary>
    private DateOnly End => Terms?.End ?? Issued!.Due;

    protected override Subject Apply(Fact fact) => fact is TaskIssued issued ? this with { Issued = issued } : this;

    /// <summary>W20: a random task is unfinished as the end of its plan comes near.</summary>
    protected override IEnumerable<Warning> Warnings(Law law)
    {
        if (!IsRandom || law.Warning("W20", Issued!.OccurredOn) is not { } rule)
        {
            yield break;
        }

        var issuedAt = Issued.OccurredAt;
        var steps = new List<Step> { new(Shanghai.Midnight(End.AddDays(1)), Level.Breach) };
        foreach (var (left, level) in new[] { (rule.First.Yellow, Level.Yellow), (rule.First.Red, Level.Red) })
        {
            if (left is { } days)
            {
                var at = Shanghai.Midnight(End.AddDays(-days));
                steps.Add(new(at > issuedAt ? at : issuedAt, level));
            }
        }

        var finished = FinishedOn is { } on ? new Stop(on, Shanghai.Midnight(on), Shanghai.Midnight(on)) : null;
        yield return Warning.Of(rule, End, steps, finished);
    }

    protected override IEnumerable<Count> Counts(Law law)
    {
        if (Issued is null)
        {
            yield break;
        }

        if (FinishedOn is { } finished)
        {
            yield return new(Counter.TasksFinished, finished, 1);
        }
        else
        {
            yield return new(Counter.TaskOpen, Issued.Due, 1);
        }

        if (IsRandom)
        {
            yield return FinishedOn is null ? new(Counter.PlannedTaskOpen, End, 1, End) : new(Counter.PlannedTaskDone, End, 1);
        }

        if (Issued.Category == InspectionCategory.Random)
        {
            yield return new(Counter.TasksRandom, Issued.OccurredOn, 1);
            yield return new(Counter.TasksTiered, Issued.OccurredOn, Terms is { Tiered: true } ? 1 : 0);
        }
    }
}

/// <summary>A patrol of roads or waters (巡查): not an inspection of an enterprise (DOMAIN.md §1.13).</summary>
internal sealed record Patrol : Subject
{
    public PatrolReported? Reported { get; init; }

    protected override Subject Apply(Fact fact) => fact is PatrolReported reported ? this with { Reported = reported } : this;

    protected override IEnumerable<Count> Counts(Law law) => Reported is null
        ? []
        :
        [
            new(Counter.PatrolPersons, Reported.On, Reported.Persons),
            new(Counter.PatrolVehicles, Reported.On, Reported.Vehicles),
            new(Counter.PatrolViolations, Reported.On, Reported.Violations),
        ];
}
