using Dashboard.Grains;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Orleans.Runtime;

namespace Dashboard.Tests.House;

/// <summary>What the log says when the database is away, and when something is wrong with the product.</summary>
public sealed class ShortOutagesTests
{
    [Fact]
    public void An_outage_is_a_sentence_however_deep_it_lies()
    {
        var refused = new NpgsqlException("Failed to connect\nto 10.0.0.1", new System.Net.Sockets.SocketException(111));

        Assert.Equal(("Team T01 failed. Failed to connect to 10.0.0.1", null), Said(new OrleansException("Storage", refused)));
    }

    [Fact]
    public void Anything_else_keeps_its_trace()
    {
        var fault = new InvalidOperationException("A fault", new FormatException());

        Assert.Equal(("Team T01 failed.", fault), Said(fault));
    }

    [Fact]
    public void What_an_outage_has_repeated_is_counted_and_told_a_minute_later()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        using var recorded = new Recorded();
        using var log = new ShortOutages(recorded, clock);
        var said = LoggerMessage.Define<int>(LogLevel.Error, default, "Try {Number} failed.");

        foreach (var number in Enumerable.Range(1, 100))
        {
            said(log.CreateLogger("x"), number, null);
        }

        said(log.CreateLogger("y"), 1, null);
        clock.Advance(TimeSpan.FromMinutes(1));
        said(log.CreateLogger("x"), 101, null);

        Assert.Equal(["Try 1 failed.", "Try 2 failed.", "Try 1 failed.", "Try 101 failed. (98 more like this since it was last said)"],
            recorded.All);
    }

    [Fact]
    public void Of_an_exception_within_a_message_the_trace_is_left_out()
    {
        using var recorded = new Recorded();
        using var log = new ShortOutages(recorded, TimeProvider.System);

        LoggerMessage.Define<string>(LogLevel.Error, default, "Failed: {Exception}")(
            log.CreateLogger("x"), "System.Net.Sockets.SocketException: refused\n   at A()\n   at B()", null);

        Assert.Equal(["Failed: System.Net.Sockets.SocketException: refused"], recorded.All);
    }

    private static (string Message, Exception? Problem) Said(Exception problem)
    {
        using var recorded = new Recorded();
        using var log = new ShortOutages(recorded, TimeProvider.System);
        LoggerMessage.Define<string>(LogLevel.Warning, default, "Team {Team} failed.")(
            log.CreateLogger("x"), "T01", problem);
        return recorded.Last;
    }

    /// <summary>A log that keeps its entries.</summary>
    private sealed class Recorded : ILoggerProvider, ILogger
    {
        public (string Message, Exception? Problem) Last { get; private set; }

        public List<string> All { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => NullLogger.Instance.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Last = (formatter(state, exception), exception);
            All.Add(Last.Message);
        }

        public void Dispose()
        {
        }
    }
}
