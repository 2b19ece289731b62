using System.Collections.Concurrent;
using System.Data.Common;
using System.Runtime.CompilerServices;
using Dashboard.Grains.Contracts;
using DbUp;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Grains.Ledger;

/// <summary>The ledger in PostgreSQL (15 or later).</summary>
internal sealed class PostgresLedger : SqlLedger, IAsyncDisposable
{
    /// <summary>How often a group whose failure nothing explains is tried before its batches go one by one.</summary>
    private const int GroupAttempts = 3;
    private const int Attempts = 20;
    private const long SchemaLock = 0x64617368626f6172;

    /// <summary>So many positions a process takes at once: the increment of their sequence (006-chain.sql).</summary>
    private const int PositionsTaken = 100_000;

    private readonly string connectionString;
    private readonly NpgsqlDataSource keyed;
    private readonly NpgsqlDataSource lists;
    private readonly ConcurrentBag<PostgresCommit> idle = [];
    private readonly SemaphoreSlim placing = new(1, 1);
    private long position;
    private long lastPosition;

    public PostgresLedger(IOptions<LedgerOptions> options)
    {
        connectionString = options.Value.ConnectionString!;
        lists = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "dashboard lists" });
        // No session state is ever changed here, so none need be reset. Statements by key are planned once, often while the tables are
        // still empty: the plan must not scan them when they have grown.
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "dashboard ledger", NoResetOnClose = true };
        string[] fixedSettings =
        [
            "synchronous_commit=on", "default_transaction_isolation=read\\ committed",
            "enable_seqscan=off", "enable_hashjoin=off", "enable_mergejoin=off",
        ];
        settings.Options = $"{settings.Options} {string.Join(' ', fixedSettings.Select(setting => $"-c {setting}"))}".Trim();
        keyed = NpgsqlDataSource.Create(settings);
    }

    public override async Task PrepareAsync(CancellationToken cancel)
    {
        await using var connection = await lists.OpenConnectionAsync(cancel);
        await ExecuteAsync(connection, $"SELECT pg_advisory_lock({SchemaLock})", cancel);
        try
        {
            await Task.Run(() => SchemaScripts.Apply(DeployChanges.To.PostgresqlDatabase(connectionString), "Postgres"), cancel);
        }
        finally
        {
            await ExecuteAsync(connection, $"SELECT pg_advisory_unlock({SchemaLock})", CancellationToken.None);
        }
    }

    public override async Task<IReadOnlyList<CommitResult>> CommitAsync(IReadOnlyList<TeamBatch> batches, CancellationToken cancel)
    {
        var group = new CommitGroup(batches);
        await PlaceAsync(batches, cancel);
        try
        {
            await SettleAsync(group, group.Open, cancel);
        }
        catch (Exception outage) when (!group.Untouched)
        {
            group.Open.ForEach(index => group.Fail(index, outage));
        }

        return group.Results();
    }

    public override async Task QuarantineAsync(IReadOnlyList<QuarantineRow> rows, CancellationToken cancel)
    {
        var table = LedgerTables.Quarantine.Without("key");
        await using var command = keyed.CreateCommand($"{PostgresCommit.Insert(table)} ON CONFLICT (source, id, hash) DO NOTHING");
        var sorted = rows
            .OrderBy(row => row.Source, StringComparer.Ordinal)
            .ThenBy(row => row.Id, StringComparer.Ordinal)
            .ThenBy(row => row.Hash)
            .ToList();
        foreach (var column in table.Columns.Select(column => column.Array()))
        {
            sorted.ForEach(column.Add);
            command.Parameters.Add(column.Parameter);
        }

        await command.ExecuteNonQueryAsync(cancel);
    }

    public override async Task CheckWritableAsync(CancellationToken cancel)
    {
        await using var command = keyed.CreateCommand(
            "SELECT pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean FROM (SELECT count(*) FROM quarantine " +
                "WHERE key = -1) AS there");
        if (await command.ExecuteScalarAsync(cancel) is true)
        {
            throw new IOException("The database takes no writes: it is a standby, or set to read only.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await CloseIdleAsync();
        placing.Dispose();
        await keyed.DisposeAsync();
        await lists.DisposeAsync();
    }

    protected override async Task ByKeyAsync(IReadOnlyList<Query> queries, CancellationToken cancel)
    {
        await using var connection = await keyed.OpenConnectionAsync(cancel);
        await RunAsync(connection, queries, prepare: true, cancel);
    }

    protected override async Task ListAsync(IReadOnlyList<Query> queries, CancellationToken cancel)
    {
        await using var connection = await lists.OpenConnectionAsync(cancel);
        await RunAsync(connection, queries, prepare: false, cancel);
    }

    protected override async IAsyncEnumerable<T> StreamAsync<T>(
        string sql,
        IReadOnlyList<(string Name, object Value)> parameters,
        Func<DbDataReader, T> read,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var command = lists.CreateCommand(sql);
        Add(command.Parameters, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        while (await reader.ReadAsync(cancel))
        {
            yield return read(reader);
        }
    }

    protected override string IsAny(string column, string list) => $"{column} = ANY({list})";

    protected override string Position(string text, string part) => $"strpos({text}, {part})";

    protected override string Named(string subjects, string names) =>
        $"subjects {subjects} LEFT JOIN names {names} ON {names}.kind = {subjects}.kind AND {names}.id = {subjects}.id";

    protected override string List(string column, string list) => $"unnest({list}) AS k ({column})";

    // A subquery with OFFSET is planned by itself. Of a plain join with a table that is still empty either order costs nothing, and the
    // plan that reads the table through for every key would be kept while it grows.
    protected override string Found(string each, string table, string alias, string condition) =>
        $"{each} CROSS JOIN LATERAL (SELECT * FROM {table} {alias} WHERE {condition} OFFSET 0) {alias}";

    protected override (string Table, IReadOnlyList<(string Name, object Value)> Parameters) Keys(
        string first, string second, IEnumerable<(string, string)> keys)
    {
        var pairs = keys.ToList();
        return ($"unnest(@firsts, @seconds) AS k ({first}, {second})",
            [("firsts", pairs.Select(pair => pair.Item1).ToArray()), ("seconds", pairs.Select(pair => pair.Item2).ToArray())]);
    }

    /// <summary>
    /// Answers each of these batches. They go together; those that contradict what is stored are found in one more round trip and told, and
    /// the rest goes together again. A batch that the database refuses for what it holds is found by halving.
    /// </summary>
    private async Task SettleAsync(CommitGroup group, List<int> open, CancellationToken cancel)
    {
        for (var attempt = 1; open.Count > 0; attempt++)
        {
            var (first, rivals) = Rivals.Split(group.Batches, open);
            try
            {
                await SendAsync(group, first, cancel);
                Rivals.Answer(group, first, rivals);
            }
            catch (PostgresException conflict) when (IsConflict(conflict) && attempt < Attempts)
            {
                await AnswerAsync(group, first, cancel);
                if (first.Count == 1 && group.Open.Contains(first[0]))
                {
                    RefuseRepetition(group, first[0]);
                }
            }
            catch (PostgresException race) when (IsRace(race) && attempt < Attempts)
            {
                cancel.ThrowIfCancellationRequested();
            }
            catch (Exception refused) when (IsOfTheBatch(refused))
            {
                if (first.Count == 1)
                {
                    group.Refuse(first[0], refused);
                }
                else
                {
                    await SettleAsync(group, first[..(first.Count / 2)], cancel);
                    await SettleAsync(group, first[(first.Count / 2)..], cancel);
                }
            }

            var still = group.Open.ToHashSet();
            if (open.RemoveAll(index => !still.Contains(index)) > 0)
            {
                attempt = 0;
            }

            if (attempt >= GroupAttempts && open.Count > 1)
            {
                foreach (var index in open)
                {
                    await SettleAsync(group, [index], cancel);
                }

                return;
            }
        }
    }

    /// <summary>Places the events of the batches at positions of this process's own, of which it takes many at once.</summary>
    private async Task PlaceAsync(IReadOnlyList<TeamBatch> batches, CancellationToken cancel)
    {
        await placing.WaitAsync(cancel);
        try
        {
            foreach (var batch in batches)
            {
                if (position + batch.Events.Count > lastPosition)
                {
                    await using var command = keyed.CreateCommand("SELECT nextval(pg_get_serial_sequence('events', 'position'))");
                    position = (long)(await command.ExecuteScalarAsync(cancel))!;
                    lastPosition = position + PositionsTaken;
                }

                batch.Place(position);
                position += batch.Events.Count;
            }
        }
        finally
        {
            placing.Release();
        }
    }

    /// <exception cref="PostgresException">The server refused; nothing is written.</exception>
    /// <exception cref="CommitUnknownException">The connection broke after something was sent.</exception>
    private async Task SendAsync(CommitGroup group, List<int> sent, CancellationToken cancel)
    {
        if (!idle.TryTake(out var commit))
        {
            commit = new(await keyed.OpenConnectionAsync(cancel));
        }

        var reusable = false;
        try
        {
            commit.Load(sent.ConvertAll(index => group.Batches[index]));
            await commit.PrepareAsync(cancel);
            Dictionary<string, Queue<long>> taken;
            try
            {
                taken = await commit.ExecuteAsync();
            }
            catch (NpgsqlException broken) when (broken is not PostgresException { InvariantSeverity: "ERROR" })
            {
                throw new CommitUnknownException("The connection broke after the commit was sent; whether it is durable is not known.",
                    broken);
            }

            foreach (var index in sent)
            {
                var sequences = group.Batches[index].Foreign.Select(foreign => taken[foreign.Team].Dequeue());
                group.Answer(index, new(CommitOutcome.Committed, [.. sequences]));
            }

            // Only now: after a failure the parameters may remember the sizes of what was not sent.
            commit.Clear();
            reusable = true;
        }
        catch (Exception failure) when (failure is CommitUnknownException or NpgsqlException { InnerException: IOException })
        {
            await CloseIdleAsync(); // The other connections are as dead, most likely; each would cost one more unknown outcome.
            throw;
        }
        finally
        {
            if (reusable)
            {
                idle.Add(commit);
            }
            else
            {
                await commit.DisposeAsync();
            }
        }
    }

    private async Task CloseIdleAsync()
    {
        while (idle.TryTake(out var commit))
        {
            await commit.DisposeAsync();
        }

        keyed.Clear();
    }

    /// <summary>
    /// Answers those batches that what is stored stands in the way of: rows are never removed and revisions only grow, so what is found
    /// stays true.
    /// </summary>
    private async Task AnswerAsync(CommitGroup group, List<int> asked, CancellationToken cancel)
    {
        var superseded = new HashSet<int>();
        var known = new Dictionary<int, Dictionary<(string, string), UInt128>>();
        var stale = new Dictionary<int, List<SubjectKey>>();
        var batches = asked.ConvertAll(index => (Index: index, Batch: group.Batches[index]));
        var events = batches.SelectMany(one => one.Batch.Events.Select(@event => (one.Index, Event: @event))).ToList();
        var subjects = batches.SelectMany(one => one.Batch.Subjects.Select(subject => (one.Index, Subject: subject))).ToList();
        await ByKeyAsync(
            [
                new(
                    """
                    SELECT k.n FROM unnest(@n, @team, @sequence) AS k (n, team, sequence)
                    JOIN changes c ON c.team = k.team AND c.sequence = k.sequence
                    """,
                    [
                        ("n", batches.Select(one => one.Index).ToArray()),
                        ("team", batches.Select(one => one.Batch.Team).ToArray()),
                        ("sequence", batches.Select(one => one.Batch.Sequence).ToArray()),
                    ],
                    reader => superseded.Add(reader.GetInt32(0))),
                new(
                    """
                    SELECT k.n, e.source, e.id, e.hash FROM unnest(@n, @source, @id) AS k (n, source, id)
                    JOIN events e ON e.source = k.source AND e.id = k.id
                    """,
                    [
                        ("n", events.Select(one => one.Index).ToArray()),
                        ("source", events.Select(one => one.Event.Source).ToArray()),
                        ("id", events.Select(one => one.Event.Id).ToArray()),
                    ],
                    reader => Of(known, reader.GetInt32(0))[(reader.GetString(1), reader.GetString(2))] = StoredTypes.Hash.Read(reader, 3)),
                new(
                    """
                    SELECT k.n, k.kind, k.id FROM unnest(@n, @kind, @id, @revision) AS k (n, kind, id, revision)
                    LEFT JOIN subjects s ON s.kind = k.kind AND s.id = k.id
                    WHERE coalesce(s.revision, 0) <> k.revision - 1
                    """,
                    [
                        ("n", subjects.Select(one => one.Index).ToArray()),
                        ("kind", subjects.Select(one => one.Subject.Kind).ToArray()),
                        ("id", subjects.Select(one => one.Subject.Id).ToArray()),
                        ("revision", subjects.Select(one => one.Subject.Revision).ToArray()),
                    ],
                    reader => Of(stale, reader.GetInt32(0)).Add(new(reader.GetString(1), reader.GetString(2)))),
            ],
            cancel);
        foreach (var index in asked)
        {
            if (superseded.Contains(index))
            {
                group.Answer(index, new(CommitOutcome.Superseded, []));
            }
            else if (known.ContainsKey(index) || stale.ContainsKey(index))
            {
                group.Answer(index, new(CommitOutcome.Stale, []) { KnownEvents = Of(known, index), StaleSubjects = Of(stale, index) });
            }
        }

        static T Of<T>(Dictionary<int, T> found, int index) where T : new() =>
            found.TryGetValue(index, out var value) ? value : found[index] = new();
    }

    private static void RefuseRepetition(CommitGroup group, int index)
    {
        try
        {
            group.Batches[index].RefuseRepetition();
        }
        catch (ArgumentException twice)
        {
            group.Refuse(index, twice);
        }
    }

    private static bool IsConflict(PostgresException refused) =>
        refused.SqlState is PostgresErrorCodes.UniqueViolation or PostgresCommit.UnexpectedRevision;

    private static bool IsRace(PostgresException refused) =>
        refused.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    /// <summary>
    /// Nothing was written, for a reason that lies in what one of the batches holds: a value that cannot be sent or stored. Another batch
    /// of the group may well be fine. An outage is none of this.
    /// </summary>
    private static bool IsOfTheBatch(Exception failure) => failure switch
    {
        // Data exceptions, integrity, and a value too long for an index; or a conflict that no number of attempts explained.
        PostgresException refused => refused.SqlState[..2] is "22" or "23" or "54" || IsConflict(refused),
        CommitUnknownException or NpgsqlException or OperationCanceledException or ObjectDisposedException or OutOfMemoryException => false,
        ArgumentException or InvalidCastException or NullReferenceException or InvalidOperationException => true,
        _ => false,
    };

    private static async Task RunAsync(NpgsqlConnection connection, IReadOnlyList<Query> queries, bool prepare, CancellationToken cancel)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var query in queries)
        {
            var command = new NpgsqlBatchCommand(query.Sql);
            Add(command.Parameters, query.Parameters);
            batch.BatchCommands.Add(command);
        }

        if (prepare)
        {
            await batch.PrepareAsync(cancel);
        }

        await using var reader = await batch.ExecuteReaderAsync(cancel);
        foreach (var query in queries)
        {
            while (await reader.ReadAsync(cancel))
            {
                query.Row(reader);
            }

            await reader.NextResultAsync(cancel);
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static void Add(NpgsqlParameterCollection command, IReadOnlyList<(string Name, object Value)> parameters)
    {
        foreach (var (name, value) in parameters)
        {
            command.AddWithValue(name, value);
        }
    }
}
