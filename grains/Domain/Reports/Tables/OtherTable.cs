using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Inspections;

namespace Dashboard.Grains.Domain.Reports.Tables;

/// <summary>
/// 表四 其他行政行为: one object inspected with a record of it is one inspection. Patrols are none, and neither are inspections that became
/// a case, unless the rule set counts them. All else no ledger knows: it is stated.
/// </summary>
internal static class OtherTable
{
    public const string Id = "others", Inspection = "inspection";

    /// <summary>The columns of the form in their order.</summary>
    private static readonly string[] Columns =
    [
        "levy", "levyAmount", Inspection, "ruling", "rulingAmount", "confirmation", "reward", "payment", "paymentAmount", "other",
    ];

    /// <summary>The table of a year.</summary>
    public static YearTable Of(IEnumerable<Inspection> inspections, int year, StatisticsTerms terms)
    {
        TableCell counted = new(Inspection, TableUnit.Count,
        [
            .. inspections.Where(one => one.Completed is { } completed && completed.On.Year == year && one.HasRecord
                    && (terms.CountsInspectionsToCase || completed.Result != InspectionResult.ToCase))
                .Select(static one => new TableEntry(new SubjectKey("inspection", one.Id), one.Completed!.On, 1)),
        ]);
        return new(Id, [new(AuthorityRows.District,
            [.. Columns.Select(column => column == Inspection ? counted : new TableCell(column, TableUnit.Stated, []))])]);
    }
}
