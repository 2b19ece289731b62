using Dashboard.Grains.Contracts;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using static Dashboard.Grains.Ledger.LedgerTables;

namespace Dashboard.Grains.Ledger;

/// <summary>
/// The one writing connection of a process to the embedded database. Not safe for concurrent use; the ledger holds a lock around it.
/// </summary>
internal sealed class SqliteCommits : IDisposable
{
    /// <summary>
    /// Pages of the log after which a commit itself brings what is left of it into the database, so that the next one begins it anew: only
    /// if that has not come about beside the commits before (<see cref="SqliteLedger"/>). If readers hold the log open it grows until they
    /// end.
    /// </summary>
    private const int LongestLog = 64_000;

    private const int PagesWritten = 9; // SQLITE_DBSTATUS_CACHE_WRITE

    private readonly sqlite3 database;
    private readonly List<SqliteStatement> statements = [];
    private readonly SqliteStatement begin, commit, savepoint, release, undo;
    private readonly SqliteStatement addEvent, addChange, addSubject, changeSubject, moveSubject, addSignature, addQuarantine;
    private readonly SqliteStatement nameSubject, renameSubject;
    private readonly SqliteStatement lastSequence, hasChange, hashOf, revisionOf, newest;

    /// <summary>The last position that was given to an event; what was given and not written stays empty.</summary>
    private long position;

    /// <param name="file">The database, which exists.</param>
    public SqliteCommits(string file)
    {
        Batteries_V2.Init();
        // The ledger's lock already keeps threads apart, so SQLite need not.
        const int mode = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_open_v2(file, out database, mode, null), database);
        SqliteException.ThrowExceptionForRC(
            raw.sqlite3_exec(
                database,
                $"PRAGMA busy_timeout = 30000; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; "
                + $"PRAGMA wal_autocheckpoint = {LongestLog}"),
            database);
        begin = Prepare("BEGIN IMMEDIATE");
        commit = Prepare("COMMIT");
        savepoint = Prepare("SAVEPOINT one");
        release = Prepare("RELEASE one");
        undo = Prepare("ROLLBACK TO one");
        addEvent = Prepare(Insert(WrittenEvents));
        addChange = Prepare(Insert(Changes));
        addSubject = Prepare(Insert(Subjects));
        addSignature = Prepare($"{Insert(Signatures)} ON CONFLICT DO NOTHING");
        addQuarantine = Prepare($"{Insert(LedgerTables.Quarantine.Without("key"))} ON CONFLICT DO NOTHING");
        // SQLite rewrites every index that covers a column named after SET, changed or not; so those are named only when they change.
        var (changed, same) = (Equal(", ", " = ", column => !column.Indexed), Equal(" AND ", " IS ", column => column.Indexed));
        changeSubject = Prepare($"UPDATE subjects SET {changed} WHERE {Believed} AND {same}");
        moveSubject = Prepare($"UPDATE subjects SET {Equal(", ", " = ", _ => true)} WHERE {Believed}");
        (nameSubject, renameSubject) = (Naming(column => !column.Indexed), Naming(_ => true));
        lastSequence = Prepare("SELECT max(sequence) FROM changes WHERE team = ?");
        hasChange = Prepare("SELECT 1 FROM changes WHERE team = ? AND sequence = ?");
        hashOf = Prepare("SELECT hash FROM events WHERE source = ? AND id = ?");
        revisionOf = Prepare("SELECT revision FROM subjects WHERE kind = ? AND id = ?");
        newest = Prepare("SELECT max(position) FROM events");
        position = NewestPosition();
    }

    /// <summary>Of the newest event that is written; 0 when there is none.</summary>
    public long NewestPosition() => newest.First(row => raw.sqlite3_column_int64(row, 0)) ?? 0;

    /// <summary>The row that the team believed to be there, found by its key.</summary>
    private static string Believed => "kind = ?1 AND id = ?2 AND revision = ?3 - 1";

    /// <summary>
    /// Commits the batches together, each in a part of the transaction of its own: one that conflicts, or that the database refuses, is
    /// undone alone and told why.
    /// </summary>
    /// <exception cref="SqliteException">The database cannot write at all (busy, full, broken). Give this connection up.</exception>
    /// <exception cref="CommitUnknownException">The commit itself failed; this connection must be given up.</exception>
    public CommitGroup Commit(IReadOnlyList<TeamBatch> batches)
    {
        var group = new CommitGroup(batches);
        begin.Run();
        // A batch that changes other teams takes numbers that are free only once the batches of those teams are in.
        foreach (var index in Enumerable.Range(0, batches.Count).OrderBy(index => batches[index].Foreign.Count > 0))
        {
            savepoint.Run();
            try
            {
                batches[index].Place(position + 1);
                position += batches[index].Events.Count;
                group.Answer(index, Write(batches[index]));
            }
            catch (Exception refused) when (IsOfTheBatch(refused))
            {
                undo.Run();
                group.Refuse(index, refused);
            }

            release.Run();
        }

        try
        {
            commit.Run();
        }
        catch (SqliteException failure)
        {
            throw new CommitUnknownException("The commit did not end as it should; whether it is durable is not known.", failure);
        }

        return group;
    }

    /// <summary>How many pages were written since this was last asked.</summary>
    public int TakePagesWritten()
    {
        _ = raw.sqlite3_db_status(database, PagesWritten, out var pages, out _, 1);
        return pages;
    }

    /// <summary>Writes the rows that are not there yet.</summary>
    public void Quarantine(IReadOnlyList<QuarantineRow> rows)
    {
        var columns = LedgerTables.Quarantine.Without("key");
        begin.Run();
        foreach (var row in rows)
        {
            columns.Bind(addQuarantine, row);
            addQuarantine.Run();
        }

        commit.Run();
    }

    public void Dispose()
    {
        statements.ForEach(statement => statement.Dispose());
        database.Dispose();
    }

    private static string Insert<TRow>(Table<TRow> table) =>
        $"INSERT INTO {table.Name} ({table.Names}) VALUES ({table.Numbers('?')})";

    /// <summary>"stage = ?7, open = ?8 …" for the columns wanted, without the key.</summary>
    private static string Equal(string between, string sign, Func<Column<SubjectRow>, bool> wanted) => string.Join(
        between,
        Subjects.Columns
            .Skip(2)
            .Where(wanted)
            .Select(column => $"{column.Name}{sign}{Subjects.Number('?', column)}"));

    /// <summary>What went wrong lies in what the batch holds: other batches can be written.</summary>
    private static bool IsOfTheBatch(Exception failure) => failure is SqliteException refused
        ? refused.SqliteErrorCode is raw.SQLITE_CONSTRAINT or raw.SQLITE_TOOBIG or raw.SQLITE_MISMATCH
        : failure is not OutOfMemoryException;

    private SqliteStatement Prepare(string sql)
    {
        var statement = new SqliteStatement(database, sql);
        statements.Add(statement);
        return statement;
    }

    private CommitResult Write(TeamBatch batch)
    {
        if (TryWrite(batch, out var taken))
        {
            return new(CommitOutcome.Committed, taken);
        }

        undo.Run();
        return Why(batch);
    }

    private bool TryWrite(TeamBatch batch, out long[] taken)
    {
        taken = batch.Foreign.Count == 0 ? [] : new long[batch.Foreign.Count];
        if (!TryAdd(new WrittenChange(batch.Team, batch.Sequence, batch.At, batch.Delta, batch.Notes)))
        {
            return false;
        }

        for (var index = 0; index < batch.Events.Count; index++)
        {
            WrittenEvents.Bind(addEvent, new(batch, index));
            if (!addEvent.Run())
            {
                return false;
            }
        }

        foreach (var subject in batch.Subjects)
        {
            if (!TryWrite(subject))
            {
                return false;
            }
        }

        for (var index = 0; index < taken.Length; index++)
        {
            var foreign = batch.Foreign[index];
            taken[index] = LastSequence(foreign.Team) + 1;
            if (!TryAdd(new WrittenChange(foreign.Team, taken[index], batch.At, foreign.Delta, [])))
            {
                return false;
            }
        }

        foreach (var signature in Enumerable.Range(0, batch.Events.Count).SelectMany(index => Signature.Of(new(batch, index))))
        {
            Signatures.Bind(addSignature, signature);
            addSignature.Run();
        }

        return true;
    }

    private bool TryAdd(WrittenChange change)
    {
        Changes.Bind(addChange, change);
        return addChange.Run();
    }

    private bool TryWrite(SubjectRow row)
    {
        if (row.Revision == 1)
        {
            Subjects.Bind(addSubject, row);
            return addSubject.Run() && TryName(row);
        }

        return (TryReplace(changeSubject, row) || TryReplace(moveSubject, row)) && (!row.IsKnownAnew || TryName(row));
    }

    /// <summary>Writes what a subject is found by; where it stands already, these columns, if no other has changed.</summary>
    private SqliteStatement Naming(Func<Column<SubjectRow>, bool> changing)
    {
        var known = string.Join(", ", Known.Columns.Select(column => Names.Number('?', column)));
        var changed = string.Join(", ", Known.Columns.Where(changing).Select(column => $"{column.Name} = excluded.{column.Name}"));
        var same = Known.Columns.Where(column => !changing(column)).Select(column => $" AND names.{column.Name} IS excluded.{column.Name}");
        return Prepare($"""
            INSERT INTO names (subject, kind, {Known.Names}) VALUES ((SELECT number FROM subjects WHERE kind = ?1 AND id = ?2), ?1, {known})
            ON CONFLICT (subject) DO UPDATE SET {changed} WHERE true{string.Concat(same)}
            """);
    }

    private bool TryName(SubjectRow row) => TryName(nameSubject, row) || TryName(renameSubject, row);

    private bool TryName(SqliteStatement statement, SubjectRow row)
    {
        Names.Bind(statement, row);
        return statement.Run() && raw.sqlite3_changes(database) == 1;
    }

    private bool TryReplace(SqliteStatement statement, SubjectRow row)
    {
        Subjects.Bind(statement, row);
        return statement.Run() && raw.sqlite3_changes(database) == 1;
    }

    private long LastSequence(string team) => lastSequence.Bind(team).First(row => raw.sqlite3_column_int64(row, 0)) ?? 0;

    private CommitResult Why(TeamBatch batch)
    {
        if (hasChange.Bind(batch.Team).Bind(batch.Sequence).First(_ => true) is not null)
        {
            return new(CommitOutcome.Superseded, []);
        }

        batch.RefuseRepetition();
        var known = new Dictionary<(string, string), UInt128>();
        foreach (var @event in batch.Events)
        {
            if (hashOf.Bind(@event.Source).Bind(@event.Id).First(row => Stored.Hash(raw.sqlite3_column_blob(row, 0))) is { } hash)
            {
                known.Add((@event.Source, @event.Id), hash);
            }
        }

        return new(CommitOutcome.Stale, [])
        {
            KnownEvents = known,
            StaleSubjects =
                [.. batch.Subjects.Where(row => RevisionOf(row) != row.Revision - 1).Select(row => new SubjectKey(row.Kind, row.Id))],
        };
    }

    private long RevisionOf(SubjectRow row) =>
        revisionOf.Bind(row.Kind).Bind(row.Id).First(found => raw.sqlite3_column_int64(found, 0)) ?? 0;
}
