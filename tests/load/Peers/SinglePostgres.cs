using System.Collections.Concurrent;
using System.Diagnostics;
using Dashboard.Load.Product;
using Dashboard.Load.Report;
using Dashboard.Load.Story;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Load.Peers;

/// <summary>
/// Peer (a) of single posts: each row an idempotent insert and a commit of its own, on a connection for each caller, with a row trigger
/// that keeps a sum per team and counter; the least that somebody would write by hand who wants what S3 asks for.
/// </summary>
internal sealed class SinglePostgres(string connectionString)
{
    private const string Schema = """
        CREATE TABLE single_events (
            position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            source text NOT NULL, id text NOT NULL, type text NOT NULL, subject text NOT NULL, team text NOT NULL, item text NOT NULL,
            day date NOT NULL, amount bigint NOT NULL, body text NOT NULL, UNIQUE (source, id));
        CREATE TABLE single_sums (team text, counter text, events bigint NOT NULL, amount bigint NOT NULL, PRIMARY KEY (team, counter));
        CREATE FUNCTION add_up() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO single_sums AS sums VALUES (new.team, new.type, 1, new.amount)
            ON CONFLICT (team, counter) DO UPDATE SET events = sums.events + 1, amount = sums.amount + new.amount;
            RETURN NULL;
        END $$;
        CREATE TRIGGER adding_up AFTER INSERT ON single_events FOR EACH ROW EXECUTE FUNCTION add_up();
        """;

    private const string Insert = """
        INSERT INTO single_events (source, id, type, subject, team, item, day, amount, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (source, id) DO NOTHING
        """;

    private static readonly NpgsqlDbType[] Types =
    [
        NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text,
        NpgsqlDbType.Date, NpgsqlDbType.Bigint, NpgsqlDbType.Text,
    ];

    private long expected;

    public Task PrepareAsync() => ExecuteAsync(Schema);

    /// <returns>Rows committed per second.</returns>
    public async Task<double> RunAsync(Workload workload, int callers)
    {
        var rows = RawRows.Of(workload, 1);
        var commands = await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => CommandAsync()));
        var next = -1;
        long inserted = 0;
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(commands.Select(command => Task.Run(async () =>
        {
            Action<int, object> set = (column, value) => command.Parameters[column].Value = value;
            while (Stopwatch.GetElapsedTime(began) < RawRows.Longest && Interlocked.Increment(ref next) is var row && row < rows.Length)
            {
                rows[row].CopyTo(0, set);
                Interlocked.Add(ref inserted, await command.ExecuteNonQueryAsync());
            }
        })));
        var elapsed = Stopwatch.GetElapsedTime(began);
        foreach (var command in commands)
        {
            await command.Connection!.DisposeAsync();
            await command.DisposeAsync();
        }

        expected += inserted;
        var sum = await ExecuteAsync("SELECT sum(events)::bigint FROM single_sums");
        return sum is long events && events == expected && inserted == Math.Min(next + 1, rows.Length)
            ? inserted / elapsed.TotalSeconds
            : throw new LoadException($"The peer of single inserts adds up {sum} rows, {expected} were committed.");
    }

    /// <summary>Inserts each row at its due time, so many a second, whatever became of those before it.</summary>
    /// <returns>From the due time of each to its commit.</returns>
    public async Task<Delays> PaceAsync(Workload workload, double perSecond)
    {
        const int Connections = 16;
        var rows = RawRows.Of(workload, 1);
        var free = new ConcurrentBag<NpgsqlCommand>(
            await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => CommandAsync())));
        var (delays, room, under) = (new Delays(), new SemaphoreSlim(Connections), new List<Task>());
        var began = Stopwatch.GetTimestamp();
        for (var row = 0; row < rows.Length; row++)
        {
            var due = began + (long)(row / perSecond * Stopwatch.Frequency);
            Linux.SleepUntil(due);
            await room.WaitAsync();
            under.Add(InsertAsync(rows[row], due));
        }

        await Task.WhenAll(under);
        foreach (var command in free)
        {
            await command.Connection!.DisposeAsync();
            await command.DisposeAsync();
        }

        expected += rows.Length;
        return delays;

        async Task InsertAsync(RawRows row, long due)
        {
            free.TryTake(out var command);
            row.CopyTo(0, (column, value) => command!.Parameters[column].Value = value);
            await command!.ExecuteNonQueryAsync();
            lock (delays)
            {
                delays.Add(Stopwatch.GetTimestamp() - due);
            }

            free.Add(command);
            room.Release();
        }
    }

    private async Task<NpgsqlCommand> CommandAsync()
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        var command = new NpgsqlCommand(Insert, connection);
        foreach (var type in Types)
        {
            command.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = type });
        }

        await command.PrepareAsync();
        return command;
    }

    private async Task<object?> ExecuteAsync(string text)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(text, connection);
        return await command.ExecuteScalarAsync();
    }
}
