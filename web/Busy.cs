using System.Collections.Concurrent;
using Dashboard.Grains;
using Dashboard.Grains.Contracts;
using Microsoft.AspNetCore.Diagnostics;

namespace Dashboard.Web;

/// <summary>
/// What the ledger or the cluster cannot answer now is no fault of whoever asked: on every endpoint it is 503, with when to come back. The
/// log is told when such a time begins and when it has ended, not of every request in it.
/// </summary>
internal sealed partial class Busy(TimeProvider clock, ILogger<Busy> log)
    : RecurringWork(TimeSpan.FromSeconds(1), clock, log), IExceptionHandler
{
    /// <summary>So long after the last request that was sent away it counts as over.</summary>
    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<OutageKind, Spell> lasting = new();

    /// <summary>503 with a sentence and <c>Retry-After</c>.</summary>
    public static IResult Answer(HttpContext context, string sentence) => Answer(context, sentence, TimeSpan.FromSeconds(1));

    /// <summary>Whether the same may succeed later.</summary>
    public static bool IsPassing(Exception? problem) => Outage.Of(problem) is not null;

    /// <summary>503 with the sentence of the outage, or another; the log is told once of each.</summary>
    public IResult Answer(HttpContext context, Outage outage, string? sentence = null)
    {
        Note(outage);
        return Answer(context, sentence ?? SentenceOf(outage), PauseOf(outage.Kind));
    }

    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (Outage.Of(exception) is not { } outage)
        {
            return false;
        }

        await Answer(httpContext, outage).ExecuteAsync(httpContext);
        return true;
    }

    /// <inheritdoc/>
    protected override Task WorkOnceAsync(CancellationToken cancel)
    {
        foreach (var (kind, spell) in lasting)
        {
            if (spell.IsOver(Clock, Calm, out var seconds, out var times) && lasting.TryRemove(kind, out _))
            {
                LogOver(kind, seconds, times);
            }
        }

        return Task.CompletedTask;
    }

    private static IResult Answer(HttpContext context, string sentence, TimeSpan pause) =>
        Later.Answer(context, StatusCodes.Status503ServiceUnavailable, pause, sentence);

    private static string SentenceOf(Outage outage) => outage.Kind switch
    {
        OutageKind.Database => "The database does not answer now; ask again later.",
        OutageKind.Crowded => "The database takes no more connections now; ask again later.",
        OutageKind.ReadOnly => "The database takes no writes now; ask again later.",
        OutageKind.Full => "The disk of the database is full; ask again when there is room.",
        OutageKind.Cluster => "The cluster does not answer now; ask again later.",
        _ => "The ledger or the cluster does not answer now; ask again later.",
    };

    private static TimeSpan PauseOf(OutageKind kind) =>
        TimeSpan.FromSeconds(kind is OutageKind.Full or OutageKind.ReadOnly ? 10 : kind is OutageKind.Database ? 2 : 1);

    private void Note(Outage outage)
    {
        var isNew = false;
        var spell = lasting.GetOrAdd(outage.Kind, _ =>
        {
            isNew = true;
            return new(Clock);
        });
        spell.Count(Clock);
        if (isNew)
        {
            LogBegun(outage.Kind, outage.Reason);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Requests cannot be answered now ({Kind}) and are told to come back; it is said here when that is over. {Reason}")]
    private partial void LogBegun(OutageKind kind, string reason);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Requests are answered again ({Kind}): for {Seconds:0} s {Times} were told to come back")]
    private partial void LogOver(OutageKind kind, double seconds, long times);

    /// <summary>A time in which requests are sent away.</summary>
    private sealed class Spell(TimeProvider clock)
    {
        private readonly long begun = clock.GetTimestamp();
        private long last = clock.GetTimestamp(), times;

        public void Count(TimeProvider clock)
        {
            Interlocked.Increment(ref times);
            Interlocked.Exchange(ref last, clock.GetTimestamp());
        }

        public bool IsOver(TimeProvider clock, TimeSpan calm, out double seconds, out long sent)
        {
            var (end, now) = (Interlocked.Read(ref last), clock.GetTimestamp());
            (seconds, sent) = (clock.GetElapsedTime(begun, end).TotalSeconds, Interlocked.Read(ref times));
            return clock.GetElapsedTime(end, now) >= calm;
        }
    }
}
