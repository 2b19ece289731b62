using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Orders;
using static Dashboard.Tests.Domain.Orders.OrderStory;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Domain.Orders;

/// <summary>The examples of SUPERVISION.md §2, each with its numbers, and what holds of every order.</summary>
public sealed class OrderTests
{
    [Theory]
    [InlineData("Breach", "2026-11-30")]
    [InlineData("Red", "2026-12-07")]
    [InlineData("Yellow", "2026-12-14")]
    public void S2_3_An_order_issued_on_a_Monday_is_accepted_by_Tuesday_and_reported_by_its_severity(string severity, string due)
    {
        var order = Issued("2026-11-23 10:00", due, severity);

        Assert.Equal(due, SeededLaw.Law.Rules.At(Day("2026-11-23")).Orders
            .DueOf(severity, Day("2026-11-23"), SeededLaw.Law.Calendar).ToString("yyyy-MM-dd"));
        Assert.Equal(["ORD-07 2026-11-25", "ORD-01 2026-11-24", $"ORD-02 {due}"], order.Clocks);
        Assert.Equal(["W32 red"], order.Warnings("2026-11-24 00:00").Where(warning => warning.StartsWith("W32", StringComparison.Ordinal)));
        Assert.Contains("W32 breach", order.Warnings("2026-11-25 00:00"));
    }

    [Fact]
    public void S2_3_No_order_is_due_later_than_the_subject_itself() =>
        Assert.Equal(Day("2026-11-27"), SeededLaw.Law.Rules.At(Day("2026-11-23")).Orders
            .DueOf("Red", Day("2026-11-23"), SeededLaw.Law.Calendar, Day("2026-11-27")));

    [Fact]
    public void S2_4_A_report_in_time_that_is_returned_has_three_working_days_and_counts_as_in_time()
    {
        var order = Issued().Accepted("2026-11-25 09:00");
        Assert.Equal("0/1", order.Metric("M51", "2026-11-25"));

        order.Reported("2026-11-30 16:05").Returned("2026-12-01 09:00");
        Assert.Equal(Day("2026-12-04"), order.Course.Due);
        Assert.Equal(Stages.Accepted, order.Stage);

        order.Reported("2026-12-03 09:00").Confirmed("2026-12-03 10:00").Closed("2026-12-03 11:00");
        Assert.Equal(Stages.Closed, order.Stage);
        Assert.Equal("1/1", order.Metric("M50", "2026-12-31"));
        Assert.Equal("1/1", order.Metric("M52", "2026-12-31"));
        Assert.Equal("0/1", order.Metric("M51", "2026-12-31"));
    }

    [Fact]
    public void S2_4_The_grace_of_a_return_is_given_once()
    {
        var order = Issued().Accepted("2026-11-24 09:00").Reported("2026-11-30 16:05").Returned("2026-12-01 09:00")
            .Reported("2026-12-04 09:00").Returned("2026-12-07 09:00");

        Assert.Equal(Day("2026-12-04"), order.Course.Due);
        Assert.Equal(1, order.Course.LevelAt(At("2026-12-04 12:00")));
    }

    [Theory]
    [InlineData("2026-12-07 23:59:59", 0)]
    [InlineData("2026-12-08 00:00:00", 1)]
    [InlineData("2026-12-14 23:59:59", 1)]
    [InlineData("2026-12-15 00:00:00", 2)]
    [InlineData("2026-12-21 23:59:59", 2)]
    [InlineData("2026-12-22 00:00:00", 3)]
    public void S2_5_The_level_rises_by_time_alone(string at, int level)
    {
        var order = Issued(due: "2026-12-07", severity: "Red").Accepted("2026-11-24 09:00");

        Assert.Equal(level, order.Course.LevelAt(At(at)));
        Assert.Equal(level > 0, order.Warnings(at).Contains("W33 breach"));
    }

    [Fact]
    public void S2_5_A_report_stops_the_level_where_it_stands()
    {
        var order = Issued(due: "2026-12-07", severity: "Red").Accepted("2026-11-24 09:00").Reported("2026-12-09 09:00");

        Assert.Equal(1, order.Course.LevelAt(At("2027-03-01 09:00")));
    }

    [Fact]
    public void S2_6_A_closing_by_the_head_of_the_team_is_void_by_K1()
    {
        var order = Issued().Accepted("2026-11-24 09:00").Reported("2026-11-25 09:00").Confirmed("2026-11-25 10:00")
            .Closed("2026-11-26 09:00", by: "u-17", byRole: "R4");

        Assert.Equal(Stages.Reported, order.Stage);
        Assert.Equal("K1", order.Course.Taken[^1].Void);
        Assert.Contains(order.Subject.Judge(SeededLaw.Law).Guards, guard => guard is { Id: "K1", Passed: false });
    }

    [Fact]
    public void S2_7_A_closing_before_the_ledger_saw_the_warning_cleared_is_void_by_K3_and_one_after_it_holds()
    {
        var order = Issued(rule: "W03").Accepted("2026-11-24 09:00").Reported("2026-11-25 09:00").Closed("2026-11-26 09:00")
            .Confirmed("2026-11-26 15:00");
        Assert.Equal("K3", order.Course.Taken.Single(taken => taken.Deed.Type == "order.closed").Void);
        Assert.Equal(Stages.Reported, order.Stage);

        order.Closed("2026-11-27 09:00");
        Assert.Equal(Stages.Closed, order.Stage);
        Assert.Equal("ordersClosed 2026-11-27 1", Counts(order.Subject)[0]);
    }

    [Fact]
    public void S2_7_What_the_ledger_has_seen_nobody_else_can_say()
    {
        var order = Issued().Accepted("2026-11-24 09:00").Reported("2026-11-25 09:00").Confirmed("2026-11-25 10:00", source: "/nb/hs/jt/jd")
            .Closed("2026-11-26 09:00");

        Assert.Equal("K3", order.Course.Taken[^1].Void);
    }

    [Fact]
    public void S2_8_A_document_answered_before_its_day_counts_in_M54()
    {
        var document = Fold(
            Event("supervision.noticeIssued", new { noticeNo = "N", kind = "意见书", due = "2026-12-18", target = "t", direction = "In" }),
            Event("supervision.replied", new { noticeNo = "N", day = "2026-12-17" }, time: At("2026-12-17 09:00")));

        Assert.Equal(["noticeOnTime 2026-12-18 1"], Parts(document).Where(part => part.StartsWith("notice", StringComparison.Ordinal)));
        Assert.Equal(Day("2026-12-15"), SeededLaw.Law.Calendar.WorkdaysBefore(Day("2026-12-18"),
            SeededLaw.Law.Rules.At(Day("2026-12-01")).Orders.BeforeDocument));
    }

    [Fact]
    public void S2_9_What_has_recurred_at_the_look_back_is_issued_again_with_a_new_round()
    {
        var order = Issued("2026-11-02 10:00", "2026-11-09").Accepted("2026-11-03 09:00").Reported("2026-11-06 09:00")
            .Confirmed("2026-11-06 10:00").Closed("2026-11-09 09:00");
        Assert.Contains("ORD-05 2026-12-09", order.Clocks);

        order.LookedBack("2026-12-09 09:00", "Recurred");
        Assert.Equal((Stages.Issued, 2), (order.Stage, order.Course.RoundNumber));
        Assert.Contains("W35 breach", order.Warnings("2026-12-09 09:00"));
        Assert.Equal("1/1", order.Metric("M53", "2026-12-31"));
        Assert.Equal(Day("2026-12-16"), order.Course.Due);
        Assert.Equal("1/1", order.Metric("M50", "2026-12-09"));

        order.Accepted("2026-12-10 09:00").Reported("2026-12-11 09:00").Closed("2026-12-14 09:00").LookedBack("2027-01-13 09:00", "Held");
        Assert.Equal(Stages.Closed, order.Stage);
        Assert.DoesNotContain("W35 breach", order.Warnings("2026-12-14 09:00"));
    }

    [Fact]
    public void An_extension_is_given_once_by_the_last_day_and_by_ten_working_days_at_most()
    {
        Assert.Equal(Day("2026-12-14"), Extended("2026-11-30", "2026-12-14").Course.Due);
        Assert.Equal(Day("2026-11-30"), Extended("2026-12-01", "2026-12-14").Course.Due);
        Assert.Equal(Day("2026-11-30"), Extended("2026-11-30", "2026-12-15").Course.Due);
        var twice = Extended("2026-11-30", "2026-12-07");
        Extend(twice, "2026-12-01", "2026-12-14");
        Assert.Equal(Day("2026-12-07"), twice.Course.Due);

        static OrderStory Extended(string on, string due) => Extend(Issued().Accepted("2026-11-24 09:00"), on, due);

        static OrderStory Extend(OrderStory order, string on, string due) => order.Then("order.extended", At($"{on} 09:00"),
            new { orderId = "DB-1", approvedOn = on, newDue = due, reason = "r", by = "u-2" });
    }

    [Fact]
    public void The_days_of_a_suspension_are_added_to_the_last_day_and_raise_no_level()
    {
        var order = Issued().Accepted("2026-11-24 09:00")
            .Then("order.suspended", At("2026-11-25 09:00"), new { orderId = "DB-1", day = "2026-11-25", by = "u-2", reason = "court" });
        Assert.Equal(0, order.Course.LevelAt(At("2027-02-01 09:00")));

        order.Then("order.resumed", At("2026-12-02 09:00"), new { orderId = "DB-1", day = "2026-12-02", by = "u-2", reason = "over" });
        Assert.Equal(Day("2026-12-07"), order.Course.Due);
    }

    [Fact]
    public void A_disputed_order_that_is_given_to_another_team_has_a_whole_time_of_acceptance_there_and_the_same_last_day()
    {
        var order = Issued()
            .Then("order.disputed", At("2026-11-24 09:00"),
                new { orderId = "DB-1", at = "2026-11-24T09:00:00+08:00", by = "u-17", reason = "r" })
            .Then("order.reassigned", At("2026-11-26 09:00"),
                new { orderId = "DB-1", at = "2026-11-26T09:00:00+08:00", by = "u-3", teamId = "T05" });

        Assert.Equal((Stages.Issued, "T05", Day("2026-11-30")), (order.Stage, order.Course.Team, order.Course.Due));
        Assert.Equal(Day("2026-11-27"), order.Course.AcceptDue);
        Assert.Equal("T05", order.Subject.Judge(SeededLaw.Law).Standing.Team);
    }

    [Fact]
    public void Events_in_any_order_and_repeated_give_one_stage_and_the_same_figures()
    {
        var story = Issued().Accepted("2026-11-25 09:00").Reported("2026-11-30 16:05").Returned("2026-12-01 09:00")
            .Closed("2026-12-02 09:00", byRole: "R4").Reported("2026-12-03 09:00").Confirmed("2026-12-03 10:00").Closed("2026-12-03 11:00")
            .LookedBack("2026-12-30 09:00", "Recurred").Accepted("2026-12-31 09:00");
        var (stage, figures) = (story.Stage, Figures(story.Events));
        var random = new Random(7);

        for (var run = 0; run < 200; run++)
        {
            var events = story.Events.Concat(story.Events.Where(_ => random.Next(3) == 0)).DistinctBy(@event => @event.Id).ToArray();
            random.Shuffle(events);
            var state = Subject.Fold(("order", "DB-1"), []);
            var (known, end) = (new List<SourceEvent>(), FactsEnd.Nothing);
            foreach (var batch in events.Chunk(random.Next(1, 4)))
            {
                // As a team folds: on from what it holds where the news follow, else anew.
                foreach (var @event in batch)
                {
                    state = end.IsFollowedBy(@event) ? state.Continue(@event) : Subject.Fold(("order", "DB-1"), [.. known, @event]);
                    end = end.With(@event);
                    known.Add(@event);
                }
            }

            Assert.Equal(stage, state.Judge(SeededLaw.Law).Standing.Stage);
            Assert.Equal(figures, Text(state));
        }

        static string Figures(IEnumerable<SourceEvent> events) => Text(Subject.Fold(("order", "DB-1"), events));

        static string Text(Subject subject) => string.Join('\n', Counts(subject).Concat(Parts(subject)));
    }

    /// <summary>K1 to K4 are all kept, or the first that fails is said: all sixteen.</summary>
    [Fact]
    public void K1_to_K4_as_a_truth_table()
    {
        for (var kept = 0; kept < 16; kept++)
        {
            var (k1, k2, k3, k4) = ((kept & 1) > 0, (kept & 2) > 0, (kept & 4) > 0, (kept & 8) > 0);
            // Level 1 by a late report: R3 does not reach it, R2 does; R4 is of a team.
            var order = Issued(due: "2026-11-26").Accepted("2026-11-24 09:00").Reported(k2 ? "2026-11-25 09:00" : "2026-11-30 09:00");
            if (k3)
            {
                order.Then("order.confirmed", At("2026-11-25 10:00"),
                    new { orderId = "DB-1", at = "2026-11-25T10:00:00+08:00", what = "Warning", subject = "case/C1" }, Deed.LedgerSource);
            }

            if (k4)
            {
                order.Then("order.confirmed", At("2026-11-25 10:00"),
                    new { orderId = "DB-1", at = "2026-11-25T10:00:00+08:00", what = "Evidence", subject = "case/C1" }, Deed.LedgerSource);
            }

            order.Closed("2026-12-01 09:00", by: k1 ? "u-3" : "u-17");
            var guards = order.Subject.Judge(SeededLaw.Law).Guards.ToDictionary(guard => guard.Id, guard => guard.Passed);

            Assert.Equal((k1, k2, k3, k4), (guards["K1"], guards["K2"], guards["K3"], guards["K4"]));
            Assert.Equal(kept == 15 ? Stages.Closed : Stages.Reported, order.Stage);
            Assert.Equal(!k1 ? "K1" : !k2 ? "K2" : !k3 ? "K3" : !k4 ? "K4" : null, order.Course.Taken[^1].Void);
        }
    }

    [Theory]
    [InlineData("R3", "reason", false)]
    [InlineData("R2", "", false)]
    [InlineData("R2", "reason", true)]
    [InlineData("R1", "reason", true)]
    public void Only_the_heads_override_what_is_not_cleared_and_only_with_a_reason(string role, string reason, bool kept) =>
        Assert.Equal(kept, OrderGuards.K3("W03", 1, role, reason));

    [Fact]
    public void Another_word_of_a_word_list_is_refused_by_a_sentence_that_names_all() =>
        Assert.Equal("data.cause must be Duty, Skill, Staffing, System, Rule or Outside.", Problem("order.reported", new
        {
            orderId = "DB-1", at = "2026-11-30T16:05:00+08:00", cause = "Weather", correction = "c", prevention = "p",
            evidence = new[] { new { kind = "subject", @ref = "C1" } }, by = "u-17",
        }));

    [Fact]
    public void Sixty_drafts_of_one_order_are_one_order_of_sixty_subjects_and_of_more_than_200_the_first_200()
    {
        var order = new OrderStory();
        for (var at = 0; at < 60; at++)
        {
            order.Drafted(At("2026-11-23 10:00").AddSeconds(at), "Breach", "W02", $"C{at}");
        }

        Assert.Equal(("drafted", 60), (order.Stage, order.Course.Targets.Count));
        order.Drafted(At("2026-11-23 11:00"), "Breach", "W02", [.. Enumerable.Range(50, 200).Select(at => $"C{at}")]);
        Assert.Equal(200, order.Course.Targets.Count);
    }

    private static string? Problem(string type, object data)
    {
        using var table = JsonTable.Rent();
        Facts.Read(Facts.Find(type)!, Operation.Insert, Noon, Noon,
            table.ReadForeign(System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(data)), out var problem);
        return problem;
    }

    private static class Stages
    {
        public const string Issued = "issued", Accepted = "accepted", Reported = "reported", Closed = "closed";
    }
}
