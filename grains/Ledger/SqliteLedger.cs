using System.Runtime.CompilerServices;
using System.Text.Json;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using DbUp;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Dashboard.Grains.Ledger;

/// <summary>The ledger in one SQLite file: one writing connection behind a lock, pooled reading connections beside it (WAL).</summary>
internal sealed class SqliteLedger : ILedger, IDisposable
{
    private const int Page = 500;
    private const string EventColumns = "source, id, hash, kind, subject, type, declared, item, seq, op, time, recorded, received, batch, data";
    private const string QuarantineColumns = "key, source, id, type, code, reason, received, state, hash, raw";

    private readonly string file;
    private readonly SqliteGrainDataSource reads;
    private readonly string unpooled;
    private readonly SemaphoreSlim writing = new(1, 1);
    private SqliteCommits? commits;

    public SqliteLedger(IOptions<LedgerOptions> options)
    {
        file = options.Value.DatabaseFile;
        reads = new(ConnectionString(options.Value));
        unpooled = new SqliteConnectionStringBuilder(reads.ConnectionString) { Pooling = false }.ToString();
    }

    public static string ConnectionString(LedgerOptions options) => new SqliteConnectionStringBuilder { DataSource = options.DatabaseFile, DefaultTimeout = 60 }.ToString();

    public Task PrepareAsync(CancellationToken cancel) => Task.Run(
        async () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            await using var held = await LockAsync(cancel).ConfigureAwait(false);
            using (var connection = new SqliteConnection(unpooled))
            {
                connection.Open();
                using var command = connection.CreateCommand();
                command.CommandText = "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL";
                command.ExecuteNonQuery();
            }
            SchemaScripts.Apply(DeployChanges.To.SqliteDatabase(unpooled), "Sqlite");
        },
        cancel);

    public async Task<IReadOnlyList<CommitResult>> CommitAsync(IReadOnlyList<TeamBatch> batches, CancellationToken cancel)
    {
        await writing.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            return await Task.Run(() => Commit(batches), CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            writing.Release();
        }
    }

    public Task<IReadOnlyDictionary<(string Source, string Id), UInt128>> KnownAsync(IReadOnlyCollection<(string Source, string Id)> keys, CancellationToken cancel) => Read(
        connection =>
        {
            var known = new Dictionary<(string, string), UInt128>();
            using var command = Command(
                connection,
                "SELECT e.source, e.id, e.hash FROM json_each(@keys) k CROSS JOIN events e ON e.source = k.value ->> 0 AND e.id = k.value ->> 1",
                [("keys", Json(keys))]);
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                known[(reader.GetString(0), reader.GetString(1))] = Stored.Hash(reader.GetFieldValue<byte[]>(2));
            }
            return (IReadOnlyDictionary<(string, string), UInt128>)known;
        },
        cancel);

    public Task<IReadOnlyDictionary<(string Source, string Id), SourceEvent>> RecordedAsync(IReadOnlyCollection<(string Source, string Id)> keys, CancellationToken cancel) => Read(
        connection =>
        {
            var recorded = new Dictionary<(string, string), SourceEvent>();
            using var command = Command(
                connection,
                $"SELECT {Prefixed("e", EventColumns)} FROM json_each(@keys) k CROSS JOIN events e ON e.source = k.value ->> 0 AND e.id = k.value ->> 1",
                [("keys", Json(keys))]);
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                var @event = ReadEvent(reader);
                recorded[(@event.Source, @event.Id)] = @event;
            }
            return (IReadOnlyDictionary<(string, string), SourceEvent>)recorded;
        },
        cancel);

    public Task<IReadOnlyDictionary<SubjectKey, Recalled>> RecallAsync(IReadOnlyCollection<SubjectKey> subjects, CancellationToken cancel) => Read(
        connection =>
        {
            var recall = new Recall(subjects);
            using var transaction = connection.BeginTransaction(deferred: true); // one view of all three
            var keys = Json(subjects.Select(static subject => (subject.Kind, subject.Id)));
            using (var rows = Command(
                connection,
                $"SELECT {Prefixed("s", SubjectQuery.Columns)} FROM json_each(@keys) k CROSS JOIN subjects s ON s.kind = k.value ->> 0 AND s.id = k.value ->> 1",
                [("keys", keys)]))
            using (var reader = rows.ExecuteReader())
            {
                while (reader.Read())
                {
                    recall.Add(ReadSubject(reader));
                }
            }
            using (var events = Command(
                connection,
                $"SELECT {Prefixed("e", EventColumns)} FROM json_each(@keys) k CROSS JOIN events e ON e.kind = k.value ->> 0 AND e.subject = k.value ->> 1",
                [("keys", keys)]))
            using (var reader = events.ExecuteReader())
            {
                while (reader.Read())
                {
                    recall.Add(ReadEvent(reader));
                }
            }
            using (var children = Command(
                connection,
                """
                SELECT k.value, c.kind, c.id, c.done_on, c.team, c.item, c.counts FROM json_each(@parents) k CROSS JOIN subjects c ON c.parent = k.value
                UNION ALL
                SELECT k.value, c.kind, c.id, c.done_on, c.team, c.item, c.counts FROM json_each(@parents) k CROSS JOIN subjects c ON c.also = k.value
                """,
                [("parents", JsonSerializer.Serialize(subjects.Select(subject => Stored.ParentKey(subject.Kind, subject.Id))))]))
            using (var reader = children.ExecuteReader())
            {
                while (reader.Read())
                {
                    recall.Add(reader.GetString(0), new Child(reader.GetString(1), reader.GetString(2), Day(reader, 3), reader.GetString(4), Text(reader, 5), reader.GetFieldValue<byte[]>(6)));
                }
            }
            return recall.Found;
        },
        cancel);

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

    public Task<long> CountSubjectsAsync(SubjectFilter filter, CancellationToken cancel) => Read(
        connection =>
        {
            var query = NewQuery();
            using var command = Command(connection, query.Count(filter), query.Parameters);
            return (long)command.ExecuteScalar()!;
        },
        cancel);

    public IAsyncEnumerable<SourceEvent> EventsAsync(IReadOnlyCollection<string> kinds, CancellationToken cancel) => StreamAsync(
        $"SELECT {EventColumns} FROM events{(kinds.Count == 0 ? "" : " WHERE kind IN (SELECT value FROM json_each(@kinds))")} ORDER BY kind, subject",
        kinds.Count == 0 ? [] : [("kinds", kinds.ToArray())],
        ReadEvent,
        cancel);

    public Task<long> CountEventsAsync(IReadOnlyCollection<string> kinds, CancellationToken cancel) => Read(
        connection =>
        {
            using var command = Command(connection, "SELECT count(*) FROM events WHERE kind IN (SELECT value FROM json_each(@kinds))", [("kinds", kinds.ToArray())]);
            return (long)command.ExecuteScalar()!;
        },
        cancel);

    public Task<IReadOnlyList<SubjectKey>> SignedAsync(IReadOnlyCollection<string> certificates, CancellationToken cancel) => Read(
        connection =>
        {
            var signed = new List<SubjectKey>();
            using var command = Command(
                connection,
                "SELECT DISTINCT e.kind, e.subject FROM events e WHERE e.kind IN ('case', 'inspection') AND EXISTS (SELECT 1 FROM json_each(@certificates) c WHERE instr(e.data, c.value) > 0)",
                [("certificates", certificates.Select(JsonText).ToArray())]);
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                signed.Add(new(reader.GetString(0), reader.GetString(1)));
            }
            return (IReadOnlyList<SubjectKey>)signed;
        },
        cancel);

    public async Task QuarantineAsync(IReadOnlyList<QuarantineRow> rows, CancellationToken cancel)
    {
        await writing.WaitAsync(cancel).ConfigureAwait(false);
        try
        {
            await Read(
                connection =>
                {
                    using var transaction = connection.BeginTransaction();
                    foreach (var row in rows)
                    {
                        using var command = Command(
                            connection,
                            """
                            INSERT INTO quarantine (source, id, hash, type, code, reason, received, state, raw)
                            VALUES (@source, @id, @hash, @type, @code, @reason, @received, @state, @raw)
                            ON CONFLICT (source, id, hash) DO NOTHING
                            """,
                            [
                                ("source", row.Source), ("id", row.Id), ("hash", Stored.Bytes(row.Hash)), ("type", row.Type), ("code", row.Code),
                                ("reason", row.Reason), ("received", row.Received.UtcTicks), ("state", (long)row.State), ("raw", row.Raw),
                            ]);
                        command.ExecuteNonQuery();
                    }
                    transaction.Commit();
                    return true;
                },
                CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            writing.Release();
        }
    }

    public Task<(long Total, IReadOnlyList<QuarantineRow> Rows)> QuarantinedAsync(QuarantineState? state, int skip, int take, CancellationToken cancel) => Read(
        connection =>
        {
            var where = state is null ? "" : "WHERE state = @state";
            IReadOnlyList<(string, object)> filter = state is { } wanted ? [("state", (long)wanted)] : [];
            using var count = Command(connection, $"SELECT count(*) FROM quarantine {where}", filter);
            using var list = Command(
                connection,
                $"SELECT {QuarantineColumns} FROM quarantine {where} ORDER BY key DESC LIMIT @take OFFSET @skip",
                [.. filter, ("take", take), ("skip", skip)]);
            var rows = new List<QuarantineRow>();
            using var reader = list.ExecuteReader();
            while (reader.Read())
            {
                rows.Add(ReadQuarantine(reader));
            }
            return ((long)count.ExecuteScalar()!, (IReadOnlyList<QuarantineRow>)rows);
        },
        cancel);

    public Task<QuarantineRow?> QuarantinedAsync(long key, CancellationToken cancel) => Read(
        connection =>
        {
            using var command = Command(connection, $"SELECT {QuarantineColumns} FROM quarantine WHERE key = @key", [("key", key)]);
            using var reader = command.ExecuteReader();
            return reader.Read() ? ReadQuarantine(reader) : null;
        },
        cancel);

    public Task SetQuarantineStateAsync(long key, QuarantineState state, CancellationToken cancel) => Read(
        connection =>
        {
            using var command = Command(connection, "UPDATE quarantine SET state = @state WHERE key = @key", [("state", (long)state), ("key", key)]);
            return command.ExecuteNonQuery();
        },
        cancel);

    public void Dispose()
    {
        commits?.Dispose();
        writing.Dispose();
        reads.Dispose();
        using var pooled = new SqliteConnection(reads.ConnectionString);
        SqliteConnection.ClearPool(pooled);
    }

    private CommitResult[] Commit(IReadOnlyList<TeamBatch> batches)
    {
        commits ??= new(file);
        try
        {
            return commits.Commit(batches);
        }
        catch (Exception failure)
        {
            if (failure is CommitUnknownException)
            {
                commits.Dispose();
                commits = null;
                throw;
            }
            if (batches.Count == 1)
            {
                throw;
            }
        }
        // Something other than a conflict stands in the way of one of them: find out which, and commit the rest.
        var results = new CommitResult?[batches.Count];
        var failures = new Exception?[batches.Count];
        for (var index = 0; index < batches.Count; index++)
        {
            try
            {
                results[index] = Commit([batches[index]])[0];
            }
#pragma warning disable CA1031 // Handed to the caller of this batch.
            catch (Exception failure)
#pragma warning restore CA1031
            {
                failures[index] = failure;
            }
        }
        return Array.TrueForAll(failures, failure => failure is null)
            ? Array.ConvertAll(results, result => result!.Value)
            : throw new CommitFailedException(results, failures);
    }

    /// <summary>Only one process at a time upgrades; the others wait for the lock on a file beside the database.</summary>
    private async Task<FileStream> LockAsync(CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new FileStream($"{file}.upgrade", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (attempt < 1200)
            {
                await Task.Delay(50, cancel).ConfigureAwait(false);
            }
        }
    }

    private Task<T> Read<T>(Func<SqliteConnection, T> read, CancellationToken cancel) => Task.Run(
        () =>
        {
            using var connection = (SqliteConnection)reads.OpenConnection();
            return read(connection);
        },
        cancel);

    /// <summary>SQLite reads on the calling thread, so pages are read on the pool's; a grain is never held up.</summary>
    private async IAsyncEnumerable<T> StreamAsync<T>(string sql, IReadOnlyList<(string Name, object Value)> parameters, Func<SqliteDataReader, T> read, [EnumeratorCancellation] CancellationToken cancel)
    {
        await using var connection = (SqliteConnection)reads.OpenConnection();
        await using var command = Command(connection, sql, parameters);
        await using var reader = await Task.Run(command.ExecuteReader, cancel).ConfigureAwait(false);
        var page = new List<T>(Page);
        do
        {
            page.Clear();
            await Task.Run(
                () =>
                {
                    while (page.Count < Page && reader.Read())
                    {
                        page.Add(read(reader));
                    }
                },
                cancel).ConfigureAwait(false);
            foreach (var row in page)
            {
                yield return row;
            }
        }
        while (page.Count == Page);
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, IReadOnlyList<(string Name, object Value)> parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every text is put together from constants; values are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue($"@{name}", value switch
            {
                string[] list => JsonSerializer.Serialize(list),
                DateOnly day => day.ToString("yyyy-MM-dd"),
                _ => value,
            });
        }
        return command;
    }

    private static SubjectQuery NewQuery() => new(
        (column, list) => $"{column} IN (SELECT value FROM json_each({list}))",
        (text, part) => $"instr(lower({text}), lower({part}))");

    private static string Prefixed(string table, string columns) => string.Join(", ", columns.Split(", ").Select(column => $"{table}.{column}"));

    /// <summary>A text as it stands, in quotes, in an event's data.</summary>
    private static string JsonText(string text) => $"\"{text}\"";

    private static string Json(IEnumerable<(string, string)> keys) => JsonSerializer.Serialize(keys.Select(key => new[] { key.Item1, key.Item2 }));

    private static SubjectRow ReadSubject(SqliteDataReader reader) => new()
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
        DoneOn = Day(reader, 10),
        FirstDay = Day(reader, 11),
        LastDay = Day(reader, 12),
        Title = reader.GetString(13),
        Counts = reader.GetFieldValue<byte[]>(14),
        Also = Text(reader, 15),
        Watches = reader.GetFieldValue<byte[]>(17),
        Basis = reader.GetInt64(18),
    };

    private static SourceEvent ReadEvent(SqliteDataReader reader) => new()
    {
        Source = reader.GetString(0),
        Id = reader.GetString(1),
        Hash = Stored.Hash(reader.GetFieldValue<byte[]>(2)),
        Kind = reader.GetString(3),
        Subject = reader.GetString(4),
        Type = reader.GetString(5),
        Team = Text(reader, 6),
        Item = Text(reader, 7),
        Seq = reader.GetInt64(8),
        Operation = (Operation)reader.GetByte(9),
        Time = Stored.Instant(reader.GetInt64(10)),
        Recorded = Stored.Instant(reader.GetInt64(11)),
        Received = Stored.Instant(reader.GetInt64(12)),
        Batch = Text(reader, 13),
        Data = reader.GetFieldValue<byte[]>(14),
    };

    private static QuarantineRow ReadQuarantine(SqliteDataReader reader) => new(
        reader.GetInt64(0),
        reader.GetString(1),
        reader.GetString(2),
        reader.GetString(3),
        reader.GetString(4),
        reader.GetString(5),
        Stored.Instant(reader.GetInt64(6)),
        (QuarantineState)reader.GetByte(7),
        Stored.Hash(reader.GetFieldValue<byte[]>(8)),
        reader.GetFieldValue<byte[]>(9));

    private static string? Text(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static DateOnly? Day(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : DateOnly.ParseExact(reader.GetString(column), "yyyy-MM-dd");
}
