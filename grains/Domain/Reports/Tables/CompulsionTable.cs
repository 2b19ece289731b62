using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Cases;

namespace Dashboard.Grains.Domain.Reports.Tables;

/// <summary>
/// 表三 行政强制: measures on the day they were decided, the agency's own enforcement on the day it was completed or ended, applications to
/// the court on their day.
/// </summary>
internal static class CompulsionTable
{
    public const string Id = "compulsion";

    private static readonly (string Column, string[] Words)[] Measures =
    [
        ("seal", ["查封", "封存", "seal"]),
        ("seize", ["扣押", "扣留", "暂扣", "seiz", "detain"]),
        ("freeze", ["冻结", "freez"]),
    ];

    private static readonly (string Column, EnforcementKind Kind)[] Enforcements =
    [
        ("surcharge", EnforcementKind.Surcharge), ("transfer", EnforcementKind.Transfer), ("auction", EnforcementKind.Auction),
        ("restore", EnforcementKind.Restore), ("substitute", EnforcementKind.Substitute), ("otherExecution", EnforcementKind.Other),
    ];

    /// <summary>Columns in the order of the form, all but the total.</summary>
    private static readonly string[] Columns =
        [.. Measures.Select(static one => one.Column), "otherMeasure", .. Enforcements.Select(static one => one.Column), "court"];

    /// <summary>The table of a year.</summary>
    public static YearTable Of(IEnumerable<PenaltyCase> cases, int year)
    {
        var acts = cases.SelectMany(ActsOf).Where(act => act.Day.Year == year).ToList();
        return new(Id, [.. AuthorityRows.Of(acts, static act => act.Authority).Select(static row => new TableRow(row.Row,
        [
            .. Columns.Select(column => Cell(column, row.Acts.Where(act => act.Column == column))),
            Cell("total", row.Acts),
        ]))]);
    }

    private static IEnumerable<CompulsoryAct> ActsOf(PenaltyCase @case)
    {
        foreach (var measure in @case.Measures.OfType<MeasureTaken>())
        {
            yield return new(@case.Id, ColumnOf(measure.Kind), measure.On, @case.DecidingAuthority);
        }

        foreach (var round in @case.Rounds)
        {
            foreach (var enforced in round.Enforcements)
            {
                var column = Array.Find(Enforcements, one => one.Kind == enforced.Kind).Column;
                yield return new(@case.Id, column, enforced.On, round.DecidingAuthority);
            }

            if (round.Court is { } court)
            {
                yield return new(@case.Id, "court", court.On, round.DecidingAuthority);
            }
        }
    }

    /// <summary>The measure that the words of a register mean: 扣押车辆, <c>Detain</c>.</summary>
    private static string ColumnOf(string kind) =>
        Array.Find(Measures, measure => Array.Exists(measure.Words, word => kind.Contains(word, StringComparison.OrdinalIgnoreCase))).Column
            ?? "otherMeasure";

    private static TableCell Cell(string column, IEnumerable<CompulsoryAct> acts) => new(column, TableUnit.Count,
        [.. acts.Select(static act => new TableEntry(new SubjectKey("case", act.Case), act.Day, 1))]);

    private sealed record CompulsoryAct(string Case, string Column, DateOnly Day, DecidingAuthority Authority);
}
