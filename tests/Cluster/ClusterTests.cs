using CsCheck;
using Dashboard.Grains.Parts;
using Dashboard.Grains.Roster;
using Dashboard.Grains.Teams;
using Dashboard.Grains;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Ledger;
using static Dashboard.Tests.Cluster.RunningCluster;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Cluster;

/// <summary>The grains as Orleans runs them.</summary>
public sealed class ClusterTests(RunningCluster cluster) : IClassFixture<RunningCluster>
{
    private const string Code = "330203";

    [Fact]
    public async Task A_team_that_was_unloaded_shows_the_same_and_reads_only_what_is_new()
    {
        var team = cluster.Grains.GetGrain<ITeamGrain>("T01");
        await cluster.PostAsync("T01", Filed("U1"), Filed("U2", item: "S99"), Decided("U1"));
        var before = Shown(await cluster.ViewAsync(team));
        var sequence = await SequenceAsync("T01");

        await UnloadAsync(team);
        cluster.Reads.Clear();
        var after = Shown(await cluster.ViewAsync(team));

        Assert.Equal(before, after);
        Assert.Equal(("T01", sequence - 1), cluster.Reads.First(read => read.Team == "T01"));
    }

    [Fact]
    public async Task A_closed_subject_comes_back_for_a_late_fact()
    {
        var before = await DisclosureAsync();
        await cluster.PostAsync("T02", Filed("V1", "T02"), Decided("V1"), OnCase("case.closed", "2026-11-22", "V1"));
        await UnloadAsync(cluster.Grains.GetGrain<ITeamGrain>("T02"));

        await cluster.PostAsync("T02",
            Event("decision.published", new { subjectType = "case", subjectId = "V1", day = "2026-11-23", url = "u" }));

        Assert.Equal((before.Numerator + 1, before.Denominator + 1, before.Pending), await DisclosureAsync());

        async Task<(long Numerator, long Denominator, long Pending)> DisclosureAsync()
        {
            var rate = (Document)((Document)(await cluster.ViewAsync(cluster.Grains.GetGrain<ITeamGrain>("T02")))["metrics"]!)["M01"]!;
            return ((long)rate["numerator"]!, (long)rate["denominator"]!, (long)rate["pending"]!);
        }
    }

    [Fact]
    public async Task Readings_of_an_enterprise_do_not_overlap_and_who_asks_after_a_post_sees_it()
    {
        var firm = cluster.Grains.GetGrain<IEnterpriseGrain>(CreditCode);
        var start = await firm.Get(null) is { } view ? FiledBy(view, "T04") : 0;
        for (var round = 1; round <= 5; round++)
        {
            var id = $"R{round}";
            var early = Enumerable.Range(0, 4).Select(_ => firm.Get(null)).ToArray();
            await cluster.PostAsync("T04", Filed(id, "T04"));

            var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => firm.Get(null)));
            var before = await Task.WhenAll(early);

            Assert.All(answers, answer => Assert.Equal(start + round, FiledBy(answer!, "T04")));
            // One that was asked early may be answered late, by a version that time made meanwhile; none is older than one before it.
            var last = await firm.Get(null);
            Assert.Equal(start + round, FiledBy(last!, "T04"));
            Assert.All(before.Concat(answers), answer => Assert.True((answer?.Version ?? 0) <= last!.Version));
        }

        Assert.Equal(1, cluster.MostReadingsAtOnce);

        static long FiledBy(View view, string team) =>
            ((Document)view.Document["teams"]!)[team] is Document part
                ? (long)((Document)((Document)part["counters"]!)["year"]!)["casesFiled"]!
                : 0;
    }

    [Fact]
    public async Task Of_what_differs_while_it_is_written_only_what_stays_is_told_and_that_nothing_was_at_rest()
    {
        var ids = Enumerable.Range(1, 12).Select(number => $"VS{number}").ToList();
        await cluster.PostAsync("T02", [.. ids.Select(id => Filed(id, "T02"))]);
        var decided = new Queue<string>(ids);

        // Each comparison meets another case that was decided meanwhile; the sums change each time.
        var sound = await VerifyAsync(static row => row);
        Assert.Equal(7, decided.Count);
        Assert.DoesNotContain(sound.Differences, difference => difference.StartsWith("case ", StringComparison.Ordinal));
        Assert.Contains("were written during", sound.Differences[^1]);
        var wrong = await VerifyAsync(static row => row.Id == "VS12" ? row with { Stage = "elsewhere" } : row);
        Assert.StartsWith("case VS12: its row (stage elsewhere",
            Assert.Single(wrong.Differences, difference => difference.StartsWith("case ", StringComparison.Ordinal)));

        Task<Proof> VerifyAsync(Func<SubjectRow, SubjectRow> stored) => cluster.VerifyAsync(
            new FaultyLedger(cluster.Ledger, new(1), 0) { List = (_, rows) => WhileWrittenAsync(rows, stored) });

        async IAsyncEnumerable<SubjectRow> WhileWrittenAsync(IAsyncEnumerable<SubjectRow> rows, Func<SubjectRow, SubjectRow> stored)
        {
            await cluster.PostAsync("T02", Decided(decided.Dequeue()));
            await foreach (var row in rows)
            {
                yield return stored(row);
            }
        }
    }

    [Fact]
    public async Task Reading_makes_no_version_and_a_change_makes_one()
    {
        var grain = cluster.Grains.GetGrain<IJurisdictionGrain>(Code);
        await cluster.PostAsync("T05", Filed("RV1", "T05"));

        // How sound the data is, which other tests change too, is read a little after what was posted.
        View first = null!, ofPeriod = null!, again = null!;
        await Patience.UntilAsync(
            async () =>
            {
                (first, ofPeriod, again) = ((await grain.Get(null))!, (await grain.Get("2025"))!, (await grain.Get(null))!);
                return first.Version == again.Version;
            },
            "two readings see one version");
        await cluster.PostAsync("T05", Filed("RV2", "T05"));
        var later = await grain.Get(null);

        Assert.Equal(first.Document.Digest(), again.Document.Digest());
        Assert.Equal(first.Version, ofPeriod.Version);
        Assert.True(later!.Version > first.Version);
    }

    [Fact]
    public async Task What_another_activation_has_written_is_counted_and_the_next_post_succeeds()
    {
        // Other tests write to this team too.
        var before = await CountAsync("T03", "casesFiled");
        await cluster.PostAsync("T03", Filed("W1", "T03"));
        var extra = DeltaOf("S14", 5);
        await CommitAsync("T03", extra(1));

        var second = Filed("W2", "T03");
        Assert.Equal([Outcome.Accepted], await cluster.PostAsync("T03", second));

        Assert.Equal(before + 7, await CountAsync("T03", "casesFiled"));
        await CommitAsync("T03", extra(-1));
        Assert.Equal([Outcome.Duplicate], await cluster.PostAsync("T03", second));
        await cluster.PostAsync("T03", Filed("W3", "T03"));
        Assert.Equal(before + 3, await CountAsync("T03", "casesFiled"));
    }

    [Fact]
    public async Task A_change_nobody_told_of_is_counted_within_half_a_minute()
    {
        var before = await CountAsync("T04", "casesFiled");
        await cluster.PostAsync("T04", Filed("X1", "T04"));
        var extra = DeltaOf("S14", 2);
        await CommitAsync("T04", extra(1));

        cluster.Clock.Advance(TimeSpan.FromSeconds(31));
        await Patience.UntilAsync(async () => await CountAsync("T04", "casesFiled") == before + 3, "T04 counts 3 more");

        await CommitAsync("T04", extra(-1));
        cluster.Clock.Advance(TimeSpan.FromSeconds(31));
        await Patience.UntilAsync(async () => await CountAsync("T04", "casesFiled") == before + 1, "T04 counts 1 more");
    }

    [Fact]
    public async Task An_older_copy_of_the_ledger_put_in_its_place_is_noticed_within_half_a_minute()
    {
        var before = await CountAsync("T04", "casesFiled");
        await cluster.PostAsync("T04", Filed("kept", "T04"));
        cluster.Clock.Advance(TimeSpan.FromSeconds(31));
        await cluster.PostAsync("T04", Filed("lost", "T04"));
        cluster.Clock.Advance(TimeSpan.FromSeconds(31));
        await Patience.UntilAsync(async () => await CountAsync("T04", "casesFiled") == before + 2, "T04 counts 2 more");

        await cluster.LoseLastChangeAsync("T04", "lost");

        cluster.Clock.Advance(TimeSpan.FromSeconds(31));
        await Patience.UntilAsync(async () => await CountAsync("T04", "casesFiled") == before + 1, "T04 counts what the ledger holds");
        await cluster.PostAsync("T04", Filed("lost", "T04"));
        Assert.Equal(before + 2, await CountAsync("T04", "casesFiled"));
        Assert.Empty((await cluster.VerifyAsync()).Differences);
    }

    [Fact]
    public async Task A_sum_is_right_whatever_parts_were_lost_repeated_or_late()
    {
        var sum = cluster.Grains.GetGrain<IJurisdictionGrain>(Code).AsReference<ISum>();
        var team = cluster.Grains.GetGrain<ITeamParts>("T05");
        var before = await CountAsync(null, "casesFiled");
        await cluster.PostAsync("T05", Filed("Y1", "T05"));
        var old = (await team.Part(Share.Whole, null))!;
        await cluster.PostAsync("T05", Filed("Y2", "T05"));
        var newer = (await team.Part(Share.Whole, null))!;

        foreach (var part in new[] { newer, old, newer, old })
        {
            await sum.Take(part);
        }

        Assert.Equal(before + 2, await CountAsync(null, "casesFiled"));

        // A host whose clock was ahead has sent a part, and died with the team; the next activation's clock is behind it.
        await sum.Take(newer with { Version = newer.Version + 3_600_000_000 });
        await cluster.PostAsync("T05", Filed("Y3", "T05"));
        await UnloadAsync(team);

        Assert.Equal(before + 3, await CountAsync(null, "casesFiled"));
    }

    [Fact]
    public async Task A_registration_reaches_the_views_it_concerns()
    {
        var watcher = new Watcher();
        var reference = cluster.Grains.CreateObjectReference<IViewWatcher>(watcher);
        var unclassified = cluster.Grains.GetGrain<IItemGrain>("unclassified");
        var team = cluster.Grains.GetGrain<ITeamGrain>("T06");
        await cluster.PostAsync("T06", Filed("Z1", "T06", item: "S66"), Filed("Z2", "T88"));
        await unclassified.Watch(reference);
        await Patience.UntilAsync(() => Task.FromResult(Filing(watcher.Last, "T06") == 1), "the unclassified case is shown");

        await cluster.PostAsync("T09", Event("item.upserted", new { itemCode = "S66", name = "新事项", category = "c", level = "l" }));
        await cluster.PostAsync("T09", Registered("T06", "改名中队", seq: 2), Registered("T88"));

        await Patience.UntilAsync(
            async () =>
            {
                await unclassified.Watch(reference);
                return Filing(watcher.Last, "T06") == 0;
            },
            "the case has left the unclassified");
        var view = await cluster.ViewAsync(team);
        Assert.Equal("改名中队", view["name"]);
        Assert.Equal("新事项", ((Document)((Document)view["items"]!)["S66"]!)["name"]);
        await Patience.UntilAsync(async () => await cluster.Grains.GetGrain<ITeamGrain>("T88").Get(null) is not null
            && await CountAsync("T88", "casesFiled") == 1, "the late team has its case");
    }

    [Fact]
    public async Task A_watcher_that_throws_or_hangs_stops_no_other()
    {
        var team = cluster.Grains.GetGrain<ITeamGrain>("T07");
        var never = new TaskCompletionSource();
        var (throwing, hanging, sound) = (new Watcher { Then = () => throw new InvalidOperationException() },
            new Watcher { Then = () => never.Task }, new Watcher());
        var references = new[] { throwing, hanging, sound }.Select(cluster.Grains.CreateObjectReference<IViewWatcher>).ToList();
        foreach (var reference in references)
        {
            await team.Watch(reference);
        }

        foreach (var number in Enumerable.Range(1, 5))
        {
            await cluster.PostAsync("T07", Filed($"Q{number}", "T07"));
            await Patience.UntilAsync(() => Task.FromResult(Year(sound.Last, "casesFiled") == number),
                $"the sound watcher is shown {number}");
        }

        Assert.NotNull(hanging.Last);
        never.SetResult();
    }

    [Fact]
    public async Task The_last_change_of_many_is_always_shown()
    {
        var watcher = new Watcher();
        var reference = cluster.Grains.CreateObjectReference<IViewWatcher>(watcher);
        var jurisdiction = cluster.Grains.GetGrain<IJurisdictionGrain>(Code);
        await jurisdiction.Watch(reference);
        var before = await CountAsync(null, "casesFiled");
        foreach (var round in Enumerable.Range(1, 5))
        {
            await Task.WhenAll(Enumerable.Range(1, 20).Select(number => cluster.PostAsync("T08", Filed($"B{round}-{number}", "T08"))));
            await Patience.UntilAsync(
                async () =>
                {
                    await jurisdiction.Watch(reference);
                    return Year(watcher.Last, "casesFiled") == before + (round * 20);
                },
                $"the watcher is shown {round * 20} more");
        }
    }

    [Fact]
    public async Task At_midnight_in_Shanghai_today_is_another_day_by_itself()
    {
        var (watcher, sums) = (new Watcher(), new Watcher());
        var (reference, sumReference) = (cluster.Grains.CreateObjectReference<IViewWatcher>(watcher),
            cluster.Grains.CreateObjectReference<IViewWatcher>(sums));
        var (team, jurisdiction) = (cluster.Grains.GetGrain<ITeamGrain>("T09"), cluster.Grains.GetGrain<IJurisdictionGrain>(Code));
        var today = Shanghai.Day(cluster.Clock.GetUtcNow());
        await cluster.PostAsync("T09", Filed("M1", "T09", on: $"{today:yyyy-MM-dd}"),
            Filed("M2", "T09", on: $"{today.AddDays(1):yyyy-MM-dd}"), Filed("M3", "T09", on: $"{today.AddDays(1):yyyy-MM-dd}"));
        await Task.WhenAll(team.Watch(reference), jurisdiction.Watch(sumReference));
        await Patience.UntilAsync(() =>
            Task.FromResult(watcher.Last?["day"] as string == $"{today:yyyy-MM-dd}" && Today(watcher.Last, "casesFiled") == 1),
            "today's case is shown");

        await PassMidnightAsync(today.AddDays(1), casesFiled: 2);
        await PassMidnightAsync(today.AddDays(2), casesFiled: 0);

        async Task PassMidnightAsync(DateOnly next, long casesFiled)
        {
            cluster.Clock.Advance(
                Shanghai.Midnight(next) - cluster.Clock.GetUtcNow() - TimeSpan.FromSeconds(1));
            await Task.WhenAll(team.Watch(reference), jurisdiction.Watch(sumReference));

            await Patience.UntilAsync(() =>
                Task.FromResult(watcher.Last?["day"] as string == $"{next:yyyy-MM-dd}" && Today(watcher.Last, "casesFiled") == casesFiled),
                $"{next:yyyy-MM-dd} is today for the team");
            await Patience.UntilAsync(() =>
                Task.FromResult(sums.Last?["day"] as string == $"{next:yyyy-MM-dd}" && Today(sums.Last, "casesFiled") >= casesFiled),
                "and for the jurisdiction");
        }
    }

    [Fact]
    public async Task Any_story_told_to_grains_that_come_and_go_is_what_a_plain_recount_and_the_verification_give()
    {
        var told = 0;
        await StoryGenerator.Any.SampleAsync(
            async story =>
            {
                var random = new Random(story.Seed);
                var prefix = $"s{told++}-";
                var events = story.Events.Select(@event => @event with { Id = prefix + @event.Id }).ToArray();
                random.Shuffle(events);
                await Task.WhenAll(events.Chunk(5).Select(async (some, number) =>
                {
                    var team = number % 4 < 3 ? StoryGenerator.Teams[number % 4] : RosterTeam.Unassigned;
                    await cluster.PostAsync(team, some);
                    if (number % 3 == 0)
                    {
                        await UnloadAsync(cluster.Grains.GetGrain<ITeamGrain>(team));
                    }
                }));

                await cluster.Grains.GetGrain<ITeamParts>(RosterTeam.Unassigned).HandOver();
                await Patience.UntilAsync(
                    async () =>
                    {
                        // What hangs on the register of certificates is folded again by the housekeeping.
                        cluster.Clock.Advance(TimeSpan.FromSeconds(31));
                        return (await cluster.VerifyAsync()).Differences.Count == 0;
                    },
                    string.Join('\n', (await cluster.VerifyAsync()).Differences));
                Assert.Equal(Lines(PlainModel.Cells(await cluster.Ledger.EventsAsync([], CancellationToken.None).ToListAsync())),
                    Lines(await CellsAsync()));
            },
            iter: Math.Max(1, StoryGenerator.Stories / 6), threads: 1, print: story => story.ToString());
    }

    private static string Lines(Dictionary<string, long> cells) =>
        string.Join('\n', cells.Select(cell => $"{cell.Key} {cell.Value}").Order(StringComparer.Ordinal));

    private async Task<Dictionary<string, long>> CellsAsync()
    {
        var cells = new Dictionary<string, long>();
        foreach (var team in (await cluster.Ledger.TeamsAsync(CancellationToken.None)).Keys)
        {
            foreach (var (cell, amount) in Delta.Decode((await cluster.Grains.GetGrain<ITeamParts>(team).Proof()).Cells))
            {
                Office.Add(cells, team, cell, amount);
            }
        }

        return cells;
    }

    private async Task<long> SequenceAsync(string team) => (await cluster.Ledger.TeamsAsync(CancellationToken.None))[team];

    /// <summary>Writes as another activation does, again where the team, which drafts orders by itself, was quicker.</summary>
    private async Task CommitAsync(string team, byte[] delta)
    {
        CommitOutcome outcome;
        do
        {
            outcome = (await cluster.Ledger.CommitAsync([new(team, await SequenceAsync(team) + 1, Noon, delta, [], [], [], [])],
                CancellationToken.None))[0].Outcome;
        }
        while (outcome == CommitOutcome.Superseded);

        Assert.Equal(CommitOutcome.Committed, outcome);
    }

    /// <summary>The year's count of a team, or of the jurisdiction.</summary>
    private async Task<long> CountAsync(string? team, string counter) =>
        Year(await cluster.ViewAsync(team is null
            ? cluster.Grains.GetGrain<IJurisdictionGrain>(Code)
            : cluster.Grains.GetGrain<ITeamGrain>(team)), counter);

    private static Func<int, byte[]> DeltaOf(string item, long filed) => sign =>
    {
        var delta = new Delta();
        delta.Add(new(item, new(2026, 11, 2), Counter.CasesFiled), sign * filed);
        return delta.Encode();
    };

    private static long Filing(Document? view, string team) =>
        view is null ? -1 : (view["teams"] as Document)?[team] is Document shown ? Year(shown, "casesFiled") : 0;

    private static long Year(Document? view, string counter) =>
        view is null ? -1 : ((view["counters"] as Document)?["year"] as Document)?[counter] as long? ?? 0;

    private static long Today(Document? view, string counter) =>
        ((view?["counters"] as Document)?["day"] as Document)?[counter] as long? ?? 0;

    /// <summary>What a team shows of its own: how many doubles there are is found a little later, and other tests change it.</summary>
    private static string Shown(Document view) => System.Text.Encoding.UTF8.GetString(
        view.Copy().With("version", 0).With("asOf", null).With("conflicts", null).ToUtf8());

    private sealed class Watcher : IViewWatcher
    {
        private volatile Document? last;

        public Document? Last => last;

        public Func<Task>? Then { get; init; }

        public Task Show(View view)
        {
            last = view.Document;
            return Then?.Invoke() ?? Task.CompletedTask;
        }
    }
}
