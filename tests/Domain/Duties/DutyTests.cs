using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Duties;
using Dashboard.Grains.Domain.Tallies;
using static Dashboard.Tests.Domain.Duties.DutyStory;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Domain.Duties;

/// <summary>The examples of SUPERVISION.md §3, each with its numbers, and what holds of every duty.</summary>
public sealed class DutyTests
{
    [Fact]
    public void S3_1_A_duty_counts_once_in_its_leading_team_though_it_names_three_others()
    {
        var duty = Assigned().Reported("2026-11-20 09:00", 100, done: true).Verified("2026-11-25 09:00");

        Assert.Equal("T04", duty.Subject.Judge(SeededLaw.Law).Standing.Team);
        Assert.Equal("1/1", duty.Metric("M55", "2026-12-31"));
        Assert.Equal(1, duty.Subject.Judge(SeededLaw.Law).Counts.Where(static count => count.Counter == Counter.DutiesCompleted)
            .Sum(static count => count.Amount));
    }

    [Fact]
    public void S3_2_What_the_ledger_counts_stands_at_three_of_four_and_never_higher_by_hand()
    {
        var duty = Assigned(measure: new { kind = "Facts", factType = "lawCase.published", least = 4 })
            .Measured("2026-09-01 09:00", 3, done: false);
        Assert.Equal((75, "assigned"), (duty.Course.Percent, duty.Course.Stage));

        duty.Reported("2026-09-02 09:00", 100, done: true);
        Assert.Equal((75, "assigned", DutyCourse.Measured), (duty.Course.Percent, duty.Course.Stage, duty.Course.Taken[^1].Void));

        duty.Measured("2026-10-01 09:00", 4, done: true);
        Assert.Equal((100, "doneReported"), (duty.Course.Percent, duty.Course.Stage));
        Assert.Equal("0/0", duty.Metric("M55", "2026-11-30"));
        Assert.Equal("verified", duty.Verified("2026-10-08 09:00").Course.Stage);
    }

    [Fact]
    public void S3_2_Nobody_but_the_ledger_says_what_it_has_counted()
    {
        var duty = Assigned(measure: new { kind = "Facts", factType = "lawCase.published", least = 4 }).Then("duty.measured",
            "2026-09-01 09:00", new { dutyId = "D1", at = "2026-09-01T09:00:00+08:00", count = 4, done = true });

        Assert.Equal((0, "assigned"), (duty.Course.Percent, duty.Course.Stage));
    }

    [Theory]
    [InlineData("""{"kind":"Metric","metricId":"casesDecided","target":100}""")]
    [InlineData("""{"kind":"Metric","metricId":"M36","target":100}""")]
    [InlineData("""{"kind":"Facts","factType":"inspection.completed","least":100}""")]
    [InlineData("""{"kind":"Facts","factType":"case.filed","least":1}""")]
    public void S3_3_A_duty_measured_by_fines_cases_or_inspections_is_refused(string measure) =>
        Assert.Equal("A duty may not be measured by fines, case counts or inspection counts (Administrative Penalty Law art. 74).",
            ProblemOf(measure));

    [Theory]
    [InlineData("""{"kind":"Metric","metricId":"M07","target":95}""", null)]
    [InlineData("""{"kind":"Facts","factType":"meeting.held","where":{"kind":"PartyGroupOnLaw"},"least":1}""", null)]
    [InlineData("""{"kind":"Evidence"}""", null)]
    [InlineData("""{"kind":"Facts","factType":"weather.changed","least":1}""",
        "data.measure.factType must be an event whose system of record is this product: lawCase.published.")]
    [InlineData("""{"kind":"Facts","factType":"meeting.held","where":{"kind":"A","form":"B"},"least":1}""",
        "data.measure.where must be an object with one field and the word it is to hold.")]
    public void S3_Measures_that_are_allowed_are_taken_and_wrong_ones_answered(string measure, string? problem) =>
        Assert.Equal(problem, ProblemOf(measure));

    [Fact]
    public void S3_4_The_self_check_of_the_third_quarter_is_due_on_the_13th_of_October_and_one_day_late()
    {
        var duty = Assigned().Checked("2026-04-02 09:00", "2026Q1").Checked("2026-07-03 09:00", "2026Q2");
        Assert.Equal(["W38 red"], duty.Warnings("2026-10-13 12:00").Where(Is38));
        Assert.Equal(["W38 breach"], duty.Warnings("2026-10-14 00:00").Where(Is38));

        duty.Checked("2026-10-14 09:00", "2026Q3");
        Assert.DoesNotContain(duty.Warnings("2026-10-14 09:00"), static warning => Is38(warning));
        Assert.Contains(duty.Subject.Judge(SeededLaw.Law).Clocks,
            static clock => clock is { Limit.Id: "DUT-02", Key: "2026Q3" } && clock.Deadline.Due == Day("2026-10-13") && !clock.IsMet);
        // Two in time, one late.
        Assert.Equal("2/3", duty.Metric("M56", "2026-10-31"));

        static bool Is38(string warning) => warning.StartsWith("W38", StringComparison.Ordinal);
    }

    [Fact]
    public void S3_4_A_quarter_is_checked_once_and_only_while_the_duty_runs()
    {
        var duty = Assigned(due: "2026-09-30").Checked("2026-04-02 09:00", "2026Q1").Checked("2026-04-03 09:00", "2026Q1")
            .Checked("2026-04-03 10:00", "2025Q4").Checked("2026-04-03 11:00", "2026Q4");

        Assert.Equal([null, null, DutyCourse.Again, DutyCourse.OutOfBounds, DutyCourse.OutOfBounds],
            duty.Course.Taken.Select(static taken => taken.Void));
        Assert.Equal(["2026Q1", "2026Q2", "2026Q3"], duty.Course.Quarters().Select(static one => one.Quarter));
    }

    [Fact]
    public void S3_5_A_duty_that_is_moved_in_time_leaves_the_year()
    {
        var duty = Assigned();
        Assert.Equal("0/1", duty.Metric("M55", "2027-01-01", "2026"));

        duty.Changed("2026-12-20 09:00", "2027-03-31");
        Assert.Equal("0/0", duty.Metric("M55", "2027-01-01", "2026"));
        Assert.Equal(Day("2026-12-31"), duty.Course.Taken[0].Deed.Day("due"));
        Assert.Equal(Day("2027-03-31"), duty.Course.Due);
    }

    [Fact]
    public void S3_5_A_day_that_has_passed_is_not_moved()
    {
        var duty = Assigned().Changed("2027-01-04 09:00", "2027-03-31");

        Assert.Equal((DutyCourse.OutOfBounds, Day("2026-12-31")), (duty.Course.Taken[^1].Void, duty.Course.Due));
    }

    [Fact]
    public void W37_warns_twenty_and_seven_days_before_and_when_the_day_has_passed()
    {
        var duty = Assigned().Checked("2026-04-02 09:00", "2026Q1").Checked("2026-07-02 09:00", "2026Q2")
            .Checked("2026-10-09 09:00", "2026Q3");
        Assert.Empty(duty.Warnings("2026-12-10 23:59"));
        Assert.Equal(["W37 yellow"], duty.Warnings("2026-12-11 00:00"));
        Assert.Equal(["W37 red"], duty.Warnings("2026-12-24 00:00"));
        Assert.Contains("W37 breach", duty.Warnings("2027-01-01 00:00"));

        // Reported done it warns no more; sent back it does again.
        duty.Reported("2026-12-25 09:00", 100, done: true);
        Assert.Empty(duty.Warnings("2026-12-25 09:00"));
        duty.Verified("2026-12-28 09:00", "NotDone");
        Assert.Equal(["W37 red"], duty.Warnings("2026-12-28 09:00"));
        Assert.Equal("returned", duty.Course.Stage);
    }

    [Theory]
    [InlineData("2026-03-31", true)]
    [InlineData("2026-04-01", false)]
    public void DUT_01_An_agenda_is_issued_by_the_end_of_March(string issuedOn, bool isMet)
    {
        var agenda = Subject.Fold(("agenda", "A"), [Event("agenda.published",
            new { agendaId = "A", year = 2026, title = "t", docNo = "n", issuedOn })]);

        Assert.Equal(isMet, Assert.Single(agenda.Judge(SeededLaw.Law).Clocks).IsMet);
    }

    [Fact]
    public void A_case_told_by_two_media_counts_once()
    {
        var told = Subject.Fold(("lawCase", "L"), [
            Event("lawCase.published", new { lawCaseId = "L", title = "t", day = "2020-05-01", media = "WeChat" }),
            Event("lawCase.published", new { lawCaseId = "L", title = "t", day = "2020-05-08", media = "Newspaper", page = "7" })]);

        Assert.Equal(1, told.Judge(SeededLaw.Law).Counts.Where(static count => count.Counter == Counter.LawCasesPublished)
            .Sum(static count => count.Amount));
    }

    [Fact]
    public void Events_of_a_duty_in_any_order_give_one_stage()
    {
        var told = Assigned().Checked("2026-04-02 09:00", "2026Q1").Reported("2026-05-01 09:00", 50)
            .Changed("2026-06-01 09:00", "2027-01-31")
            .Reported("2026-11-20 09:00", 100, done: true).Verified("2026-11-25 09:00").Events;
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var order = told.OrderBy(_ => random.Next()).Concat(told.OrderBy(_ => random.Next()).Take(2)).ToList();
            var course = (DutyCourse)((DeclaredSubject)Subject.Fold(("duty", "D1"), order)).CourseBy(SeededLaw.Law);

            Assert.Equal(("verified", Day("2027-01-31"), 100), (course.Stage, course.Due, course.Percent));
        }
    }

    [Fact]
    public void What_has_no_number_stands_where_it_was_done_among_what_an_import_has_numbered()
    {
        var numbered = Assigned(measure: new { kind = "Facts", factType = "lawCase.published", least = 4 })
            .Checked("2026-04-02 09:00", "2026Q1")
            .Events.Select(static (told, at) => told with { Seq = at + 1 });
        var measured = new DutyStory().Measured("2026-05-01 09:00", 4, done: true).Verified("2026-05-04 09:00").Events;

        var course = (DutyCourse)((DeclaredSubject)Subject.Fold(("duty", "D1"), [.. numbered, .. measured])).CourseBy(SeededLaw.Law);

        Assert.Equal(("verified", 4), (course.Stage, course.Count));
    }

    [Fact]
    public void S3_2_Facts_that_come_late_raise_the_count_though_they_are_of_an_earlier_day()
    {
        var told = Assigned(measure: new { kind = "Facts", factType = "lawCase.published", least = 4 })
            .Measured("2026-11-10 09:00", 3, done: false).Measured("2026-04-20 09:00", 5, done: true).Events
            .Select(static (one, at) => one with { Received = Orders.OrderStory.At("2026-12-01 09:00").AddDays(at) });

        var course = (DutyCourse)((DeclaredSubject)Subject.Fold(("duty", "D1"), told)).CourseBy(SeededLaw.Law);

        Assert.Equal((5, "doneReported", 100), (course.Count, course.Stage, course.Percent));
    }

    private static string? ProblemOf(string measure)
    {
        using var table = JsonTable.Rent();
        var fields = new Fields(table.ReadForeign(System.Text.Encoding.UTF8.GetBytes(
            $$"""
            {"dutyId":"D","agendaId":"A","no":"1","text":"t","chapter":"c","leadTeam":"T01","due":"2026-12-31","leaderRole":"r","post":"p",
            "measure":{{measure}}}
            """)));
        Deed.Read(YearKinds.DutyOf.Events[0], ref fields);
        return fields.Problem;
    }
}
