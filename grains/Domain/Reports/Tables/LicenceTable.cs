using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Licences;

namespace Dashboard.Grains.Domain.Reports.Tables;

/// <summary>
/// 表二 行政许可: each step on its own day. What nobody told the application of was applied for when it was accepted, since nothing is
/// accepted without an application (行政许可法 art. 32).
/// </summary>
internal static class LicenceTable
{
    public const string Id = "licences";

    private static readonly (string Column, Func<Licence, DateOnly?> Day)[] Columns =
    [
        ("applied", static licence => licence.Applied?.On ?? licence.Accepted?.On),
        ("accepted", static licence => licence.Accepted?.On),
        ("granted", static licence => licence.Decided is { Granted: true } decided ? decided.On : null),
        ("refused", static licence => licence.Decided is { Refused: true } decided ? decided.On : null),
        ("revoked", static licence => licence.Revoked?.On),
    ];

    /// <summary>The table of a year.</summary>
    public static YearTable Of(IReadOnlyCollection<Licence> licences, int year) => new(Id,
    [
        new(AuthorityRows.District,
        [
            .. Columns.Select(column => new TableCell(column.Column, TableUnit.Count,
            [
                .. licences.Select(licence => (licence.Id, Day: column.Day(licence))).Where(one => one.Day?.Year == year)
                    .Select(static one => new TableEntry(new SubjectKey("licence", one.Id), one.Day!.Value, 1)),
            ])),
        ]),
    ]);
}
