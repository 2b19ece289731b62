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

    private static (string Message, Exception? Problem) Said(Exception problem)
    {
        using var recorded = new Recorded();
        using var log = new ShortOutages(recorded);
        LoggerMessage.Define<string>(LogLevel.Warning, default, "Team {Team} failed.")(
            log.CreateLogger("x"), "T01", problem);
        return recorded.Last;
    }

    /// <summary>A log that keeps its last entry.</summary>
    private sealed class Recorded : ILoggerProvider, ILogger
    {
        public (string Message, Exception? Problem) Last { get; private set; }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => NullLogger.Instance.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Last = (formatter(state, exception), exception);

        public void Dispose()
        {
        }
    }
}
