using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Ledger;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using static Dashboard.Tests.Ledger.LedgerSamples;

namespace Dashboard.Tests.Ledger;

/// <summary>Group commit: over both databases with many teams at once, and alone over a ledger that does as it is told.</summary>
public sealed class LedgerWriterTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fifty_teams_with_conflicts_at_random_add_up_in_SQLite()
    {
        var folder = Directory.CreateTempSubdirectory("dashboard-writer-");
        var options = Options.Create(new LedgerOptions { DataPath = folder.FullName });
        using (var ledger = new SqliteLedger(options))
        {
            await FiftyTeamsAsync(ledger, options);
        }
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Fifty_teams_with_conflicts_at_random_add_up_in_PostgreSQL()
    {
        var options = Options.Create(
            new LedgerOptions { ConnectionString = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync() });
        await using var ledger = new PostgresLedger(options);
        await FiftyTeamsAsync(ledger, options);
    }

    [Fact]
    public async Task The_writer_survives_an_outage_of_the_database_and_loses_nothing_it_acknowledged()
    {
        await using var server = await PostgresServer.StartNewAsync();
        var options = Options.Create(new LedgerOptions { ConnectionString = await server.CreateDatabaseAsync() });
        await using var ledger = new PostgresLedger(options);
        await ledger.PrepareAsync(Cancel);
        await using var writer = new LedgerWriter(ledger, options, TimeProvider.System, NullLogger<LedgerWriter>.Instance);
        var acknowledged = new ConcurrentBag<string>();
        using var successes = new SemaphoreSlim(0);
        using var failures = new SemaphoreSlim(0);
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var teams = Enumerable.Range(0, 8).Select(team => Task.Run(async () =>
        {
            for (var n = 0; !done.IsCancellationRequested; n++)
            {
                var id = $"e{team}-{n}";
                try
                {
                    var last = (await ledger.TeamsAsync(Cancel)).GetValueOrDefault($"T{team}");
                    var result = await writer.WriteAsync(Batch($"T{team}", last + 1, [Event(id, id)], [Row(id)]), Cancel);
                    Assert.Equal(CommitOutcome.Committed, result.Outcome);
                    acknowledged.Add(id);
                    successes.Release();
                }
                catch (Exception failure) when (failure is NpgsqlException or CommitUnknownException)
                {
                    failures.Release();
                }
            }
        })).ToArray();

        await CountAsync(successes, 100);
        await server.StopAsync();
        await CountAsync(failures, 50);
        await server.StartAsync();
        await CountAsync(successes, acknowledged.Count);
        await done.CancelAsync();
        await Task.WhenAll(teams);

        var kept = (await ledger.EventsAsync([], Cancel).ToListAsync(Cancel)).Select(one => one.Id).ToHashSet();
        var subjects = (await ledger.SubjectsAsync(new(), Cancel).ToListAsync(Cancel)).Select(row => row.Id).ToHashSet();
        Assert.Superset(acknowledged.ToHashSet(), kept);
        Assert.Equal(kept, subjects);
        Assert.Equal(kept.Count, (await ledger.TeamsAsync(Cancel)).Values.Sum());
    }

    [Fact]
    public async Task What_waits_while_a_commit_is_under_way_becomes_the_next_group()
    {
        var ledger = new Obedient();
        await using var writer = New(ledger);
        var first = writer.WriteAsync(Batch("T01", 1), Cancel);
        var held = await ledger.NextAsync();

        var rest = Enumerable.Range(2, 30).Select(n => writer.WriteAsync(Batch($"T{n}", 1), Cancel)).ToArray();
        held.Commit();
        var second = await ledger.NextAsync();
        second.Commit();

        await first;
        await Task.WhenAll(rest);
        Assert.Equal((1, 30), (held.Batches.Count, second.Batches.Count));
    }

    [Fact]
    public async Task A_second_commit_begins_beside_one_under_way_only_when_much_waits()
    {
        var ledger = new Obedient();
        await using var writer = New(ledger, static options => options.ConnectionString = "of no use here");
        var first = writer.WriteAsync(Batch("T01", 1), Cancel);
        var held = await ledger.NextAsync();

        var rest = Enumerable.Range(2, 64).Select(n => writer.WriteAsync(Batch($"T{n}", 1), Cancel)).ToArray();
        var second = await ledger.NextAsync();
        second.Commit();
        await Task.WhenAll(rest);
        Assert.Equal((1, 64, false), (held.Batches.Count, second.Batches.Count, first.IsCompleted));

        held.Commit();
        await first;
    }

    [Fact]
    public async Task A_group_takes_no_more_events_than_it_should()
    {
        var ledger = new Obedient();
        await using var writer = New(ledger, options => options.GroupEvents = 10);
        var first = writer.WriteAsync(Batch("T01", 1), Cancel);
        var held = await ledger.NextAsync();

        var rest = Enumerable.Range(2, 10)
            .Select(n => writer.WriteAsync(Batch($"T{n}", 1, [.. Enumerable.Range(0, 4).Select(e => Event($"{n}-{e}"))]), Cancel))
            .ToArray();
        held.Commit();
        var second = await ledger.NextAsync();
        second.Commit();

        Assert.Equal(3, second.Batches.Count);
        ledger.CommitAll();
        await first;
        await Task.WhenAll(rest);
    }

    [Fact]
    public async Task A_full_queue_refuses_and_goes_on_when_there_is_room()
    {
        var ledger = new Obedient();
        await using var writer = New(ledger, options => options.QueueEvents = 5);
        var held = writer.WriteAsync(Batch("T01", 1), Cancel);
        var group = await ledger.NextAsync();

        var big = writer.WriteAsync(Batch("T02", 1, [.. Enumerable.Range(0, 7).Select(n => Event($"e{n}"))]), Cancel);
        await Assert.ThrowsAsync<LedgerBusyException>(() => writer.WriteAsync(Batch("T03", 1), Cancel));
        group.Commit();
        (await ledger.NextAsync()).Commit();
        await Task.WhenAll(held, big);

        var later = writer.WriteAsync(Batch("T03", 1), Cancel);
        (await ledger.NextAsync()).Commit();
        Assert.Equal(CommitOutcome.Committed, (await later).Outcome);
    }

    [Fact]
    public async Task A_batch_can_be_withdrawn_only_until_a_group_takes_it()
    {
        var ledger = new Obedient();
        await using var writer = New(ledger);
        using var withdrawn = new CancellationTokenSource();
        var taken = writer.WriteAsync(Batch("T01", 1), withdrawn.Token);
        var group = await ledger.NextAsync();
        var waiting = writer.WriteAsync(Batch("T02", 1), withdrawn.Token);

        await withdrawn.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        group.Commit();

        Assert.Equal(CommitOutcome.Committed, (await taken).Outcome);
        var last = writer.WriteAsync(Batch("T03", 1), Cancel);
        var next = await ledger.NextAsync();
        next.Commit();
        Assert.Equal("T03", Assert.Single(next.Batches).Team);
        await last;
    }

    [Fact]
    public async Task Each_caller_gets_its_own_outcome_and_a_failure_reaches_all_it_concerns()
    {
        var ledger = new Obedient();
        await using var writer = New(ledger);
        var lone = writer.WriteAsync(Batch("T00", 1), Cancel);
        var group = await ledger.NextAsync();
        var callers = Enumerable.Range(1, 3).Select(team => writer.WriteAsync(Batch($"T{team:00}", 1), Cancel)).ToArray();
        group.Fail(new CommitUnknownException());
        await Assert.ThrowsAsync<CommitUnknownException>(() => lone);

        (await ledger.NextAsync()).Fail(new CommitFailedException(
            [new(CommitOutcome.Committed, []), new(CommitOutcome.Stale, []), null],
            [null, null, new TimeoutException()]));

        Assert.Equal(CommitOutcome.Committed, (await callers[0]).Outcome);
        Assert.Equal(CommitOutcome.Stale, (await callers[1]).Outcome);
        await Assert.ThrowsAsync<TimeoutException>(() => callers[2]);
    }

    [Fact]
    public async Task A_database_that_is_away_is_not_logged_for_each_batch()
    {
        var ledger = new Obedient();
        var log = new Counting();
        await using var writer = new LedgerWriter(ledger, Options.Create(new LedgerOptions()), new FakeTimeProvider(Start), log);

        for (var sequence = 1; sequence <= 5; sequence++)
        {
            var refused = writer.WriteAsync(Batch("T01", sequence), Cancel);
            (await ledger.NextAsync()).Fail(new CommitFailedException([null], [new TimeoutException()]));
            await Assert.ThrowsAsync<TimeoutException>(() => refused);
        }

        Assert.Equal(1, log.Lines);
    }

    [Fact]
    public async Task Closing_commits_what_waits_and_takes_nothing_more()
    {
        var ledger = new Obedient();
        var writer = New(ledger);
        var first = writer.WriteAsync(Batch("T01", 1), Cancel);
        var group = await ledger.NextAsync();
        var second = writer.WriteAsync(Batch("T02", 1), Cancel);

        var closing = writer.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => writer.WriteAsync(Batch("T03", 1), Cancel));
        group.Commit();
        ledger.CommitAll();
        await closing;

        Assert.Equal([CommitOutcome.Committed, CommitOutcome.Committed],
            (await Task.WhenAll(first, second)).Select(result => result.Outcome));
    }

    /// <summary>
    /// Each event is worth 1 to the team that gets it in first; now and then a team also moves 1 from itself to another. Events are offered
    /// by several teams,
    /// so they conflict; moves take other teams' numbers, so those are superseded. In the end every event counts once and every team's
    /// changes have no gap.
    /// </summary>
    private static async Task FiftyTeamsAsync(ILedger ledger, IOptions<LedgerOptions> options)
    {
        await ledger.PrepareAsync(Cancel);
        await using var writer = new LedgerWriter(ledger, options, TimeProvider.System, NullLogger<LedgerWriter>.Instance);
        var outcomes = new ConcurrentDictionary<CommitOutcome, int>();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(number => Task.Run(async () =>
        {
            var team = $"T{number:00}";
            var random = new Random(number);
            var sequence = 0L;
            for (var round = 0; round < 10; round++)
            {
                var offered = Enumerable.Range(0, 10).Select(_ => $"e{random.Next(6_000)}").Distinct().ToList();
                while (true)
                {
                    var known = await ledger.KnownAsync(offered.ConvertAll(id => ("/zj/cfba", id)), Cancel);
                    offered.RemoveAll(id => known.ContainsKey(("/zj/cfba", id)));
                    var rows = offered.GroupBy(id => $"C{id[^1]}-{number % 25}").ToList();
                    var recalled = await ledger.RecallAsync(rows.ConvertAll(row => new SubjectKey("case", row.Key)), Cancel);
                    var moved = random.Next(20) == 0 ? new ForeignDelta[] { new($"T{random.Next(50):00}", Number(1)) } : [];
                    var batch = new TeamBatch(
                        team,
                        sequence + 1,
                        Start,
                        Number(offered.Count - moved.Length),
                        [],
                        [.. rows.SelectMany(row => row.Select(id => Event(id, row.Key)))],
                        [.. rows.Select(row => Row(row.Key, (recalled[("case", row.Key)].Row?.Revision ?? 0) + 1))],
                        moved);
                    var result = await writer.WriteAsync(batch, Cancel);
                    outcomes.AddOrUpdate(result.Outcome, 1, (_, count) => count + 1);
                    if (result.Outcome == CommitOutcome.Committed)
                    {
                        sequence++;
                        break;
                    }
                    if (result.Outcome == CommitOutcome.Superseded)
                    {
                        sequence = (await ledger.TeamsAsync(Cancel))[team];
                    }
                }
            }
        })));

        var events = await ledger.EventsAsync([], Cancel).ToListAsync(Cancel);
        var sum = 0L;
        foreach (var (team, last) in await ledger.TeamsAsync(Cancel))
        {
            var changes = await ledger.ChangesAsync(team, 0, Cancel).ToListAsync(Cancel);
            Assert.Equal(Enumerable.Range(1, (int)last).Select(n => (long)n), changes.Select(change => change.Sequence));
            sum += changes.Sum(change => Number(change.Delta));
        }
        Assert.Equal(events.Count, events.Select(one => one.Id).Distinct().Count());
        Assert.Equal(events.Count, sum);
        foreach (var row in await ledger.SubjectsAsync(new(), Cancel).ToListAsync(Cancel))
        {
            Assert.True(row.Revision <= events.Count(one => one.Subject == row.Id));
        }
        Assert.Equal(500, outcomes[CommitOutcome.Committed]);
        Assert.True(outcomes.ContainsKey(CommitOutcome.Stale) && outcomes.ContainsKey(CommitOutcome.Superseded),
            string.Join(", ", outcomes));
    }

    private static LedgerWriter New(Obedient ledger, Action<LedgerOptions>? configure = null)
    {
        var options = new LedgerOptions();
        configure?.Invoke(options);
        return new(ledger, Options.Create(options), TimeProvider.System, NullLogger<LedgerWriter>.Instance);
    }

    private static async Task CountAsync(SemaphoreSlim signal, int times)
    {
        for (var n = 0; n < times; n++)
        {
            Assert.True(await signal.WaitAsync(Patience.Long, Cancel));
        }
    }

    /// <summary>A ledger whose groups end when and how the test says.</summary>
    private sealed class Obedient : ILedger
    {
        private readonly System.Threading.Channels.Channel<Group> groups = System.Threading.Channels.Channel.CreateUnbounded<Group>();
        private bool all;

        public async Task<Group> NextAsync() => await groups.Reader.ReadAsync(Cancel);

        public void CommitAll()
        {
            Volatile.Write(ref all, true);
            while (groups.Reader.TryRead(out var group))
            {
                group.Commit();
            }
        }

        public Task<IReadOnlyList<CommitResult>> CommitAsync(IReadOnlyList<TeamBatch> batches, CancellationToken cancel)
        {
            var group = new Group(batches);
            groups.Writer.TryWrite(group);
            if (Volatile.Read(ref all))
            {
                group.Commit();
            }
            return group.Answer;
        }

        public Task PrepareAsync(CancellationToken cancel) => Task.CompletedTask;

        public Task<IReadOnlyDictionary<(string Source, string Id), UInt128>> KnownAsync(
            IReadOnlyCollection<(string Source, string Id)> keys, CancellationToken cancel) => throw Unasked();

        public Task<IReadOnlyDictionary<SubjectKey, Recalled>> RecallAsync(IReadOnlyCollection<SubjectKey> subjects,
            CancellationToken cancel) => throw Unasked();

        public Task<IReadOnlyDictionary<(string Source, string Id), SourceEvent>> RecordedAsync(
            IReadOnlyCollection<(string Source, string Id)> keys, CancellationToken cancel) => throw Unasked();

        public Task<IReadOnlyDictionary<SubjectKey, (string Team, string? Declared)>> TeamsOfAsync(
            IReadOnlyCollection<SubjectKey> subjects, CancellationToken cancel) => throw Unasked();

        public Task<IReadOnlyDictionary<SubjectKey, long>> RevisionsAsync(
            IReadOnlyCollection<SubjectKey> subjects, CancellationToken cancel) => throw Unasked();

        public IAsyncEnumerable<Change> ChangesAsync(string team, long after, CancellationToken cancel) => throw Unasked();

        public Task<IReadOnlyDictionary<long, DateTimeOffset>> WrittenAtAsync(
            string team, IReadOnlyCollection<long> sequences, CancellationToken cancel) => throw Unasked();

        public Task<IReadOnlyDictionary<string, long>> TeamsAsync(CancellationToken cancel) => throw Unasked();

        public IAsyncEnumerable<SubjectRow> SubjectsAsync(SubjectFilter filter, CancellationToken cancel) => throw Unasked();

        public Task<long> CountSubjectsAsync(SubjectFilter filter, CancellationToken cancel) => throw Unasked();

        public IAsyncEnumerable<SourceEvent> EventsAsync(IReadOnlyCollection<string> kinds, CancellationToken cancel) => throw Unasked();

        public IAsyncEnumerable<WrittenRegister> RegistersAsync(IReadOnlyDictionary<string, long> beyond, CancellationToken cancel) =>
            throw Unasked();

        public Task<long> CountEventsAsync(IReadOnlyCollection<string> kinds, CancellationToken cancel) => throw Unasked();

        public Task<IReadOnlyList<(string Former, string Id)>> FormerCodesAsync(CancellationToken cancel) => throw Unasked();

        public IAsyncEnumerable<IReadOnlyList<DoubleRecord>> DoublesAsync(CancellationToken cancel) => throw Unasked();

        public IAsyncEnumerable<long> CountNamingOthersAsync(
            IReadOnlyCollection<string> teams, IReadOnlyCollection<string> items, CancellationToken cancel) => throw Unasked();

        public Task<IReadOnlyList<SourceFigures>> SourcesAsync(CancellationToken cancel) => throw Unasked();

        public Task<IReadOnlyList<SubjectKey>> SignedAsync(IReadOnlyCollection<string> certificates, CancellationToken cancel) =>
            throw Unasked();

        public Task QuarantineAsync(IReadOnlyList<QuarantineRow> rows, CancellationToken cancel) => throw Unasked();

        public Task<(long Total, IReadOnlyList<QuarantineRow> Rows)> QuarantinedAsync(QuarantineFilter filter, int skip, int take,
            CancellationToken cancel) => throw Unasked();

        public IAsyncEnumerable<IReadOnlyList<QuarantineRow>> OpenQuarantineAsync(string? source, string? code, int atOnce,
            CancellationToken cancel) => throw Unasked();

        public Task<QuarantineRow?> QuarantinedAsync(long key, CancellationToken cancel) => throw Unasked();

        public Task<IReadOnlyList<QuarantineCount>> QuarantineCountsAsync(string? source, CancellationToken cancel) => throw Unasked();

        public Task SetQuarantineStateAsync(IReadOnlyCollection<long> keys, QuarantineState state, CancellationToken cancel) =>
            throw Unasked();

        public Task CheckWritableAsync(CancellationToken cancel) => throw Unasked();

        private static NotSupportedException Unasked([CallerMemberName] string member = "") => new($"The writer has no use for {member}.");
    }

    private sealed class Counting : ILogger<LedgerWriter>
    {
        private int lines;

        public int Lines => Volatile.Read(ref lines);

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter) =>
            Interlocked.Increment(ref lines);
    }

    private sealed class Group(IReadOnlyList<TeamBatch> batches)
    {
        private readonly TaskCompletionSource<IReadOnlyList<CommitResult>> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public IReadOnlyList<TeamBatch> Batches => batches;

        public Task<IReadOnlyList<CommitResult>> Answer => answer.Task;

        public void Commit() => answer.TrySetResult([.. batches.Select(_ => new CommitResult(CommitOutcome.Committed, []))]);

        public void Fail(Exception failure) => answer.TrySetException(failure);
    }
}
