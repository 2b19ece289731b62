using Dashboard.Grains.Domain.Bureau;
using Dashboard.Grains.Domain.Declared;
using static Dashboard.Grains.Domain.Declared.Actors;
using static Dashboard.Grains.Domain.Declared.Field;

namespace Dashboard.Grains.Domain.Reports;

/// <summary>
/// The report of a year (SUPERVISION.md §11): drafted by the system with the figures of the ledger, worded by people, checked, approved,
/// submitted and published; what was published and proves wrong is corrected.
/// </summary>
internal static class ReportKind
{
    /// <summary>法治政府建设年度报告, 行政执法统计年报, 政府信息公开年报.</summary>
    public const string OfLaw = "Law", OfTables = "Tables", OfPublicity = "Publicity";

    /// <summary>All of them.</summary>
    public static readonly string[] Sorts = [OfLaw, OfTables, OfPublicity];

    public const int MostFigures = 400, MostSections = 40, LongestText = 20_000, LongestHeading = 100, LongestValue = 200;
    private const int LastYear = 2100, MostTo = 20;

    private static readonly Field Id = Text("reportId", 100), By = Person("by"), Reason = Prose("reason", 500),
        Figure = Text("figureId", 40);

    /// <summary>Its declaration.</summary>
    public static DeclaredKind Declaration { get; } = new("report", "reportId")
    {
        Events =
        [
            new("report.drafted", Id, Count("year", LastYear), Word("kind", "Law", "Tables", "Publicity"), Day("asOf"), Text("rules", 40),
                Text("digest", 64), Rows("figures", MostFigures, ("id", 40), ("value", LongestValue), ("unit", 20)).Optional,
                Rows("sections", MostSections, ("section", LongestHeading), ("text", LongestText)).Optional,
                Codes("locked", MostFigures).Optional, Field.Team("teamId").Optional),
            new("report.edited", Id, Text("section", LongestHeading), Prose("text", LongestText), By),
            new("report.figureStated", Id, Figure, Text("value", LongestValue), Reason, Evidence("evidence", 50).Optional, By.Optional),
            new("report.checked", Id, Day("day"), By),
            new("report.approved", Id, Day("day"), By, Text("meetingId", 100)),
            new("report.submitted", Id, Day("day"), Codes("to", MostTo), By.Optional),
            new("report.published", Id, Day("day"), Text("url", 500), By.Optional),
            new("report.corrected", Id, Day("day"), Figure, Text("old", LongestValue), Text("new", LongestValue), Reason, By.Optional),
        ],
        Moves =
        [
            new("report.drafted", ["", "drafted", "edited"], "drafted", LegalSection),
            new("report.edited", ["drafted", "edited", "checked"], "edited", LegalSection),
            new("report.figureStated", ["drafted", "edited", "checked"], "edited", LegalSection),
            new("report.checked", ["drafted", "edited"], "checked", LegalSection),
            new("report.approved", ["checked"], "approved", Chief),
            new("report.submitted", ["approved"], "submitted", LegalSection),
            new("report.published", ["approved", "submitted"], "published", LegalSection),
            new("report.corrected", ["published"], null, LegalSection),
        ],
        OpenStages = ["drafted", "edited", "checked", "approved", "submitted"],
        TitleField = "kind",
        // The year after the one it is of has begun.
        Towards = static course => BureauYear.Of(((ReportCourse)course).Year + 1),
        Begin = static (kind, law) => new ReportCourse(kind, law),
    };

    /// <summary>The id of the report of a year and a kind.</summary>
    public static string IdOf(int year, string kind) => $"REPORT-{year}-{kind}";
}
