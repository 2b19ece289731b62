using Dashboard.Grains.Contracts;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Dashboard.Grains.Ledger;

/// <summary>The one writing connection of a process to the embedded database. Not safe for concurrent use; the ledger holds a lock around it.</summary>
internal sealed class SqliteCommits : IDisposable
{
    private readonly sqlite3 database;
    private readonly List<SqliteStatement> statements = [];
    private readonly SqliteStatement begin, commit, rollback, savepoint, release, undo;
    private readonly SqliteStatement addEvent, addChange, addSubject, changeSubject, moveSubject, lastSequence, hasChange;

    /// <param name="file">The database, which exists.</param>
    public SqliteCommits(string file)
    {
        Batteries_V2.Init();
        // The ledger's lock already keeps threads apart, so SQLite need not.
        SqliteException.ThrowExceptionForRC(raw.sqlite3_open_v2(file, out database, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX, null), database);
        SqliteException.ThrowExceptionForRC(
            raw.sqlite3_exec(database, "PRAGMA busy_timeout = 30000; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4000; PRAGMA temp_store = MEMORY"),
            database);
        begin = Prepare("BEGIN IMMEDIATE");
        commit = Prepare("COMMIT");
        rollback = Prepare("ROLLBACK");
        savepoint = Prepare("SAVEPOINT one");
        release = Prepare("RELEASE one");
        undo = Prepare("ROLLBACK TO one");
        addEvent = Prepare("""
            INSERT INTO events (source, id, hash, kind, subject, type, team, sequence, declared, item, seq, op, time, recorded, received, batch, data)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);
        addChange = Prepare("INSERT INTO changes (team, sequence, at, delta, notes) VALUES (?, ?, ?, ?, ?)");
        addSubject = Prepare("""
            INSERT INTO subjects (kind, id, revision, team, party, parent, also, watched, basis, declared, item, stage, open, done_on, first_day, last_day, title, counts, watches)
            VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """);
        // SQLite rewrites every index that covers a column named after SET, changed or not; so those columns are named only when they change.
        const string same = "declared = ?, item = ?, stage = ?, open = ?, done_on = ?, first_day = ?, last_day = ?, title = ?, counts = ?, watches = ?, revision = revision + 1";
        changeSubject = Prepare($"UPDATE subjects SET {same} WHERE kind = ? AND id = ? AND revision = ? AND team = ? AND party IS ? AND parent IS ? AND also IS ? AND watched = ? AND basis = ?");
        moveSubject = Prepare($"UPDATE subjects SET team = ?, party = ?, parent = ?, also = ?, watched = ?, basis = ?, {same} WHERE kind = ? AND id = ? AND revision = ?");
        lastSequence = Prepare("SELECT max(sequence) FROM changes WHERE team = ?");
        hasChange = Prepare("SELECT 1 FROM changes WHERE team = ? AND sequence = ?");
    }

    /// <summary>Commits the batches together; when one conflicts, each in a part of the transaction of its own.</summary>
    /// <exception cref="CommitUnknownException">The commit itself failed; this connection must be given up.</exception>
    public CommitResult[] Commit(IReadOnlyList<TeamBatch> batches)
    {
        var results = new CommitResult[batches.Count];
        // A batch that changes other teams takes numbers that are free only once the batches of those teams are in.
        var order = Enumerable.Range(0, batches.Count).OrderBy(index => batches[index].Foreign.Count > 0).ToList();
        begin.Run();
        try
        {
            if (!order.TrueForAll(index => TryWrite(batches[index], out results[index])))
            {
                rollback.Run();
                begin.Run();
                foreach (var index in order)
                {
                    savepoint.Run();
                    if (!TryWrite(batches[index], out results[index]))
                    {
                        undo.Run();
                        results[index] = new(Why(batches[index]), []);
                    }
                    release.Run();
                }
            }
        }
        catch
        {
            rollback.Run();
            throw;
        }
        try
        {
            commit.Run();
        }
        catch (SqliteException failure)
        {
            throw new CommitUnknownException("The commit did not end as it should; whether it is durable is not known.", failure);
        }
        return results;
    }

    public void Dispose()
    {
        statements.ForEach(statement => statement.Dispose());
        database.Dispose();
    }

    private SqliteStatement Prepare(string sql)
    {
        var statement = new SqliteStatement(database, sql);
        statements.Add(statement);
        return statement;
    }

    private bool TryWrite(TeamBatch batch, out CommitResult result)
    {
        result = default;
        if (!TryChange(batch.Team, batch.Sequence, batch.At, batch.Delta, batch.Notes))
        {
            return false;
        }
        foreach (var @event in batch.Events)
        {
            if (!TryAdd(@event, batch))
            {
                return false;
            }
        }
        foreach (var subject in batch.Subjects)
        {
            if (!(subject.Revision == 1 ? TryAdd(subject) : TryReplace(subject)))
            {
                return false;
            }
        }
        var taken = batch.Foreign.Count == 0 ? [] : new long[batch.Foreign.Count];
        for (var index = 0; index < taken.Length; index++)
        {
            var foreign = batch.Foreign[index];
            taken[index] = (lastSequence.Bind(foreign.Team).Single() ?? 0) + 1;
            if (!TryChange(foreign.Team, taken[index], batch.At, foreign.Delta, []))
            {
                return false;
            }
        }
        result = new(CommitOutcome.Committed, taken);
        return true;
    }

    private CommitOutcome Why(TeamBatch batch) =>
        hasChange.Bind(batch.Team).Bind(batch.Sequence).Single() is not null ? CommitOutcome.Superseded
        : batch.Events.DistinctBy(@event => (@event.Source, @event.Id)).Count() < batch.Events.Count
            || batch.Subjects.DistinctBy(subject => (subject.Kind, subject.Id)).Count() < batch.Subjects.Count
            ? throw new ArgumentException($"Batch {batch.Sequence} of {batch.Team} names an event or a subject twice.")
        : CommitOutcome.Stale;

    private bool TryChange(string team, long sequence, DateTimeOffset at, byte[] delta, byte[] notes) =>
        addChange.Bind(team).Bind(sequence).Bind(at.UtcTicks).BindBlob(delta).BindBlob(notes).Run();

    private bool TryAdd(SourceEvent row, TeamBatch by) => addEvent
        .Bind(row.Source).Bind(row.Id).Bind(row.Hash).Bind(row.Kind).Bind(row.Subject).Bind(row.Type)
        .Bind(by.Team).Bind(by.Sequence).Bind(row.Team).Bind(row.Item).Bind(row.Seq).Bind((long)row.Operation)
        .Bind(row.Time.UtcTicks).Bind(row.Recorded.UtcTicks).Bind(row.Received.UtcTicks).Bind(row.Batch).BindText(row.Data)
        .Run();

    private bool TryAdd(SubjectRow row) => Body(Indexed(addSubject.Bind(row.Kind).Bind(row.Id), row), row).Run();

    private bool TryReplace(SubjectRow row)
    {
        Indexed(Body(changeSubject, row).Bind(row.Kind).Bind(row.Id).Bind(row.Revision - 1), row).Run();
        if (Changed() == 0)
        {
            Body(Indexed(moveSubject, row), row).Bind(row.Kind).Bind(row.Id).Bind(row.Revision - 1).Run();
        }
        return Changed() == 1;
    }

    private int Changed() => raw.sqlite3_changes(database);

    private static SqliteStatement Indexed(SqliteStatement statement, SubjectRow row) => statement
        .Bind(row.Team).Bind(row.Party).Bind(row.Parent).Bind(row.Also).Bind(row.Watches.Length > 0 ? 1L : 0L).Bind(row.Basis);

    private static SqliteStatement Body(SqliteStatement statement, SubjectRow row) => statement
        .Bind(row.DeclaredTeam).Bind(row.Item).Bind(row.Stage).Bind(row.Open ? 1L : 0L)
        .Bind(row.DoneOn).Bind(row.FirstDay).Bind(row.LastDay).Bind(row.Title).BindBlob(row.Counts).BindBlob(row.Watches);
}
