using System.Collections.Immutable;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain.People;

/// <summary>An enforcement team (执法中队).</summary>
internal sealed record Team : Subject
{
    public TeamUpserted? Registered { get; init; }

    public override string Title => Registered?.Name ?? "";

    public override string Stage => Registered?.Status ?? "";

    protected override bool IsBusiness => false;

    protected override Subject Apply(Fact fact) => fact is TeamUpserted registered ? this with { Registered = registered } : this;
}

/// <summary>An officer; shown by certificate number only, and never scored.</summary>
internal sealed record Officer : Subject
{
    public OfficerUpserted? Registered { get; init; }
    public ImmutableList<TrainingCompleted> Trainings { get; init; } = [];
    public ImmutableList<ExamTaken> Exams { get; init; } = [];

    /// <summary>Stands on an enforcement post; those on leave do too, auxiliaries never.</summary>
    public bool OnPost => Registered is { Post: true, Serves: true };

    /// <summary>On post with a certificate that holds on a day: so the report of a year and its tables count M04.</summary>
    public bool IsCertifiedOn(DateOnly day) => OnPost && Registered is { CertNo: not null } said && !(said.CertValidTo < day);

    public override IReadOnlyList<string> Parents => Registered is { Serves: true } ? [Bureau.Staff.Key] : [];

    protected override bool IsBusiness => false;

    protected override Subject Apply(Fact fact) => fact switch
    {
        OfficerUpserted registered => this with { Registered = registered },
        TrainingCompleted training => this with { Trainings = Trainings.Add(training) },
        ExamTaken exam => this with { Exams = Exams.Add(exam) },
        _ => this,
    };

    /// <summary>
    /// W08: the certificate of an officer on post ends soon; renewing it clears that. W46: who reviews penalties for the first time needs
    /// the legal qualification.
    /// </summary>
    protected override IEnumerable<Warning> Warnings(Law law)
    {
        if (Registered is { Serves: true, LegalQualified: false, ReviewerSince: { } since }
            && since >= law.Rules.At(since).Forecast.QualificationFrom && law.Warning("W46", since) is { AtEvent: true } unqualified)
        {
            yield return Warning.Violation(unqualified, Shanghai.Midnight(since), Level.Red);
        }

        if (!OnPost || Registered is not { CertNo: not null, CertValidTo: { } ends }
            || law.Warning("W08", ends) is not { First: var left } rule)
        {
            yield break;
        }

        var steps = new[] { (left.Yellow, Level.Yellow), (left.Red, Level.Red) }
            .Where(step => step.Item1 is not null)
            .Select(step => new Step(Shanghai.Midnight(ends.AddDays(-step.Item1!.Value)), step.Item2))
            .ToList();
        if (steps.Count > 0)
        {
            yield return Warning.Of(rule, ends, steps);
        }
    }

    protected override IEnumerable<Count> Counts(Law law)
    {
        foreach (var training in Trainings)
        {
            yield return new(Counter.TrainingHours, training.On, training.Hours);
        }

        foreach (var year in Trainings.OrderBy(training => training.On).GroupBy(training => training.On.Year))
        {
            var hours = 0;
            foreach (var training in year)
            {
                var wanted = law.Rules.At(training.On).Parameters.TrainingHours;
                if (hours < wanted && hours + training.Hours >= wanted && OnPost)
                {
                    yield return new(Counter.OfficersTrained, training.On, 1);
                }

                hours += training.Hours;
            }
        }

        foreach (var exam in Exams.Where(static exam => exam.IsQualification))
        {
            yield return new(Counter.ExamsTaken, exam.On, 1);
            if (exam.Passed)
            {
                yield return new(Counter.ExamsPassed, exam.On, 1);
            }
        }

        if (Registered is { Serves: true, ReviewerSince: not null })
        {
            yield return new(Counter.OfficersReviewers, Registered.OccurredOn, 1, Count.Never);
        }

        if (Registered is { Serves: true, LegalDuty: "FullTime" })
        {
            yield return new(Counter.OfficersLegalFullTime, Registered.OccurredOn, 1, Count.Never);
        }

        if (OnPost)
        {
            yield return new(Counter.OfficersOnPost, Registered!.OccurredOn, 1, Count.Never);
            if (Registered.CertNo is not null)
            {
                yield return new(Counter.OfficersCertified, Registered.OccurredOn, 1, Registered.CertValidTo ?? Count.Never);
            }

            if (Registered.RetiresOn is { } retires)
            {
                yield return new(Counter.OfficersRetiring, Registered.OccurredOn, 1, retires);
            }
        }
    }
}

/// <summary>A decision to hold somebody accountable (责任追究): counted, never named.</summary>
internal sealed record Accountability : Subject
{
    public AccountabilityDecided? Decided { get; init; }

    protected override Subject Apply(Fact fact) => fact is AccountabilityDecided decided ? this with { Decided = decided } : this;

    protected override IEnumerable<Count> Counts(Law law) => Decided is { } decided ? [new(Counter.Accountabilities, decided.On, 1)] : [];
}
