using Dashboard.Grains.Domain.Clocks;
using Dashboard.Grains.Domain.Guards;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain.Cases;

/// <summary>A case opened under a law: the clocks that its counts and its warnings share, each worked out once.</summary>
internal sealed class CaseFile(PenaltyCase @case, Law law) : LegalFile(law)
{
    private Once<Clock?> limit, disclosure, withdrawal, service, payment, cash, court, crime, statement;
    private Once<Clock[]> evidence, measures;
    private Once<bool> needsReview, needsDiscussion;

    public PenaltyCase Case => @case;

    public override Standing Standing => new(@case.Stage, @case.Open, @case.DeclaredTeam);

    /// <summary>The rounds before this one, each with its own decision; none in most cases.</summary>
    public IEnumerable<CaseFile> Earlier
    {
        get
        {
            for (var round = @case.Previous; round is not null; round = round.Previous)
            {
                yield return new((PenaltyCase)round.Amid(@case), Law);
            }
        }
    }

    public Clock? Limit => limit.Of(this, static file => CaseClocks.OfLimit(file.Case, file.Law));

    public Clock? Disclosure => disclosure.Of(this, static file => CaseClocks.OfDisclosure(file.Case, file.Law));

    public Clock? Withdrawal => withdrawal.Of(this, static file => CaseClocks.OfWithdrawal(file.Case, file.Law));

    public Clock? Service => service.Of(this, static file => CaseClocks.OfService(file.Case, file.Law));

    public Clock? Payment => payment.Of(this, static file => CaseClocks.OfPayment(file.Case, file.Law));

    public Clock? Cash => cash.Of(this, static file => CaseClocks.OfCash(file.Case, file.Law));

    public Clock? Court => court.Of(this, static file => CaseClocks.OfCourt(file.Case, file.Law));

    public Clock? Crime => crime.Of(this, static file => CaseClocks.OfCrime(file.Case, file.Law));

    public Clock? Statement => statement.Of(this, static file => CaseClocks.OfStatement(file.Case, file.Law));

    public Clock[] Evidence =>
        evidence.Of(this, static file => file.Case.Measures.IsEmpty ? [] : [.. CaseClocks.OfEvidence(file.Case, file.Law)]);

    public Clock[] Measures =>
        measures.Of(this, static file => file.Case.Measures.IsEmpty ? [] : [.. CaseClocks.OfMeasures(file.Case, file.Law)]);

    public bool NeedsReview => needsReview.Of(this, static file => CaseGuards.NeedsReview(file.Case, file.Law));

    public bool NeedsDiscussion => needsDiscussion.Of(this, static file => CaseGuards.NeedsDiscussion(file.Case, file.Law));

    /// <inheritdoc/>
    public override IEnumerable<Count> Counts()
    {
        var counts = @case.OwnCounts(Law).Concat(CaseParts.Of(this)).Concat(RoundCounts());
        return @case.Previous is null ? counts : counts.Concat(Earlier.SelectMany(round => round.RoundCounts()));
    }

    /// <inheritdoc/>
    public override IEnumerable<Clock> Clocks() => CaseClocks.Of(this);

    /// <inheritdoc/>
    public override IEnumerable<Guard> Guards() =>
        CaseGuards.Of(@case, Law).Concat(Earlier.Prepend(this).SelectMany(round => CaseMarks.Of(round.Case)));

    /// <inheritdoc/>
    public override IEnumerable<Warning> Warnings(bool openOnly) => CaseWarnings.Of(this, openOnly);

    private IEnumerable<Count> RoundCounts() =>
        @case.RoundCounts().Concat(@case.Disclosure.Counts(Disclosure)).Concat(CaseParts.OfRound(this));

    /// <summary>A value that is worked out when it is first wanted.</summary>
    private struct Once<T>
    {
        private bool known;
        private T value;

        public T Of(CaseFile file, Func<CaseFile, T> find)
        {
            if (!known)
            {
                (value, known) = (find(file), true);
            }

            return value;
        }
    }
}
