using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Rules;
using static Dashboard.Grains.Domain.Declared.Field;

namespace Dashboard.Tests.Domain.Orders;

/// <summary>A kind is declared, not coded: the one the README shows goes through its stages by its declaration alone.</summary>
public sealed class DeclaredKindTests
{
    private static readonly DeclaredKind Complaint = new("complaint", "complaintId")
    {
        Events =
        [
            new("complaint.received", Text("complaintId", 100), Day("day"), Word("about", "Conduct", "Inaction", "Fee"),
                Team("teamId").Optional),
            new("complaint.accepted", Text("complaintId", 100), Day("day")),
            new("complaint.answered", Text("complaintId", 100), Day("day"), Word("founded", "Yes", "Partly", "No")),
            new("complaint.reopened", Text("complaintId", 100), Day("day"), Prose("reason", 500)),
        ],
        Moves =
        [
            new("complaint.received", [""], "received", Actors.LegalSection),
            new("complaint.accepted", ["received"], "accepted", Actors.LegalSection),
            new("complaint.answered", ["accepted"], "answered", Actors.Team),
            new("complaint.reopened", ["answered"], "accepted", Actors.LegalSection),
        ],
        OpenStages = ["received", "accepted"],
        Clocks = [new("CPL-01", "received", "accepted") { Warning = "W33" }],
        TitleField = "about",
    };

    private static readonly Law Law = SeededLaw.Law with
    {
        Rules = RuleBook.Read([("t", [Document.Parse("""
            {"version":"t","effectiveFrom":"2015-01-01","limits":[{"id":"CPL-01","n":5,"unit":"WD"}],
            "warnings":[{"id":"W33","yellow":2,"red":1,"unit":"WD"}]}
            """u8.ToArray())])], SeededLaw.Law.Calendar),
    };

    [Fact]
    public void It_goes_through_its_stages_runs_its_clock_and_warns()
    {
        var course = Course.Of(Complaint, Law,
        [
            Told("complaint.received", """{"complaintId":"T","day":"2026-09-28","about":"Fee","teamId":"T02"}"""),
            Told("complaint.accepted", """{"complaintId":"T","day":"2026-09-29"}"""),
        ]);

        Assert.Equal(("accepted", true, "T02"), (course.Stage, course.IsOpen, course.Team));
        // A Saturday that is worked counts (SUPERVISION.md §12, example 1).
        Assert.Equal(new DateOnly(2026, 10, 10), Assert.Single(course.Clocks).Deadline.Due);
        Assert.Equal(33, Assert.Single(course.Warnings()).Rule);
    }

    [Fact]
    public void What_leads_nowhere_from_its_stage_is_kept_and_moves_nothing()
    {
        var course = Course.Of(Complaint, Law,
        [
            Told("complaint.received", """{"complaintId":"T","day":"2026-09-28","about":"Fee"}"""),
            Told("complaint.answered", """{"complaintId":"T","day":"2026-09-29","founded":"No"}"""),
        ]);

        Assert.Equal(("received", Course.NotInStage), (course.Stage, course.Taken[^1].Void));
    }

    [Fact]
    public void Its_fields_are_checked_by_their_declaration()
    {
        using var table = JsonTable.Rent();
        var fields = new Fields(table.ReadForeign("""{"complaintId":"T","day":"2026-09-28","about":"Noise"}"""u8.ToArray()));

        Deed.Read(Complaint.Events[0], ref fields);

        Assert.Equal("data.about must be Conduct, Inaction or Fee.", fields.Problem);
    }

    private static Deed Told(string type, string data)
    {
        using var table = JsonTable.Rent();
        var fields = new Fields(table.ReadForeign(System.Text.Encoding.UTF8.GetBytes(data)));
        return Deed.Read(Array.Find(Complaint.Events, said => said.Type == type)!, ref fields) with
        {
            OccurredAt = new(2026, 9, 28, 9, 0, 0, TimeSpan.FromHours(8)),
        };
    }
}
