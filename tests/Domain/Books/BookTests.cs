using CsCheck;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Books;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Tests.Domain.Orders;
using static Dashboard.Tests.Domain.Books.BookStory;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Domain.Books;

/// <summary>The examples of SUPERVISION.md §9 and §12, each with its numbers, and what holds of every book.</summary>
public sealed class BookTests
{
    [Theory]
    [InlineData("2030-11-30 23:59", null)]
    [InlineData("2030-12-01 00:00", "W47 yellow")]
    [InlineData("2031-01-30 00:00", "W47 red")]
    [InlineData("2031-03-01 23:59", "W47 red")]
    [InlineData("2031-03-02 00:00", "W47 breach")]
    public void S9_1_A_document_valid_for_five_years_warns_before_it_runs_out(string at, string? stands)
    {
        var document = Published(validTo: "2031-03-01").Then("document.filed", new { docId = "D1", day = "2026-03-17", to = "区司法局" });

        Assert.Equal(stands is null ? [] : [stands], document.Warnings(at));
        Assert.Equal("1/1", document.Metric("M67", "2026-12-31"));
        Assert.Equal((true, false), (((DocumentCourse)document.Course).HoldsOn(new(2031, 3, 1)),
            ((DocumentCourse)document.Course).HoldsOn(new(2031, 3, 5))));
    }

    [Fact]
    public void S9_1_It_is_filed_by_the_17th_and_an_internal_rule_never()
    {
        Assert.Equal(["W48 red"], Published().Warnings("2026-03-17 23:59"));
        Assert.Equal(["W48 breach"], Published().Warnings("2026-03-18 00:00"));
        Assert.Equal("0/1", Published().Metric("M67", "2026-12-31"));
        Assert.Empty(Published(normative: false).Warnings("2026-12-31 00:00"));
    }

    [Fact]
    public void S9_2_A_clean_up_stays_open_while_one_of_twelve_is_undecided_and_what_ran_out_is_counted()
    {
        var cleanup = new BookStory().Then("cleanup.opened", new { cleanupId = "Q1", day = "2026-05-10" });
        for (var document = 1; document <= 11; document++)
        {
            cleanup.Then("cleanup.decided", new { cleanupId = "Q1", day = "2026-06-01", docId = $"D{document}", outcome = "Keep" });
        }

        Assert.Equal(("opened", true, 11), (cleanup.Course.Stage, cleanup.Course.IsOpen, cleanup.Course.Taken.Count - 1));
        Assert.Equal("1/0", Published(validTo: "2026-06-30").Metric("M68", "2026-07-01"));
        Assert.Equal("0/0", Published(validTo: "2026-06-30").Then("document.repealed", new { docId = "D1", day = "2026-06-20" })
            .Metric("M68", "2026-07-01"));
    }

    /// <summary>NDC-01: 15 working days from the day it is handed in, and anew when it is handed in again.</summary>
    [Fact]
    public void S9_A_document_is_reviewed_within_fifteen_working_days_of_being_handed_in()
    {
        var late = Submitted("2026-01-12").Reviewed("2026-02-03", "Returned");
        var again = Submitted("2026-01-12").Reviewed("2026-01-29", "Returned").HandedIn("2026-03-02").Reviewed("2026-03-20");

        Assert.Equal(("returned", "2026-02-02", false), Review(late));
        Assert.Equal(("underReview", "2026-02-02", false), Review(Submitted("2026-01-12")));
        Assert.Equal(("reviewed", "2026-03-23", true), Review(again));
        Assert.DoesNotContain(Published().Course.Clocks, static clock => clock.Limit.Id == "NDC-01");

        static (string Stage, string Due, bool IsMet) Review(BookStory story)
        {
            var clock = story.Course.Clocks.Single(static one => one.Limit.Id == "NDC-01");
            return (story.Course.Stage, $"{clock.Deadline.Due:yyyy-MM-dd}", clock.IsMet);
        }
    }

    /// <summary>NDC-02: at least 30 days, both days counted, none from the publication on, the longest of several.</summary>
    [Theory]
    [InlineData("✓ Consulted 30", "2026-01-10/2026-02-08")]
    [InlineData("✕ Consulted 29", "2026-01-10/2026-02-07")]
    [InlineData("✕ Consulted 11", "2026-02-19/2026-04-30")]
    [InlineData("✓ Consulted 31", "2026-01-06/2026-01-10", "2026-01-15/2026-02-14")]
    [InlineData("✕ NotConsulted 0")]
    [InlineData("✕ NotConsulted 0", "2026-03-02/2026-04-30")]
    public void S9_A_document_that_touches_business_is_published_after_thirty_days_of_consultation(string found, params string[] consulted)
    {
        var guard = Assert.Single(Consulted(touchesBusiness: true, consulted).Course.Guards());

        var days = guard.Details.FirstOrDefault(static one => one.Name == "days").Value ?? 0;
        Assert.Equal(found, $"{(guard.Passed ? "✓" : "✕")} {guard.Finding} {days}");
        Assert.Equal(("D1", 30L), (guard.Id, guard.Details.Single(static one => one.Name == "needed").Value));
        Assert.Empty(Consulted(touchesBusiness: false, consulted).Course.Guards());
    }

    [Theory]
    [InlineData("2026-05-08", "0/1")]
    [InlineData("2026-05-07", "1/1")]
    [InlineData(null, "0/1")]
    public void S9_3_A_review_after_the_publication_is_none_before_it(string? reviewed, string rate)
    {
        var document = reviewed is "2026-05-08"
            ? Published("2026-05-07", reviewed: null).Then("document.reviewed",
                new { docId = "D1", day = reviewed, outcome = "Passed", reviewerId = "O1" })
            : Published("2026-05-07", reviewed: reviewed);

        Assert.Equal(rate, document.Metric("M66", "2026-12-31"));
    }

    [Theory]
    [InlineData("1/1", null, "First:no", "First:Principal")]
    [InlineData("1/2", "W49 breach", "First:no", "First:Principal", "Second:no")]
    [InlineData("1/1", null, "First:Principal", "City:no")]
    [InlineData("0/1", "W49 breach", "First:Other")]
    [InlineData("0/1", null, "First:ill")]
    public void S9_4_5_The_head_is_asked_for_in_each_instance_against_the_district(string rate, string? warns, params string[] hearings)
    {
        var events = new List<SourceEvent> { Event("lawsuit.served", new { docketNo = "V", subjectId = "C1", day = "2026-01-05" }) };
        foreach (var (at, hearing) in hearings.Index())
        {
            var (instance, who) = (hearing.Split(':')[0], hearing.Split(':')[1]);
            events.Add(Event("lawsuit.heard", new
            {
                docketNo = "V", day = $"2026-03-{at + 1:00}", instance = instance == "City" ? "First" : instance,
                defendant = instance == "City" ? "City" : "District", headAppeared = who is "Principal" or "Other",
                headRank = who is "Principal" or "Other" ? who : null, absenceReason = who == "ill" ? "Accident" : null,
            }));
        }

        events.Add(Event("lawsuit.answered", new { docketNo = "V", day = "2026-01-10" }));
        events.Add(Event("lawsuit.judged", new { docketNo = "V", day = "2026-05-06", outcome = "驳回诉讼请求" }));
        var lawsuit = Subject.Fold(("lawsuit", "V"), events);

        Assert.Equal(rate, OrderStory.Metric(lawsuit, "M29", "2026-12-31"));
        Assert.Equal(warns is null ? [] : [warns],
            OrderStory.Warnings(lawsuit, "2026-05-07 00:00").Where(static one => one.StartsWith("W49", StringComparison.Ordinal)));
    }

    /// <summary>The hearing is on Wednesday the 18th, of which the court told on the 2nd.</summary>
    [Theory]
    [InlineData("2026-11-10 23:59", null)]
    [InlineData("2026-11-11 00:00", "W49 yellow")]
    [InlineData("2026-11-15 23:59", "W49 yellow")]
    [InlineData("2026-11-16 00:00", "W49 red")]
    [InlineData("2026-11-18 23:59", "W49 red")]
    [InlineData("2026-11-19 00:00", null)]
    public void S9_W49_A_hearing_is_near_and_no_head_is_named(string at, string? stands)
    {
        Assert.Equal(stands is null ? [] : [stands], OfHead(at, Summoned("2026-11-02")));
        // Settled who comes, or the city bureau sued, or a head had come to the instance before: nothing is asked for.
        Assert.Empty(OfHead(at, Summoned("2026-11-02"), Summoned("2026-11-03", isNamed: true)));
        Assert.Empty(OfHead(at, Summoned("2026-11-02", defendant: "City")));
        Assert.Empty(OfHead(at, Event("lawsuit.heard", new { docketNo = "V", day = "2026-10-20", headAppeared = true }),
            Summoned("2026-11-02")));
    }

    [Fact]
    public void S9_W49_A_hearing_that_is_moved_warns_of_its_new_day_and_who_is_told_late_is_warned_at_once()
    {
        Assert.Empty(OfHead("2026-11-12 09:00", Summoned("2026-11-02"), Summoned("2026-11-03", day: "2026-12-02")));
        Assert.Equal(["W49 yellow"], OfHead("2026-11-25 09:00", Summoned("2026-11-02"), Summoned("2026-11-03", day: "2026-12-02")));
        Assert.Empty(OfHead("2026-11-17 08:59", Summoned("2026-11-17")));
        Assert.Equal(["W49 red"], OfHead("2026-11-17 09:00", Summoned("2026-11-17")));
        Assert.Equal(["W49 red"], OfHead("2026-11-17 15:00", Summoned("2026-11-02"), Summoned("2026-11-17", isNamed: true, hour: 16)));
        Assert.Empty(OfHead("2026-11-17 16:00", Summoned("2026-11-02"), Summoned("2026-11-17", isNamed: true, hour: 16)));
    }

    private static string[] OfHead(string at, params SourceEvent[] told) => [.. OrderStory.Warnings(Subject.Fold(("lawsuit", "V"),
        [Event("lawsuit.served", new { docketNo = "V", subjectId = "C1", day = "2026-10-05" }), .. told]), at)
        .Where(static one => one.StartsWith("W49", StringComparison.Ordinal))];

    /// <summary>The court told of a hearing.</summary>
    private static SourceEvent Summoned(
        string told, string day = "2026-11-18", bool isNamed = false, string defendant = "District", int hour = 9) =>
        Event("lawsuit.summoned", new { docketNo = "V", day, defendant, headNamed = isNamed }, time: OrderStory.At($"{told} {hour:00}:00"));

    [Fact]
    public void S9_6_Four_cases_told_are_four_though_one_of_them_was_told_by_two_media()
    {
        var told = Enumerable.Range(1, 4).Select(static at => new BookStory()
            .Then("lawCase.published", new { lawCaseId = $"L{at}", title = "t", day = $"2020-0{at}-08", media = "WeChat" })).ToList();
        told[3].Then("lawCase.published",
            new { lawCaseId = "L4", title = "t", day = "2020-05-08", media = "Newspaper", publication = "交通旅游导报", page = "7" });

        Assert.Equal(["1/0", "1/0", "1/0", "1/0"], told.Select(static one => one.Metric("M71", "2026-12-31", "2020")));
    }

    [Fact]
    public void S9_7_Three_of_the_list_held_in_time_are_three_of_three()
    {
        var rates = Enumerable.Range(1, 3).Select(static at => $"P{at}")
            .Select(static id => Planned(id, "2026-12-04").Held(id, "2026-12-02").Metric("M70", "2026-12-31"));

        Assert.All(rates, static rate => Assert.Equal("1/1", rate));
        Assert.Equal("0/1", Planned("P1", "2026-12-04").Metric("M70", "2026-12-31"));
        Assert.Equal(["W50 yellow"], Planned("P1", "2026-12-24").Warnings("2026-12-10 00:00"));
    }

    [Fact]
    public void S12_1_A_complaint_without_a_day_of_its_own_is_closed_within_five_working_days()
    {
        var clock = Assert.Single(Received("2026-09-28").Course.Clocks);
        Assert.Equal(new DateOnly(2026, 10, 10), clock.Deadline.Due);
        Assert.Equal(new DateOnly(2026, 9, 30), Assert.Single(Received("2026-09-28", due: "2026-09-30").Course.Clocks).Deadline.Due);
        Assert.Equal(["W52 breach"], Received("2026-09-28").Warnings("2026-10-11 00:00"));
        Assert.Equal("1/1", Received("2026-09-28").Answered("2026-09-29").Closed("2026-10-10").Metric("M74", "2026-12-31"));
    }

    [Fact]
    public void S12_5_Satisfied_are_eight_of_nine_and_of_none_nothing_is_said()
    {
        var rated = Enumerable.Range(0, 9).Select(at => Received("2026-09-28").Answered("2026-09-29").Closed("2026-09-30")
            .Rated("2026-10-09", at > 0).Metric("M75", "2026-12-31")).ToList();
        Assert.Equal((8, 1), (rated.Count(static one => one == "1/1"), rated.Count(static one => one == "0/1")));
        Assert.Equal("0/0", Received("2026-09-28").Metric("M75", "2026-12-31"));
    }

    [Theory]
    [InlineData("name")]
    [InlineData("phone")]
    [InlineData("text")]
    public void S12_6_Names_and_words_of_a_complaint_are_refused_by_their_name(string member)
    {
        var data = new Dictionary<string, object>
        {
            ["complaintId"] = "C", ["day"] = "2026-09-28", ["source"] = "12345", ["about"] = "Fee",
        };
        Assert.Null(FactTests.Problem("complaint.received", data));
        data[member] = "MARK";

        Assert.StartsWith($"data.{member} must not be sent", FactTests.Problem("complaint.received", data), StringComparison.Ordinal);
        Assert.DoesNotContain("MARK", FactTests.Problem("complaint.received", data));
    }

    [Fact]
    public void S12_3_The_same_complaint_by_the_hotline_and_by_letter_counts_once_when_one_is_merged_into_the_other()
    {
        var (hotline, letter) = (Received("2026-09-28").Answered("2026-09-29").Closed("2026-09-30"), Received("2026-09-29"));
        var merged = letter.Then("record.merged", new { subjectType = "complaint", subjectId = "C1", intoId = "C2" }, "2026-09-29");

        Assert.Equal("1/1", hotline.Metric("M74", "2026-10-31"));
        Assert.Equal(("merged", "0/0"), (merged.Folded.Stage, OrderStory.Metric(merged.Folded, "M74", "2026-10-31")));
    }

    [Fact]
    public void S12_4_A_lead_from_a_complaint_is_a_clue_and_no_complaint()
    {
        var clue = new BookStory().Then("case.clueReceived",
            new { clueId = "U1", teamId = "T02", origin = "complaint", day = "2026-09-28", complaintId = "C1" });

        Assert.Equal("received", clue.Folded.Stage);
        Assert.DoesNotContain(clue.Folded.Judge(SeededLaw.Law).Counts, static count => count.Counter == Counter.ComplaintsReceived);
    }

    [Fact]
    public void S12_7_A_supervisor_is_answered_within_ten_working_days()
    {
        var spoke = new BookStory().Spoke("2026-11-25");

        Assert.Equal(("received", new DateOnly(2026, 12, 9)), (spoke.Course.Stage, spoke.Course.Clocks.Single().Deadline.Due));
        Assert.Equal("answered", spoke.Then("supervisor.answered", new { opinionId = "S1", day = "2026-12-09" }).Course.Stage);
        Assert.True(spoke.Course.Clocks.Single().IsMet);
    }

    [Fact]
    public void S12_A_complaint_opened_again_has_a_limit_of_its_own_and_of_corruption_leaves_the_system()
    {
        var again = Received("2026-09-28", due: "2026-09-30").Answered("2026-09-29").Closed("2026-09-30").Reopened("2026-11-02");

        Assert.Equal(("accepted", true), (again.Course.Stage, again.Course.IsOpen));
        Assert.Equal(new DateOnly(2026, 11, 9), again.Course.Clocks.Last(static clock => clock.Limit.Id == "CPL-01").Deadline.Due);
        Assert.Equal("1/1", again.Metric("M76", "2026-12-31"));
        Assert.Equal(("handedOver", false), (Received("2026-09-28", about: "Corruption").Course.Stage,
            Received("2026-09-28", about: "Corruption").Course.IsOpen));
    }

    [Fact]
    public void An_opinion_that_asks_for_a_change_is_counted_once_it_has_an_answer()
    {
        static object Opinion(bool? adopted) =>
            new { opinionId = "L1", day = "2026-06-11", subjectType = "Contract", byKind = "Counsel", outcome = "Change", adopted };

        Assert.Equal("0/0", new BookStory().Then("opinion.given", Opinion(null)).Metric("M69", "2026-12-31"));
        Assert.Equal("1/1", new BookStory().Then("opinion.given", Opinion(null)).Then("opinion.given", Opinion(true))
            .Metric("M69", "2026-12-31"));
    }

    [Fact]
    public void Events_of_a_book_in_any_order_and_repeated_give_one_stage_and_one_count()
    {
        foreach (var story in new[]
        {
            Published(validTo: "2031-03-01").Then("document.filed", new { docId = "D1", day = "2026-03-17", to = "x" }),
            Planned("P1", "2026-12-04").Held("P1", "2026-12-05"),
            Received("2026-09-28").Answered("2026-09-29").Closed("2026-09-30").Rated("2026-10-09", satisfied: false).Reopened("2026-11-02"),
        })
        {
            var expected = Of(story.Events);
            Gen.Shuffle(story.Events.Concat(story.Events).ToArray()).Sample(shuffled => Assert.Equal(expected, Of(shuffled)), iter: 100);

            string Of(IEnumerable<SourceEvent> told)
            {
                var judged = Subject.Fold(new(story.Events[0].Kind, story.Events[0].Subject), [.. told]).Judge(SeededLaw.Law);
                return string.Join(' ', judged.Standing.Stage, string.Join('|', judged.Counts
                    .Where(static one => one.Counter != Counter.Events)
                    .Select(static one => $"{one.Counter} {one.Day} {one.Amount}").Order(StringComparer.Ordinal)));
            }
        }
    }
}
