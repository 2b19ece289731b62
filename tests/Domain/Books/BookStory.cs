using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Tests.Domain.Orders;

namespace Dashboard.Tests.Domain.Books;

/// <summary>What happens to one subject of the legal section's books, told step by step, each step at nine on its day.</summary>
internal sealed class BookStory
{
    private readonly OrderStory events = new();
    private SubjectKey key;

    public IReadOnlyList<SourceEvent> Events => events.Events;

    /// <summary>It, whichever kind it is.</summary>
    public Subject Folded => Dashboard.Grains.Domain.Subject.Fold(key, Events);

    public DeclaredSubject Subject => (DeclaredSubject)Folded;

    public Course Course => Subject.CourseBy(SeededLaw.Law);

    /// <summary>A document, reviewed and published.</summary>
    public static BookStory Published(
        string day = "2026-03-02", string? validTo = null, bool normative = true, string? reviewed = "2026-02-10")
    {
        var story = new BookStory().Then("document.drafted", new
        {
            docId = "D1", title = "执法全过程记录实施细则", leadTeam = "T10", day = "2026-01-05", normative, touchesBusiness = false,
        });
        story = reviewed is null ? story
            : story.Reviewed(reviewed);
        return story.Then("document.published", new { docId = "D1", docNo = "n", day, validFrom = day, validTo });
    }

    /// <summary>A document published on 2 March after consultations: first and last day of each.</summary>
    public static BookStory Consulted(bool touchesBusiness, params string[] consultations) => consultations.Aggregate(
        new BookStory().Then("document.drafted",
            new { docId = "D1", title = "t", leadTeam = "T10", day = "2026-01-05", normative = true, touchesBusiness }),
        static (story, days) => story.Then("document.consulted",
            new { docId = "D1", from = days.Split('/')[0], to = days.Split('/')[1] }, "2026-01-05"))
        .Then("document.published", new { docId = "D1", docNo = "n", day = "2026-03-02", validFrom = "2026-03-02" });

    /// <summary>A document that is handed in for its review.</summary>
    public static BookStory Submitted(string day) => new BookStory().Then("document.drafted", new
    {
        docId = "D1", title = "执法全过程记录实施细则", leadTeam = "T10", day = "2026-01-05", normative = true, touchesBusiness = false,
    }).HandedIn(day);

    public BookStory HandedIn(string day) => Then("document.submitted", new { docId = "D1", day });

    public BookStory Reviewed(string day, string outcome = "Passed") =>
        Then("document.reviewed", new { docId = "D1", day, outcome, reviewerId = "O1" });

    public static BookStory Planned(string id, string due) => new BookStory().Then("publicity.planned",
        new { publicityId = id, year = 2026, theme = "宪法宣传日", due, leadTeam = "T10" }, "2026-12-01");

    public static BookStory Received(string day, string? due = null, string about = "Conduct") => new BookStory().Then("complaint.received",
        new { complaintId = "C1", day, source = "12345", about, teamId = "T02", due });

    /// <summary>A supervisor raised something.</summary>
    public BookStory Spoke(string day) => Then("supervisor.spoke",
        new { opinionId = "S1", supervisorId = "JD-01", day, about = "Procedure", teamId = "T02" });

    public BookStory Held(string id, string day) =>
        Then("publicity.held", new { publicityId = id, day, theme = "宪法宣传日", form = "Offline" });

    public BookStory Answered(string day, string founded = "Yes") => Then("complaint.answered", new { complaintId = "C1", day, founded });

    public BookStory Closed(string day) => Then("complaint.closed", new { complaintId = "C1", day });

    public BookStory Rated(string day, bool satisfied) => Then("complaint.rated", new { complaintId = "C1", satisfied, day });

    public BookStory Reopened(string day) => Then("complaint.reopened", new { complaintId = "C1", day, reason = "r" });

    /// <summary>The next step, on the day its data names unless another is said.</summary>
    public BookStory Then(string type, object data, string? day = null)
    {
        events.Then(type, OrderStory.At($"{day ?? data.GetType().GetProperty("day")?.GetValue(data)} 09:00"), data, "/nb/hs/jt/fg");
        key = new(events.Events[^1].Kind, events.Events[^1].Subject);
        return this;
    }

    /// <summary>What a metric is on a day, of the period its year is: "1/1".</summary>
    public string Metric(string id, string on, string? year = null) => OrderStory.Metric(Subject, id, on, year);

    /// <summary>The warnings that stand at an instant: "W47 breach".</summary>
    public string[] Warnings(string at) => OrderStory.Warnings(Subject, at);
}
