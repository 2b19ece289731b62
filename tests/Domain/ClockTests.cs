using CsCheck;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Cases;
using Dashboard.Grains.Domain.Clocks;
using static Dashboard.Tests.Domain.Orders.OrderStory;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Domain;

/// <summary>Deadlines (DOMAIN.md §5) and the clocks of every limit of §4 that one of our events sets off.</summary>
public sealed class ClockTests
{
    private static readonly WorkCalendar Calendar = SeededLaw.Law.Calendar;

    /// <summary>DOMAIN.md §5.2.</summary>
    [Theory]
    [InlineData(7, "Workdays", "2026-09-28", "2026-10-13", "2026-10-13")]
    [InlineData(20, "Workdays", "2026-09-28", "2026-10-30", "2026-10-30")]
    [InlineData(5, "Workdays", "2026-02-12", "2026-02-26", "2026-02-26")]
    [InlineData(7, "Workdays", "2026-02-12", "2026-02-28", "2026-02-28")]
    [InlineData(7, "Workdays", "2025-09-29", "2025-10-15", "2025-10-15")]
    [InlineData(7, "Workdays", "2024-02-07", "2024-02-22", "2024-02-22")]
    [InlineData(7, "Workdays", "2025-01-24", "2025-02-10", "2025-02-10")]
    [InlineData(3, "Workdays", "2026-04-30", "2026-05-08", "2026-05-08")]
    [InlineData(20, "Workdays", "2026-04-30", "2026-06-01", "2026-06-01")]
    [InlineData(7, "Workdays", "2026-11-23", "2026-12-02", "2026-12-02")]
    [InlineData(90, "Days", "2026-07-03", "2026-10-01", "2026-10-08")]
    [InlineData(90, "Days", "2026-06-29", "2026-09-27", "2026-09-28")]
    [InlineData(90, "Days", "2025-11-17", "2026-02-15", "2026-02-24")]
    [InlineData(15, "Days", "2026-09-16", "2026-10-01", "2026-10-08")]
    [InlineData(1, "Months", "2026-01-31", "2026-02-28", "2026-02-28")]
    [InlineData(6, "Months", "2026-08-31", "2027-02-28", "2027-03-01")]
    public void A_limit_ends_on_its_day(int n, string unit, string trigger, string raw, string due)
    {
        var deadline = Calendar.Due(Day(trigger), n, Enum.Parse<LimitUnit>(unit));

        Assert.Equal((Day(raw), Day(due)), (deadline.Raw, deadline.Due));
    }

    [Theory]
    [InlineData(10, 90_000)]
    [InlineData(40, 300_000)]
    [InlineData(33, 297_000)]
    [InlineData(34, 300_000)]
    [InlineData(0, 0)]
    [InlineData(-3, 0)]
    public void A_surcharge_is_three_percent_a_day_and_never_more_than_the_fine(int daysLate, long fen) =>
        Assert.Equal(fen, Surcharge.Of(300_000, daysLate));

    [Theory]
    [InlineData("2026-12-21", 7, false)]
    [InlineData("2026-12-28", 7, true)]
    [InlineData("2027-03-01", 7, true)]
    public void What_is_counted_through_a_year_without_a_notice_is_provisional(string trigger, int workdays, bool provisional) =>
        Assert.Equal(provisional, Calendar.Due(Day(trigger), workdays, LimitUnit.Workdays).Provisional);

    private static readonly Gen<DateOnly> Days = Gen.Int[new DateOnly(1990, 1, 1).DayNumber, new DateOnly(2100, 12, 31).DayNumber]
        .Select(DateOnly.FromDayNumber);

    [Fact]
    public void However_far_a_limit_ends_where_going_from_day_to_day_ends() =>
        Gen.Select(Days, Gen.Int[0, 3_650], Gen.Enum<LimitUnit>())
            .Sample((trigger, n, unit) => Calendar.Due(trigger, n, unit) == Stepped(trigger, n, unit), iter: 3_000);

    [Fact]
    public void So_many_working_days_are_left_from_where_going_back_day_by_day_ends() =>
        Gen.Select(Days, Gen.Int[0, 500]).Sample((due, n) =>
        {
            var from = due;
            for (var left = n + 1; left > 0; left -= IsOn(from) ? 1 : 0, from = left > 0 ? from.AddDays(-1) : from)
            {
            }

            return Calendar.WhenLeft(due, n) == from;
        }, iter: 1_000);

    [Theory]
    [InlineData("Workdays")]
    [InlineData("Days")]
    [InlineData("Hours")]
    [InlineData("Months")]
    public void No_limit_is_too_long_to_end(string unit) =>
        Assert.True(Calendar.Due(Day("2100-12-31"), int.MaxValue, Enum.Parse<LimitUnit>(unit)).Due > Day("2900-01-01"));

    [Theory]
    [InlineData("2026-10-16", 7, "2026-10-08")]
    [InlineData("2026-10-13", 1, "2026-10-12")]
    public void Working_days_are_counted_back_without_the_day_itself(string day, int n, string latest) =>
        Assert.Equal(Day(latest), Calendar.WorkdaysBefore(Day(day), n));

    [Fact]
    public void Counting_by_table_is_counting_day_by_day()
    {
        foreach (var trigger in Enumerable.Range(Day("2025-09-20").DayNumber, 500).Select(DateOnly.FromDayNumber))
        {
            var (day, counted) = (trigger, 0);
            while (counted < 7)
            {
                day = day.AddDays(1);
                counted += Calendar.IsWorkday(day) ? 1 : 0;
            }

            Assert.Equal(day, Calendar.WorkdaysAfter(trigger, 7));
            Assert.Equal(7, Calendar.WorkdaysBetween(trigger, day));
            Assert.True(Calendar.IsWorkday(Calendar.Roll(trigger))
                && Calendar.WorkdaysBetween(trigger.AddDays(-1), Calendar.Roll(trigger)) == 1);
        }
    }

    /// <summary>What is told, and the clock it sets off: limit, trigger, raw and rolled end, the day it was stopped.</summary>
    private static readonly Dictionary<string, (SourceEvent[] Told, string Clock)> Table = new()
    {
        ["PEN-01"] = ([Event("case.clueReceived",
            new { clueId = "U", teamId = "T01", origin = "complaint", day = "2026-07-06", offenceOn = "2024-10-01" })],
                "2024-10-01 2026-10-01 2026-10-08 -"),
        ["PEN-02"] = ([Event("case.clueReceived", new { clueId = "U", teamId = "T01", origin = "complaint", day = "2026-09-28" })],
            "2026-09-28 2026-10-13 2026-10-13 -"),
        ["PEN-03"] = ([Filed(on: "2026-07-03"), Decided(on: "2026-10-08")], "2026-07-03 2026-10-01 2026-10-08 2026-10-08"),
        ["PEN-04"] = ([Filed(on: "2026-07-03"),
            Event("case.extended", new { caseId = "C1", approvedOn = "2026-09-30", newDue = "2026-10-31" })],
                "2026-10-01 2026-10-31 2026-11-02 -"),
        ["PEN-05"] = ([Filed(), OnCase("case.evidencePreserved", "2026-09-28"), OnCase("case.evidenceHandled", "2026-10-09")],
            "2026-09-28 2026-10-13 2026-10-13 2026-10-09"),
        ["PEN-06"] = ([Filed(), Notice(), OnCase("case.hearingRequested", "2026-10-09")], "2026-09-28 2026-10-10 2026-10-10 2026-10-09"),
        ["PEN-07"] = ([Filed(), Notice(), OnCase("case.statementMade", "2026-10-09")], "2026-09-28 2026-10-10 2026-10-10 2026-10-09"),
        ["PEN-08"] = ([Filed(), Event("case.hearingHeld", new { caseId = "C1", day = "2026-10-16", noticeDay = "2026-09-29" })],
            "2026-10-16 2026-10-08 2026-10-08 2026-09-29"),
        ["PEN-09"] = ([Filed(), OnCase("case.hearingRequested", "2026-09-01"), OnCase("case.hearingHeld", "2026-09-20")],
            "2026-09-01 2026-10-01 2026-10-08 2026-09-20"),
        ["PEN-10"] = ([Filed(), Decided(on: "2026-09-28"), Served("2026-10-12")], "2026-09-28 2026-10-13 2026-10-13 2026-10-12"),
        ["PEN-11"] = ([Filed(), Decided(on: "2026-09-01"),
            Event("case.served", new { caseId = "C1", servedOn = "2026-10-01", method = "Public", noticeStartedOn = "2026-09-01" })],
                "2026-09-01 2026-10-01 2026-10-08 2026-10-01"),
        ["PEN-12"] = ([Filed(), Decided(on: "2026-09-10"), Served("2026-09-16"), Paid(300_000, "2026-10-08")],
            "2026-09-16 2026-10-01 2026-10-08 2026-10-08"),
        ["PEN-14"] = ([OnSpot("2026-09-28"), Paid(10_000, "2026-09-30")], "2026-09-28 2026-09-30 2026-09-30 2026-09-30"),
        ["PEN-16"] = ([OnSpot("2026-09-28")], "2026-09-28 2026-09-30 2026-09-30 2026-09-29"),
        ["PEN-17"] = ([Filed(), Decided(on: "2026-09-10"), Served("2026-09-16")], "2026-10-08 2026-11-07 2026-11-09 -"),
        ["PEN-18"] = ([Filed(), OnCase("case.demandServed", "2026-09-28"), OnCase("case.courtApplied", "2026-10-20")],
            "2026-09-28 2026-10-16 2026-10-16 2026-10-20"),
        ["PEN-19"] = ([Filed(on: "2026-01-05"), Decided(on: "2026-01-16"), Served("2026-01-20")], "2026-07-20 2026-10-20 2026-10-20 -"),
        ["PEN-20"] = ([Filed(), OnCase("case.crimeSuspected", "2026-08-03"), OnCase("case.transferred", "2026-08-05")],
            "2026-08-03 2026-08-06 2026-08-06 2026-08-05"),
        ["PEN-20H"] = ([Filed(),
            Event("case.crimeSuspected", new { caseId = "C1", day = "2026-08-03", approvedAt = "2026-08-04T15:00:00+08:00" })],
                "2026-08-04 2026-08-05 2026-08-05 -"),
        ["PEN-23"] = ([Filed(), OnCase("case.closed", "2026-09-01")], "2026-09-01 2026-10-01 2026-10-08 -"),
        ["COE-02"] = ([Filed(), Measure("2026-08-03", "2026-12-31"),
            Event("case.measureLifted", new { caseId = "C1", kind = "k", day = "2026-08-20" })],
                "2026-08-03 2026-09-02 2026-09-02 2026-08-20"),
        ["COE-03"] = ([Filed(), Measure("2026-08-03", "2026-12-31"),
            Event("case.measureExtended", new { caseId = "C1", kind = "k", day = "2026-08-24", until = "2026-12-31" })],
                "2026-09-02 2026-10-02 2026-10-08 -"),
        ["DIS-01"] = ([Filed(), Decided(on: "2026-09-28"), Published("case", "C1", "2026-10-09")],
            "2026-09-28 2026-10-13 2026-10-13 2026-10-09"),
        ["DIS-04"] = ([Started(), Completed(at: "2026-09-28T11:00:00+08:00")], "2026-09-28 2026-10-30 2026-10-30 -"),
        ["LIC-02"] = ([Accepted("S14"), Event("licence.decided", new { applicationNo = "L", day = "2026-10-20" })],
            "2026-09-28 2026-10-30 2026-10-30 2026-10-20"),
        ["LIC-02 of water transport (LIC-10)"] = ([Accepted("S22")], "2026-09-28 2026-11-13 2026-11-13 -"),
        ["LIC-02 without the days of a test (LIC-07)"] = ([Accepted("S14"),
            Event("licence.decided", new { applicationNo = "L", day = "2026-11-02", excludedWd = 3 })],
                "2026-09-28 2026-11-04 2026-11-04 2026-11-02"),
        ["LIC-03"] = ([Accepted("S14"), Event("licence.extended", new { applicationNo = "L", day = "2026-10-29" })],
            "2026-10-30 2026-11-13 2026-11-13 -"),
        ["LIC-05"] = ([Accepted("S14"), Event("licence.decided", new { applicationNo = "L", day = "2026-09-28", outcome = "Granted" })],
            "2026-09-28 2026-10-16 2026-10-16 -"),
        ["LIC-11"] = ([Event("licence.accepted", new { applicationNo = "L", itemCode = "S14", day = "2026-09-28", promisedWd = 5 })],
            "2026-09-28 2026-10-10 2026-10-10 -"),
        ["REC-01"] = ([Filed(), Decided(on: "2026-08-01"), Served("2026-08-03")], "2026-08-03 2026-10-02 2026-10-08 -"),
        ["REC-03"] = ([Event("review.received", new { docketNo = "V", subjectId = "C1", day = "2026-09-28" }),
            Event("review.answered", new { docketNo = "V", day = "2026-10-16" })], "2026-09-28 2026-10-16 2026-10-16 2026-10-16"),
        ["REC-03S"] = ([Event("review.received", new { docketNo = "V", subjectId = "C1", day = "2026-09-28", simple = true })],
            "2026-09-28 2026-10-10 2026-10-10 -"),
        ["REC-05"] = ([Event("review.received", new { docketNo = "V", subjectId = "C1", day = "2026-08-03" })],
            "2026-08-03 2026-10-02 2026-10-08 -"),
        ["REC-05S"] = ([Event("review.received", new { docketNo = "V", subjectId = "C1", day = "2026-09-01", simple = true })],
            "2026-09-01 2026-10-01 2026-10-08 -"),
        ["LIT-01"] = ([Filed(), Decided(on: "2026-04-01"), Served("2026-04-01")], "2026-04-01 2026-10-01 2026-10-08 -"),
        ["LIT-02"] = ([Event("review.received", new { docketNo = "V", subjectId = "C1", day = "2026-08-03" }),
            Event("review.concluded", new { docketNo = "V", day = "2026-09-16", outcome = "维持" })], "2026-09-16 2026-10-01 2026-10-08 -"),
        ["LIT-03"] = ([Event("lawsuit.served", new { docketNo = "V", subjectId = "C1", day = "2026-09-16" }),
            Event("lawsuit.answered", new { docketNo = "V", day = "2026-09-30" })], "2026-09-16 2026-10-01 2026-10-08 2026-09-30"),
        ["LIT-04"] = ([Event("lawsuit.served", new { docketNo = "V", subjectId = "C1", day = "2026-04-01" })],
            "2026-04-01 2026-10-01 2026-10-08 -"),
        ["LIT-05"] = ([Event("lawsuit.served", new { docketNo = "V", subjectId = "C1", day = "2026-04-01" }),
            Event("lawsuit.judged", new { docketNo = "V", day = "2026-09-16", outcome = "维持" })], "2026-09-16 2026-10-01 2026-10-08 -"),
        ["ORD-01"] = ([.. Issued().Accepted("2026-11-24 09:00").Events], "2026-11-23 2026-11-24 2026-11-24 2026-11-24"),
        ["ORD-02"] = ([.. Issued().Events], "2026-11-23 2026-11-30 2026-11-30 -"),
        ["ORD-03"] = ([.. Issued().Accepted("2026-11-24 09:00").Reported("2026-11-27 09:00").Returned("2026-11-30 09:00").Events],
            "2026-11-27 2026-12-02 2026-12-02 2026-11-30"),
        ["ORD-05"] = ([.. Issued().Accepted("2026-11-24 09:00").Reported("2026-11-27 09:00").Confirmed("2026-11-27 10:00")
            .Closed("2026-11-27 11:00").Events], "2026-11-27 2026-12-27 2026-12-28 -"),
        ["ORD-07"] = ([.. Issued().Events], "2026-11-23 2026-11-25 2026-11-25 2026-11-23"),
        ["DUT-01"] = ([Event("agenda.published", new { agendaId = "A", year = 2026, title = "t", docNo = "n", issuedOn = "2026-03-20" })],
            "2026-01-01 2026-03-31 2026-03-31 2026-03-20"),
        ["DUT-02"] = ([.. Duties.DutyStory.Assigned("2026-07-06 09:00", "2026-09-30").Checked("2026-10-14 09:00", "2026Q3").Events],
            "2026-09-30 2026-10-13 2026-10-13 2026-10-14"),
        ["DUT-03"] = ([.. Duties.DutyStory.Assigned().Reported("2026-11-20 09:00", 100, done: true).Events],
            "2026-03-02 2026-12-31 2026-12-31 2026-11-20"),
        ["DUT-04"] = ([.. Duties.DutyStory.Assigned().Reported("2026-11-20 09:00", 100, done: true).Events],
            "2026-11-20 2026-12-04 2026-12-04 -"),
        ["NDC-01"] = ([.. Books.BookStory.Submitted("2026-01-12").Reviewed("2026-01-29", "Returned").Events],
            "2026-01-12 2026-02-02 2026-02-02 2026-01-29"),
        ["NDC-03"] = ([.. Books.BookStory.Published().Then("document.filed", new { docId = "D1", day = "2026-03-16", to = "x" }).Events],
            "2026-03-02 2026-03-17 2026-03-17 2026-03-16"),
        ["NDC-04"] = ([.. Books.BookStory.Published(validTo: "2031-03-01").Events], "2026-03-02 2031-03-01 2031-03-01 -"),
        ["PUB-03"] = ([.. Books.BookStory.Planned("P1", "2026-12-04").Held("P1", "2026-12-03").Events],
            "2026-12-01 2026-12-04 2026-12-04 2026-12-03"),
        ["CPL-01"] = ([.. Books.BookStory.Received("2026-09-28").Events], "2026-09-28 2026-10-10 2026-10-10 -"),
        ["CPL-04"] = ([.. Books.BookStory.Received("2026-09-28").Answered("2026-09-29").Closed("2026-09-30").Events],
            "2026-09-30 2026-10-08 2026-10-08 -"),
        ["SPV-01"] = ([.. new Books.BookStory().Spoke("2026-11-25").Events], "2026-11-25 2026-12-09 2026-12-09 -"),
        ["REP-01"] = ([.. Reports.ReportStory.Drafted(kind: "Tables").Published("2027-01-29 09:00").Events],
            "2027-01-01 2027-01-31 2027-01-31 2027-01-29"),
        ["REP-02"] = ([.. Reports.ReportStory.Drafted().Submitted("2027-02-26 09:00").Events],
            "2027-01-01 2027-03-01 2027-03-01 2027-02-26"),
        ["REP-02P"] = ([.. Reports.ReportStory.Drafted().Published("2027-04-02 09:00").Events],
            "2027-01-01 2027-04-01 2027-04-01 2027-04-02"),
        ["REP-03"] = ([.. Reports.ReportStory.Drafted(kind: "Publicity").Events], "2027-01-01 2027-01-31 2027-01-31 -"),
        ["INS-11"] = ([Started(), Completed(result: "Rectify", at: "2026-09-28T11:00:00+08:00", due: "2026-10-20")],
            "2026-09-28 2026-10-20 2026-10-20 -"),
    };

    public static TheoryData<string> Limits => [.. Table.Keys];

    [Theory]
    [MemberData(nameof(Limits))]
    public void An_event_sets_off_its_clock_and_another_stops_it(string limit)
    {
        var (told, expected) = Table[limit];

        var clock = Assert.Single(Fold(told).Judge(SeededLaw.Law).Clocks, clock => clock.Limit.Id == limit.Split(' ')[0]);

        Assert.Equal(expected,
            $"{clock.Trigger:yyyy-MM-dd} {clock.Deadline.Raw:yyyy-MM-dd} {clock.Deadline.Due:yyyy-MM-dd} " +
                $"{(clock.Stopped is { } stop ? $"{stop.On:yyyy-MM-dd}" : "-")}");
    }

    /// <summary>
    /// DIS-06 takes a review to be lost, so its table is below; PEN-13 is an amount, not a day; LIC-04X extends a limit no event sets off.
    /// </summary>
    [Fact]
    public void Every_limit_that_an_event_sets_off_is_in_the_table() => Assert.Equal(
        [],
        SeededLaw.Law.Rules.At(Day("2026-11-02")).Source["limits"] is not IEnumerable<object> limits ? ["no limits"]
            : limits.OfType<Document>()
                .Where(limit => limit["trigger"] is string { Length: > 0 } && limit["sameAs"] is null)
                .Select(limit => (string)limit["id"]!)
                .Except(Table.Keys)
                .Except(["NDC-05", "DIS-06", "PEN-13", "LIC-04X"]));

    [Fact]
    public void A_decision_that_a_review_annuls_is_withdrawn_within_three_working_days()
    {
        var decided = Subject.Fold(new("case", "C1"), [Filed(), Decided(on: "2026-08-03"), Published("case", "C1", "2026-08-05")],
            [new Child("review", "V", Day("2026-09-28"))], null);

        var clock = Assert.Single(decided.Judge(SeededLaw.Law).Clocks, clock => clock.Limit.Id == "DIS-06");

        Assert.Equal((Day("2026-09-28"), Day("2026-10-08")), (clock.Trigger, clock.Deadline.Due));
    }

    [Fact]
    public void An_extension_approved_too_late_is_none()
    {
        var @case = Fold(Filed(on: "2026-07-03"),
            Event("case.extended", new { caseId = "C1", approvedOn = "2026-10-02", newDue = "2026-10-31" }));

        Assert.DoesNotContain(@case.Judge(SeededLaw.Law).Clocks, clock => clock.Limit.Id == "PEN-04");
    }

    /// <summary>As a person with a calendar would find it.</summary>
    private static Deadline Stepped(DateOnly trigger, int n, LimitUnit unit)
    {
        var raw = trigger;
        for (var left = unit == LimitUnit.Workdays ? n : 0; left > 0; left -= IsOn(raw) ? 1 : 0)
        {
            raw = raw.AddDays(1);
        }

        raw = unit switch { LimitUnit.Days => raw.AddDays(n), LimitUnit.Months => raw.AddMonths(n),
            LimitUnit.Hours => raw.AddDays((n + 23) / 24), _ => raw };
        var due = raw;
        while (unit is LimitUnit.Days or LimitUnit.Months && !IsOn(due))
        {
            due = due.AddDays(1);
        }

        var hangsOn = unit == LimitUnit.Workdays ? trigger : raw;
        return new(raw, due, unit != LimitUnit.Hours && (Calendar.IsProvisional(due) || Calendar.IsProvisional(hangsOn)));
    }

    private static bool IsOn(DateOnly day) => Calendar.KindOf(day) is DayKind.Workday or DayKind.MakeUp;

    private static SourceEvent Notice() =>
        Event("case.noticeServed", new { caseId = "C1", docNo = "N", servedOn = "2026-09-28", hearingRight = true });

    private static SourceEvent Served(string on) => Event("case.served", new { caseId = "C1", servedOn = on, method = "Direct" });

    private static SourceEvent Paid(int fen, string on) =>
        Event("case.paid", new { caseId = "C1", amount = fen, paidOn = on, kind = "Fine" });

    private static SourceEvent Measure(string on, string until) =>
        Event("case.measureTaken", new { caseId = "C1", kind = "k", day = on, until });

    private static SourceEvent Published(string kind, string id, string on) =>
        Event("decision.published", new { subjectType = kind, subjectId = id, day = on, url = "u" });

    private static SourceEvent Accepted(string item) =>
        Event("licence.accepted", new { applicationNo = "L", itemCode = item, day = "2026-09-28" });

    private static SourceEvent OnSpot(string on) => Event("case.onSpotDecided", new
    {
        caseId = "C1", docNo = "D", teamId = "T01", party = Company, decidedOn = on, kinds = Words("Fine"), fine = 10_000,
        officers = Officers, primaryItemCode = "S14", collectedOnSpot = true, recordedOn = "2026-09-29",
    });
}
