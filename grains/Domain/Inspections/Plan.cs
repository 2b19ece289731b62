using Dashboard.Grains.Domain.Oversight;
using Dashboard.Grains.Domain.Tallies;

namespace Dashboard.Grains.Domain.Inspections;

/// <summary>A random-inspection plan (双随机抽查计划): finished on the day the last of its issued tasks is finished.</summary>
internal sealed record Plan : Subject
{
    public PlanPublished? Published { get; init; }
    public DateOnly? FinishedOn { get; init; }

    public override string Stage => Published is null ? "" : FinishedOn is null ? "published" : "finished";

    public override bool Open => Published is not null && FinishedOn is null;

    public override DateOnly? Given => Published?.End;

    protected override Subject Apply(Fact fact) => fact is PlanPublished published ? this with { Published = published } : this;

    protected override Subject With(Relations relations) => this with
    {
        FinishedOn = relations.ChildrenDoneOn.Count > 0 && relations.ChildrenDoneOn.All(day => day is not null) ? relations.ChildrenDoneOn.Max() : null,
    };

    public override IEnumerable<Count> Counts()
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
    public DateOnly? PlanEnd { get; init; }
    public DateOnly? FinishedOn { get; init; }

    public override string Stage => Issued is null ? "" : FinishedOn is null ? "issued" : "finished";

    public override bool Open => Issued is not null && FinishedOn is null;

    public override string? Parent => Issued?.PlanId is { } plan ? $"plan/{plan}" : null;

    public override DateOnly? DoneOn => FinishedOn;

    protected override Subject Apply(Fact fact) => fact is TaskIssued issued ? this with { Issued = issued } : this;

    protected override Subject With(Relations relations) => this with
    {
        PlanEnd = relations.GivenByParent,
        FinishedOn = Issued is null ? null : relations.ChildrenDoneOn.Min(),
    };

    public override IEnumerable<Count> Counts()
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

        if (Issued is { Category: InspectionCategory.Random, PlanId: not null })
        {
            yield return new(FinishedOn is null ? Counter.PlannedTaskOpen : Counter.PlannedTaskDone, PlanEnd ?? Issued.Due, 1);
        }
    }
}

/// <summary>A patrol of roads or waters (巡查): not an inspection of an enterprise (DOMAIN.md §1.13).</summary>
internal sealed record Patrol : Subject
{
    public PatrolReported? Reported { get; init; }

    protected override Subject Apply(Fact fact) => fact is PatrolReported reported ? this with { Reported = reported } : this;

    public override IEnumerable<Count> Counts() => Reported is null
        ? []
        :
        [
            new(Counter.PatrolPersons, Reported.On, Reported.Persons),
            new(Counter.PatrolVehicles, Reported.On, Reported.Vehicles),
            new(Counter.PatrolViolations, Reported.On, Reported.Violations),
        ];
}
