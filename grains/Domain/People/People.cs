using System.Collections.Immutable;
using Dashboard.Grains.Domain.Tallies;

namespace Dashboard.Grains.Domain.People;

/// <summary>An enforcement team (执法中队).</summary>
internal sealed record Team : Subject
{
    public TeamUpserted? Registered { get; init; }

    public override string Title => Registered?.Name ?? "";

    public override string Stage => Registered?.Status ?? "";

    protected override Subject Apply(Fact fact) => fact is TeamUpserted registered ? this with { Registered = registered } : this;
}

/// <summary>An officer; shown by certificate number only, and never scored.</summary>
internal sealed record Officer : Subject
{
    public ImmutableList<TrainingCompleted> Trainings { get; init; } = [];

    protected override Subject Apply(Fact fact) => fact is TrainingCompleted training ? this with { Trainings = Trainings.Add(training) } : this;

    public override IEnumerable<Count> Counts() => Trainings.Select(training => new Count(Counter.TrainingHours, training.On, training.Hours));
}

/// <summary>A decision to hold somebody accountable (责任追究): counted, never named.</summary>
internal sealed record Accountability : Subject
{
    public AccountabilityDecided? Decided { get; init; }

    protected override Subject Apply(Fact fact) => fact is AccountabilityDecided decided ? this with { Decided = decided } : this;

    public override IEnumerable<Count> Counts() => Decided is { } decided ? [new(Counter.Accountabilities, decided.On, 1)] : [];
}
