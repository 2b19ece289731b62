using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Roster;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Domain;

/// <summary>Notices that name days of the neighbouring year, and notices that amend one in the year (DOMAIN.md §1.18).</summary>
public sealed class AmendedCalendarTests
{
    private static SourceEvent[] Notices => [.. JudgedCases.Read("01-calendar.json")];

    [Fact]
    public void Days_of_the_neighbouring_year_hold()
    {
        var law = With(Notices);
        var cases = JudgedCases.Read("01-cases.json");

        Assert.Equal("2018-12-20 2018-12-29 open", JudgedCases.Clock(JudgedCases.Case(cases, "H01-A"), "DIS-01", law));
        Assert.Equal("2018-10-02 2019-01-02 open", JudgedCases.Clock(JudgedCases.Case(cases, "H01-B"), "PEN-03", law));
    }

    [Fact]
    public void A_day_off_that_next_years_notice_names_rolls_what_falls_due_on_it()
    {
        var law = With([.. JudgedCases.Read("01-calendar-2027.json")]);

        Assert.Equal("2026-10-02 2027-01-04 open", JudgedCases.Clock(Fold(Filed(on: "2026-10-02")), "PEN-03", law));
        Assert.Equal(DayKind.MakeUp, law.Calendar.KindOf(Day("2026-12-26")));
    }

    [Fact]
    public void A_list_that_drops_published_days_of_its_year_is_refused_by_a_sentence()
    {
        var amended = Assert.Single(JudgedCases.Read("02-amend.json"));

        Assert.Contains("drops", SeededLaw.Edition.Published.Problem(amended));
    }

    [Theory]
    [InlineData("""{"year":2026,"off":["2026-12-31"],"makeUp":["2026-12-31"]}""")]
    [InlineData("""{"year":2027,"off":["2026-12-31","2027-01-01"],"makeUp":["2026-12-31"]}""")]
    public void A_day_that_is_both_off_and_worked_is_refused_by_a_sentence(string data)
    {
        var notice = Event("calendar.published", System.Text.Json.Nodes.JsonNode.Parse(data)!.AsObject());
        using var table = Grains.Domain.JsonTable.Rent();
        Grains.Domain.Facts.Read(Grains.Domain.Facts.Find(notice.Type)!, Operation.Insert, notice.Time, notice.Received,
            table.ReadForeign(notice.Data), out var problem);

        Assert.Contains("2026-12-31", problem);
    }

    [Theory]
    [InlineData("2025-12-31", null)]
    [InlineData("2026-01-04", "2026-01-04")]
    public void A_day_that_the_notice_of_the_other_year_names_otherwise_is_refused_by_a_sentence(string off, string? named)
    {
        var year = SeededLaw.Law.Calendar.Years.Single(year => year.Year == 2025);
        var notice = Event("calendar.published",
            new { year = 2025, off = year.Off.Keys.Select(day => $"{day:yyyy-MM-dd}").Append(off),
                makeUp = year.MakeUp.Select(day => $"{day:yyyy-MM-dd}") }, 5);

        var problem = SeededLaw.Edition.Published.Problem(notice);

        Assert.Equal(named is null, problem is null);
        Assert.Contains(named ?? "", problem ?? "");
    }

    [Fact]
    public void A_whole_amended_list_moves_limits_that_run_and_none_that_has_ended()
    {
        var amended = Assert.Single(JudgedCases.Read("02-amend-full.json"));
        var law = With([amended]);

        Assert.Null(SeededLaw.Edition.Published.Problem(amended));
        // Seven working days from the day before: 2026-11-27, 11-30, 12-01 and 12-02 are off now.
        Assert.Equal("2026-11-25 2026-12-04 open", Disclosure("2026-11-25", null, SeededLaw.Law));
        Assert.Equal("2026-11-25 2026-12-10 open", Disclosure("2026-11-25", null, law));
        Assert.Equal("2026-09-28 2026-10-13 met 2026-10-09", Disclosure("2026-09-28", "2026-10-09", law));
    }

    [Fact]
    public void A_limit_that_has_ended_keeps_the_verdict_it_got_in_whatever_order_the_notices_come()
    {
        var past = Amended("2026-11-20T09:00:00+08:00", "2026-11-12", "2026-11-13");
        var later = Amended("2026-11-24T09:00:00+08:00", "2026-11-12", "2026-11-13", "2026-11-25");
        foreach (var law in new[] { With([past, later]), With([later, past]) })
        {
            // Ended before the first amendment, missed or met; ended between the two; running still.
            Assert.Equal("2026-11-06 2026-11-17 late 2026-11-18", Disclosure("2026-11-06", "2026-11-18", law));
            Assert.Equal("2026-11-06 2026-11-17 open", Disclosure("2026-11-06", null, law));
            Assert.Equal("2026-11-11 2026-11-24 met 2026-11-23", Disclosure("2026-11-11", "2026-11-23", law));
            Assert.Equal("2026-11-18 2026-11-30 open", Disclosure("2026-11-18", null, law));
        }
    }

    [Fact]
    public void A_notice_said_again_is_no_amendment_and_the_first_of_a_year_counts_from_the_beginning()
    {
        var again = Notices.Select(notice => notice with { Id = $"{notice.Id}-again", Time = notice.Time.AddDays(30) });

        Assert.Empty(With([.. Notices, .. again]).Superseded);
    }

    /// <summary>The days of the seeds and more.</summary>
    private static SourceEvent Amended(string time, params string[] more)
    {
        var year = SeededLaw.Law.Calendar.Years.Single(year => year.Year == 2026);
        return Event("calendar.published",
            new { year = 2026, off = year.Off.Keys.Select(day => $"{day:yyyy-MM-dd}").Concat(more),
                makeUp = year.MakeUp.Select(day => $"{day:yyyy-MM-dd}") }, 5,
            time: DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture));
    }

    private static string? Disclosure(string decided, string? published, Law law) => JudgedCases.Clock(
        Fold([Filed(on: "2026-09-01"), Decided(on: decided), .. published is null ? Array.Empty<SourceEvent>()
            : [Event("decision.published", new { subjectType = "case", subjectId = "C1", day = published, url = "u" })]]), "DIS-01", law);

    private static Law With(SourceEvent[] notices) => CurrentRoster.Read([.. SeededLaw.Reference, .. notices], 1).Law;
}
