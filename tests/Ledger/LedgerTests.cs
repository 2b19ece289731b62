using System.ComponentModel.DataAnnotations;
using System.Text;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Ledger;
using static Dashboard.Tests.Ledger.LedgerSamples;

namespace Dashboard.Tests.Ledger;

/// <summary>What the ledger promises, whichever database it is in. Each test has a database of its own.</summary>
public abstract class LedgerTests : IAsyncLifetime
{
    private readonly List<ILedger> opened = [];

    private protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private protected ILedger Ledger { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await CreateAsync();
        Ledger = Open();
        await Ledger.PrepareAsync(Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var ledger in opened)
        {
            await CloseAsync(ledger);
        }
        await DropAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_is_committed_is_recalled_exactly()
    {
        var sent = new SourceEvent
        {
            Source = "/zj/办案'\"\\",
            Id = "cfba-1",
            Type = "case.decided",
            Kind = "case",
            Subject = "CASE-2026-001532",
            Time = new DateTimeOffset(2026, 11, 23, 23, 59, 59, TimeSpan.FromHours(-5)).AddTicks(9_999_999),
            Recorded = DateTimeOffset.MinValue,
            Received = DateTimeOffset.MaxValue,
            Team = "T04",
            Item = "S14",
            Seq = long.MaxValue,
            Operation = Operation.Delete,
            Batch = "b",
            Data = "{\"docNo\":\"示例〔2026〕001532号\",\"nul\":\"\\u0000\"}"u8.ToArray(),
            Hash = UInt128.MaxValue - 1,
        };
        var bare = Event("cfba-2", "CASE-2026-001532") with { Hash = UInt128.One };
        var row = Row("CASE-2026-001532") with
        {
            DeclaredTeam = "T04",
            Item = "S14",
            Stage = "",
            Open = false,
            Party = "91330203MA2AEXAMPL",
            Parent = "task/R1",
            DoneOn = new(2026, 11, 23),
            FirstDay = DateOnly.MinValue,
            LastDay = new(2026, 12, 31),
            Title = "",
            Counts = [0, 1, 2, 255],
        };

        await Ledger.CommitAsync([new("T04", 1, Start.AddTicks(7), [1, 0, 2], "{}"u8.ToArray(), [sent, bare], [row], [])], Cancel);
        var recalled = (await Ledger.RecallAsync([("case", "CASE-2026-001532")], Cancel)).Single().Value;
        var change = await Ledger.ChangesAsync("T04", 0, Cancel).SingleAsync(Cancel);

        Assert.Equivalent(row, (await Ledger.SubjectsAsync(new(), Cancel).ToListAsync(Cancel)).Single(), strict: true);
        Assert.Equivalent(row with { KnownBy = default }, recalled.Row, strict: true);
        Assert.Equal(row.Counts, recalled.Row!.Counts);
        Same(sent, recalled.Events.Single(one => one.Id == "cfba-1"));
        Same(bare, recalled.Events.Single(one => one.Id == "cfba-2"));
        Assert.Equal([KeyValuePair.Create(new SubjectKey("case", row.Id), ("T01", (string?)"T04"))],
            await Ledger.TeamsOfAsync([("case", row.Id), ("task", row.Id), ("case", "unknown")], Cancel));
        Assert.Equal((1, Start.AddTicks(7)), (change.Sequence, change.At));
        Assert.Equal([1, 0, 2], change.Delta);
        Assert.Equal("{}", Text(change.Notes));
    }

    [Fact]
    public async Task An_event_is_written_once()
    {
        Assert.Equal(CommitOutcome.Committed, await Ledger.CommitAsync(Batch("T01", 1, [Event("e1")], [Row("C1")])));

        Assert.Equal(CommitOutcome.Stale, await Ledger.CommitAsync(Batch("T01", 2, [Event("e2"), Event("e1")], [Row("C1", 2)])));
        Assert.Equal(CommitOutcome.Stale, await Ledger.CommitAsync(Batch("T02", 1, [Event("e1", "C2")], [Row("C2")])));

        Assert.Equal(CommitOutcome.Committed, await Ledger.CommitAsync(Batch("T02", 1, [Event("e1", source: "/other")], [Row("C2")])));
        await HoldsAsync(["e1", "e1"], ("T01", 1), ("T02", 1));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_subject_at_another_revision_is_stale(long revision)
    {
        await Ledger.CommitAsync(Batch("T01", 1, [Event("e1")], [Row("C1")]));

        Assert.Equal(CommitOutcome.Stale, await Ledger.CommitAsync(Batch("T01", 2, [Event("e2")], [Row("C0"), Row("C1", revision)])));
        Assert.Equal(CommitOutcome.Stale, await Ledger.CommitAsync(Batch("T01", 2, [Event("e2")], [Row("unknown", 2)])));

        await HoldsAsync(["e1"], ("T01", 1));
        Assert.Equal(1, await Ledger.CountSubjectsAsync(new(), Cancel));
    }

    [Fact]
    public async Task A_second_activation_is_superseded()
    {
        await Ledger.CommitAsync(Batch("T01", 1, [Event("e1")], [Row("C1")]));

        Assert.Equal(CommitOutcome.Superseded, await Ledger.CommitAsync(Batch("T01", 1, [Event("e2")], [Row("C1", 2)])));
        Assert.Equal(CommitOutcome.Superseded, await Ledger.CommitAsync(Batch("T01", 1, [Event("e1")], [Row("C1")])));

        await HoldsAsync(["e1"], ("T01", 1));
    }

    [Fact]
    public async Task One_bad_batch_leaves_nothing_and_hinders_no_other()
    {
        await Ledger.CommitAsync(Batch("T01", 1, [Event("e1")], [Row("C1")]));

        var results = await Ledger.CommitAsync(
            [
                Batch("T02", 1, [Event("e2", "C2")], [Row("C2")]),
                Batch("T03", 1, [Event("e3", "C3"), Event("e1", "C3")], [Row("C3")]),
                Batch("T04", 1, [Event("e4", "C4")], [Row("C4"), Row("C1", 5)]),
                Batch("T01", 1, [Event("e5", "C5")], [Row("C5")]),
                Batch("T05", 1, [Event("e6", "C6")], [Row("C6")]),
            ],
            Cancel);

        Assert.Equal([CommitOutcome.Committed, CommitOutcome.Stale, CommitOutcome.Stale, CommitOutcome.Superseded, CommitOutcome.Committed],
            results.Select(result => result.Outcome));
        await HoldsAsync(["e1", "e2", "e6"], ("T01", 1), ("T02", 1), ("T05", 1));
        Assert.Equal(["C1", "C2", "C6"], await Ledger.SubjectsAsync(new(), Cancel).Select(row => row.Id).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_batch_the_database_refuses_fails_alone()
    {
        var failed = await Assert.ThrowsAsync<CommitFailedException>(() => Ledger.CommitAsync(
            [
                Batch("T01", 1, [Event("e1")], [Row("C1")]),
                Batch("T02", 1, [Event("e2", "C2")], [Row("C2") with { Title = null! }]),
                Batch("T03", 1, [Event("e3", "C3")], [Row("C3")]),
            ],
            Cancel));

        Assert.Equal([CommitOutcome.Committed, null, CommitOutcome.Committed], failed.Results.Select(result => result?.Outcome));
        Assert.Equal([false, true, false], failed.Failures.Select(failure => failure is not null));
        await HoldsAsync(["e1", "e3"], ("T01", 1), ("T03", 1));
    }

    [Fact]
    public async Task Of_two_batches_in_a_group_that_bring_the_same_event_one_wins()
    {
        var results = await Ledger.CommitAsync([Batch("T01", 1, [Event("e1")], [Row("C1")]),
            Batch("T02", 1, [Event("e1", "C2")], [Row("C2")])], Cancel);

        Assert.Single(results, result => result.Outcome == CommitOutcome.Committed);
        Assert.Single(results, result => result.Outcome == CommitOutcome.Stale);
    }

    [Fact]
    public async Task Two_batches_in_a_group_may_follow_each_other_on_one_subject()
    {
        var results = await Ledger.CommitAsync([Batch("T01", 1, [Event("e1")], [Row("C1")]),
            Batch("T02", 1, [Event("e2")], [Row("C1", 2, team: "T02")])], Cancel);

        Assert.All(results, result => Assert.Equal(CommitOutcome.Committed, result.Outcome));
        Assert.Equal("T02", (await Ledger.SubjectsAsync(new(), Cancel).SingleAsync(Cancel)).Team);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Of_any_group_exactly_the_good_batches_are_in_each_once(int seed)
    {
        var random = new Random(seed);
        var revisions = new Dictionary<string, long>();
        var sequences = new Dictionary<string, long>();
        var events = new HashSet<string>();
        for (var round = 0; round < 25; round++)
        {
            // A small world, so that batches stand in each other's way: ten subjects, events that come again, refused titles.
            var group = Enumerable.Range(0, random.Next(1, 9)).Select(number =>
            {
                var team = $"T{number}";
                var ids = Enumerable.Range(0, random.Next(1, 4)).Select(_ => $"C{random.Next(10)}").Distinct().ToList();
                var rows = ids.Select(id => Row(id, revisions.GetValueOrDefault(id) + (random.Next(12) == 0 ? 2 : 1), team: team))
                    .ToArray();
                if (random.Next(10) == 0)
                {
                    rows[^1] = rows[^1] with { Title = null! };
                }

                var named = ids.Select(id => Event(random.Next(12) == 0 ? $"e{random.Next(40)}" : $"r{round}-{number}-{id}", id)).ToArray();
                return Batch(team, sequences.GetValueOrDefault(team) + (random.Next(12) == 0 ? 0 : 1), [.. named.DistinctBy(one => one.Id)],
                    rows);
            }).Where(batch => batch.Sequence > 0).ToList();

            var expected = group.ConvertAll(batch =>
            {
                if (sequences.GetValueOrDefault(batch.Team) >= batch.Sequence)
                {
                    return CommitOutcome.Superseded;
                }

                if (batch.Subjects.Any(row => revisions.GetValueOrDefault(row.Id) != row.Revision - 1)
                    || batch.Events.Any(one => events.Contains(one.Id)))
                {
                    return CommitOutcome.Stale;
                }

                if (batch.Subjects.Any(row => row.Title is null))
                {
                    return (CommitOutcome?)null;
                }

                sequences[batch.Team] = batch.Sequence;
                events.UnionWith(batch.Events.Select(one => one.Id));
                batch.Subjects.ToList().ForEach(row => revisions[row.Id] = row.Revision);
                return CommitOutcome.Committed;
            });
            IReadOnlyList<CommitResult?> results;
            try
            {
                results = [.. (await Ledger.CommitAsync(group, Cancel)).Cast<CommitResult?>()];
            }
            catch (CommitFailedException failed)
            {
                Assert.All(failed.Failures.OfType<Exception>(), failure => Assert.IsType<BatchRefusedException>(failure));
                results = failed.Results;
            }

            Assert.All(results.Select((result, index) => (result, index)), one =>
            {
                // A refused batch that contradicts as well may be told either, and one whose sequence is taken that it is stale.
                var refused = group[one.index].Subjects.Any(row => row.Title is null);
                Assert.True(refused ? one.result?.Outcome != CommitOutcome.Committed : one.result?.Outcome == expected[one.index]
                    || (expected[one.index], one.result?.Outcome) is (CommitOutcome.Superseded, CommitOutcome.Stale));
                if (one.result is { Outcome: CommitOutcome.Stale } stale)
                {
                    Assert.True(stale.StaleSubjects.Count + stale.KnownEvents.Count > 0);
                    Assert.Superset(stale.StaleSubjects.ToHashSet(),
                        group[one.index].Subjects.Select(row => new SubjectKey(row.Kind, row.Id)).ToHashSet());
                    Assert.All(stale.KnownEvents, known => Assert.Equal(Event(known.Key.Id).Hash, known.Value));
                    Assert.Superset(stale.KnownEvents.Keys.Select(key => key.Id).ToHashSet(), events);
                }
            });
        }

        await HoldsAsync([.. events.Order()],
            [.. sequences.OrderBy(team => team.Key, StringComparer.Ordinal).Select(team => (team.Key, team.Value))]);
        var rows = await Ledger.SubjectsAsync(new(), Cancel).ToListAsync(Cancel);
        Assert.Equal(revisions.OrderBy(one => one.Key, StringComparer.Ordinal),
            rows.OrderBy(row => row.Id, StringComparer.Ordinal).ToDictionary(row => row.Id, row => row.Revision));
    }

    [Fact]
    public async Task A_stale_batch_is_told_what_stood_in_its_way()
    {
        await Ledger.CommitAsync(Batch("T01", 1, [Event("e1"), Event("e2")], [Row("C1"), Row("C2")]));

        var batch = Batch("T02", 1, [Event("e2"), Event("e3")], [Row("C1"), Row("C2", 2), Row("C3", 2), Row("C4")]);
        var results = await Ledger.CommitAsync([batch, Batch("T03", 1, [Event("e4")], [Row("C5")])], Cancel);

        Assert.Equal([CommitOutcome.Stale, CommitOutcome.Committed], results.Select(result => result.Outcome));
        Assert.Equal(["case/C1", "case/C3"], results[0].StaleSubjects.Select(key => key.ToString()).Order());
        Assert.Equal([new(("/zj/cfba", "e2"), Event("e2").Hash)], results[0].KnownEvents);
    }

    [Fact]
    public async Task Of_batches_in_a_group_that_meet_at_one_subject_the_first_wins_and_the_rest_is_told()
    {
        var results = await Ledger.CommitAsync(
            [.. Enumerable.Range(1, 6).Select(n => Batch($"T{n:00}", 1, [Event($"e{n}")], [Row($"C{n}"), Row("U1", kind: "enterprise")]))],
            Cancel);

        Assert.Equal(CommitOutcome.Committed, results[0].Outcome);
        Assert.All(results.Skip(1), result => Assert.Equal(CommitOutcome.Stale, result.Outcome));
        Assert.All(results.Skip(1), result => Assert.Equal([new SubjectKey("enterprise", "U1")], result.StaleSubjects));
    }

    [Fact]
    public async Task Changes_of_other_teams_take_their_next_numbers()
    {
        await Ledger.CommitAsync(Batch("T02", 1));

        var results = await Ledger.CommitAsync(
            [
                Batch("T01", 1, [Event("e1")], [Row("C1")], new("T02", Number(21)), new("T03", Number(31)), new("T02", Number(22)),
                    new("T01", Number(11))),
                Batch("T02", 2, [Event("e2", "C2")], [Row("C2")]),
            ],
            Cancel);

        Assert.All(results, result => Assert.Equal(CommitOutcome.Committed, result.Outcome));
        Assert.Equal([3, 1, 4, 2], results[0].ForeignSequences);
        Assert.Equal([1, 1, 21, 22],
            await Ledger.ChangesAsync("T02", 0, Cancel).Select(change => Number(change.Delta)).ToListAsync(Cancel));
        Assert.Equal([(1, 31L)],
            await Ledger.ChangesAsync("T03", 0, Cancel).Select(change => (change.Sequence, Number(change.Delta))).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Two_hosts_that_change_one_team_at_once_lose_nothing()
    {
        var other = Open();

        await Task.WhenAll(new[] { Ledger, other }.Select((ledger, host) => Task.Run(async () =>
        {
            for (var sequence = 1; sequence <= 40; sequence++)
            {
                Assert.Equal(CommitOutcome.Committed,
                    await ledger.CommitAsync(Batch($"H{host}", sequence, [], [], new ForeignDelta("T01", Number(1)),
                        new("T02", Number(2)))));
            }
        })));

        Assert.Equal(Enumerable.Range(1, 80).Select(n => (long)n),
            await Ledger.ChangesAsync("T01", 0, Cancel).Select(change => change.Sequence).ToListAsync(Cancel));
        Assert.Equal(160, await Ledger.ChangesAsync("T02", 0, Cancel).Select(change => Number(change.Delta)).SumAsync(Cancel));
    }

    [Fact]
    public async Task Recall_brings_children_also_of_a_subject_not_yet_known()
    {
        await Ledger.CommitAsync(Batch("T01", 1, [Event("e1", "I1", "inspection")], [
            Row("I1", kind: "inspection") with { Parent = "task/R1", DoneOn = new(2026, 11, 2) },
            Row("I2", kind: "inspection") with { Parent = "task/R1" },
            Row("I3", kind: "inspection") with { Parent = "task/R2" },
        ]));

        var recalled = await Ledger.RecallAsync([("task", "R1"), ("inspection", "I1"), ("case", "nothing")], Cancel);

        Assert.Null(recalled[("task", "R1")].Row);
        Assert.Equal([new("inspection", "I1", new(2026, 11, 2), "T01"), new("inspection", "I2", null, "T01")],
            recalled[("task", "R1")].Children.OrderBy(child => child.Id));
        Assert.Equal((1, 0), (recalled[("inspection", "I1")].Events.Count, recalled[("inspection", "I1")].Children.Count));
        Assert.Equal((null, 0), (recalled[("case", "nothing")].Row, recalled[("case", "nothing")].Events.Count));
    }

    [Fact]
    public async Task A_subject_may_have_a_second_parent_which_sees_what_it_counts_in()
    {
        await Ledger.CommitAsync(Batch("T01", 1, [Event("e1", "I1", "inspection")], [
            Row("I1", kind: "inspection") with { Parent = "task/R1", Also = "enterprise/U1", Item = "S14", Counts = [2, 3] },
            Row("I2", kind: "inspection") with { Parent = "enterprise/U1" },
        ]));

        var recalled = await Ledger.RecallAsync([("enterprise", "U1")], Cancel);
        Assert.Equal([new("inspection", "I1", null, "T01", "S14", [2, 3]), new("inspection", "I2", null, "T01")],
            recalled[("enterprise", "U1")].Children.OrderBy(child => child.Id));

        await Ledger.CommitAsync(Batch("T01", 2, [],
            [Row("I1", revision: 2, kind: "inspection") with { Parent = "task/R1", Also = "enterprise/U2" }]));

        Assert.Equal(["I2"],
            (await Ledger.RecallAsync([("enterprise", "U1")], Cancel))[("enterprise", "U1")].Children.Select(child => child.Id));
        Assert.Equal(["I1"],
            (await Ledger.RecallAsync([("enterprise", "U2")], Cancel))[("enterprise", "U2")].Children.Select(child => child.Id));
    }

    [Fact]
    public async Task Rows_are_found_by_their_open_warnings_and_by_the_law_they_were_folded_by()
    {
        await Ledger.CommitAsync(Batch("T01", 1, [],
            [Row("C1") with { Watches = [1, 2, 3], Basis = long.MinValue }, Row("C2") with { Basis = 7 },
                Row("C3") with { Basis = 7, Watches = [4] }]));
        await Ledger.CommitAsync(Batch("T02", 1, [], [Row("C4", team: "T02") with { Basis = 8, Watches = [5] }]));

        Assert.Equal(["C1", "C3"], await IdsAsync(new() { Teams = ["T01"], Watched = true }));
        Assert.Equal(["C1"], await IdsAsync(new() { Teams = ["T01"], BasisOtherThan = 7 }));
        Assert.Equal([1, 2, 3], (await Ledger.SubjectsAsync(new() { Ids = ["C1"] }, Cancel).SingleAsync(Cancel)).Watches);

        await Ledger.CommitAsync(Batch("T01", 2, [], [Row("C1", revision: 2) with { Basis = 7 }]));

        Assert.Equal(["C3"], await IdsAsync(new() { Teams = ["T01"], Watched = true }));
        Assert.Equal(0, await Ledger.CountSubjectsAsync(new() { Teams = ["T01"], BasisOtherThan = 7 }, Cancel));

        async Task<string[]> IdsAsync(SubjectFilter filter) =>
            [.. (await Ledger.SubjectsAsync(filter, Cancel).ToListAsync(Cancel)).Select(row => row.Id).Order()];
    }

    [Fact]
    public async Task Events_are_counted_by_kind_and_found_by_the_certificate_they_were_signed_with()
    {
        await Ledger.CommitAsync(Batch("T01", 1, [
            Event("e1", "I1", "inspection") with { Data = """{"officers":[{"certNo":"A1"},{"certNo":"A2"}]}"""u8.ToArray() },
            Event("e2", "C1") with { Data = """{"officers":[{"certNo":"A11"}]}"""u8.ToArray() },
            Event("e3", "L1", "licence") with { Type = "licence.accepted", Data = """{"officers":[{"certNo":"A1"}]}"""u8.ToArray() },
        ], [Row("I1", kind: "inspection"), Row("C1"), Row("L1", kind: "licence")]));

        Assert.Equal((2, 3), (await Ledger.CountEventsAsync(["case", "licence"], Cancel), await Ledger.CountEventsAsync([], Cancel)));
        Assert.Equal([("inspection", "I1")], await Ledger.SignedAsync(["A1"], Cancel));
        Assert.Equal([("case", "C1"), ("inspection", "I1")],
            (await Ledger.SignedAsync(["A11", "A2"], Cancel)).OrderBy(key => key.ToString()));
    }

    [Fact]
    public async Task What_registers_is_read_beyond_a_number_of_each_team()
    {
        await Ledger.CommitAsync(Batch("T01", 1, [Event("o1", "O1", "officer"), Event("e1")], [Row("C1")]));
        await Ledger.CommitAsync(Batch("T02", 1, [Event("o2", "O2", "officer"), Event("i1", "S01", "item")]));
        await Ledger.CommitAsync(Batch("T01", 2, [Event("r1", "2026", "rules"), Event("o3", "O1", "officer")]));

        Assert.Equal(["i1 T02 1", "o1 T01 1", "o3 T01 2", "o2 T02 1", "r1 T01 2"], await ReadAsync(("T01", 0), ("T02", 0)));
        Assert.Equal(["i1 T02 1", "o3 T01 2", "o2 T02 1", "r1 T01 2"], await ReadAsync(("T01", 1), ("T02", 0)));
        Assert.Equal(["o3 T01 2", "r1 T01 2"], await ReadAsync(("T01", 1), ("T03", 0)));
        Assert.Equal([], await ReadAsync());

        async Task<List<string>> ReadAsync(params (string Team, long Sequence)[] beyond) =>
            await Ledger.RegistersAsync(beyond.ToDictionary(one => one.Team, one => one.Sequence), Cancel)
                .Select(one => $"{one.Event.Id} {one.Team} {one.Sequence}").ToListAsync(Cancel);
    }

    [Fact]
    public async Task Known_events_are_told_with_their_hash()
    {
        var sent = Event("e1") with { Hash = new UInt128(1, 2) };
        await Ledger.CommitAsync(Batch("T01", 1, [sent], [Row("C1")]));

        var known = await Ledger.KnownAsync([(sent.Source, "e1"), (sent.Source, "e2"), ("/other", "e1")], Cancel);

        Assert.Equal([new((sent.Source, "e1"), new UInt128(1, 2))], known);
    }

    [Fact]
    public async Task Recorded_events_are_told_by_source_and_id()
    {
        var sent = Event("e1") with { Hash = new UInt128(1, 2), Team = "T01", Data = "{\"a\":1}"u8.ToArray() };
        await Ledger.CommitAsync(Batch("T01", 1, [sent, Event("e3")], [Row("C1")]));

        var recorded = await Ledger.RecordedAsync([(sent.Source, "e1"), (sent.Source, "e2"), ("/other", "e1")], Cancel);

        Same(sent, Assert.Single(recorded).Value);
    }

    [Fact]
    public async Task Changes_come_in_order_after_a_number_and_teams_with_their_last()
    {
        foreach (var sequence in Enumerable.Range(1, 12))
        {
            await Ledger.CommitAsync([Batch("T01", sequence), Batch("T010", sequence)], Cancel);
        }
        await Ledger.CommitAsync(Batch("未分配", 1));

        Assert.Equal([9, 10, 11, 12], await Ledger.ChangesAsync("T01", 8, Cancel).Select(change => change.Sequence).ToListAsync(Cancel));
        Assert.Empty(await Ledger.ChangesAsync("T01", 12, Cancel).ToListAsync(Cancel));
        var written = await Ledger.ChangesAsync("T01", 0, Cancel).ToDictionaryAsync(change => change.Sequence, change => change.At,
            cancellationToken: Cancel);
        Assert.Equal([new(3, written[3]), new(12, written[12])],
            (await Ledger.WrittenAtAsync("T01", [12, 13, 3], Cancel)).OrderBy(change => change.Key));
        Assert.Equal([new("T01", 12), new("T010", 12), new("未分配", 1)],
            (await Ledger.TeamsAsync(Cancel)).OrderBy(team => team.Key, StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_filter_finds_what_it_says()
    {
        var random = new Random(20261123);
        string? Some(params string?[] values) => values[random.Next(values.Length)];
        DateOnly? Day() => random.Next(4) == 0 ? null : new DateOnly(2026, 1, 1).AddDays(random.Next(20));
        var rows = Enumerable.Range(0, 300)
            .Select(n =>
                Row($"{Some("A", "b", "C%", "中")}{n}", kind: Some("case", "inspection", "licence")!, team: Some("T01", "T02", "T03")!) with
        {
            DeclaredTeam = Some(null, "T01", "T99"),
            Item = Some(null, "S01", "S02", "unclassified"),
            Stage = Some("", "filed", "decided")!,
            Open = random.Next(2) == 0,
            Party = Some(null, null, "P1", "P2"),
            Parent = Some(null, null, "task/R1", "plan/R1"),
            FirstDay = Day(),
            LastDay = Day(),
            Title = Some("某道路货运企业", "A_b%", "")!,
        })
            .Select(row => row with
            {
                KnownBy = new($"{Folded.Of(row.Id)}\n{Folded.Of(row.Title)}", Some(null, "1", "2"), Some(null, "(2026)1"),
                    Folded.Of(row.Id) == row.Id ? null : Folded.Of(row.Id), null),
                Marks = Some(null, null, "firmCode"),
            }).ToArray();
        await Ledger.CommitAsync(Batch("T01", 1, [], rows));
        IReadOnlyCollection<string>? List(params string[] values) =>
            random.Next(3) == 0 ? values.Where(_ => random.Next(2) == 0).ToArray() : null;

        for (var round = 0; round < 200; round++)
        {
            var filter = new SubjectFilter
            {
                Kinds = List("case", "inspection", "x"),
                Ids = random.Next(10) == 0 ? List([.. rows.Select(row => row.Id)]) : null,
                Teams = List("T01", "T03"),
                Items = List("S01", "unclassified"),
                ItemsExcept = List("S01", "S02", "unclassified"),
                DeclaredTeams = List("T01", "T99"),
                Party = random.Next(5) == 0 ? "P1" : null,
                Parent = random.Next(5) == 0 ? "task/R1" : null,
                Stage = random.Next(5) == 0 ? Some("", "filed") : null,
                Open = random.Next(3) == 0 ? random.Next(2) == 0 : null,
                From = random.Next(3) == 0 ? Day() : null,
                To = random.Next(3) == 0 ? Day() : null,
                Text = random.Next(3) == 0 ? Some("A", "B1", "%", "_", "货运", "", "a") : null,
                Marked = random.Next(5) == 0,
                DoublesOf = random.Next(5) == 0 ? rows[random.Next(rows.Length)] : null,
                Skip = random.Next(3) == 0 ? random.Next(20) : 0,
                Take = random.Next(3) == 0 ? random.Next(1, 20) : 0,
            };
            bool In(IReadOnlyCollection<string>? wanted, string? value) => wanted is null || (value is not null && wanted.Contains(value));
            var expected = rows
                .Where(row => In(filter.Kinds, row.Kind) && In(filter.Ids, row.Id) && In(filter.Teams, row.Team)
                    && In(filter.Items, row.Item) && In(filter.DeclaredTeams, row.DeclaredTeam))
                .Where(row => filter.ItemsExcept is null || row.Item is null || !filter.ItemsExcept.Contains(row.Item))
                .Where(row => (filter.Party is null || filter.Party == row.Party) && (filter.Parent is null || filter.Parent == row.Parent))
                .Where(row => (filter.Stage is null || filter.Stage == row.Stage) && (filter.Open is null || filter.Open == row.Open))
                .Where(row => (filter.From is null || row.LastDay >= filter.From) && (filter.To is null || row.FirstDay <= filter.To))
                .Where(row => filter.Text is null || row.Search.Contains(filter.Text, StringComparison.Ordinal))
                .Where(row => !filter.Marked || row.Marks is not null)
                .Where(row => filter.DoublesOf is not { } one || ((row.Kind, row.Id) != (one.Kind, one.Id)
                    && ((row.Kind == one.Kind && Folded.Of(row.Id) == Folded.Of(one.Id))
                    || (row.CaseNo is not null && row.CaseNo == one.CaseNo) || (row.DocNo is not null && row.DocNo == one.DocNo))))
                .OrderByDescending(row => row.LastDay ?? DateOnly.MinValue)
                .ThenBy(row => row.Kind, StringComparer.Ordinal)
                .ThenBy(row => row.Id, StringComparer.Ordinal)
                .Select(row => row.Id).ToList();

            Assert.Equal(expected.Count, await Ledger.CountSubjectsAsync(filter, Cancel));
            Assert.Equal(
                expected.Skip(filter.Skip).Take(filter.Take == 0 ? int.MaxValue : filter.Take),
                await Ledger.SubjectsAsync(filter, Cancel).Select(row => row.Id).ToListAsync(Cancel));
        }
    }

    [Fact]
    public async Task All_events_come_subject_by_subject()
    {
        var random = new Random(1);
        var events = Enumerable.Range(0, 3_000)
            .Select(n => Event($"e{n}", $"C{random.Next(400)}", random.Next(2) == 0 ? "case" : "inspection"))
            .ToArray();
        for (var at = 0; at < events.Length; at += 500)
        {
            await Ledger.CommitAsync(Batch("T01", (at / 500) + 1, events[at..(at + 500)]));
        }

        var all = await Ledger.EventsAsync([], Cancel).ToListAsync(Cancel);
        var inspections = await Ledger.EventsAsync(["inspection", "none"], Cancel).ToListAsync(Cancel);

        Assert.Equal(events.Select(one => one.Id).Order(), all.Select(one => one.Id).Order());
        Assert.Equal(events.Where(one => one.Kind == "inspection").Select(one => one.Id).Order(),
            inspections.Select(one => one.Id).Order());
        var runs = all.Select(one => (one.Kind, one.Subject))
            .Where((subject, n) => n == 0 || subject != (all[n - 1].Kind, all[n - 1].Subject))
            .ToList();
        Assert.Equal(runs.Distinct().Count(), runs.Count);
    }

    [Fact]
    public async Task Quarantine_holds_a_row_once_until_it_is_settled()
    {
        QuarantineRow Bad(string id, UInt128 hash) =>
            new(0, "/zj/cfba", id, "enforcement.case.filed.v1", "V6", "一个字段缺失", Start.AddTicks(1), QuarantineState.Open, hash,
                Encoding.UTF8.GetBytes("{\"id\":\"" + id + "\"}"));

        await Ledger.QuarantineAsync([Bad("q1", 1), Bad("q2", 1), Bad("q1", 2), Bad("q1", 1)], Cancel);
        await Ledger.QuarantineAsync([Bad("q2", 1), Bad("q3", 1)], Cancel);
        var (total, newest) = await Ledger.QuarantinedAsync(new(), 0, 2, Cancel);
        var (_, rest) = await Ledger.QuarantinedAsync(new(), 2, 10, Cancel);
        await Ledger.SetQuarantineStateAsync([newest[0].Key], QuarantineState.Dismissed, Cancel);

        Assert.Equal((4, 2, 2), (total, newest.Count, rest.Count));
        Assert.Equal("q3", newest[0].Id);
        Assert.Equal([("q1", 1), ("q1", 2), ("q2", 1), ("q3", 1)], newest.Concat(rest).Select(row => (row.Id, (int)row.Hash)).Order());
        var settled = await Ledger.QuarantinedAsync(newest[0].Key, Cancel);
        Assert.Equal(newest[0] with { State = QuarantineState.Dismissed, Raw = settled!.Raw }, settled);
        Assert.Equal("{\"id\":\"q3\"}", Text(settled.Raw));
        Assert.Equal((3, 1),
            ((await Ledger.QuarantinedAsync(new(QuarantineState.Open), 0, 10, Cancel)).Total,
                (await Ledger.QuarantinedAsync(new(QuarantineState.Dismissed), 0, 10, Cancel)).Total));
        Assert.Null(await Ledger.QuarantinedAsync(987654, Cancel));
    }

    [Fact]
    public async Task Open_rows_of_a_source_or_a_code_are_gone_through_in_order_and_settled_together()
    {
        QuarantineRow Bad(int number) =>
            new(0, number % 2 == 0 ? "/zj/cfba" : "/zj/zwfw", $"q{number}", "enforcement.case.filed.v1", number % 3 == 0 ? "V1" : "V6",
                "一个字段缺失", Start, QuarantineState.Open, 1, "{}"u8.ToArray());

        await Ledger.QuarantineAsync([.. Enumerable.Range(0, 12).Select(Bad)], Cancel);
        var ofBoth = await OpenAsync("/zj/cfba", "V6");
        await Ledger.SetQuarantineStateAsync([.. ofBoth.Select(row => row.Key)], QuarantineState.Retried, Cancel);
        await Ledger.SetQuarantineStateAsync([], QuarantineState.Dismissed, Cancel);

        Assert.Equal([("/zj/zwfw", "V6", 4L), ("/zj/cfba", "V1", 2L), ("/zj/zwfw", "V1", 2L)],
            (await Ledger.QuarantineCountsAsync(null, Cancel)).Select(count => (count.Source, count.Code, count.Open)));
        Assert.Equal(new("/zj/cfba", "V1", 2, Start, Start), Assert.Single(await Ledger.QuarantineCountsAsync("/zj/cfba", Cancel)));
        Assert.Equal(["q10", "q2", "q4", "q8"], ofBoth.Select(row => row.Id).Order(StringComparer.Ordinal));
        Assert.Empty(await OpenAsync("/zj/cfba", "V6"));
        Assert.Equal(["q0", "q6"], (await OpenAsync("/zj/cfba", null)).Select(row => row.Id).Order());
        Assert.Equal(["q0", "q3", "q6", "q9"], (await OpenAsync(null, "V1")).Select(row => row.Id).Order());
        Assert.Equal(ofBoth.OrderBy(row => row.Key), ofBoth);
        Assert.Equal(8, (await OpenAsync(null, null)).Count);
        Assert.Equal((6, 2), ((await Ledger.QuarantinedAsync(new(Source: "/zj/zwfw"), 0, 10, Cancel)).Total,
            (await Ledger.QuarantinedAsync(new(QuarantineState.Open, "/zj/cfba", "V1"), 0, 10, Cancel)).Total));

        async Task<List<QuarantineRow>> OpenAsync(string? source, string? code)
        {
            var rows = new List<QuarantineRow>();
            await foreach (var some in Ledger.OpenQuarantineAsync(source, code, 3, Cancel))
            {
                Assert.InRange(some.Count, 1, 3);
                rows.AddRange(some);
            }

            return rows;
        }
    }

    [Fact]
    public async Task Nothing_asked_is_nothing_answered()
    {
        Assert.Empty(await Ledger.CommitAsync([], Cancel));
        Assert.Empty(await Ledger.KnownAsync([], Cancel));
        Assert.Empty(await Ledger.RecordedAsync([], Cancel));
        Assert.Empty(await Ledger.RecallAsync([], Cancel));
        Assert.Empty(await Ledger.TeamsAsync(Cancel));
        await Ledger.QuarantineAsync([], Cancel);
    }

    [Fact]
    public async Task Several_that_start_together_make_one_schema()
    {
        await EmptyAsync();

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Open().PrepareAsync(Cancel))));

        Assert.Equal(CommitOutcome.Committed, await Ledger.CommitAsync(Batch("T01", 1, [Event("e1")], [Row("C1")])));
    }

    [Fact]
    public async Task An_older_schema_is_upgraded_and_keeps_its_rows()
    {
        await Ledger.CommitAsync(Batch("T01", 1, [Event("e1")], [Row("C1")]));
        await ExecuteAsync("DROP TABLE OrleansQuery");
        await ExecuteAsync("DROP TABLE OrleansStorage");
        await ExecuteAsync("DELETE FROM schemaversions WHERE scriptname = '002-grain-storage'");

        await Open().PrepareAsync(Cancel);

        await ExecuteAsync("SELECT QueryText FROM OrleansQuery");
        await HoldsAsync(["e1"], ("T01", 1));
    }

    [Fact]
    public async Task A_ledger_of_an_earlier_release_keeps_its_rows_and_learns_who_signed()
    {
        var row = Row("I1", kind: "inspection") with { Also = "enterprise/U1", Watches = [1], Basis = -7, Counts = [2, 3],
            DoneOn = new(2026, 11, 2), KnownBy = new("I1\nINSPECTION I1", null, null, null, null) };
        await Ledger.CommitAsync(Batch("T01", 1, [
            Event("e1", "I1", "inspection") with { Type = "inspection.started",
                Data = """{"note":"\u0000","officers":[{"certNo":"A1"},{"certNo":"A2"}]}"""u8.ToArray() },
            Event("e2") with { Data = """{"officers":["A2"],"more":{"officers":["A3"]}}"""u8.ToArray() },
            Event("e3", "C2") with { Data = """{"officers":"none"}"""u8.ToArray() },
        ], [row, Row("C1"), Row("C2") with { Stage = "merged", Basis = -7 }]));
        foreach (var step in (string[])
        [
            "DROP INDEX events_of_registers", "DROP INDEX IF EXISTS events_by_position",
            "CREATE INDEX events_by_subject ON events (kind, subject)",
            "ALTER TABLE events DROP COLUMN previous", "ALTER TABLE subjects DROP COLUMN last", "DROP TABLE signatures",
            "DROP TABLE names", "DROP INDEX subjects_renamed", "DROP INDEX subjects_marked",
            "ALTER TABLE subjects DROP COLUMN former", "ALTER TABLE subjects DROP COLUMN marks",
            .. "rows chain numbers names merged registers".Split(' ')
                .Select(script => $"DELETE FROM schemaversions WHERE scriptname LIKE '%-{script}'"),
        ])
        {
            await ExecuteAsync(step);
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Open().PrepareAsync(Cancel))));

        Assert.Equivalent(row, (await Ledger.SubjectsAsync(new() { Ids = ["I1"] }, Cancel).ToListAsync(Cancel)).Single(), strict: true);
        Assert.Equal(["I1"], (await Ledger.RecallAsync([("enterprise", "U1")], Cancel)).Single().Value.Children.Select(child => child.Id));
        Assert.Equal(0, await Ledger.CountSubjectsAsync(new() { Ids = ["C2"], BasisOtherThan = 0 }, Cancel));
        Assert.Equal(["inspection/I1"], (await Ledger.SignedAsync(["A1", "A3"], Cancel)).Select(key => key.ToString()));
        Assert.Equal(["case/C1", "inspection/I1"], (await Ledger.SignedAsync(["A2"], Cancel)).Select(key => key.ToString()).Order());
        Assert.Equal(1, await Ledger.CountSubjectsAsync(new() { Watched = true }, Cancel));
        await HoldsAsync(["e1", "e2", "e3"], ("T01", 1));
        Assert.Equal(CommitOutcome.Committed, await Ledger.CommitAsync(Batch("T01", 2, [Event("e4")], [await NextAsync("C1")])));
        var recalled = (await Ledger.RecallAsync([("case", "C1")], Cancel)).Single().Value;
        Assert.Equal(["e2", "e4"], recalled.Events.Select(one => one.Id).Order());

        async Task<SubjectRow> NextAsync(string id)
        {
            var stored = (await Ledger.RecallAsync([("case", id)], Cancel)).Single().Value.Row!;
            return stored with { Revision = stored.Revision + 1 };
        }
    }

    /// <summary>Keys are gone through in parts of 5,000.</summary>
    [Fact]
    public async Task Doubles_and_unknown_names_are_found_in_whatever_part_they_stand()
    {
        var rows = Enumerable.Range(0, 12_000).Select(n => Row($"c{n:00000}") with
        {
            // Of each number three stand side by side, so that the end of a part falls within some of them.
            KnownBy = new($"c{n:00000}", $"(2026){n / 3:00000}", $"D{n}", n % 3 > 0 ? $"C{n / 3:00000}" : null, null),
            DeclaredTeam = n % 100 == 0 ? "T99" : "T01",
            Item = n % 40 == 0 ? "unclassified" : null,
        }).Append(Row("C01000")).Append(Row("T98", kind: "team") with { DeclaredTeam = "T98" }).ToArray();
        await Ledger.CommitAsync(Batch("T01", 1, [], rows));

        var doubles = await Ledger.DoublesAsync(Cancel).SelectMany(some => some).ToListAsync(Cancel);

        Assert.Equal(rows[..12_000].Select(row => (row.CaseNo, row.Id)),
            doubles.Where(one => one.By == "caseNo").Select(one => ((string?)one.Text, one.Id)));
        Assert.Equal(["C01000", .. rows[..12_000].Where((_, n) => n % 3 > 0).Select(row => row.Id)],
            doubles.Where(one => one.By == "id").Select(one => one.Id).Order(StringComparer.Ordinal));
        Assert.Equal(20_001, doubles.Count);
        Assert.Equal(360, await Ledger.CountNamingOthersAsync(["T01"], ["S01"], Cancel).SumAsync(Cancel));
    }

    [Fact]
    public async Task A_merged_record_is_told_where_none_stands_for_it()
    {
        var merged = new[] { ("A", "B"), ("B", "A"), ("C", "nowhere"), ("D", "C"), ("E", "F"), ("F", "G"), ("H", "H2") };
        await Ledger.CommitAsync(Batch("T01", 1, [],
            [.. merged.Select(pair => Row(pair.Item1) with { Stage = "merged", KnownBy = new(pair.Item1, null, null, null, pair.Item2) }),
                Row("G"), Row("H2", kind: "inspection")]));

        Assert.Equal(
            [("A", "B"), ("B", "A"), ("C", "D"), ("H2", "H"), ("nowhere", "C")],
            await Ledger.DoublesAsync(Cancel).SelectMany(some => some).Where(one => one.By == "mergedInto")
                .Select(one => (one.Text, one.Id)).ToListAsync(Cancel));
    }

    [Fact]
    public async Task A_later_schema_is_refused_with_a_sentence()
    {
        await ExecuteAsync("INSERT INTO schemaversions (scriptname, applied) VALUES ('999-later', '2027-01-01')");

        var refused = await Assert.ThrowsAsync<ValidationException>(() => Open().PrepareAsync(Cancel));

        Assert.Contains("999-later", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_is_there_after_it_was_closed_and_opened()
    {
        await Ledger.CommitAsync(Batch("T01", 1, [Event("e1")], [Row("C1")]));
        await CloseAsync(Ledger);
        opened.Remove(Ledger);

        Ledger = Open();
        await Ledger.PrepareAsync(Cancel);

        await HoldsAsync(["e1"], ("T01", 1));
        Assert.Equal(CommitOutcome.Committed, await Ledger.CommitAsync(Batch("T01", 2, [Event("e2")], [Row("C1", 2)])));
    }

    /// <summary>Exactly these events and these teams with their last numbers.</summary>
    private protected async Task HoldsAsync(string[] events, params (string Team, long Last)[] teams)
    {
        Assert.Equal(events, await Ledger.EventsAsync([], Cancel).Select(one => one.Id).Order().ToListAsync(Cancel));
        Assert.Equal(teams.Select(team => new KeyValuePair<string, long>(team.Team, team.Last)),
            (await Ledger.TeamsAsync(Cancel)).OrderBy(team => team.Key, StringComparer.Ordinal));
    }

    private protected ILedger Open()
    {
        var ledger = New();
        opened.Add(ledger);
        return ledger;
    }

    private protected abstract Task CreateAsync();

    private protected abstract Task DropAsync();

    /// <summary>Back to a database without any table.</summary>
    private protected abstract Task EmptyAsync();

    private protected abstract ILedger New();

    private protected abstract Task CloseAsync(ILedger ledger);

    private protected abstract Task ExecuteAsync(string sql);

    private static void Same(SourceEvent expected, SourceEvent actual)
    {
        Assert.Equal(expected with { Data = actual.Data }, actual);
        Assert.Equal(Text(expected.Data), Text(actual.Data));
    }
}
