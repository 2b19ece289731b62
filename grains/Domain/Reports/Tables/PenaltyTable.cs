using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Cases;

namespace Dashboard.Grains.Domain.Reports.Tables;

/// <summary>
/// 表一 行政处罚, the columns of Zhejiang 2024: what was decided in the year, though it was annulled later. One decision is one 宗, under its
/// heaviest kind; money as decided.
/// </summary>
internal static class PenaltyTable
{
    public const string Id = "penalties";

    private static readonly (string Column, PenaltyKind[] Kinds)[] Columns =
    [
        ("warning", [PenaltyKind.Warning, PenaltyKind.Criticism]),
        ("fine", [PenaltyKind.Fine]),
        ("confiscation", [PenaltyKind.ConfiscateGains, PenaltyKind.ConfiscateGoods]),
        ("suspension", [PenaltyKind.SuspendPermit, PenaltyKind.Downgrade]),
        ("revocation", [PenaltyKind.RevokePermit]),
        ("restriction", [PenaltyKind.RestrictActivity]),
        ("closure", [PenaltyKind.OrderStop, PenaltyKind.OrderClose, PenaltyKind.RestrictPractice]),
        // The police's alone; the form has the column for every agency.
        ("detention", []),
        ("other", [PenaltyKind.Other]),
    ];

    /// <summary>The table of a year.</summary>
    public static YearTable Of(IEnumerable<PenaltyCase> cases, int year, StatisticsTerms terms)
    {
        var decisions = cases
            .SelectMany(static @case => @case.Rounds.SelectMany(static round => round.Decisions).Select(one => (@case.Id, Decision: one)))
            .Where(one => one.Decision.On.Year == year)
            .ToList();
        return new(Id, [.. AuthorityRows.Of(decisions, static one => one.Decision.Authority).Select(row => Row(row.Row, row.Acts, terms))]);
    }

    private static TableRow Row(string id, IReadOnlyList<(string Id, PenaltyDecision Decision)> decisions, StatisticsTerms terms)
    {
        var byKind = decisions.ToLookup(one => terms.HeaviestOf(one.Decision.Kinds));
        return new(id,
        [
            .. Columns.Select(column => Cell(column.Column, column.Kinds.SelectMany(kind => byKind[kind]))),
            Cell("total", decisions),
            new("amount", TableUnit.Fen,
                [.. decisions.Where(static one => one.Decision.AmountFen > 0).Select(static one => Entry(one, one.Decision.AmountFen))]),
        ]);
    }

    private static TableCell Cell(string column, IEnumerable<(string Id, PenaltyDecision Decision)> decisions) =>
        new(column, TableUnit.Count, [.. decisions.Select(static one => Entry(one, 1))]);

    private static TableEntry Entry((string Id, PenaltyDecision Decision) one, long amount) =>
        new(new SubjectKey("case", one.Id), one.Decision.On, amount);
}
