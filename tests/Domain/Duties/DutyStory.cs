using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Duties;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Views;
using Dashboard.Tests.Domain.Orders;

namespace Dashboard.Tests.Domain.Duties;

/// <summary>What happens to one duty of the year, told step by step: each step at an instant of Shanghai, "2026-11-23 10:00".</summary>
internal sealed class DutyStory
{
    private static readonly string[] Helpers = ["T01", "T02", "T03"];
    private readonly OrderStory events = new();

    public IReadOnlyList<SourceEvent> Events => events.Events;

    public DeclaredSubject Subject => (DeclaredSubject)Dashboard.Grains.Domain.Subject.Fold(("duty", "D1"), Events);

    public DutyCourse Course => (DutyCourse)Subject.CourseBy(SeededLaw.Law);

    public static DutyStory Assigned(string at = "2026-03-02 09:00", string due = "2026-12-31", object? measure = null) =>
        new DutyStory().Then("duty.assigned", at, new
        {
            dutyId = "D1", agendaId = "A2026", no = "三(二)4", text = "以案释法", chapter = "四、普法", leadTeam = "T04", due, leaderRole = "分管领导",
            post = "法制员", coTeams = Helpers, measure,
        });

    public DutyStory Reported(string at, int percent, bool done = false) => Then("duty.progressReported", at,
        new { dutyId = "D1", day = at[..10], percent, text = "t", by = "u-4", done });

    public DutyStory Measured(string at, int count, bool done) => Then("duty.measured", at,
        new { dutyId = "D1", at = Rfc3339.Write(OrderStory.At(at)), count, done }, Deed.LedgerSource);

    public DutyStory Checked(string at, string quarter) => Then("duty.selfChecked", at,
        new { dutyId = "D1", quarter, day = at[..10], verdict = "OnTrack", by = "u-4", text = "t" });

    public DutyStory Verified(string at, string verdict = "Done") => Then("duty.verified", at,
        new { dutyId = "D1", day = at[..10], verdict, by = "u-3", byRole = "R3" });

    public DutyStory Changed(string at, string newDue) => Then("duty.changed", at,
        new { dutyId = "D1", day = at[..10], reason = "r", by = "u-2", newDue });

    public DutyStory Then(string type, string at, object data, string source = "/nb/hs/jt/jd")
    {
        events.Then(type, OrderStory.At(at), data, source);
        return this;
    }

    /// <summary>What a metric is on a day, of the period its year is: "1/1".</summary>
    public string Metric(string id, string on, string? year = null) => OrderStory.Metric(Subject, id, on, year);

    /// <summary>The warnings that stand at an instant: "W37 breach".</summary>
    public string[] Warnings(string at) => OrderStory.Warnings(Subject, at);
}
