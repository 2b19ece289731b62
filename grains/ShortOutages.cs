using System.Data.Common;
using Dashboard.Grains.Ledger;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Dashboard.Grains;

/// <summary>
/// The console's log with outages told in a sentence. That the database does not answer says all an operator needs, and everything that
/// waits for it tries again and again: a hundred lines of trace each time would hide what else goes wrong, which keeps its trace.
/// </summary>
[ProviderAlias("Console")]
internal sealed class ShortOutages(ILoggerProvider console) : ILoggerProvider, ISupportExternalScope
{
    public ILogger CreateLogger(string categoryName) => new Logger(console.CreateLogger(categoryName));

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) =>
        (console as ISupportExternalScope)?.SetScopeProvider(scopeProvider);

    public void Dispose() => console.Dispose();

    /// <summary>What the database said, where an exception comes of its not answering; null for any other.</summary>
    private static string? ReasonOf(Exception? problem) => problem switch
    {
        DbException { IsTransient: true } outage => outage.Message.ReplaceLineEndings(" "),
        OrleansException or CommitUnknownException or AggregateException or InvalidOperationException or IOException =>
            ReasonOf(problem.InnerException),
        _ => null,
    };

    private sealed class Logger(ILogger console) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => console.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => console.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (ReasonOf(exception) is { } reason)
            {
                console.Log(logLevel, eventId, state, null, (told, _) => $"{formatter(told, null)} {reason}");
            }
            else
            {
                console.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}

/// <summary>Setting up of the log.</summary>
public static class ShortOutagesSetup
{
    /// <summary>Has the console tell outages of the database in a sentence each; every other fault keeps its trace.</summary>
    public static void SayOutagesShortly(this ILoggingBuilder logging)
    {
        ArgumentNullException.ThrowIfNull(logging);
        var console = logging.Services.Single(static service =>
            service.ServiceType == typeof(ILoggerProvider) && service.ImplementationType?.Name == "ConsoleLoggerProvider");
        logging.Services.Remove(console);
        logging.Services.AddSingleton<ILoggerProvider>(services =>
            new ShortOutages((ILoggerProvider)ActivatorUtilities.CreateInstance(services, console.ImplementationType!)));
    }
}
