using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Cases;
using Dashboard.Grains.Domain.Oversight;

namespace Dashboard.Grains.Domain.Reports.Tables;

/// <summary>
/// 表一 行政处罚 in the long form of some bureaus: cases filed and closed, each kind of penalty by itself, what was not punished, handed to
/// the police, taken to review or to court. As in the short form one decision is one 宗, under its heaviest kind, in the year in which it
/// was made. What was reduced, and what a penalty that was not imposed would have come to, is told by no event.
/// </summary>
internal static class PenaltyLongTable
{
    public const string Id = "penaltiesLong";

    private const string Filed = "filed", Closed = "closed", Total = "total", Money = "amount", NoPenalty = "noPenalty",
        Transferred = "transferred", Reviewed = "reviewed", Corrected = "corrected", Sued = "sued", Lost = "lost";

    /// <summary>Columns in the order of the form.</summary>
    private static readonly string[] Columns =
    [
        Filed, Closed, .. Enum.GetValues<PenaltyKind>().Where(static kind => kind != PenaltyKind.Other).Select(ColumnOf),
        ColumnOf(PenaltyKind.Other), Total, Money, NoPenalty, Transferred, Reviewed, Corrected, Sued, Lost,
    ];

    /// <summary>The table of a year.</summary>
    /// <param name="cases">Those that count in something in the year.</param>
    /// <param name="reviews">Of any act; those of penalties are counted.</param>
    /// <param name="lawsuits">As the reviews.</param>
    /// <param name="year">The year.</param>
    /// <param name="terms">Which kind is the heavier.</param>
    public static YearTable Of(IEnumerable<PenaltyCase> cases, IEnumerable<Review> reviews, IEnumerable<Lawsuit> lawsuits, int year,
        StatisticsTerms terms)
    {
        var acts = cases.SelectMany(@case => OfCase(@case, terms))
            .Concat(reviews.SelectMany(static review => Disputed(
                new("review", review.Id), review.Received?.About, (Reviewed, review.Received?.On), (Corrected, review.DoneOn))))
            .Concat(lawsuits.SelectMany(static lawsuit => Disputed(
                new("lawsuit", lawsuit.Id), lawsuit.Served?.About, (Sued, lawsuit.Served?.On), (Lost, lawsuit.DoneOn))))
            .Where(act => act.Day.Year == year).ToList();
        return new(Id, [.. AuthorityRows.Of(acts, static act => act.Authority).Select(static row => new TableRow(row.Row,
            [.. Columns.Select(column => Cell(column, row.Acts.Where(act => act.Column == column)))]))]);
    }

    private static IEnumerable<CountedAct> OfCase(PenaltyCase @case, StatisticsTerms terms)
    {
        var (key, inNameOf) = (new SubjectKey("case", @case.Id), @case.DecidingAuthority);
        if (@case.IsOrdinary)
        {
            yield return new(key, Filed, @case.Filed!.On, inNameOf);
        }

        if (@case.NoPenalty is { } none)
        {
            yield return new(key, NoPenalty, none.On, inNameOf);
        }

        foreach (var round in @case.Rounds)
        {
            foreach (var decision in round.Decisions)
            {
                yield return new(key, ColumnOf(terms.HeaviestOf(decision.Kinds)), decision.On, decision.Authority);
                yield return new(key, Total, decision.On, decision.Authority);
                if (decision.AmountFen > 0)
                {
                    yield return new(key, Money, decision.On, decision.Authority, decision.AmountFen);
                }
            }

            if (round.Closed is { } closed)
            {
                yield return new(key, Closed, closed.On, round.DecidingAuthority);
            }

            if (round.Transferred is { ToPolice: true } transferred)
            {
                yield return new(key, Transferred, transferred.On, round.DecidingAuthority);
            }
        }
    }

    /// <summary>This bureau is the respondent, in whose name it ever was decided.</summary>
    private static IEnumerable<CountedAct> Disputed(
        SubjectKey key, string? about, params (string Column, DateOnly? Day)[] steps) =>
        about?.StartsWith("case/", StringComparison.Ordinal) != true ? []
            : steps.Where(static step => step.Day is not null)
                .Select(step => new CountedAct(key, step.Column, step.Day!.Value, DecidingAuthority.District));

    private static string ColumnOf(PenaltyKind kind) => $"{char.ToLowerInvariant($"{kind}"[0])}{$"{kind}"[1..]}";

    private static TableCell Cell(string column, IEnumerable<CountedAct> acts) =>
        new(column, column == Money ? TableUnit.Fen : TableUnit.Count,
            [.. acts.Select(static act => new TableEntry(act.Subject, act.Day, act.Amount))]);

    private sealed record CountedAct(SubjectKey Subject, string Column, DateOnly Day, DecidingAuthority Authority, long Amount = 1);
}
