using Dashboard.Grains.Contracts;
using Dashboard.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Web;

/// <summary>What cannot be answered now is not an error of the server.</summary>
public sealed class BusyTests
{
    /// <summary>Problems, and after how many seconds who asked is to come back; 0 for a fault.</summary>
    public static TheoryData<Exception, int> Problems => new()
    {
        { new BusyException("Too much is waiting."), 1 },
        { new BusyException("The disk is full.", OutageKind.Full), 10 },
        { new TimeoutException("The silo does not answer."), 1 },
        { new Orleans.Runtime.OrleansException("rejected", new Npgsql.NpgsqlException("gone", new IOException())), 2 },
        { new Microsoft.Data.Sqlite.SqliteException("database is locked", 5), 1 },
        { new Microsoft.Data.Sqlite.SqliteException("database or disk is full", 13), 10 },
        { new Microsoft.Data.Sqlite.SqliteException("no such table", 1), 0 },
        { new Npgsql.PostgresException("terminating connection", "FATAL", "FATAL", "57P01"), 2 },
        { new Npgsql.PostgresException("too many clients", "FATAL", "FATAL", "53300"), 1 },
        { new Npgsql.PostgresException("relation does not exist", "ERROR", "ERROR", "42P01"), 2 },
        { new Npgsql.PostgresException("read-only transaction", "ERROR", "ERROR", "25006"), 10 },
        { new Npgsql.PostgresException("no such column", "ERROR", "ERROR", "42703"), 0 },
        { new InvalidOperationException("wrapped", new Microsoft.Data.Sqlite.SqliteException("database is locked", 5)), 1 },
        { new InvalidOperationException("wrapped", new Npgsql.NpgsqlException("gone", new IOException())), 2 },
        { new InvalidOperationException("wrapped", new Microsoft.Data.Sqlite.SqliteException("no such table", 1)), 0 },
        { new InvalidOperationException("A fault of the program."), 0 },
    };

    [Theory]
    [MemberData(nameof(Problems))]
    public async Task What_passes_is_answered_with_when_to_come_back_and_a_fault_is_not_hidden(Exception problem, int seconds)
    {
        await using var services = new ServiceCollection().AddLogging().AddProblemDetails().BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = services };

        var isHandled = await new Busy(TimeProvider.System, NullLogger<Busy>.Instance)
            .TryHandleAsync(context, problem, TestContext.Current.CancellationToken);

        Assert.Equal(seconds > 0, isHandled);
        Assert.Equal(seconds > 0 ? (503, $"{seconds}") : (200, ""),
            (context.Response.StatusCode, $"{context.Response.Headers.RetryAfter}"));
    }

    [Fact]
    public async Task Of_a_time_in_which_requests_are_sent_away_the_log_tells_the_beginning_and_the_end()
    {
        await using var services = new ServiceCollection().AddLogging().AddProblemDetails().BuildServiceProvider();
        var (clock, log) = (new FakeTimeProvider(), new Lines<Busy>());
        using var busy = new Busy(clock, log);
        await busy.StartAsync(TestContext.Current.CancellationToken);

        foreach (var _ in Enumerable.Range(0, 500))
        {
            await busy.TryHandleAsync(new DefaultHttpContext { RequestServices = services },
                new Npgsql.NpgsqlException("gone", new IOException()), TestContext.Current.CancellationToken);
        }

        Assert.Contains("gone", Assert.Single(log.Said), StringComparison.Ordinal);
        await Patience.UntilAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(log.Said.Count > 1);
            },
            "the end is told");
        Assert.Contains("500", log.Said[1], StringComparison.Ordinal);
        await busy.StopAsync(TestContext.Current.CancellationToken);
    }
}
