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
    private const long SchemaLock = 0x64617368626f6172;

    private readonly string connectionString;
    private readonly NpgsqlDataSource keyed;
    private readonly NpgsqlDataSource lists;
    private readonly PostgresCommits commits;

    public PostgresLedger(IOptions<LedgerOptions> options)
    {
        connectionString = options.Value.ConnectionString!;
        // The server's compiler of expressions (jit) takes seconds before a list that is read in half a second.
        lists = NpgsqlDataSource.Create(Settings("dashboard lists", "jit=off").ToString());
        // No session state is ever changed here, so none need be reset. Statements by key are planned once, often while the tables are
        // still empty: the plan must not scan them when they have grown.
        var settings = Settings("dashboard ledger", "jit=off", "plan_cache_mode=force_generic_plan", "synchronous_commit=on",
            "default_transaction_isolation=read\\ committed", "enable_seqscan=off", "enable_hashjoin=off", "enable_mergejoin=off");
        settings.NoResetOnClose = true;
        keyed = NpgsqlDataSource.Create(settings.ToString());
        commits = new(keyed, ByKeyAsync);

        NpgsqlConnectionStringBuilder Settings(string name, params string[] fixedOptions)
        {
            var builder = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = name };
            builder.Options = $"{builder.Options} {string.Join(' ', fixedOptions.Select(static option => $"-c {option}"))}".Trim();
            return builder;
        }
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

    public override Task<IReadOnlyList<CommitResult>> CommitAsync(IReadOnlyList<TeamBatch> batches, CancellationToken cancel) =>
        commits.CommitAsync(batches, cancel);

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
        await commits.DisposeAsync();
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

    /// <summary>The server reads beside those who write.</summary>
    protected override bool ReadsInParts => false;

    protected override string IsAny(string column, string list) => $"{column} = ANY({list})";

    protected override string Position(string text, string part) => $"strpos({text}, {part})";

    protected override string IsNamed(string subjects, string names) =>
        $"{names}.kind = {subjects}.kind AND {names}.id = {subjects}.id";

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
