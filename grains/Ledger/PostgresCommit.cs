using Dashboard.Grains.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Grains.Ledger;

/// <summary>
/// The statements of one commit with their columns, reused from commit to commit. Sent as one batch without BEGIN, they are
/// one implicit transaction in one round trip. Rows go in key order, so that two transactions never wait for each other in a ring.
/// Bound to one connection for good: Npgsql's batches cannot change theirs once they are prepared (npgsql#6432).
/// </summary>
internal sealed class PostgresCommit(NpgsqlConnection connection) : IAsyncDisposable
{
    /// <summary>SQLSTATE of ledger_expect: a subject was not at the revision its team believed.</summary>
    public const string UnexpectedRevision = "LG001";

    private readonly NpgsqlBatch batch = new(connection);
    private readonly List<Written> events = [];
    private readonly List<SubjectRow> subjects = [];
    private readonly List<TeamBatch> changes = [];
    private readonly EventRows eventRows = new();
    private readonly ChangeRows changeRows = new();
    private readonly ForeignRows foreignRows = new();
    private readonly SubjectRows added = new($"INSERT INTO subjects ({SubjectQuery.Columns}) SELECT * FROM unnest({SubjectRows.Parameters})");
    private readonly SubjectRows changed = new($"""
        WITH written AS (
            UPDATE subjects s SET revision = u.revision, team = u.team, declared = u.declared, item = u.item, stage = u.stage, open = u.open,
                party = u.party, parent = u.parent, done_on = u.done_on, first_day = u.first_day, last_day = u.last_day, title = u.title, counts = u.counts,
                also = u.also, watched = u.watched, watches = u.watches, basis = u.basis
            FROM unnest({SubjectRows.Parameters}) AS u ({SubjectQuery.Columns})
            WHERE s.kind = u.kind AND s.id = u.id AND s.revision = u.revision - 1
            RETURNING 1)
        SELECT ledger_expect(count(*), cardinality($1)) FROM written
        """);

    /// <summary>Loads the batches; the last use is forgotten.</summary>
    public void Load(IReadOnlyList<TeamBatch> batches)
    {
        Clear();
        foreach (var one in batches)
        {
            changes.Add(one);
            foreach (var @event in one.Events)
            {
                events.Add(new(@event, one));
            }
            subjects.AddRange(one.Subjects);
        }
        events.Sort(static (a, b) => Compare(a.Event.Source, b.Event.Source, a.Event.Id, b.Event.Id));
        subjects.Sort(static (a, b) => Compare(a.Kind, b.Kind, a.Id, b.Id));
        changes.Sort(static (a, b) => string.CompareOrdinal(a.Team, b.Team));

        events.ForEach(eventRows.Add);
        changes.ForEach(changeRows.Add);
        foreach (var one in changes)
        {
            foreignRows.Add(one);
        }
        foreach (var subject in subjects)
        {
            (subject.Revision == 1 ? added : changed).Add(subject);
        }
        foreach (var rows in (Rows[])[eventRows, changeRows, foreignRows, added, changed])
        {
            if (rows.Count > 0)
            {
                batch.BatchCommands.Add(rows.Command);
            }
        }
    }

    /// <summary>
    /// Has the server know the statements; a round trip only when the connection is new. Not left to Npgsql's automatic preparation, which
    /// can take a statement for prepared that the server skipped because an earlier one in the same batch failed.
    /// </summary>
    public Task PrepareAsync(CancellationToken cancel) => batch.PrepareAsync(cancel);

    /// <summary>Sends everything; when it returns, all is durable.</summary>
    /// <returns>The sequence numbers that foreign deltas took, by team in the order of the deltas.</returns>
    public async Task<Dictionary<string, Queue<long>>> ExecuteAsync()
    {
        var taken = new Dictionary<string, Queue<long>>();
        if (foreignRows.Count == 0)
        {
            await batch.ExecuteNonQueryAsync().ConfigureAwait(false);
            return taken;
        }
        await using var reader = await batch.ExecuteReaderAsync().ConfigureAwait(false);
        do
        {
            while (reader.FieldCount == 2 && await reader.ReadAsync().ConfigureAwait(false))
            {
                var team = reader.GetString(0);
                if (!taken.TryGetValue(team, out var sequences))
                {
                    taken.Add(team, sequences = new());
                }
                sequences.Enqueue(reader.GetInt64(1));
            }
        }
        while (await reader.NextResultAsync().ConfigureAwait(false));
        return taken;
    }

    public void Clear()
    {
        batch.BatchCommands.Clear();
        events.Clear();
        subjects.Clear();
        changes.Clear();
        eventRows.Clear();
        changeRows.Clear();
        foreignRows.Clear();
        added.Clear();
        changed.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await batch.DisposeAsync().ConfigureAwait(false);
        await connection.DisposeAsync().ConfigureAwait(false);
    }

    private static int Compare(string a1, string b1, string a2, string b2)
    {
        var first = ReferenceEquals(a1, b1) ? 0 : string.CompareOrdinal(a1, b1);
        return first != 0 ? first : string.CompareOrdinal(a2, b2);
    }

    private readonly record struct Written(SourceEvent Event, TeamBatch Batch);

    /// <summary>A statement over columns: each parameter is an array, one element a row.</summary>
    private abstract class Rows(string sql)
    {
        private Action? clear;

        public NpgsqlBatchCommand Command { get; } = new(sql);

        public abstract int Count { get; }

        public void Clear() => clear?.Invoke();

        protected List<T> Column<T>(NpgsqlDbType type)
        {
            var values = new List<T>();
            Command.Parameters.Add(new NpgsqlParameter<List<T>> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type });
            clear += values.Clear;
            return values;
        }
    }

    private sealed class EventRows : Rows
    {
        private readonly List<string> source, id, kind, subject, type, team;
        private readonly List<Guid> hash;
        private readonly List<long> sequence, seq, time, recorded, received;
        private readonly List<string?> declared, item, batch;
        private readonly List<short> op;
        private readonly List<byte[]> data;

        public EventRows() : base("""
            INSERT INTO events (source, id, hash, kind, subject, type, team, sequence, declared, item, seq, op, time, recorded, received, batch, data)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
            """)
        {
            source = Column<string>(NpgsqlDbType.Text);
            id = Column<string>(NpgsqlDbType.Text);
            hash = Column<Guid>(NpgsqlDbType.Uuid);
            kind = Column<string>(NpgsqlDbType.Text);
            subject = Column<string>(NpgsqlDbType.Text);
            type = Column<string>(NpgsqlDbType.Text);
            team = Column<string>(NpgsqlDbType.Text);
            sequence = Column<long>(NpgsqlDbType.Bigint);
            declared = Column<string?>(NpgsqlDbType.Text);
            item = Column<string?>(NpgsqlDbType.Text);
            seq = Column<long>(NpgsqlDbType.Bigint);
            op = Column<short>(NpgsqlDbType.Smallint);
            time = Column<long>(NpgsqlDbType.Bigint);
            recorded = Column<long>(NpgsqlDbType.Bigint);
            received = Column<long>(NpgsqlDbType.Bigint);
            batch = Column<string?>(NpgsqlDbType.Text);
            data = Column<byte[]>(NpgsqlDbType.Text);
        }

        public override int Count => id.Count;

        public void Add(Written row)
        {
            var (@event, by) = row;
            source.Add(@event.Source);
            id.Add(@event.Id);
            hash.Add(Stored.Uuid(@event.Hash));
            kind.Add(@event.Kind);
            subject.Add(@event.Subject);
            type.Add(@event.Type);
            team.Add(by.Team);
            sequence.Add(by.Sequence);
            declared.Add(@event.Team);
            item.Add(@event.Item);
            seq.Add(@event.Seq);
            op.Add((short)@event.Operation);
            time.Add(@event.Time.UtcTicks);
            recorded.Add(@event.Recorded.UtcTicks);
            received.Add(@event.Received.UtcTicks);
            batch.Add(@event.Batch);
            data.Add(@event.Data);
        }
    }

    private sealed class ChangeRows : Rows
    {
        private readonly List<string> team;
        private readonly List<long> sequence, at;
        private readonly List<byte[]> delta, notes;

        public ChangeRows() : base("INSERT INTO changes (team, sequence, at, delta, notes) SELECT * FROM unnest($1, $2, $3, $4, $5)")
        {
            team = Column<string>(NpgsqlDbType.Text);
            sequence = Column<long>(NpgsqlDbType.Bigint);
            at = Column<long>(NpgsqlDbType.Bigint);
            delta = Column<byte[]>(NpgsqlDbType.Bytea);
            notes = Column<byte[]>(NpgsqlDbType.Bytea);
        }

        public override int Count => team.Count;

        public void Add(TeamBatch row)
        {
            team.Add(row.Team);
            sequence.Add(row.Sequence);
            at.Add(row.At.UtcTicks);
            delta.Add(row.Delta);
            notes.Add(row.Notes);
        }
    }

    private sealed class ForeignRows : Rows
    {
        private readonly List<string> team;
        private readonly List<long> at;
        private readonly List<byte[]> delta;

        public ForeignRows() : base("""
            INSERT INTO changes (team, sequence, at, delta, notes)
            SELECT f.team,
                   coalesce((SELECT max(c.sequence) FROM changes c WHERE c.team = f.team COLLATE "C"), 0) + row_number() OVER (PARTITION BY f.team ORDER BY f.n),
                   f.at, f.delta, ''
            FROM unnest($1, $2, $3) WITH ORDINALITY AS f (team, at, delta, n)
            ORDER BY f.team COLLATE "C", f.n
            RETURNING team, sequence
            """)
        {
            team = Column<string>(NpgsqlDbType.Text);
            at = Column<long>(NpgsqlDbType.Bigint);
            delta = Column<byte[]>(NpgsqlDbType.Bytea);
        }

        public override int Count => team.Count;

        public void Add(TeamBatch row)
        {
            foreach (var foreign in row.Foreign)
            {
                team.Add(foreign.Team);
                at.Add(row.At.UtcTicks);
                delta.Add(foreign.Delta);
            }
        }
    }

    private sealed class SubjectRows : Rows
    {
        public const string Parameters = "$1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19";

        private readonly List<string> kind, id, team, stage, title;
        private readonly List<long> revision, basis;
        private readonly List<string?> declared, item, party, parent, also;
        private readonly List<bool> open, watched;
        private readonly List<DateOnly?> doneOn, firstDay, lastDay;
        private readonly List<byte[]> counts, watches;

        public SubjectRows(string sql) : base(sql)
        {
            kind = Column<string>(NpgsqlDbType.Text);
            id = Column<string>(NpgsqlDbType.Text);
            revision = Column<long>(NpgsqlDbType.Bigint);
            team = Column<string>(NpgsqlDbType.Text);
            declared = Column<string?>(NpgsqlDbType.Text);
            item = Column<string?>(NpgsqlDbType.Text);
            stage = Column<string>(NpgsqlDbType.Text);
            open = Column<bool>(NpgsqlDbType.Boolean);
            party = Column<string?>(NpgsqlDbType.Text);
            parent = Column<string?>(NpgsqlDbType.Text);
            doneOn = Column<DateOnly?>(NpgsqlDbType.Date);
            firstDay = Column<DateOnly?>(NpgsqlDbType.Date);
            lastDay = Column<DateOnly?>(NpgsqlDbType.Date);
            title = Column<string>(NpgsqlDbType.Text);
            counts = Column<byte[]>(NpgsqlDbType.Bytea);
            also = Column<string?>(NpgsqlDbType.Text);
            watched = Column<bool>(NpgsqlDbType.Boolean);
            watches = Column<byte[]>(NpgsqlDbType.Bytea);
            basis = Column<long>(NpgsqlDbType.Bigint);
        }

        public override int Count => id.Count;

        public void Add(SubjectRow row)
        {
            kind.Add(row.Kind);
            id.Add(row.Id);
            revision.Add(row.Revision);
            team.Add(row.Team);
            declared.Add(row.DeclaredTeam);
            item.Add(row.Item);
            stage.Add(row.Stage);
            open.Add(row.Open);
            party.Add(row.Party);
            parent.Add(row.Parent);
            doneOn.Add(row.DoneOn);
            firstDay.Add(row.FirstDay);
            lastDay.Add(row.LastDay);
            title.Add(row.Title);
            counts.Add(row.Counts);
            also.Add(row.Also);
            watched.Add(row.Watches.Length > 0);
            watches.Add(row.Watches);
            basis.Add(row.Basis);
        }
    }
}
