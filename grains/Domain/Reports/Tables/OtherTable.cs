using System.Globalization;
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

    private const int LongestNumber = 15;

    /// <summary>The columns of the form in their order.</summary>
    private static readonly string[] Columns =
    [
        "levy", "levyAmount", Inspection, "ruling", "rulingAmount", "confirmation", "reward", "payment", "paymentAmount", "other",
    ];

    /// <summary>What is to be stated of a year, as figures of the report of its tables: <c>others.levy</c>.</summary>
    public static IReadOnlyList<string> Stated { get; } =
        [.. Columns.Where(static column => column != Inspection).Select(FigureOf)];

    /// <summary>Whether a text is the number of such a figure: so many, or 万元 with two decimals at most.</summary>
    public static bool IsNumber(string figure, string value) =>
        value.Length <= LongestNumber
        && decimal.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && decimal.Round(number, figure.EndsWith("Amount", StringComparison.Ordinal) ? 2 : 0) == number;

    /// <summary>The table of a year.</summary>
    /// <param name="inspections">Those of the year.</param>
    /// <param name="year">The year.</param>
    /// <param name="terms">What counts as an inspection.</param>
    /// <param name="stated">What people stated, by figure; null: nothing.</param>
    public static YearTable Of(IEnumerable<Inspection> inspections, int year, StatisticsTerms terms,
        IReadOnlyDictionary<string, string>? stated = null)
    {
        TableCell counted = new(Inspection, TableUnit.Count,
        [
            .. inspections.Where(one => one.Completed is { } completed && completed.On.Year == year && one.HasRecord
                    && (terms.CountsInspectionsToCase || completed.Result != InspectionResult.ToCase))
                .Select(static one => new TableEntry(new SubjectKey("inspection", one.Id), one.Completed!.On, 1)),
        ]);
        return new(Id, [new(AuthorityRows.District,
            [.. Columns.Select(column => column == Inspection ? counted
                : new TableCell(column, TableUnit.Stated, []) { Said = stated?.GetValueOrDefault(FigureOf(column)) })])]);
    }

    private static string FigureOf(string column) => $"{Id}.{column}";
}
