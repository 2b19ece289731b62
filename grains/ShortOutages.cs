using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Dashboard.Grains;

/// <summary>
/// The console's log with outages told in a sentence. That the database or another process does not answer says all an operator needs,
/// and everything that waits for it tries again and again: a hundred lines of trace each time would hide what else goes wrong, which keeps
/// its trace. What is said again and again, by whichever library, is counted instead (<see cref="RepeatedLines"/>).
/// </summary>
[ProviderAlias("Console")]
internal sealed class ShortOutages(ILoggerProvider console, TimeProvider clock) : ILoggerProvider, ISupportExternalScope
{
    private const string Format = "{OriginalFormat}", Trace = "   at ";
    private readonly RepeatedLines repeated = new(clock);

    public ILogger CreateLogger(string categoryName) => new Logger(console.CreateLogger(categoryName), categoryName, repeated);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) =>
        (console as ISupportExternalScope)?.SetScopeProvider(scopeProvider);

    public void Dispose() => console.Dispose();

    private sealed class Logger(ILogger console, string category, RepeatedLines repeated) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => console.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => console.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel < LogLevel.Warning)
            {
                console.Log(logLevel, eventId, state, exception, formatter);
                return;
            }

            if (!repeated.Says(category, eventId, TextOf(state), out var held))
            {
                return;
            }

            var reason = Outage.ExpectedReason(exception);
            var more = held > 0 ? $" ({held} more like this since it was last said)" : "";
            console.Log(logLevel, eventId, state, reason is null ? exception : null, (told, problem) =>
                reason is null ? $"{WithoutTrace(formatter(told, problem))}{more}"
                : $"{WithoutTrace(formatter(told, null))} {reason}{more}");
        }

        /// <summary>The message before its values were put in; of one without a pattern what it is made of.</summary>
        private static string TextOf<TState>(TState state) =>
            state is IReadOnlyList<KeyValuePair<string, object?>> { Count: > 0 } values && values[^1] is { Key: Format, Value: string text }
                ? text : typeof(TState).Name;

        /// <summary>Some libraries put an exception whole into the message.</summary>
        private static string WithoutTrace(string message)
        {
            var end = message.IndexOf(Trace, StringComparison.Ordinal);
            return (end < 0 ? message : message[..end]).TrimEnd();
        }
    }
}

/// <summary>Setting up of the log.</summary>
public static class ShortOutagesSetup
{
    /// <summary>
    /// Has the console tell outages in a sentence each, and what repeats a few times a minute; every other fault keeps its trace.
    /// </summary>
    public static void SayOutagesShortly(this ILoggingBuilder logging)
    {
        ArgumentNullException.ThrowIfNull(logging);
        var console = logging.Services.Single(static service =>
            service.ServiceType == typeof(ILoggerProvider) && service.ImplementationType?.Name == "ConsoleLoggerProvider");
        logging.Services.Remove(console);
        logging.Services.AddSingleton<ILoggerProvider>(services => new ShortOutages(
            (ILoggerProvider)ActivatorUtilities.CreateInstance(services, console.ImplementationType!), TimeProvider.System));
    }
}
