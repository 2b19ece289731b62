using System.Diagnostics.Metrics;
using Dashboard.Grains;
using Dashboard.Grains.Contracts;
using Dashboard.Web.Screens;
using Microsoft.Extensions.Options;

namespace Dashboard.Web;

/// <summary>
/// What goes the way of a post every 10 s though nobody posts: through the way in of a team, each in its turn, and into the database, if
/// that takes what is posted, durably. It is no event and changes no figure, so the ledger does not grow by it. While none comes back
/// every frame says since when: what happens now may not be recorded, and without a word the screens would look as if nothing happened.
/// </summary>
internal partial class Round : RecurringWork
{
    /// <summary>Name of the histogram of how long it takes, in seconds.</summary>
    public const string Duration = "dashboard.round.duration";

    /// <summary>A round that failed is tried again at the next look.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1), Patience = TimeSpan.FromSeconds(5);

    private readonly IGrainFactory grains;
    private readonly IRoster roster;
    private readonly ILedgerReading ledger;
    private readonly SiloLosses losses;
    private readonly ILogger log;
    private readonly TimeSpan every;
    private readonly Meter meter = new(ScreenMetrics.MeterName);
    private readonly Histogram<double> duration;
    private Going? going;
    private Exception? problem;
    private bool isMissed;
    private int turn;
    private volatile Came? last;

    public Round(
        IGrainFactory grains, IRoster roster, ILedgerReading ledger, SiloLosses losses, IOptions<DashboardOptions> options,
        TimeProvider clock, ILogger<Round> log)
        : base(Look, clock, log)
    {
        (this.grains, this.roster, this.ledger, this.losses, this.log) = (grains, roster, ledger, losses, log);
        every = TimeSpan.FromSeconds(options.Value.RoundSeconds);
        duration = meter.CreateHistogram<double>(Duration, "s", "A round through a team's way in and the database, and back.");
    }

    /// <summary>
    /// Since when none has come back; null while they do, and before the first. One that is late is missed after twice the time in which
    /// the next would have begun.
    /// </summary>
    public DateTimeOffset? MissingSince => last is { } came && Clock.GetElapsedTime(came.Begun) > 2 * every ? came.At : null;

    /// <summary>When the last that came back was begun and how long it took; why the last that was tried did not come back.</summary>
    public (DateTimeOffset? At, TimeSpan? Took, string? Reason) Standing => (last?.At, last?.Took, problem?.Message);

    /// <inheritdoc/>
    public override void Dispose()
    {
        meter.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task WorkOnceAsync(CancellationToken cancel)
    {
        last ??= new(Clock.GetTimestamp(), Clock.GetUtcNow(), null);
        if (problem is null && Clock.GetElapsedTime(last.Begun) < every)
        {
            return;
        }

        try
        {
            // One that hangs is waited for again: what it waits for is not asked a second time.
            going = going is { Trip.IsCompleted: false } ? going : new(Clock.GetTimestamp(), Clock.GetUtcNow(), GoAsync(cancel));
            await going.Trip.WaitAsync(Patience, Clock, cancel);
            var took = Clock.GetElapsedTime(going.Begun);
            duration.Record(took.TotalSeconds);
            (last, problem) = (new(going.Begun, going.At, took), null);
            if (isMissed)
            {
                isMissed = false;
                LogBack();
            }
        }
        catch (Exception failure) when (!cancel.IsCancellationRequested)
        {
            problem = failure;
            if (MissingSince is { } since && !isMissed)
            {
                isMissed = true;
                LogMissing(Rfc3339.Write(since), failure.Message);
            }
        }
    }

    /// <summary>
    /// One round; a team that does not answer is asked until it does. What was asked of a silo that has gone is not waited for: others have
    /// its teams long before the call is given up.
    /// </summary>
    protected virtual Task GoAsync(CancellationToken cancel) => losses.AskAsync(async () =>
    {
        var teams = roster.Teams.Keys.Order(StringComparer.Ordinal).ToArray();
        if (teams.Length > 0)
        {
            await grains.GetGrain<ITeamGrain>(teams[turn % teams.Length]).Record(new([]));
            turn++;
        }

        await ledger.CheckWritableAsync(cancel);
        await grains.GetGrain<IKeptTextsGrain>("round").Keep("last", $"{Environment.MachineName} {Rfc3339.Write(Clock.GetUtcNow())}");
        return turn;
    });

    [LoggerMessage(Level = LogLevel.Error,
        Message = "No round has come back since {Since}: what is posted may not be recorded, and screens say so. {Reason}")]
    private partial void LogMissing(string since, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "A round has come back: posts are recorded")]
    private partial void LogBack();

    /// <summary>A round under way.</summary>
    private sealed record Going(long Begun, DateTimeOffset At, Task Trip);

    /// <summary>The last that came back; at first, that the host has started.</summary>
    private sealed record Came(long Begun, DateTimeOffset At, TimeSpan? Took);
}
