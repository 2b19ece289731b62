using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Tests.Domain.Books;
using Dashboard.Tests.Domain.Orders;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Domain.Bureau;

/// <summary>
/// What the whole bureau is warned of, and what comes back at one team: SUPERVISION.md §3 example 6, §8 example 6, §12 and the rows W35,
/// W39, W45 and W46 of §13.
/// </summary>
public sealed class BureauTests
{
    private static readonly SubjectKey Year = new("year", "2026"), Staff = new("staff", "bureau");

    [Fact]
    public void S3_6_Without_a_meeting_of_the_party_group_the_bureau_is_warned_from_November_on_and_no_team()
    {
        var year = Made(Year, Agenda(2026), Stated(2026, "2026-03-01"));

        Assert.Equal((0, 1), (Count(year, "2026-10-31 23:59"), Count(year, "2026-11-01 00:00")));
        Assert.Equal(["W39 yellow"], Of(39, year, "2026-11-01 00:00"));
        Assert.Equal("T10", year.Judge(SeededLaw.Law).Standing.Team);
        Assert.Equal("owesMeeting", year.Judge(SeededLaw.Law).Standing.Stage);
        static int Count(Subject year, string at) => Of(39, year, at).Length;
    }

    [Fact]
    public void S13_W39_Both_the_meeting_and_the_statement_are_owed_each_year_and_it_rises_in_December_and_at_its_end()
    {
        var year = Made(Year, Agenda(2026));
        Assert.Equal(["W39 yellow"], Of(39, year, "2026-11-30 23:59"));
        Assert.Equal(["W39 red"], Of(39, year, "2026-12-01 00:00"));
        Assert.Equal(["W39 red"], Of(39, year, "2026-12-31 23:59"));
        Assert.Equal(["W39 breach"], Of(39, year, "2027-01-01 00:00"));

        // Another sort of meeting, a meeting of another year and a statement on another year are none of it.
        var still = Made(Year, Agenda(2026), Met("2026-05-01", "HeadsStudy"), Met("2025-12-30"), Stated(2025, "2026-01-10"));
        Assert.Equal(["W39 red"], Of(39, still, "2026-12-01 00:00"));
        Assert.Equal("owesBoth", still.Stage);

        var held = Made(Year, Agenda(2026), Met("2026-12-05"), Stated(2026, "2026-12-20"));
        Assert.Equal(["W39 red"], Of(39, held, "2026-12-04 12:00"));
        Assert.Equal(["W39 red"], Of(39, held, "2026-12-19 12:00"));
        Assert.Empty(Of(39, held, "2026-12-20 00:00"));
        Assert.Equal(("held", false), (held.Stage, held.Open));
    }

    [Fact]
    public void S13_W39_A_year_that_is_over_without_a_meeting_is_disposed_of_by_a_person()
    {
        var year = Made(Year, Agenda(2026), Stated(2026, "2026-03-01")).Continue(Event("warning.resolved",
            new { subjectType = "year", subjectId = "2026", rule = "W39", by = "u-1", reason = "r" },
            time: OrderStory.At("2027-01-05 09:00")));

        Assert.Equal(["W39 breach"], Of(39, year, "2027-01-04 12:00"));
        Assert.Empty(Of(39, year, "2027-01-05 09:00"));
    }

    [Fact]
    public void S13_W45_Without_a_plan_with_seats_by_the_end_of_June_the_bureau_is_warned_until_one_is_made_or_the_year_ends()
    {
        var none = Made(Year, Agenda(2026), Planned("2026-05-04 09:00", seats: 0), Planned("2026-05-05 09:00", isCancelled: true));
        Assert.Empty(Of(45, none, "2026-06-30 23:59"));
        Assert.Equal(["W45 yellow"], Of(45, none, "2026-07-01 00:00"));
        Assert.Empty(Of(45, none, "2027-01-01 00:00"));

        Assert.Empty(Of(45, Made(Year, Planned("2026-05-04 09:00")), "2026-07-01 00:00"));
        var late = Made(Year, Agenda(2026), Planned("2026-08-03 09:00"));
        Assert.Equal(["W45 yellow"], Of(45, late, "2026-08-02 12:00"));
        Assert.Empty(Of(45, late, "2026-08-03 09:00"));
    }

    [Fact]
    public void The_reports_of_a_year_say_that_the_next_has_begun() =>
        Assert.Equal(["year/2027"], Reports.ReportStory.Drafted().Subject.Judge(SeededLaw.Law).Parents);

    [Theory]
    [InlineData(3, "W46 yellow")]
    [InlineData(4, "W46 yellow")]
    [InlineData(5, null)]
    public void S8_6_Of_81_certified_five_are_to_review(int reviewers, string? warning)
    {
        var staff = Made(Staff, [.. Enumerable.Range(1, 81).Select(number => Officer($"O{number}", isReviewer: number <= reviewers))]);

        Assert.Equal(warning is null ? [] : [warning], Of(46, staff, "2026-11-02 12:00"));
        Assert.Equal("T10", staff.Judge(SeededLaw.Law).Standing.Team);
    }

    [Fact]
    public void S13_W46_follows_time_as_certificates_end_and_officers_retire_and_asks_for_one_full_time()
    {
        var staff = Made(Staff, [Officer("R", isReviewer: true), .. Enumerable.Range(1, 19).Select(static number => Officer($"O{number}")),
            Officer("E", validTo: "2026-11-30"), Officer("P", retiresOn: "2026-12-05")]);
        Assert.Equal(["W46 yellow"], Of(46, staff, "2026-12-04 23:59"));
        Assert.Empty(Of(46, staff, "2026-12-05 00:00"));

        Assert.Equal(["W46 yellow"], Of(46, Made(Staff, Officer("R", isReviewer: true, duty: "Part")), "2026-11-02 12:00"));
        Assert.Empty(Made(Staff, Officer("G", status: "Left")).Judge(SeededLaw.Law).Warnings);
    }

    [Fact]
    public void S13_W35_The_third_order_of_one_rule_at_one_team_within_90_days_is_red()
    {
        Subject[] orders = [Order("2026-06-01"), Order("2026-07-01"), Order("2026-08-29")];
        var repeat = Made(new("repeat", "order:W04:T04"), orders);

        Assert.Empty(Of(35, repeat, "2026-08-28 23:59"));
        Assert.Equal(["W35 red"], Of(35, repeat, "2026-08-29 00:00"));
        // The first is 90 days old.
        Assert.Empty(Of(35, repeat, "2026-08-30 00:00"));
        Assert.Equal("T04", repeat.Judge(SeededLaw.Law).Standing.Team);

        Assert.Empty(Of(35, Made(new("repeat", "order:W04:T04"), [.. orders[..2], Order("2026-08-30")]), "2026-08-30 12:00"));
        Assert.Empty(Of(35, Made(new("repeat", "order:W04:T04"), [.. orders[..2], Order("2026-08-29", "W02")]), "2026-08-29 12:00"));
        var cancelled = new OrderStory().Drafted(OrderStory.At("2026-08-29 09:00"));
        Assert.Empty(cancelled.Subject.Judge(SeededLaw.Law).Parents);
    }

    [Fact]
    public void S12_The_third_founded_complaint_about_one_matter_at_one_team_within_90_days_is_red()
    {
        var key = new SubjectKey("repeat", "complaint:Conduct:T02");
        Subject[] founded = [Complaint("2026-09-01"), Complaint("2026-09-20"), Complaint("2026-10-12", founded: "Partly")];

        Assert.Equal(["W35 red"], Of(35, Made(key, founded), "2026-10-12 12:00"));
        Assert.Empty(Of(35, Made(key, [.. founded[..2], Complaint("2026-10-12", founded: "No")]), "2026-10-12 12:00"));
        Assert.Empty(Of(35, Made(key, [.. founded[..2], Complaint("2026-10-12", about: "Fee")]), "2026-10-12 12:00"));
    }

    [Theory]
    [InlineData("2026-03-31 23:59", null)]
    [InlineData("2026-04-01 00:00", "W47 yellow")]
    [InlineData("2026-05-31 00:00", "W47 red")]
    [InlineData("2026-06-30 23:59", "W47 red")]
    [InlineData("2026-07-01 00:00", "W47 breach")]
    public void S9_2_The_next_clean_up_is_due_two_years_after_the_last_was_published(string at, string? stands)
    {
        SubjectKey key = new("cleanups", "bureau");
        var cleanups = Made(key, Cleanup("2022-06-30"), Cleanup("2024-06-30"));

        Assert.Equal(new(2026, 6, 30), cleanups.Judge(SeededLaw.Law).Clocks.Single().Deadline.Due);
        Assert.Equal("T10", cleanups.Judge(SeededLaw.Law).Standing.Team);
        Assert.Equal(stands is null ? [] : [stands], Of(47, cleanups, at));
        Assert.Empty(Of(47, Made(key, Cleanup("2024-06-30"), Cleanup("2026-06-15")), at));
    }

    /// <summary>A subject made of what those give it that count towards it.</summary>
    private static Subject Made(SubjectKey key, params Subject[] children)
    {
        var made = Subject.Fold(key, []);
        foreach (var child in children)
        {
            var judged = child.Judge(SeededLaw.Law);
            made = judged.Parents.Contains(key.ToString())
                ? made.WithChild(Contribution.Of(key.Kind, KindOf(child), judged.DoneOn, judged.Standing.Team ?? "", child.Item,
                    SubjectCounts.Of("", judged.Counts)), 1)
                : made;
        }

        return made;

        static string KindOf(Subject child) => child is Dashboard.Grains.Domain.Declared.DeclaredSubject declared ? declared.Declared.Kind
            : "officer";
    }

    /// <summary>What stands of a rule at an instant; two that ended since, the one thing owed and the other, are told once.</summary>
    private static string[] Of(byte rule, Subject subject, string at) => [.. OrderStory.Warnings(subject, at).Distinct()
        .Where(warning => warning.StartsWith($"W{rule}", StringComparison.Ordinal))];

    private static Subject Agenda(int year) => Subject.Fold(("agenda", "A"), [Event("agenda.published",
        new { agendaId = "A", year, title = "t", docNo = "n", issuedOn = $"{year}-03-20" })]);

    private static Subject Met(string day, string kind = "PartyGroupOnLaw") => Subject.Fold(("meeting", day),
        [Event("meeting.held", new { meetingId = day, day, kind, topic = "t" }, time: OrderStory.At($"{day} 09:00"))]);

    private static Subject Stated(int year, string day) => Subject.Fold(("statement", day), [Event("statement.delivered",
        new { statementId = day, year, day, byRole = "R1", form = "Oral" }, time: OrderStory.At($"{day} 09:00"))]);

    private static Subject Planned(string at, int seats = 14, bool isCancelled = false) => Subject.Fold(("certPlan", at),
        [Event("certification.planned", new
        {
            certPlanId = at, year = 2026, organiser = "Province", seats, examOn = "2026-10-20", cancelled = isCancelled,
        }, time: OrderStory.At(at))]);

    private static Subject Officer(string id, bool isReviewer = false, string? duty = "FullTime", string validTo = "2031-12-31",
        string? retiresOn = null, string status = "Active") => Subject.Fold(("officer", id), [Event("officer.upserted", new
        {
            officerId = id, teamId = "T01", post = true, status, certNo = id, certValidFrom = "2021-01-01", certValidTo = validTo,
            retiresOn,
            legalQualified = true, legalDuty = isReviewer ? duty : "None", reviewerSince = isReviewer ? "2016-01-01" : null,
        })]);

    private static Subject Cleanup(string published) => new BookStory()
        .Then("cleanup.opened", new { cleanupId = "Q" + published, day = published })
        .Then("cleanup.published", new { cleanupId = "Q" + published, day = published }).Subject;

    private static Subject Order(string day, string rule = "W04") => OrderStory.Issued($"{day} 10:00", "2026-12-31", rule: rule).Subject;

    private static Subject Complaint(string day, string founded = "Yes", string about = "Conduct") =>
        BookStory.Received("2026-08-20", about: about).Answered(day, founded).Subject;
}
