using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using DbUp;
using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Grains.Ledger;

/// <summary>The ledger in PostgreSQL (15 or later).</summary>
internal sealed class PostgresLedger : ILedger, IAsyncDisposable
{
    private const int Attempts = 20;
    private const long SchemaLock = 0x64617368626f6172;
    private const string EventColumns = "source, id, hash, kind, subject, type, declared, item, seq, op, time, recorded, received, batch, data";

    private readonly string connectionString;
    private readonly NpgsqlDataSource keyed;
    private readonly NpgsqlDataSource lists;
    private readonly ConcurrentBag<PostgresCommit> idle = [];

    public PostgresLedger(IOptions<LedgerOptions> options)
    {
        connectionString = options.Value.ConnectionString!;
        lists = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "dashboard lists" });
        // No session state is ever changed here, so none need be reset. Statements by key are planned once, often while the tables are still empty: the plan must not scan them when they have grown.
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "dashboard ledger", NoResetOnClose = true };
        settings.Options = $"{settings.Options} -c synchronous_commit=on -c default_transaction_isolation=read\\ committed -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off".Trim();
        keyed = NpgsqlDataSource.Create(settings);
    }

    public async Task PrepareAsync(CancellationToken cancel)
    {
        await using var connection = await lists.OpenConnectionAsync(cancel).ConfigureAwait(false);
        await ExecuteAsync(connection, $"SELECT pg_advisory_lock({SchemaLock})", cancel).ConfigureAwait(false);
        try
        {
            await Task.Run(() => SchemaScripts.Apply(DeployChanges.To.PostgresqlDatabase(connectionString), "Postgres"), cancel).ConfigureAwait(false);
        }
        finally
        {
            await ExecuteAsync(connection, $"SELECT pg_advisory_unlock({SchemaLock})", CancellationToken.None).ConfigureAwait(false);
        }
    }

    public async Task<IReadOnlyList<CommitResult>> CommitAsync(IReadOnlyList<TeamBatch> batches, CancellationToken cancel)
    {
        var results = new CommitResult?[batches.Count];
        var failures = new Exception?[batches.Count];
        // A batch that changes other teams takes numbers that are free only once the batches of those teams are in.
        var plain = Enumerable.Range(0, batches.Count).Where(index => batches[index].Foreign.Count == 0).ToList();
        var alone = Enumerable.Range(0, batches.Count).Where(index => batches[index].Foreign.Count > 0);
        try
        {
            while (plain.Count > 1)
            {
                var group = plain.ConvertAll(index => batches[index]);
                if (await TryGroupAsync(group, cancel).ConfigureAwait(false))
                {
                    plain.ForEach(index => results[index] = new(CommitOutcome.Committed, []));
                    plain.Clear();
                    break;
                }
                // Those that conflict with what is stored are told; the rest try again together. What is then still in doubt goes alone.
                CommitOutcome?[] outcomes;
                try
                {
                    outcomes = await WhyAsync(group, cancel).ConfigureAwait(false);
                }
                catch (Exception unaskable) when (IsRefusal(unaskable))
                {
                    break;
                }
                for (var n = 0; n < group.Count; n++)
                {
                    results[plain[n]] = outcomes[n] is { } outcome ? new(outcome, []) : null;
                }
                if (plain.RemoveAll(index => results[index] is not null) == 0)
                {
                    break;
                }
            }
        }
        catch (Exception failure) when (plain.Count < batches.Count)
        {
            plain.ForEach(index => failures[index] = failure);
            plain.Clear();
        }
        foreach (var index in plain.Concat(alone))
        {
            try
            {
                results[index] = await CommitAloneAsync(batches[index], cancel).ConfigureAwait(false);
            }
            catch (Exception failure) when (batches.Count > 1)
            {
                failures[index] = failure;
            }
        }
        return Array.TrueForAll(failures, failure => failure is null)
            ? Array.ConvertAll(results, result => result!.Value)
            : throw new CommitFailedException(results, failures);
    }

    public async Task<IReadOnlyDictionary<(string Source, string Id), UInt128>> KnownAsync(IReadOnlyCollection<(string Source, string Id)> keys, CancellationToken cancel)
    {
        await using var connection = await keyed.OpenConnectionAsync(cancel).ConfigureAwait(false);
        await using var command = new NpgsqlCommand("SELECT e.source, e.id, e.hash FROM unnest($1, $2) AS k (source, id) JOIN events e ON e.source = k.source AND e.id = k.id", connection);
        AddKeys(command.Parameters, keys);
        await command.PrepareAsync(cancel).ConfigureAwait(false);
        var known = new Dictionary<(string, string), UInt128>();
        await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        while (await reader.ReadAsync(cancel).ConfigureAwait(false))
        {
            known[(reader.GetString(0), reader.GetString(1))] = Stored.Hash(reader.GetGuid(2));
        }
        return known;
    }

    public async Task<IReadOnlyDictionary<(string Source, string Id), SourceEvent>> RecordedAsync(IReadOnlyCollection<(string Source, string Id)> keys, CancellationToken cancel)
    {
        await using var connection = await keyed.OpenConnectionAsync(cancel).ConfigureAwait(false);
        await using var command = new NpgsqlCommand($"""
            SELECT {string.Join(", ", EventColumns.Split(", ").Select(column => $"e.{column}"))}
            FROM unnest($1, $2) AS k (source, id) JOIN events e ON e.source = k.source AND e.id = k.id
            """, connection);
        AddKeys(command.Parameters, keys);
        await command.PrepareAsync(cancel).ConfigureAwait(false);
        var recorded = new Dictionary<(string, string), SourceEvent>();
        await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        while (await reader.ReadAsync(cancel).ConfigureAwait(false))
        {
            var @event = ReadEvent(reader);
            recorded[(@event.Source, @event.Id)] = @event;
        }
        return recorded;
    }

    public async Task<IReadOnlyDictionary<SubjectKey, Recalled>> RecallAsync(IReadOnlyCollection<SubjectKey> subjects, CancellationToken cancel)
    {
        // Rows are read first: whatever is committed between the statements makes the revision too old, and the commit that builds on it stale.
        await using var connection = await keyed.OpenConnectionAsync(cancel).ConfigureAwait(false);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new($"""
            SELECT {string.Join(", ", SubjectQuery.Columns.Split(", ").Select(column => $"s.{column}"))}
            FROM unnest($1, $2) AS k (kind, id) JOIN subjects s ON s.kind = k.kind AND s.id = k.id
            """));
        batch.BatchCommands.Add(new($"""
            SELECT {string.Join(", ", EventColumns.Split(", ").Select(column => $"e.{column}"))}
            FROM unnest($1, $2) AS k (kind, id) JOIN events e ON e.kind = k.kind AND e.subject = k.id
            """));
        batch.BatchCommands.Add(new("""
            SELECT k.parent, c.kind, c.id, c.done_on, c.team, c.item, c.counts FROM unnest($1) AS k (parent) JOIN subjects c ON c.parent = k.parent
            UNION ALL
            SELECT k.parent, c.kind, c.id, c.done_on, c.team, c.item, c.counts FROM unnest($1) AS k (parent) JOIN subjects c ON c.also = k.parent
            """));
        AddKeys(batch.BatchCommands[0].Parameters, subjects.Select(static subject => (subject.Kind, subject.Id)));
        AddKeys(batch.BatchCommands[1].Parameters, subjects.Select(static subject => (subject.Kind, subject.Id)));
        batch.BatchCommands[2].Parameters.Add(Texts(subjects.Select(subject => Stored.ParentKey(subject.Kind, subject.Id))));

        await batch.PrepareAsync(cancel).ConfigureAwait(false);
        var recall = new Recall(subjects);
        await using var reader = await batch.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        while (await reader.ReadAsync(cancel).ConfigureAwait(false))
        {
            recall.Add(ReadSubject(reader));
        }
        await reader.NextResultAsync(cancel).ConfigureAwait(false);
        while (await reader.ReadAsync(cancel).ConfigureAwait(false))
        {
            recall.Add(ReadEvent(reader));
        }
        await reader.NextResultAsync(cancel).ConfigureAwait(false);
        while (await reader.ReadAsync(cancel).ConfigureAwait(false))
        {
            recall.Add(reader.GetString(0), new Child(reader.GetString(1), reader.GetString(2), Value<DateOnly>(reader, 3), reader.GetString(4), Text(reader, 5), reader.GetFieldValue<byte[]>(6)));
        }
        return recall.Found;
    }

    public IAsyncEnumerable<Change> ChangesAsync(string team, long after, CancellationToken cancel) => StreamAsync(
        "SELECT sequence, at, delta, notes FROM changes WHERE team = @team AND sequence > @after ORDER BY sequence",
        [("team", team), ("after", after)],
        reader => new Change(reader.GetInt64(0), Stored.Instant(reader.GetInt64(1)), reader.GetFieldValue<byte[]>(2), reader.GetFieldValue<byte[]>(3)),
        cancel);

    public async Task<IReadOnlyDictionary<string, long>> TeamsAsync(CancellationToken cancel)
    {
        // Hops from team to team through the key instead of reading every change.
        const string sql = """
            WITH RECURSIVE t (team) AS (
                SELECT min(team) FROM changes
                UNION ALL
                SELECT (SELECT min(c.team) FROM changes c WHERE c.team > t.team) FROM t WHERE t.team IS NOT NULL)
            SELECT t.team, (SELECT max(c.sequence) FROM changes c WHERE c.team = t.team) FROM t WHERE t.team IS NOT NULL
            """;
        var teams = new Dictionary<string, long>();
        await foreach (var (team, sequence) in StreamAsync(sql, [], reader => (reader.GetString(0), reader.GetInt64(1)), cancel).ConfigureAwait(false))
        {
            teams.Add(team, sequence);
        }
        return teams;
    }

    public IAsyncEnumerable<SubjectRow> SubjectsAsync(SubjectFilter filter, CancellationToken cancel)
    {
        var query = NewQuery();
        return StreamAsync(query.List(filter), query.Parameters, ReadSubject, cancel);
    }

    public async Task<long> CountSubjectsAsync(SubjectFilter filter, CancellationToken cancel)
    {
        var query = NewQuery();
        await using var command = lists.CreateCommand(query.Count(filter));
        Add(command, query.Parameters);
        return (long)(await command.ExecuteScalarAsync(cancel).ConfigureAwait(false))!;
    }

    public IAsyncEnumerable<SourceEvent> EventsAsync(IReadOnlyCollection<string> kinds, CancellationToken cancel) => StreamAsync(
        $"SELECT {EventColumns} FROM events{(kinds.Count == 0 ? "" : " WHERE kind = ANY(@kinds)")} ORDER BY kind, subject",
        kinds.Count == 0 ? [] : [("kinds", kinds.ToArray())],
        ReadEvent,
        cancel);

    public async Task<long> CountEventsAsync(IReadOnlyCollection<string> kinds, CancellationToken cancel)
    {
        await using var command = keyed.CreateCommand("SELECT count(*) FROM events WHERE kind = ANY($1)");
        command.Parameters.Add(Texts(kinds));
        return (long)(await command.ExecuteScalarAsync(cancel).ConfigureAwait(false))!;
    }

    public async Task<IReadOnlyList<SubjectKey>> SignedAsync(IReadOnlyCollection<string> certificates, CancellationToken cancel)
    {
        await using var command = lists.CreateCommand("SELECT DISTINCT e.kind, e.subject FROM events e WHERE e.kind IN ('case', 'inspection') AND EXISTS (SELECT 1 FROM unnest($1) AS c (certificate) WHERE position(c.certificate in e.data) > 0)");
        // As it stands, in quotes, in an event's data.
        command.Parameters.Add(Texts(certificates.Select(certificate => $"\"{certificate}\"")));
        var signed = new List<SubjectKey>();
        await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        while (await reader.ReadAsync(cancel).ConfigureAwait(false))
        {
            signed.Add(new(reader.GetString(0), reader.GetString(1)));
        }
        return signed;
    }

    public async Task QuarantineAsync(IReadOnlyList<QuarantineRow> rows, CancellationToken cancel)
    {
        await using var command = keyed.CreateCommand("""
            INSERT INTO quarantine (source, id, hash, type, code, reason, received, state, raw)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (source, id, hash) DO NOTHING
            """);
        var sorted = rows.OrderBy(row => row.Source, StringComparer.Ordinal).ThenBy(row => row.Id, StringComparer.Ordinal).ThenBy(row => row.Hash).ToList();
        command.Parameters.Add(Texts(sorted.Select(row => row.Source)));
        command.Parameters.Add(Texts(sorted.Select(row => row.Id)));
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. sorted.Select(row => Stored.Uuid(row.Hash))] });
        command.Parameters.Add(Texts(sorted.Select(row => row.Type)));
        command.Parameters.Add(Texts(sorted.Select(row => row.Code)));
        command.Parameters.Add(Texts(sorted.Select(row => row.Reason)));
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. sorted.Select(row => row.Received.UtcTicks)] });
        command.Parameters.Add(new NpgsqlParameter<short[]> { TypedValue = [.. sorted.Select(row => (short)row.State)] });
        command.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = [.. sorted.Select(row => row.Raw)] });
        await command.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
    }

    public async Task<(long Total, IReadOnlyList<QuarantineRow> Rows)> QuarantinedAsync(QuarantineState? state, int skip, int take, CancellationToken cancel)
    {
        const string where = "WHERE @state::smallint IS NULL OR state = @state";
        var filter = ("state", (object?)(short?)state ?? DBNull.Value);
        await using var count = lists.CreateCommand($"SELECT count(*) FROM quarantine {where}");
        count.Parameters.Add(new NpgsqlParameter("state", NpgsqlDbType.Smallint) { Value = filter.Item2 });
        var total = (long)(await count.ExecuteScalarAsync(cancel).ConfigureAwait(false))!;

        await using var list = lists.CreateCommand($"SELECT key, source, id, type, code, reason, received, state, hash, raw FROM quarantine {where} ORDER BY key DESC LIMIT @take OFFSET @skip");
        list.Parameters.Add(new NpgsqlParameter("state", NpgsqlDbType.Smallint) { Value = filter.Item2 });
        Add(list, [("take", take), ("skip", skip)]);
        var rows = new List<QuarantineRow>();
        await using var reader = await list.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        while (await reader.ReadAsync(cancel).ConfigureAwait(false))
        {
            rows.Add(ReadQuarantine(reader));
        }
        return (total, rows);
    }

    public async Task<QuarantineRow?> QuarantinedAsync(long key, CancellationToken cancel)
    {
        await using var command = lists.CreateCommand("SELECT key, source, id, type, code, reason, received, state, hash, raw FROM quarantine WHERE key = @key");
        Add(command, [("key", key)]);
        await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        return await reader.ReadAsync(cancel).ConfigureAwait(false) ? ReadQuarantine(reader) : null;
    }

    public async Task SetQuarantineStateAsync(long key, QuarantineState state, CancellationToken cancel)
    {
        await using var command = keyed.CreateCommand("UPDATE quarantine SET state = @state WHERE key = @key");
        Add(command, [("state", (short)state), ("key", key)]);
        await command.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await CloseIdleAsync().ConfigureAwait(false);
        await keyed.DisposeAsync().ConfigureAwait(false);
        await lists.DisposeAsync().ConfigureAwait(false);
    }

    /// <returns>False when some batch conflicts or holds what the database refuses; nothing is written then.</returns>
    private async Task<bool> TryGroupAsync(List<TeamBatch> batches, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await SendAsync(batches, cancel).ConfigureAwait(false);
                return true;
            }
            catch (PostgresException refused) when (IsRace(refused) && attempt < Attempts)
            {
                cancel.ThrowIfCancellationRequested();
            }
            catch (Exception refused) when (IsRefusal(refused))
            {
                return false;
            }
        }
    }

    private async Task<CommitResult> CommitAloneAsync(TeamBatch batch, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var taken = await SendAsync([batch], cancel).ConfigureAwait(false);
                return new(CommitOutcome.Committed, [.. batch.Foreign.Select(foreign => taken[foreign.Team].Dequeue())]);
            }
            catch (PostgresException refused) when (IsConflict(refused) && attempt < Attempts)
            {
                if ((await WhyAsync([batch], cancel).ConfigureAwait(false))[0] is { } outcome)
                {
                    return new(outcome, []);
                }
                RefuseRepetition(batch);
            }
            catch (PostgresException refused) when (IsRace(refused) && attempt < Attempts)
            {
                cancel.ThrowIfCancellationRequested();
            }
        }
    }

    /// <exception cref="PostgresException">The server refused; nothing is written.</exception>
    /// <exception cref="CommitUnknownException">The connection broke after something was sent.</exception>
    private async Task<Dictionary<string, Queue<long>>> SendAsync(List<TeamBatch> batches, CancellationToken cancel)
    {
        if (!idle.TryTake(out var commit))
        {
            commit = new(await keyed.OpenConnectionAsync(cancel).ConfigureAwait(false));
        }
        var reusable = false;
        try
        {
            commit.Load(batches);
            await commit.PrepareAsync(cancel).ConfigureAwait(false);
            Dictionary<string, Queue<long>> taken;
            try
            {
                taken = await commit.ExecuteAsync().ConfigureAwait(false);
            }
            catch (NpgsqlException broken) when (broken is not PostgresException { InvariantSeverity: "ERROR" })
            {
                throw new CommitUnknownException("The connection broke after the commit was sent; whether it is durable is not known.", broken);
            }
            // Only now: after a failure the parameters may remember the sizes of what was not sent.
            commit.Clear();
            reusable = true;
            return taken;
        }
        catch (Exception failure) when (failure is CommitUnknownException or NpgsqlException { InnerException: IOException })
        {
            await CloseIdleAsync().ConfigureAwait(false); // The other connections are as dead, most likely; each would cost one more unknown outcome.
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
                await commit.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    private async Task CloseIdleAsync()
    {
        while (idle.TryTake(out var commit))
        {
            await commit.DisposeAsync().ConfigureAwait(false);
        }
        keyed.Clear();
    }

    /// <summary>Why batches conflict: rows are never removed and revisions only grow, so what is found stays true. Null where nothing that is stored stands in the way.</summary>
    private async Task<CommitOutcome?[]> WhyAsync(List<TeamBatch> batches, CancellationToken cancel)
    {
        await using var command = keyed.CreateBatch();
        foreach (var batch in batches)
        {
            var why = new NpgsqlBatchCommand("""
                SELECT EXISTS (SELECT 1 FROM changes WHERE team = $1 AND sequence = $2),
                       EXISTS (SELECT 1 FROM unnest($3, $4) AS k (source, id) JOIN events e ON e.source = k.source AND e.id = k.id),
                       EXISTS (SELECT 1 FROM unnest($5, $6, $7) AS k (kind, id, revision) LEFT JOIN subjects s ON s.kind = k.kind AND s.id = k.id
                               WHERE coalesce(s.revision, 0) <> k.revision - 1)
                """);
            why.Parameters.Add(new NpgsqlParameter<string> { TypedValue = batch.Team });
            why.Parameters.Add(new NpgsqlParameter<long> { TypedValue = batch.Sequence });
            why.Parameters.Add(Texts(batch.Events.Select(@event => @event.Source)));
            why.Parameters.Add(Texts(batch.Events.Select(@event => @event.Id)));
            why.Parameters.Add(Texts(batch.Subjects.Select(subject => subject.Kind)));
            why.Parameters.Add(Texts(batch.Subjects.Select(subject => subject.Id)));
            why.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. batch.Subjects.Select(subject => subject.Revision)] });
            command.BatchCommands.Add(why);
        }
        var outcomes = new CommitOutcome?[batches.Count];
        await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        for (var n = 0; n < outcomes.Length; n++)
        {
            await reader.ReadAsync(cancel).ConfigureAwait(false);
            outcomes[n] = reader.GetBoolean(0) ? CommitOutcome.Superseded : reader.GetBoolean(1) || reader.GetBoolean(2) ? CommitOutcome.Stale : null;
            await reader.NextResultAsync(cancel).ConfigureAwait(false);
        }
        return outcomes;
    }

    private static void RefuseRepetition(TeamBatch batch)
    {
        if (batch.Events.DistinctBy(@event => (@event.Source, @event.Id)).Count() < batch.Events.Count
            || batch.Subjects.DistinctBy(subject => (subject.Kind, subject.Id)).Count() < batch.Subjects.Count)
        {
            throw new ArgumentException($"Batch {batch.Sequence} of {batch.Team} names an event or a subject twice.");
        }
    }

    private static bool IsConflict(PostgresException refused) => refused.SqlState is PostgresErrorCodes.UniqueViolation or PostgresCommit.UnexpectedRevision;

    /// <summary>Nothing was written, for a reason that lies in one of the batches: a conflict, or a value that cannot be sent or stored.</summary>
    private static bool IsRefusal(Exception failure) => failure is ArgumentException or InvalidCastException || (failure is PostgresException refused && (IsConflict(refused) || IsData(refused)));

    private static bool IsRace(PostgresException refused) => refused.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    /// <summary>Data exceptions, integrity, and a value too long for an index: another batch of the group may well be fine.</summary>
    private static bool IsData(PostgresException refused) => refused.SqlState[..2] is "22" or "23" or "54";

    private static SubjectQuery NewQuery() => new(
        (column, list) => $"{column} = ANY({list})",
        (text, part) => $"position(lower({part} COLLATE \"C\") in lower({text}))");

    private async IAsyncEnumerable<T> StreamAsync<T>(string sql, IReadOnlyList<(string Name, object Value)> parameters, Func<NpgsqlDataReader, T> read, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var command = lists.CreateCommand(sql);
        Add(command, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancel).ConfigureAwait(false);
        while (await reader.ReadAsync(cancel).ConfigureAwait(false))
        {
            yield return read(reader);
        }
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancel).ConfigureAwait(false);
    }

    private static void Add(NpgsqlCommand command, IReadOnlyList<(string Name, object Value)> parameters)
    {
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }
    }

    private static void AddKeys(NpgsqlParameterCollection parameters, IEnumerable<(string, string)> keys)
    {
        parameters.Add(Texts(keys.Select(key => key.Item1)));
        parameters.Add(Texts(keys.Select(key => key.Item2)));
    }

    private static NpgsqlParameter<string[]> Texts(IEnumerable<string> values) => new() { TypedValue = [.. values] };

    private static SubjectRow ReadSubject(NpgsqlDataReader reader) => new()
    {
        Kind = reader.GetString(0),
        Id = reader.GetString(1),
        Revision = reader.GetInt64(2),
        Team = reader.GetString(3),
        DeclaredTeam = Text(reader, 4),
        Item = Text(reader, 5),
        Stage = reader.GetString(6),
        Open = reader.GetBoolean(7),
        Party = Text(reader, 8),
        Parent = Text(reader, 9),
        DoneOn = Value<DateOnly>(reader, 10),
        FirstDay = Value<DateOnly>(reader, 11),
        LastDay = Value<DateOnly>(reader, 12),
        Title = reader.GetString(13),
        Counts = reader.GetFieldValue<byte[]>(14),
        Also = Text(reader, 15),
        Watches = reader.GetFieldValue<byte[]>(17),
        Basis = reader.GetInt64(18),
    };

    private static SourceEvent ReadEvent(NpgsqlDataReader reader) => new()
    {
        Source = reader.GetString(0),
        Id = reader.GetString(1),
        Hash = Stored.Hash(reader.GetGuid(2)),
        Kind = reader.GetString(3),
        Subject = reader.GetString(4),
        Type = reader.GetString(5),
        Team = Text(reader, 6),
        Item = Text(reader, 7),
        Seq = reader.GetInt64(8),
        Operation = (Operation)reader.GetInt16(9),
        Time = Stored.Instant(reader.GetInt64(10)),
        Recorded = Stored.Instant(reader.GetInt64(11)),
        Received = Stored.Instant(reader.GetInt64(12)),
        Batch = Text(reader, 13),
        Data = reader.GetFieldValue<byte[]>(14),
    };

    private static QuarantineRow ReadQuarantine(NpgsqlDataReader reader) => new(
        reader.GetInt64(0),
        reader.GetString(1),
        reader.GetString(2),
        reader.GetString(3),
        reader.GetString(4),
        reader.GetString(5),
        Stored.Instant(reader.GetInt64(6)),
        (QuarantineState)reader.GetInt16(7),
        Stored.Hash(reader.GetGuid(8)),
        reader.GetFieldValue<byte[]>(9));

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static T? Value<T>(NpgsqlDataReader reader, int column) where T : struct => reader.IsDBNull(column) ? null : reader.GetFieldValue<T>(column);
}
