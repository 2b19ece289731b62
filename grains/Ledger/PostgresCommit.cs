using Dashboard.Grains.Contracts;
using Npgsql;
using static Dashboard.Grains.Ledger.LedgerTables;

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

    private static readonly Table<ForeignChange> Foreign = new(
        "changes",
        [
            Column.Of("team", StoredTypes.Text, (ForeignChange row) => row.Delta.Team),
            Column.Of("at", StoredTypes.Instant, (ForeignChange row) => row.Batch.At),
            Column.Of("delta", StoredTypes.Bytes, (ForeignChange row) => row.Delta.Delta),
        ]);

    private readonly NpgsqlBatch batch = new(connection);
    private readonly Rows<WrittenEvent> events = new(WrittenEvents, Insert(WrittenEvents));
    private readonly Rows<WrittenChange> changes = new(Changes, Insert(Changes));
    private readonly Rows<ForeignChange> foreign = new(Foreign, $"""
        INSERT INTO changes (team, sequence, at, delta, notes)
        SELECT f.team,
               coalesce((SELECT max(c.sequence) FROM changes c WHERE c.team = f.team COLLATE "C"), 0)
                   + row_number() OVER (PARTITION BY f.team ORDER BY f.n),
               f.at, f.delta, ''
        FROM unnest({Foreign.Numbers('$')}) WITH ORDINALITY AS f ({Foreign.Names}, n)
        ORDER BY f.team COLLATE "C", f.n
        RETURNING team, sequence
        """);

    private readonly Rows<SubjectRow> added = new(Subjects, Insert(Subjects));
    private readonly Rows<SubjectRow> changed = new(Subjects, $"""
        WITH written AS (
            UPDATE subjects s SET {string.Join(", ", Subjects.Columns.Skip(2).Select(column => $"{column.Name} = u.{column.Name}"))}
            FROM unnest({Subjects.Numbers('$')}) AS u ({Subjects.Names})
            WHERE s.kind = u.kind AND s.id = u.id AND s.revision = u.revision - 1
            RETURNING 1)
        SELECT ledger_expect(count(*), cardinality($1)) FROM written
        """);

    private readonly Rows<SubjectRow> named = new(Names, Insert(Names));
    private readonly Rows<SubjectRow> renamed = new(Names, $"""
        {Insert(Names)}
        ON CONFLICT (kind, id) DO UPDATE SET {Known.Excluded}
        """);

    private readonly Rows<Signature> signatures = new(Signatures, $"{Insert(Signatures)} ON CONFLICT DO NOTHING");

    /// <summary>Loads the batches; the last use is forgotten.</summary>
    public void Load(IReadOnlyList<TeamBatch> batches)
    {
        Clear();
        foreach (var one in batches)
        {
            changes.Add(new(one.Team, one.Sequence, one.At, one.Delta, one.Notes));
            for (var index = 0; index < one.Events.Count; index++)
            {
                var row = new WrittenEvent(one, index);
                events.Add(row);
                foreach (var signature in Signature.Of(row))
                {
                    signatures.Add(signature);
                }
            }

            foreach (var subject in one.Subjects)
            {
                if (subject.Revision == 1)
                {
                    added.Add(subject);
                    named.Add(subject);
                }
                else
                {
                    changed.Add(subject);
                    if (subject.IsKnownAnew)
                    {
                        renamed.Add(subject);
                    }
                }
            }

            foreach (var delta in one.Foreign)
            {
                foreign.Add(new(one, delta));
            }
        }

        events.Load(batch, static (a, b) => Compare(a.Event.Source, b.Event.Source, a.Event.Id, b.Event.Id));
        changes.Load(batch, static (a, b) => string.CompareOrdinal(a.Team, b.Team));
        // After the changes of the teams themselves: whoever changes another team takes the number after that.
        foreign.Load(batch, null);
        added.Load(batch, static (a, b) => Compare(a.Kind, b.Kind, a.Id, b.Id));
        changed.Load(batch, static (a, b) => Compare(a.Kind, b.Kind, a.Id, b.Id));
        named.Load(batch, static (a, b) => Compare(a.Kind, b.Kind, a.Id, b.Id));
        renamed.Load(batch, static (a, b) => Compare(a.Kind, b.Kind, a.Id, b.Id));
        signatures.Load(batch, static (a, b) => string.CompareOrdinal(a.Certificate, b.Certificate) is var first && first != 0
            ? first : a.Position.CompareTo(b.Position));
    }

    /// <summary>
    /// Has the server know the statements; a round trip only when the connection is new. Not left to Npgsql's automatic preparation, which
    /// can take a statement for prepared that the server skipped because an earlier one in the same batch failed.
    /// </summary>
    public Task PrepareAsync(CancellationToken cancel) => batch.PrepareAsync(cancel);

    /// <summary>Sends everything; when it returns, all is durable.</summary>
    /// <returns>The sequence numbers that foreign deltas took, by team in the order of the batches and their deltas.</returns>
    public async Task<Dictionary<string, Queue<long>>> ExecuteAsync()
    {
        var taken = new Dictionary<string, Queue<long>>();
        if (foreign.Count == 0)
        {
            await batch.ExecuteNonQueryAsync();
            return taken;
        }

        await using var reader = await batch.ExecuteReaderAsync();
        do
        {
            while (reader.FieldCount == 2 && await reader.ReadAsync())
            {
                var team = reader.GetString(0);
                if (!taken.TryGetValue(team, out var sequences))
                {
                    taken.Add(team, sequences = new());
                }

                sequences.Enqueue(reader.GetInt64(1));
            }
        }
        while (await reader.NextResultAsync());
        return taken;
    }

    public void Clear()
    {
        batch.BatchCommands.Clear();
        events.Clear();
        changes.Clear();
        foreign.Clear();
        added.Clear();
        changed.Clear();
        named.Clear();
        renamed.Clear();
        signatures.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await batch.DisposeAsync();
        await connection.DisposeAsync();
    }

    public static string Insert<TRow>(Table<TRow> table) =>
        $"INSERT INTO {table.Name} ({table.Names}) SELECT * FROM unnest({table.Numbers('$')})";

    private static int Compare(string a1, string b1, string a2, string b2)
    {
        var first = ReferenceEquals(a1, b1) ? 0 : string.CompareOrdinal(a1, b1);
        return first != 0 ? first : string.CompareOrdinal(a2, b2);
    }

    private readonly record struct ForeignChange(TeamBatch Batch, ForeignDelta Delta);
}
