using System.Data.Common;
using System.Runtime.CompilerServices;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Oversight;
using Dashboard.Grains.Domain.Warnings;
using static Dashboard.Grains.Ledger.LedgerTables;

namespace Dashboard.Grains.Ledger;

/// <summary>One statement, its named parameters, and what is done with each row it yields.</summary>
internal sealed record Query(string Sql, IReadOnlyList<(string Name, object Value)> Parameters, Action<DbDataReader> Row);

/// <summary>Everything both databases are asked in the same words; a dialect says how a list is passed, and writes.</summary>
internal abstract partial class SqlLedger : ILedger
{
    private static readonly string OfRegisters = $"kind IN ({string.Join(", ", Registers.Select(kind => $"'{kind}'"))})";

    public abstract Task PrepareAsync(CancellationToken cancel);

    public abstract Task CheckWritableAsync(CancellationToken cancel);

    public virtual IReadOnlyList<string> Losses => [];

    public abstract Task<IReadOnlyList<CommitResult>> CommitAsync(IReadOnlyList<TeamBatch> batches, CancellationToken cancel);

    public abstract Task QuarantineAsync(IReadOnlyList<QuarantineRow> rows, CancellationToken cancel);

    public async Task<IReadOnlyDictionary<(string Source, string Id), UInt128>> KnownAsync(
        IReadOnlyCollection<(string Source, string Id)> keys, CancellationToken cancel)
    {
        var known = new Dictionary<(string, string), UInt128>();
        var (table, parameters) = Keys("source", "id", keys);
        var sql = $"SELECT e.source, e.id, e.hash FROM {Found(table, "events", "e", "e.source = k.source AND e.id = k.id")}";
        await ByKeyAsync(
            [new(sql, parameters, reader => known[(reader.GetString(0), reader.GetString(1))] = StoredTypes.Hash.Read(reader, 2))], cancel);
        return known;
    }

    public async Task<IReadOnlyDictionary<(string Source, string Id), SourceEvent>> RecordedAsync(
        IReadOnlyCollection<(string Source, string Id)> keys, CancellationToken cancel)
    {
        var recorded = new Dictionary<(string, string), SourceEvent>();
        var (table, parameters) = Keys("source", "id", keys);
        var sql = $"SELECT {Events.NamesOf("e")} FROM {Found(table, "events", "e", "e.source = k.source AND e.id = k.id")}";
        await ByKeyAsync([new(sql, parameters, Add)], cancel);
        return recorded;

        void Add(DbDataReader reader)
        {
            var @event = Events.Read(reader);
            recorded[(@event.Source, @event.Id)] = @event;
        }
    }

    public async Task<IReadOnlyDictionary<SubjectKey, Recalled>> RecallAsync(
        IReadOnlyCollection<SubjectKey> subjects, CancellationToken cancel)
    {
        var recall = new Recall(subjects);
        var (keys, parameters) = Keys("kind", "id", subjects.Select(subject => (subject.Kind, subject.Id)));
        var rows = Found(keys, "subjects", "s", "s.kind = k.kind AND s.id = k.id");
        var parents = subjects.Where(subject => Parents.Contains(subject.Kind)).Select(subject => subject.ToString()).ToArray();

        // Rows are read first: whatever is committed between the statements makes the revision too old, and the commit stale.
        var queries = new List<Query>
        {
            new(
                $"SELECT {Subjects.NamesOf("s")} FROM {rows}",
                parameters,
                reader => recall.Add(Subjects.Read(reader))),
            new(
                $"""
                WITH RECURSIVE chain AS (
                    SELECT {Events.NamesOf("e")}, e.previous FROM {Found(rows, "events", "e", "e.position = s.last")}
                    UNION ALL
                    SELECT {Events.NamesOf("e")}, e.previous FROM {Found("chain c", "events", "e", "e.position = c.previous")})
                SELECT {Events.Names} FROM chain
                """,
                parameters,
                reader => recall.Add(Events.Read(reader))),
        };
        if (parents.Length > 0)
        {
            queries.Add(new(
                $"{Children("parent")} UNION ALL {Children("also")}",
                [("parents", parents)],
                reader => recall.Add(reader.GetString(0), ReadChild(reader))));
        }

        await ByKeyAsync(queries, cancel);
        return recall.Found;

        string Children(string column) =>
            "SELECT k.parent, c.kind, c.id, c.done_on, c.team, c.item, c.counts FROM " +
                Found(List("parent", "@parents"), "subjects", "c", $"c.{column} = k.parent");
    }

    public async Task<IReadOnlyDictionary<SubjectKey, (string Team, string? Declared)>> TeamsOfAsync(
        IReadOnlyCollection<SubjectKey> subjects, CancellationToken cancel)
    {
        var teams = new Dictionary<SubjectKey, (string, string?)>();
        var (keys, parameters) = Keys("kind", "id", subjects.Select(subject => (subject.Kind, subject.Id)));
        var sql = $"SELECT s.kind, s.id, s.team, s.declared FROM {Found(keys, "subjects", "s", "s.kind = k.kind AND s.id = k.id")}";
        await ByKeyAsync([new(sql, parameters, reader => teams[(reader.GetString(0), reader.GetString(1))] =
            (reader.GetString(2), StoredTypes.Text.Read(reader, 3)))], cancel);
        return teams;
    }

    public async Task<IReadOnlyDictionary<SubjectKey, long>> RevisionsAsync(
        IReadOnlyCollection<SubjectKey> subjects, CancellationToken cancel)
    {
        var revisions = new Dictionary<SubjectKey, long>();
        var (keys, parameters) = Keys("kind", "id", subjects.Select(subject => (subject.Kind, subject.Id)));
        var sql = $"SELECT s.kind, s.id, s.revision FROM {Found(keys, "subjects", "s", "s.kind = k.kind AND s.id = k.id")}";
        await ByKeyAsync([new(sql, parameters, reader => revisions[(reader.GetString(0), reader.GetString(1))] = reader.GetInt64(2))],
            cancel);
        return revisions;
    }

    public IAsyncEnumerable<Change> ChangesAsync(string team, long after, CancellationToken cancel) => StreamAsync(
        "SELECT sequence, at, delta, notes FROM changes WHERE team = @team AND sequence > @after ORDER BY sequence",
        [("team", team), ("after", after)],
        static reader => new Change(
            reader.GetInt64(0), Stored.Instant(reader.GetInt64(1)), reader.GetFieldValue<byte[]>(2), reader.GetFieldValue<byte[]>(3)),
        cancel);

    public async Task<IReadOnlyDictionary<long, DateTimeOffset>> WrittenAtAsync(
        string team, IReadOnlyCollection<long> sequences, CancellationToken cancel)
    {
        var written = new Dictionary<long, DateTimeOffset>();
        var sql = $"SELECT sequence, at FROM changes WHERE team = @team AND {IsAny("sequence", "@sequences")}";
        await ByKeyAsync(
            [new(sql, [("team", team), ("sequences", sequences.ToArray())],
                reader => written.Add(reader.GetInt64(0), Stored.Instant(reader.GetInt64(1))))],
            cancel);
        return written;
    }

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
        await ListAsync([new(sql, [], reader => teams.Add(reader.GetString(0), reader.GetInt64(1)))], cancel);
        return teams;
    }

    public IAsyncEnumerable<SubjectRow> SubjectsAsync(SubjectFilter filter, CancellationToken cancel)
    {
        var query = NewQuery();
        return StreamAsync(query.List(filter), query.Parameters, NamedSubjects.Read, cancel);
    }

    public Task<long> CountSubjectsAsync(SubjectFilter filter, CancellationToken cancel)
    {
        var query = NewQuery();
        return CountAsync(query.Count(filter), query.Parameters, cancel);
    }

    public IAsyncEnumerable<SourceEvent> EventsAsync(IReadOnlyCollection<string> kinds, CancellationToken cancel) => StreamAsync(
        $"SELECT {Events.Names} FROM events{(kinds.Count == 0 ? "" : $" WHERE {AreOf(kinds)}")} ORDER BY kind, subject",
        kinds.Count == 0 ? [] : [("kinds", kinds.ToArray())],
        Events.Read,
        cancel);

    public Task<long> CountEventsAsync(IReadOnlyCollection<string> kinds, CancellationToken cancel) =>
        CountAsync($"SELECT count(*) FROM events{(kinds.Count == 0 ? "" : $" WHERE {AreOf(kinds)}")}",
            kinds.Count == 0 ? [] : [("kinds", kinds.ToArray())], cancel);

    public IAsyncEnumerable<WrittenRegister> RegistersAsync(IReadOnlyDictionary<string, long> beyond, CancellationToken cancel)
    {
        var (teams, parameters) = Keys("team", "sequence", beyond.Select(one => (one.Key, $"{one.Value}")));
        var written = Found(teams, "events", "e", $"{OfRegisters} AND e.team = k.team AND e.sequence > CAST(k.sequence AS bigint)");
        return StreamAsync($"SELECT {Events.NamesOf("e")}, e.team, e.sequence FROM {written} ORDER BY e.kind, e.subject, e.position",
            parameters,
            static reader => new WrittenRegister(
                reader.GetString(Events.Columns.Count), reader.GetInt64(Events.Columns.Count + 1), Events.Read(reader)),
            cancel);
    }

    public async Task<IReadOnlyList<SubjectKey>> SignedAsync(IReadOnlyCollection<string> certificates, CancellationToken cancel)
    {
        var signed = new List<SubjectKey>();
        var signatures = Found(List("certificate", "@certificates"), "signatures", "s", "s.certificate = k.certificate");
        var sql = $"SELECT DISTINCT e.kind, e.subject FROM {Found(signatures, "events", "e", "e.position = s.position")}";
        await ByKeyAsync(
            [new(sql, [("certificates", certificates.ToArray())], reader => signed.Add(new(reader.GetString(0), reader.GetString(1))))],
            cancel);
        return signed;
    }

    public async Task<IReadOnlyList<(string Former, string Id)>> FormerCodesAsync(CancellationToken cancel)
    {
        const string sql = "SELECT former, id FROM subjects WHERE former IS NOT NULL";
        var codes = new List<(string, string)>();
        await ByKeyAsync([new(sql, [], reader => codes.Add((reader.GetString(0), reader.GetString(1))))], cancel);
        return codes;
    }

    public async Task<IReadOnlyList<SourceFigures>> SourcesAsync(CancellationToken cancel)
    {
        const string sql = """
            SELECT source, count(*), count(CASE WHEN recorded - time > 864000000000 THEN 1 END) FROM events GROUP BY source ORDER BY source
            """;
        var sources = new List<SourceFigures>();
        await ListAsync([new(sql, [], reader => sources.Add(new(reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2))))], cancel);
        return sources;
    }

    public async Task<(long Total, IReadOnlyList<QuarantineRow> Rows)> QuarantinedAsync(
        QuarantineFilter filter, int skip, int take, CancellationToken cancel)
    {
        var (where, values) = Where(filter);
        var (total, rows) = (0L, new List<QuarantineRow>());
        await ListAsync(
            [
                new($"SELECT count(*) FROM quarantine {where}", values, reader => total = reader.GetInt64(0)),
                new(
                    $"SELECT {Quarantine.Names} FROM quarantine {where} ORDER BY key DESC LIMIT @take OFFSET @skip",
                    [.. values, ("take", take), ("skip", skip)],
                    reader => rows.Add(Quarantine.Read(reader))),
            ],
            cancel);
        return (total, rows);
    }

    public async IAsyncEnumerable<IReadOnlyList<QuarantineRow>> OpenQuarantineAsync(
        string? source, string? code, int atOnce, [EnumeratorCancellation] CancellationToken cancel)
    {
        var (where, values) = Where(new(QuarantineState.Open, source, code));
        var sql = $"SELECT {Quarantine.Names} FROM quarantine {where} AND key > @after ORDER BY key LIMIT @take";
        List<QuarantineRow> rows;
        for (var after = 0L; ; after = rows[^1].Key)
        {
            rows = [];
            (string, object)[] parameters = [.. values, ("after", after), ("take", atOnce)];
            await ListAsync([new(sql, parameters, reader => rows.Add(Quarantine.Read(reader)))], cancel);
            if (rows.Count == 0)
            {
                yield break;
            }

            yield return rows;
        }
    }

    public async Task<QuarantineRow?> QuarantinedAsync(long key, CancellationToken cancel)
    {
        QuarantineRow? row = null;
        var sql = $"SELECT {Quarantine.Names} FROM quarantine WHERE key = @key";
        await ListAsync([new(sql, [("key", key)], reader => row = Quarantine.Read(reader))], cancel);
        return row;
    }

    public async Task<IReadOnlyList<QuarantineCount>> QuarantineCountsAsync(string? source, CancellationToken cancel)
    {
        var (where, values) = Where(new(QuarantineState.Open, source));
        var counts = new List<QuarantineCount>();
        var sql = $"""
            SELECT source, code, count(*), min(received), max(received) FROM quarantine {where}
            GROUP BY source, code ORDER BY count(*) DESC, source, code LIMIT 1000
            """;
        await ListAsync(
            [
                new(sql, values, reader => counts.Add(new(reader.GetString(0), reader.GetString(1), reader.GetInt64(2),
                    StoredTypes.Instant.Read(reader, 3), StoredTypes.Instant.Read(reader, 4)))),
            ],
            cancel);
        return counts;
    }

    public Task SetQuarantineStateAsync(IReadOnlyCollection<long> keys, QuarantineState state, CancellationToken cancel) =>
        ByKeyAsync(
            [new($"UPDATE quarantine SET state = @state WHERE {IsAny("key", "@keys")}", [("state", (short)state), ("keys", keys.ToArray())],
                static _ => { })],
            cancel);

    private static (string Where, (string, object)[] Values) Where(QuarantineFilter filter)
    {
        (string, object)[] values =
        [
            .. filter.State is { } state ? [("state", (object)(short)state)] : Array.Empty<(string, object)>(),
            .. filter.Source is { } source ? [("source", source)] : Array.Empty<(string, object)>(),
            .. filter.Code is { } code ? [("code", code)] : Array.Empty<(string, object)>(),
        ];
        return (values.Length == 0 ? "" : $"WHERE {string.Join(" AND ", values.Select(static value => $"{value.Item1} = @{value.Item1}"))}",
            values);
    }

    /// <summary>Runs statements that find their rows by key, one after the other and in one round trip.</summary>
    protected abstract Task ByKeyAsync(IReadOnlyList<Query> queries, CancellationToken cancel);

    /// <summary>Runs statements that may read much.</summary>
    protected abstract Task ListAsync(IReadOnlyList<Query> queries, CancellationToken cancel);

    /// <summary>The rows of one statement as they come.</summary>
    protected abstract IAsyncEnumerable<T> StreamAsync<T>(
        string sql, IReadOnlyList<(string Name, object Value)> parameters, Func<DbDataReader, T> read, CancellationToken cancel);

    /// <summary>"column is one of the list in this parameter".</summary>
    protected abstract string IsAny(string column, string list);

    /// <summary>Where the second text stands in the first; 0 if nowhere.</summary>
    protected abstract string Position(string text, string part);

    /// <summary>"The names under one alias are those of the subject under the other."</summary>
    protected abstract string IsNamed(string subjects, string names);

    /// <summary>Subjects, under one alias, with what they are found by, under another.</summary>
    private string Named(string subjects, string names) =>
        $"subjects {subjects} LEFT JOIN names {names} ON {IsNamed(subjects, names)}";

    /// <summary>The list in a parameter as a table k of one column.</summary>
    protected abstract string List(string column, string list);

    /// <summary>
    /// For each row of a table the rows of another that a condition finds, always in this order: the other table is looked up, never read
    /// through, however small it was when the database chose its plan.
    /// </summary>
    protected abstract string Found(string each, string table, string alias, string condition);

    /// <summary>Pairs as a table k of two columns, with the parameters they come in.</summary>
    protected abstract (string Table, IReadOnlyList<(string Name, object Value)> Parameters) Keys(
        string first, string second, IEnumerable<(string, string)> keys);

    private async Task<long> CountAsync(string sql, IReadOnlyList<(string Name, object Value)> parameters, CancellationToken cancel)
    {
        var count = 0L;
        await ListAsync([new(sql, parameters, reader => count = reader.GetInt64(0))], cancel);
        return count;
    }

    /// <summary>"Of these kinds": for registers said in the words of their own index, since the others have none.</summary>
    private string AreOf(IReadOnlyCollection<string> kinds) =>
        $"{IsAny("kind", "@kinds")}{(kinds.All(Registers.Contains) ? $" AND {OfRegisters}" : "")}";

    private SubjectQuery NewQuery() => new(IsAny, Position, Named);

    private static Child ReadChild(DbDataReader reader) => new(
        reader.GetString(1),
        reader.GetString(2),
        StoredTypes.Day.Read(reader, 3),
        reader.GetString(4),
        StoredTypes.Text.Read(reader, 5),
        reader.GetFieldValue<byte[]>(6));
}
