using System.Diagnostics;
using Dashboard.Load.Story;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Load.Peers;

/// <summary>
/// Peer (a): the same rows, idempotently inserted by hand: <c>unnest</c>, unique (source, id), ON CONFLICT DO NOTHING, one commit per
/// batch, and nothing else - no check, no fold, no view, nobody told.
/// </summary>
internal sealed class RawPostgres(string connectionString)
{
    private const string Schema = """
        CREATE TABLE IF NOT EXISTS raw_events (
            position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            source text NOT NULL, id text NOT NULL, type text NOT NULL, subject text NOT NULL, team text NOT NULL, item text NOT NULL,
            day date NOT NULL, amount bigint NOT NULL, body text NOT NULL, UNIQUE (source, id))
        """;

    private const string Insert = """
        INSERT INTO raw_events (source, id, type, subject, team, item, day, amount, body)
        SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::date[], $8::bigint[], $9::text[])
        ON CONFLICT (source, id) DO NOTHING RETURNING position
        """;

    public async Task PrepareAsync()
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(Schema, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <returns>Rows inserted per second, the rows prepared beforehand.</returns>
    public async Task<double> RunAsync(Workload workload, int connections)
    {
        var batches = RawRows.Of(workload);
        var next = -1;
        long inserted = 0;
        var ready = new List<NpgsqlConnection>();
        for (var index = 0; index < connections; index++)
        {
            ready.Add(await OpenAsync());
        }

        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(ready.Select(connection => Task.Run(async () =>
        {
            await using var command = Command(connection);
            while (Interlocked.Increment(ref next) is var batch && batch < batches.Length)
            {
                Interlocked.Add(ref inserted, await InsertAsync(command, batches[batch]));
            }
        })));
        var elapsed = Stopwatch.GetElapsedTime(began);
        foreach (var connection in ready)
        {
            await connection.DisposeAsync();
        }

        return inserted == workload.Facts.Length
            ? inserted / elapsed.TotalSeconds
            : throw new LoadException($"The raw peer inserted {inserted} of {workload.Facts.Length} rows.");
    }

    public async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        return connection;
    }

    public static NpgsqlCommand Command(NpgsqlConnection connection)
    {
        var command = new NpgsqlCommand(Insert, connection);
        for (var column = 0; column < 6; column++)
        {
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        }

        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Date });
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        return command;
    }

    public static async Task<int> InsertAsync(NpgsqlCommand command, RawRows rows)
    {
        command.Parameters[0].Value = rows.Sources;
        command.Parameters[1].Value = rows.Ids;
        command.Parameters[2].Value = rows.Types;
        command.Parameters[3].Value = rows.Subjects;
        command.Parameters[4].Value = rows.Teams;
        command.Parameters[5].Value = rows.Items;
        command.Parameters[6].Value = rows.Days;
        command.Parameters[7].Value = rows.Amounts;
        command.Parameters[8].Value = rows.Bodies;
        if (!command.IsPrepared)
        {
            await command.PrepareAsync();
        }

        var positions = 0;
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            positions++;
        }

        return positions;
    }
}
