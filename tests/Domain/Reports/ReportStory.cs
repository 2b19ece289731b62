using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Reports;
using Dashboard.Tests.Domain.Orders;

namespace Dashboard.Tests.Domain.Reports;

/// <summary>What happens to the report of 2026, told step by step: each step at an instant of Shanghai, "2027-01-04 09:00".</summary>
internal sealed class ReportStory
{
    public const string Section = "（三）规范行政执法", Gaps = "二、不足";
    private const string Id = "REPORT-2026";
    private static readonly string[] Kept = ["penalties"];
    private readonly OrderStory events = new();

    public IReadOnlyList<SourceEvent> Events => events.Events;

    public DeclaredSubject Subject => (DeclaredSubject)Dashboard.Grains.Domain.Subject.Fold(("report", Id), Events);

    public ReportCourse Course => (ReportCourse)Subject.CourseBy(SeededLaw.Law);

    public static ReportStory Drafted(string at = "2027-01-01 00:10", string kind = "Law", string penalties = "2006", string gap = "没有。") =>
        new ReportStory().ThenDrafted(at, kind, penalties, gap);

    public ReportStory ThenDrafted(string at, string kind = "Law", string penalties = "2006", string gap = "没有。") => Then("drafted", at, new
    {
        reportId = Id, year = 2026, kind, asOf = "2026-12-31", rules = "2026.5", digest = "00",
        figures = new[]
        {
            new { id = "penalties", value = penalties, unit = "件" }, new { id = "fines", value = "6025426", unit = "元" },
            new { id = "noLoss", value = "未发生败诉", unit = "" },
        },
        sections = new[]
        {
            new { section = "一、工作情况", text = "" }, new { section = Section, text = "2026年处罚⟦penalties⟧件，罚没款⟦fines⟧元，⟦noLoss⟧。" },
            new { section = Gaps, text = gap },
        },
        locked = Kept,
    });

    public ReportStory Edited(string at, string text, string section = Section) =>
        Then("edited", at, new { reportId = Id, section, text, by = "u-3" });

    public ReportStory Stated(string at, string figure, string value) =>
        Then("figureStated", at, new { reportId = Id, figureId = figure, value, reason = "r" });

    public ReportStory Checked(string at) => Then("checked", at, new { reportId = Id, day = at[..10], by = "u-3" });

    public ReportStory Approved(string at) => Then("approved", at, new { reportId = Id, day = at[..10], by = "u-1", meetingId = "M1" });

    public ReportStory Submitted(string at) => Ready(at).Then("submitted", at, new { reportId = Id, day = at[..10], to = Kept });

    public ReportStory Published(string at) =>
        Ready(at).Then("published", at, new { reportId = Id, day = at[..10], url = "https://example.invalid" });

    public ReportStory Corrected(string at, string old, string now) =>
        Then("corrected", at, new { reportId = Id, day = at[..10], figureId = "penalties", old, @new = now, reason = "r" });

    /// <summary>The warnings that stand at an instant: "W53 yellow".</summary>
    public string[] Warnings(string at) => OrderStory.Warnings(Subject, at);

    /// <summary>Checked and approved the same day, where it is not yet.</summary>
    private ReportStory Ready(string at) => Course.Stage is "approved" or "submitted" ? this : Checked(at).Approved(at);

    private ReportStory Then(string type, string at, object data)
    {
        events.Then($"report.{type}", OrderStory.At(at), data, "/local/reports/u");
        return this;
    }
}
