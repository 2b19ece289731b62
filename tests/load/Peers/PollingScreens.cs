using System.Diagnostics;
using Dashboard.Load.Product;
using Dashboard.Load.Report;
using Dashboard.Load.Story;
using Npgsql;

namespace Dashboard.Load.Peers;

/// <summary>
/// Peer (b): no product at all. The same rows in a table, and each screen asks once a second for the GROUP BY that its page needs.
/// An event counts as shown on a screen when the rows the screen has read include it.
/// </summary>
internal sealed class PollingScreens(RawPostgres table)
{
    private const string Query = """
        SELECT team, item, type, count(*) FILTER (WHERE day = $1), count(*) FILTER (WHERE day >= $2), count(*), sum(amount), max(position)
        FROM raw_events WHERE day >= $3 GROUP BY team, item, type
        """;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>Inserts the workload at its due times, ten milliseconds' worth per commit, while the screens poll.</summary>
    /// <returns>
    /// Delay of every event on every screen. What no screen had shown four seconds after the last event was due counts with the delay it
    /// had come to by then, and is named: the percentiles are then lower bounds.
    /// </returns>
    public async Task<(Delays Delays, long Missing)> RunAsync(Workload workload, double perSecond, int screens, DateOnly today)
    {
        var perCommit = Math.Max(1, (int)(perSecond / 100));
        var batches = RawRows.Of(workload, perCommit);
        var due = new long[workload.Facts.Length];
        var began = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 20);
        for (var index = 0; index < due.Length; index++)
        {
            due[index] = began + (long)(index / perSecond * Stopwatch.Frequency);
        }

        await using var writing = await table.OpenAsync();
        var position = await LastPositionAsync(writing);
        using var stopping = new CancellationTokenSource();
        var polls = Enumerable.Range(0, screens)
            .Select(screen => PollAsync(screen, screens, began, position + due.Length, today, stopping.Token)).ToArray();
        await using var command = RawPostgres.Command(writing);
        var end = due[^1] + (long)(Patience.TotalSeconds * Stopwatch.Frequency);
        for (var batch = 0; batch < batches.Length && Stopwatch.GetTimestamp() < end; batch++)
        {
            var last = Math.Min(due.Length, (batch + 1) * perCommit) - 1;
            await Task.Run(() => Linux.SleepUntil(due[last]));
            await RawPostgres.InsertAsync(command, batches[batch]);
        }

        var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), end);
        stopping.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        var delays = new Delays();
        long missing = 0;
        foreach (var seen in await Task.WhenAll(polls))
        {
            var poll = 0;
            for (var index = 0; index < due.Length; index++)
            {
                while (poll < seen.Count && seen[poll].Position < position + index + 1)
                {
                    poll++;
                }

                missing += poll == seen.Count ? 1 : 0;
                delays.Add((poll == seen.Count ? end : seen[poll].At) - due[index]);
            }
        }

        return (delays, missing);
    }

    private static async Task<long> LastPositionAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT coalesce(max(position), 0) FROM raw_events", connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task<List<(long Position, long At)>> PollAsync(
        int screen, int screens, long began, long end, DateOnly today, CancellationToken stopping)
    {
        var seen = new List<(long, long)>();
        await using var connection = await table.OpenAsync();
        await using var command = new NpgsqlCommand(Query, connection);
        command.Parameters.Add(new NpgsqlParameter { Value = today });
        command.Parameters.Add(new NpgsqlParameter { Value = new DateOnly(today.Year, today.Month, 1) });
        command.Parameters.Add(new NpgsqlParameter { Value = new DateOnly(today.Year, 1, 1) });
        await command.PrepareAsync(CancellationToken.None);
        // Browsers are not in step: the screens' polls are spread over the second.
        var next = began + (Stopwatch.Frequency * screen / screens);
        while (!stopping.IsCancellationRequested)
        {
            var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), next);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, CancellationToken.None);
            }

            long position = 0;
            await using (var reader = await command.ExecuteReaderAsync(CancellationToken.None))
            {
                while (await reader.ReadAsync(CancellationToken.None))
                {
                    position = Math.Max(position, reader.GetInt64(7));
                }
            }

            seen.Add((position, Stopwatch.GetTimestamp()));
            if (position >= end)
            {
                break;
            }

            next = Math.Max(next + (long)(Every.TotalSeconds * Stopwatch.Frequency), Stopwatch.GetTimestamp());
        }

        return seen;
    }
}
