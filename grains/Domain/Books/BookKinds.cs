using Dashboard.Grains.Domain.Bureau;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Tallies;
using static Dashboard.Grains.Domain.Declared.Actors;
using static Dashboard.Grains.Domain.Declared.Field;

namespace Dashboard.Grains.Domain.Books;

/// <summary>
/// What the legal section keeps books of (SUPERVISION.md §9, §12): documents and their clean-up, legal opinions, mediations, publicity of
/// the law, complaints.
/// </summary>
internal static class BookKinds
{
    private const int MostPeople = 1_000_000, LastYear = 2100;
    private static readonly Field Owner = Field.Team("teamId").Optional;
    private static readonly string[] DraftStages = ["drafted", "consulted", "underReview", "returned"], InForce = ["published", "inForce"],
        AtWork = ["received", "accepted", "transferred"];

    /// <summary>行政规范性文件, and internal rules, which are not filed (备案).</summary>
    public static DeclaredKind Document { get; } = new("document", "docId")
    {
        Events =
        [
            new("document.drafted", Text("docId", 100), Text("title", 200), Field.Team("leadTeam"), Day("day"), Flag("normative"),
                Flag("touchesBusiness"), Word("kind", "New", "Amend", "Replace").Optional),
            new("document.consulted", Text("docId", 100), Day("from"), Day("to"), Text("url", 500).Optional),
            new("document.submitted", Text("docId", 100), Day("day")),
            new("document.reviewed", Text("docId", 100), Day("day"), Word("outcome", "Passed", "Returned"), Person("reviewerId"),
                Flag("fairCompetition").Optional, Text("counselOpinionId", 100).Optional),
            new("document.published", Text("docId", 100), Text("docNo", 100), Day("day"), Day("validFrom"), Day("validTo").Optional,
                Flag("trial").Optional, Text("url", 500).Optional, Text("interpretationUrl", 500).Optional),
            new("document.filed", Text("docId", 100), Day("day"), Text("to", 200)),
            new("document.amended", Text("docId", 100), Day("day"), Text("byDocId", 100).Optional, Prose("reason", 500).Optional),
            new("document.repealed", Text("docId", 100), Day("day"), Text("byDocId", 100).Optional, Prose("reason", 500).Optional),
        ],
        Moves =
        [
            new("document.drafted", [""], "drafted", LegalSection),
            new("document.consulted", DraftStages, "consulted", LegalSection),
            // Handed in for its review (送审).
            new("document.submitted", DraftStages, "underReview", LegalSection),
            new("document.reviewed", DraftStages, "reviewed", LegalSection) { When = static deed => deed.Text("outcome") == "Passed" },
            new("document.reviewed", DraftStages, "returned", LegalSection),
            // Reviewed when it was in force already: it changes nothing, and is no review before publication.
            new("document.reviewed", InForce, null),
            new("document.published", [.. DraftStages, "reviewed"], "published", LegalSection),
            new("document.filed", ["published"], "inForce", LegalSection),
            new("document.amended", InForce, null, LegalSection),
            new("document.repealed", InForce, "repealed", LegalSection),
        ],
        OpenStages = [.. DraftStages, "reviewed", .. InForce],
        Begin = static (kind, law) => new DocumentCourse(kind, law),
    };

    /// <summary>清理: 谁制定谁清理; of each document what becomes of it.</summary>
    public static DeclaredKind Cleanup { get; } = new("cleanup", "cleanupId")
    {
        Events =
        [
            new("cleanup.opened", Text("cleanupId", 100), Day("day"), Text("title", 200).Optional, Owner),
            new("cleanup.decided", Text("cleanupId", 100), Day("day"), Text("docId", 100),
                Word("outcome", "Keep", "Amend", "Repeal", "Lapse")),
            new("cleanup.published", Text("cleanupId", 100), Day("day"), Text("url", 500).Optional),
        ],
        Moves =
        [
            new("cleanup.opened", [""], "opened", LegalSection),
            new("cleanup.decided", ["opened"], null, LegalSection),
            new("cleanup.published", ["opened"], "published", LegalSection),
        ],
        OpenStages = ["opened"],
        Towards = static course => course.Latest("cleanup.published") is { } published ? (Cleanups.Key, published.On) : null,
    };

    /// <summary>法律意见 of outside counsel, public lawyers and legal staff.</summary>
    public static DeclaredKind Opinion { get; } = new("opinion", "opinionId")
    {
        Events =
        [
            new("opinion.given", Text("opinionId", 100), Day("day"),
                Word("subjectType", "Document", "Contract", "Decision", "Case", "Lawsuit", "Other"),
                Word("byKind", "Counsel", "PublicLawyer", "LegalStaff"), Word("outcome", "Lawful", "Change", "Unlawful"),
                Text("subjectId", 100).Optional, Flag("adopted").Optional, Day("requestedOn").Optional, Owner),
        ],
        Moves = [new("opinion.given", ["", "given"], "given", LegalSection)],
        OpenStages = [],
        TitleField = "subjectType",
        Begin = static (kind, law) => new OpinionCourse(kind, law),
    };

    /// <summary>行政调解.</summary>
    public static DeclaredKind Mediation { get; } = new("mediation", "mediationId")
    {
        Events =
        [
            new("mediation.requested", Text("mediationId", 100), Day("day"), Word("about", "Civil", "Administrative").Optional,
                Text("subjectId", 100).Optional, Owner),
            new("mediation.accepted", Text("mediationId", 100), Day("day")),
            new("mediation.concluded", Text("mediationId", 100), Day("day"), Word("outcome", "Agreed", "Failed", "Withdrawn")),
        ],
        Moves =
        [
            new("mediation.requested", [""], "requested", LegalSection),
            new("mediation.accepted", ["requested"], "accepted", LegalSection),
            new("mediation.concluded", ["requested", "accepted"], "ended", LegalSection),
        ],
        OpenStages = ["requested", "accepted"],
        TitleField = "about",
        Counts = [new(Counter.MediationsConcluded, "mediation.concluded")],
    };

    /// <summary>普法责任清单: what is planned with its day, and what was held, planned or not.</summary>
    public static DeclaredKind Publicity { get; } = new("publicity", "publicityId")
    {
        Events =
        [
            new("publicity.planned", Text("publicityId", 100), Count("year", LastYear), Text("theme", 200), Day("due"),
                Field.Team("leadTeam"), Text("place", 200).Optional, Text("audience", 200).Optional),
            new("publicity.held", Text("publicityId", 100).Optional, Text("eventId", 100).Optional, Day("day"), Text("theme", 200),
                Word("form", "Online", "Offline"), Text("place", 200).Optional, Count("reached", MostPeople).Optional,
                Text("url", 500).Optional, Owner) { IdElse = "eventId" },
        ],
        Moves =
        [
            new("publicity.planned", [""], "planned", LegalSection),
            // What was held may be told of before its plan is, and more than once.
            new("publicity.planned", ["held"], null, LegalSection),
            new("publicity.held", ["", "planned", "held"], "held", LegalSection, Actors.Team),
        ],
        OpenStages = ["planned"],
        TitleField = "theme",
        Clocks =
        [
            new("PUB-03", "planned")
            {
                Due = static course => course.Taken[0].Deed.Day("due"), Warning = "W50",
                Parts = (Counter.PublicityOnTime, Counter.PublicityLate, Counter.PublicityOpen),
            },
        ],
        Counts = [new(Counter.PublicityHeld, "publicity.held")],
    };

    /// <summary>
    /// 投诉: neither words nor names, which stay in the source system. Corruption is the discipline inspection's (纪检), and leaves this one.
    /// </summary>
    public static DeclaredKind Complaint { get; } = new("complaint", "complaintId")
    {
        Events =
        [
            new("complaint.received", Text("complaintId", 100), Day("day"),
                Word("source", "12345", "12328", "Letter", "Web", "Visit", "Enterprise", "Supervisor", "Superior", "Media"),
                Word("about", "Conduct", "Inaction", "Procedure", "Decision", "Inspection", "Fee", "Corruption"), Owner,
                Text("subjectType", 40).Optional, Text("subjectId", 100).Optional, Day("due").Optional, Text("orderNo", 100).Optional,
                Text("ref", 100).Optional) { IsClosed = true },
            new("complaint.accepted", Text("complaintId", 100), Day("day")) { IsClosed = true },
            new("complaint.transferred", Text("complaintId", 100), Day("day"), Prose("to", 100)) { IsClosed = true },
            new("complaint.answered", Text("complaintId", 100), Day("day"), Word("founded", "Yes", "Partly", "No"),
                Prose("publicText", 1000).Optional) { IsClosed = true },
            new("complaint.closed", Text("complaintId", 100), Day("day")) { IsClosed = true },
            new("complaint.rated", Text("complaintId", 100), Flag("satisfied"), Day("day").Optional) { IsClosed = true },
            new("complaint.reopened", Text("complaintId", 100), Day("day"), Prose("reason", 500)) { IsClosed = true },
        ],
        Moves =
        [
            new("complaint.received", [""], "handedOver", LegalSection) { When = static deed => deed.Text("about") == "Corruption" },
            new("complaint.received", [""], "received", LegalSection),
            new("complaint.accepted", ["received"], "accepted", LegalSection),
            new("complaint.transferred", ["received", "accepted"], "transferred", LegalSection),
            new("complaint.answered", AtWork, "answered", Actors.Team, LegalSection),
            new("complaint.closed", ["answered"], "closed", LegalSection),
            new("complaint.rated", ["closed"], null, LegalSection),
            new("complaint.reopened", ["closed"], "accepted", LegalSection),
        ],
        OpenStages = [.. AtWork, "answered"],
        TitleField = "about",
        Clocks =
        [
            new("CPL-01", [.. AtWork, "answered"])
            {
                Due = static course => ((ComplaintCourse)course).Due, Warning = "W52",
                Parts = (Counter.ComplaintOnTime, Counter.ComplaintLate, Counter.ComplaintOpen),
            },
            new("CPL-04", "closed") { StoppedBy = "complaint.rated" },
        ],
        Counts =
        [
            new(Counter.ComplaintsReceived, "complaint.received"), new(Counter.ComplaintsClosed, "complaint.closed"),
            new(Counter.ComplaintReopened, "complaint.reopened"),
        ],
        Towards = static course => ((ComplaintCourse)course).Towards,
        Begin = static (kind, law) => new ComplaintCourse(kind, law),
    };

    /// <summary>All of them.</summary>
    public static DeclaredKind[] All { get; } = [Document, Cleanup, Opinion, Mediation, Publicity, Complaint];
}
