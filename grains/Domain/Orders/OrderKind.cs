using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Tallies;
using static Dashboard.Grains.Domain.Declared.Actors;
using static Dashboard.Grains.Domain.Declared.Field;

namespace Dashboard.Grains.Domain.Orders;

/// <summary>
/// The supervision order (督办单, SUPERVISION.md §2): one demand on one team to put something right by a day, with proof. Footing: 行政处罚法
/// art. 75; 浙江省综合行政执法条例 art. 34.
/// </summary>
internal static class OrderKind
{
    /// <summary>So many subjects stand in one order.</summary>
    public const int MostTargets = 200;

    private const int MostEvidence = 50, MostTeams = 20;
    private static readonly string[] Open = ["issued", "disputed", "accepted", "reported"];
    private static readonly Field Id = Text("orderId", 100), By = Person("by"), Role = Word("byRole", "R1", "R2", "R3", "R3H", "R4", "R5",
        "R6", "R7", "R8"), Reason = Prose("reason", 500);

    /// <summary>The declaration.</summary>
    public static DeclaredKind Declaration { get; } = new("order", "orderId")
    {
        Events =
        [
            new("order.drafted", Id,
                Word("origin", "Warning", "Wall", "Complaint", "Sampling", "Visit", "Document", "Leader", "Report"),
                Word("severity", "Breach", "Red", "Yellow", "General"), Team("teamId"), Text("title", 200),
                Subjects("targets", MostTargets),
                Text("rule", 10).Optional, Instant("since").Optional, Day("due").Optional, Text("noticeNo", 100).Optional,
                Text("complaintId", 100).Optional, Text("visitId", 100).Optional, Text("roundId", 100).Optional,
                Codes("coTeams", MostTeams).Optional),
            new("order.issued", Id, Day("day"), Day("due"), Prose("demand", 1000), By, Role, Flag("listed").Optional,
                Prose("basis", 200).Optional),
            new("order.dismissed", Id, Day("day"), By, Reason),
            new("order.accepted", Id, Instant("at"), By),
            new("order.disputed", Id, Instant("at"), By, Reason),
            new("order.upheld", Id, Instant("at"), By, Reason.Optional),
            new("order.reassigned", Id, Instant("at"), By, Team("teamId"), Day("due").Optional, Reason.Optional),
            new("order.extended", Id, Day("approvedOn"), Day("newDue"), Reason, By),
            new("order.reported", Id, Instant("at"), Word("cause", "Duty", "Skill", "Staffing", "System", "Rule", "Outside"),
                Prose("correction", 1000), Prose("prevention", 1000), Evidence("evidence", MostEvidence), By, Flag("interim").Optional),
            new("order.returned", Id, Instant("at"), By, Role, Reason),
            new("order.closed", Id, Instant("at"), By, Role, Person("byTeam").Optional, Evidence("evidence", MostEvidence).Optional,
                Prose("override", 500).Optional),
            new("order.lookedBack", Id, Day("day"), Word("outcome", "Held", "Recurred"), By, Text("visitId", 100).Optional),
            new("order.escalated", Id, Day("day"), By, Reason, Count("level", 3)),
            new("order.suspended", Id, Day("day"), By, Reason),
            new("order.resumed", Id, Day("day"), By, Reason),
            new("order.cancelled", Id, Day("day"), By, Reason),
            new("order.confirmed", Id, Instant("at"), Word("what", "Warning", "Evidence"), Text("subject", 200)) { IsOfLedger = true },
        ],
        Moves =
        [
            new("order.drafted", ["", "drafted"], "drafted", LegalSection),
            new("order.issued", ["drafted"], "issued", LegalSection),
            new("order.dismissed", ["drafted"], "dismissed", LegalSection),
            new("order.accepted", ["issued"], "accepted", Actors.Team),
            new("order.disputed", ["issued"], "disputed", Actors.Team),
            new("order.upheld", ["disputed"], "issued", LegalSection),
            new("order.reassigned", ["disputed"], "issued", LegalSection),
            new("order.extended", ["accepted"], null, Head),
            new("order.reported", ["accepted"], null, Actors.Team)
            {
                IsOfCoTeams = true, When = static deed => deed.Flag("interim"),
            },
            new("order.reported", ["accepted"], "reported", Actors.Team) { When = static deed => !deed.Flag("interim") },
            new("order.returned", ["reported"], "accepted", LegalSection),
            new("order.closed", ["reported"], "closed", LegalSection, Head),
            new("order.lookedBack", ["closed"], null, LegalSection) { When = static deed => deed.Text("outcome") == "Held" },
            new("order.lookedBack", ["closed"], "issued", LegalSection) { When = static deed => deed.Text("outcome") == "Recurred" },
            new("order.escalated", Open, null, Head),
            new("order.suspended", Open, null, Head),
            new("order.resumed", Open, null, Head),
            new("order.cancelled", Open, "cancelled", Head),
        ],
        OpenStages = ["drafted", .. Open],
        Clocks =
        [
            new("ORD-07", "drafted")
            {
                Due = static course => ((OrderCourse)course).DraftDue, Warning = "W36", Breaches = false, IsOfLegalSection = true,
            },
            new("ORD-01", "issued")
            {
                Due = static course => ((OrderCourse)course).AcceptDue,
                Warning = "W32",
                Parts = (Counter.AcceptOnTime, Counter.AcceptLate, Counter.AcceptOpen),
            },
            new("ORD-02", "issued", "disputed", "accepted") { Due = static course => ((OrderCourse)course).Due, Warning = "W33" },
            new("ORD-03", "reported")
            {
                Due = static course => ((OrderCourse)course).CheckDue, Warning = "W34", Breaches = false, IsOfLegalSection = true,
            },
            new("ORD-05", "closed") { Due = static course => ((OrderCourse)course).LookBackDue, StoppedBy = "order.lookedBack" },
        ],
        Counts =
        [
            new(Counter.OrdersIssued, "order.issued"), new(Counter.OrdersReturned, "order.returned"),
            new(Counter.OrdersReported, "order.reported"),
        ],
        Towards = static course => ((OrderCourse)course).Towards,
        Begin = static (kind, law) => new OrderCourse(kind, law),
    };
}
