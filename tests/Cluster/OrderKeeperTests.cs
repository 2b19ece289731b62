using System.Collections.Concurrent;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Orders;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Ledger;
using Dashboard.Tests.Domain;
using Dashboard.Tests.Domain.Orders;
using static Dashboard.Tests.Cluster.RunningCluster;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Cluster;

/// <summary>What the product does for supervision orders by itself (SUPERVISION.md §2, examples 1, 7 and 8), on real grains.</summary>
public sealed class OrderKeeperTests(OrderKeeperTests.FirstDay first) : IClassFixture<OrderKeeperTests.FirstDay>
{
    private const string Today = "2026-11-27";

    private RunningCluster Cluster => first.Cluster;

    private Law Law => Cluster.Roster.Current.Law;

    /// <summary>The least of three, since the machine has other work too; what is looked for by a clock would need seconds.</summary>
    [Fact]
    public async Task S2_1_A_breach_is_a_draft_within_a_second_and_told_again_it_is_still_one()
    {
        var waited = new List<TimeSpan>();
        foreach (var team in new[] { "T01", "T02", "T03" })
        {
            SourceEvent[] breach = [Filed($"C-{team}", team, on: Today), Decided($"C-{team}", on: Today)];
            var order = $"DB-W04-{team}-20261127";
            var started = TimeProvider.System.GetTimestamp();

            await Cluster.PostAsync(team, breach);
            await Patience.UntilAsync(async () => (await CourseAsync(order))?.Stage == "drafted", $"{order} is drafted");

            waited.Add(TimeProvider.System.GetElapsedTime(started));
            await Cluster.PostAsync(team, breach);
            await Cluster.PostAsync(team, Decided($"C-{team}", on: Today) with { Operation = Operation.Update });
            Assert.Equal([$"C-{team}"], (await CourseAsync(order))!.Targets.Select(static target => target.Id));
            Assert.Null(await CourseAsync($"{order}-2"));
        }

        Assert.InRange(waited.Min(), TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    /// <summary>Storm folding, and what ends it: the order is full, or was issued, which may come in by way of another team.</summary>
    [Fact]
    public async Task What_rises_beyond_the_room_of_a_draft_or_after_it_was_issued_is_in_the_next_and_nothing_in_none()
    {
        const string First = "DB-W04-T06-20261127";
        string[] NamesOf(int from, int count) => [.. Enumerable.Range(from, count).Select(static number => $"C-6-{number}")];
        Task BreachAsync(string[] cases) => Cluster.PostAsync("T06",
            [.. cases.SelectMany(static one => new[] { Filed(one, "T06", on: Today), Decided(one, on: Today) })]);
        async Task<string[]> TargetsAsync(string order) => [.. (await CourseAsync(order))?.Targets.Select(static one => one.Id) ?? []];

        await BreachAsync(NamesOf(0, OrderKind.MostTargets - 1));
        await Patience.UntilAsync(async () => (await TargetsAsync(First)).Length == OrderKind.MostTargets - 1, "all but one have come in");
        await BreachAsync(NamesOf(OrderKind.MostTargets - 1, 3));
        await Patience.UntilAsync(async () => (await TargetsAsync($"{First}-2")).Length == 2,
            "the second takes what the first has no room for");
        await Cluster.PostAsync("T07", Event("order.issued", new
        {
            orderId = $"{First}-2", at = Rfc3339.Write(At("09:20")), day = Today, due = "2026-12-07", demand = "改正",
            by = "u-3", byRole = "R3",
        }, time: At("09:20"), source: "/nb/hs/jt/jd"));
        Assert.Equal("issued", (await CourseAsync($"{First}-2"))!.Stage);
        await BreachAsync(["C-6-late"]);
        await Patience.UntilAsync(async () => (await TargetsAsync($"{First}-3")).Length == 1,
            "what rises after it was issued is in the third");

        Assert.Equal(NamesOf(0, OrderKind.MostTargets + 2).Append("C-6-late").Order(StringComparer.Ordinal),
            (await TargetsAsync(First)).Concat(await TargetsAsync($"{First}-2")).Concat(await TargetsAsync($"{First}-3"))
                .Order(StringComparer.Ordinal));
    }

    /// <summary>
    /// Of a day with a hundred drafts each was read again every 20 s, one after the other, before the last took something in.
    /// </summary>
    [Fact]
    public async Task Of_the_drafts_of_a_day_only_the_last_is_read_again()
    {
        const string First = "DB-W04-T05-20261127", Second = $"{First}-2";
        Task BreachAsync(IEnumerable<int> cases) => Cluster.PostAsync("T05", [.. cases.SelectMany(static number =>
            new[] { Filed($"C-11-{number}", "T05", on: Today), Decided($"C-11-{number}", on: Today) })]);
        await BreachAsync(Enumerable.Range(0, OrderKind.MostTargets + 1));
        await Patience.UntilAsync(async () => (await CourseAsync(Second))?.Targets.Count == 1, "the second draft has begun");
        var read = ReadFromNow();
        var number = OrderKind.MostTargets;
        await LookedAgainAsync(async () =>
        {
            await BreachAsync([++number]);
            return read.Count(static key => key.Id == Second) >= 3;
        }, "the last draft is read again");
        await Patience.UntilAsync(async () => (await CourseAsync(Second))?.Targets.Count == number - OrderKind.MostTargets + 1,
            "it takes in what rises");

        Cluster.HasRecalled = null;
        Assert.DoesNotContain(new("order", First), read);
    }

    [Fact]
    public async Task S2_7_What_is_not_withdrawn_keeps_its_order_open_by_K3_and_once_it_is_the_ledger_says_so_itself()
    {
        const string Order = "DB-7";
        await Cluster.PostAsync("T04", Filed("C-7", "T04"), Decided("C-7", on: "2026-11-02"),
            Event("decision.published", new { subjectType = "case", subjectId = "C-7", day = "2026-11-03", url = "u" }),
            Event("review.received", new { docketNo = "V-7", subjectType = "case", subjectId = "C-7", day = "2026-11-04" }),
            Event("review.concluded", new { docketNo = "V-7", day = "2026-11-26", outcome = "撤销" }));
        await ActAsync(Order, "09:19", "order.drafted", new
        {
            origin = "Wall", severity = "Yellow", teamId = "T04", title = "撤销后未撤回公示", rule = "W03",
            targets = new[] { new { subjectType = "case", subjectId = "C-7" } },
        });
        await ActAsync(Order, "09:20", "order.issued", new { day = Today, due = "2026-12-07", demand = "撤回公示", by = "u-3", byRole = "R3" });
        await ActAsync(Order, "09:21", "order.accepted", new { by = "u-17" });
        await ActAsync(Order, "09:22", "order.reported", new
        {
            cause = "Duty", correction = "c", prevention = "p", evidence = new[] { new { kind = "subject", @ref = "C-7" } }, by = "u-17",
        });

        await ActAsync(Order, "09:23", "order.closed", new { by = "u-3", byRole = "R3" });
        await Patience.UntilAsync(async () => (await StandsAsync()) == ("reported", "K3"),
            "the closing is void by K3, the proof being known");

        // Nobody touches the order: what open orders wait for is looked for again by itself.
        await Cluster.PostAsync("T04", Event("decision.withdrawn", new { subjectType = "case", subjectId = "C-7", day = Today, url = "u",
            reason = "复议撤销" }, time: At("09:25")));
        Cluster.Clock.Advance(TimeSpan.FromSeconds(40));
        await Patience.UntilAsync(async () => !(await CourseAsync(Order))!.UnclearedAt(DateTimeOffset.MaxValue).Any(),
            "the ledger has seen it withdrawn");
        Assert.Equal(("reported", "K3"), await StandsAsync());
        await ActAsync(Order, "09:30", "order.closed", new { by = "u-3", byRole = "R3" });

        Assert.Equal("closed", (await CourseAsync(Order))!.Stage);
        var (_, subject) = await Cluster.Ledger.ReadAsync(new("case", "C-7"), CancellationToken.None);
        Assert.DoesNotContain(subject.Judge(Law).Warnings, static warning => warning is { Rule: 3, Cleared: null });
        Assert.Empty((await Cluster.VerifyAsync()).Differences);

        async Task<(string, string?)> StandsAsync()
        {
            var course = (await CourseAsync(Order))!;
            return (course.Stage, course.Taken.Last(static taken => taken.Deed.Type == "order.closed").Void);
        }
    }

    /// <summary>
    /// A storm leaves thousands of drafts, of dozens of facts each: every 20 s they were all read, and posts waited for it.
    /// </summary>
    [Fact]
    public async Task What_issued_orders_ask_for_is_looked_for_again_and_no_draft_is_read_for_it()
    {
        foreach (var order in new[] { "DB-draft", "DB-issued" })
        {
            await ActAsync(order, "09:40", "order.drafted", new
            {
                origin = "Wall", severity = "Yellow", teamId = "T04", title = "t",
                targets = new[] { new { subjectType = "case", subjectId = "C-10" } },
            });
        }

        await ActAsync("DB-issued", "09:41", "order.issued",
            new { day = Today, due = "2026-12-07", demand = "改正", by = "u-3", byRole = "R3" });
        var read = ReadFromNow();
        // Once it is read since it has just been issued.
        await LookedAgainAsync(() => Task.FromResult(read.Count(static key => key.Id == "DB-issued") >= 3),
            "the issued one is looked at again");

        Cluster.HasRecalled = null;
        Assert.DoesNotContain(read, static key => key.Id == "DB-draft");
    }

    [Fact]
    public async Task S2_8_A_document_that_comes_in_drafts_an_order_due_three_working_days_before_its_answer()
    {
        await Cluster.PostAsync("T05", Event("supervision.noticeIssued", new
        {
            noticeNo = "甬司监〔2026〕8号", kind = "意见书", due = "2026-12-18", target = "t", direction = "In", demand = "SelfCorrect",
        }, time: At("09:10"), team: "T05"));
        await Patience.UntilAsync(async () => await CourseAsync("DB-甬司监〔2026〕8号") is not null, "an order is drafted of the document");

        var order = (await CourseAsync("DB-甬司监〔2026〕8号"))!;
        Assert.Equal(("drafted", "T05", "Document"), (order.Stage, order.Team, order.Taken[0].Deed.Text("origin")));
        Assert.Equal(Day("2026-12-15"), order.Taken[0].Deed.Day("due"));

        await Cluster.PostAsync("T05",
            Event("supervision.replied", new { noticeNo = "甬司监〔2026〕8号", day = "2026-12-17" }, time: At("09:12"), team: "T05"));
        var (_, document) = await Cluster.Ledger.ReadAsync(new("supervision", "甬司监〔2026〕8号"), CancellationToken.None);
        Assert.Equal("1/1", OrderStory.Metric(document, "M54", "2026-12-31"));
    }

    /// <summary>
    /// Nobody is told that it was written, and told again it is a repetition: the order is drafted all the same, by this activation or by
    /// the next.
    /// </summary>
    [Theory]
    [InlineData("T01", false)]
    [InlineData("T02", true)]
    public async Task Of_what_was_written_and_not_heard_of_an_order_is_drafted(string team, bool unloaded)
    {
        var events = Founded(team);
        // It has looked before, and has nothing open.
        await Cluster.PostAsync(team, Filed($"C-{team}-first", team, on: Today));
        Cluster.Clock.Advance(TimeSpan.FromSeconds(40));
        Cluster.Committed = _ =>
        {
            Cluster.Committed = null;
            throw new IOException("The commit is done, and nobody hears of it.");
        };
        await Assert.ThrowsAnyAsync<Exception>(() => Cluster.PostAsync(team, events));
        if (unloaded)
        {
            await UnloadAsync(Cluster.Grains.GetGrain<ITeamGrain>(team));
        }

        Assert.All(await Cluster.PostAsync(team, events), static outcome => Assert.Equal(Outcome.Duplicate, outcome));
        await LookedAgainAsync(() => IsDraftedAsync($"DB-E-{team}"), "an order is drafted of the complaint");
    }

    [Fact]
    public async Task Of_a_complaint_that_came_by_way_of_another_team_an_order_is_drafted_at_its_own()
    {
        await Cluster.PostAsync("T03", Founded("T08"));
        await Patience.UntilAsync(() => IsDraftedAsync("DB-E-T08"), "an order is drafted of the complaint");

        Assert.Equal("T08", (await CourseAsync("DB-E-T08"))!.Team);
    }

    /// <summary>The draft was read as one that still takes in, and is issued before anything was sent to it.</summary>
    [Fact]
    public async Task What_rises_while_its_draft_is_issued_is_in_the_next()
    {
        const string First = "DB-W04-T09-20261127", Second = $"{First}-2", Third = $"{First}-3";
        SourceEvent Drafted(string order) => Event("order.drafted", new
        {
            orderId = order, at = Rfc3339.Write(At("09:20")), origin = "Warning", severity = "Breach", teamId = "T09", title = "t",
            rule = "W04", since = Rfc3339.Write(At("09:20")), targets = new[] { new { subjectType = "case", subjectId = $"of {order}" } },
        }, time: At("09:20"), source: "/nb/hs/jt/jd");
        SourceEvent Issued(string order) => Event("order.issued", new
        {
            orderId = order, at = Rfc3339.Write(At("09:30")), day = Today, due = "2026-12-07", demand = "改正", by = "u-3", byRole = "R3",
        }, time: At("09:30"), source: "/nb/hs/jt/jd");
        await Cluster.PostAsync("T09", Drafted(First), Issued(First), Drafted(Second));
        Cluster.HasRecalled = async keys =>
        {
            if (keys.Count == 1 && keys.Contains(new("order", Second)))
            {
                Cluster.HasRecalled = null;
                await Cluster.PostAsync("T09", Issued(Second));
            }
        };

        await Cluster.PostAsync("T09", Filed("C-9", "T09", on: Today), Decided("C-9", on: Today));
        await Patience.UntilAsync(() => IsDraftedAsync(Third), "what rose meanwhile is in the third");

        Assert.Null(Cluster.HasRecalled);
        Assert.Equal(["C-9"], (await CourseAsync(Third))!.Targets.Select(static target => target.Id));
    }

    /// <summary>A complaint that was received and founded.</summary>
    private static SourceEvent[] Founded(string team) =>
    [
        Event("complaint.received", new { complaintId = $"E-{team}", day = Today, teamId = team, about = "Conduct", due = "2026-12-18" },
            time: At("09:10"), team: team),
        Event("complaint.answered", new { complaintId = $"E-{team}", day = Today, founded = "Yes" }, time: At("09:11"), team: team),
    ];

    private async Task<bool> IsDraftedAsync(string order) => (await CourseAsync(order))?.Stage == "drafted";

    /// <summary>The subjects that are read from the ledger by their keys, until nobody listens any more.</summary>
    private ConcurrentQueue<SubjectKey> ReadFromNow()
    {
        var read = new ConcurrentQueue<SubjectKey>();
        Cluster.HasRecalled = keys =>
        {
            keys.ToList().ForEach(read.Enqueue);
            return Task.CompletedTask;
        };
        return read;
    }

    /// <summary>Waits for something that a team finds when it looks again.</summary>
    private Task LookedAgainAsync(Func<Task<bool>> found, string what) => Patience.UntilAsync(async () =>
    {
        Cluster.Clock.Advance(TimeSpan.FromSeconds(40));
        return await found();
    }, what);

    /// <summary>An instant of the day.</summary>
    private static DateTimeOffset At(string time) => OrderStory.At($"{Today} {time}");

    private Task ActAsync(string order, string time, string type, object data)
    {
        var told = System.Text.Json.JsonSerializer.SerializeToNode(data)!.AsObject();
        (told["orderId"], told["at"]) = (order, Rfc3339.Write(At(time)));
        return Cluster.PostAsync("T04", Event(type, told, time: At(time), source: "/nb/hs/jt/jd"));
    }

    private async Task<OrderCourse?> CourseAsync(string order)
    {
        var (stored, subject) = await Cluster.Ledger.ReadAsync(new("order", order), CancellationToken.None);
        return stored.Row is null ? null : (OrderCourse)((DeclaredSubject)subject).CourseBy(Law);
    }

    /// <summary>A silo on the day on which the loop begins (<c>draftFrom</c>).</summary>
    public sealed class FirstDay : IAsyncLifetime
    {
        internal RunningCluster Cluster { get; } = new(OrderStory.At($"{Today} 09:00"));

        public ValueTask InitializeAsync() => Cluster.InitializeAsync();

        public ValueTask DisposeAsync() => Cluster.DisposeAsync();
    }
}
