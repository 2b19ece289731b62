using Dashboard.Web.Access;
using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Web.Screens;

/// <summary>
/// Makes a connection's noise cost itself: beyond a burst, its calls are taken at a steady rate, and since those of one connection come one
/// after the other, only it waits. What the table of permissions does not allow is refused. A refusal is an answer and is not logged; a
/// fault is.
/// </summary>
internal sealed partial class HubGuard(TimeProvider clock, ILogger<HubGuard> log) : IHubFilter
{
    private const double CallsPerSecond = 20, Burst = 100;

    /// <inheritdoc/>
    public async ValueTask<object?> InvokeMethodAsync(
        HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var caller = invocationContext.Context;
        var pause = Bucket(caller).Take(clock);
        if (pause > TimeSpan.Zero)
        {
            await Task.Delay(pause, clock, caller.ConnectionAborted);
        }

        if (Permissions.Of("HUB", invocationContext.HubMethodName)?.Include(Opening.Of(caller).Caller) != true)
        {
            throw new HubException("This is not among what you may call.");
        }

        try
        {
            return await next(invocationContext);
        }
        catch (Exception problem) when (Busy.IsPassing(problem))
        {
            throw new HubException("The ledger or the cluster does not answer now; ask again later.");
        }
        catch (Exception problem) when (problem is not (HubException or OperationCanceledException))
        {
            LogFailed(invocationContext.HubMethodName, problem);
            throw;
        }
    }

    private Calls Bucket(HubCallerContext caller) => caller.Items.TryGetValue(nameof(HubGuard), out var held) && held is Calls calls ? calls
        : (Calls)(caller.Items[nameof(HubGuard)] = new Calls { At = clock.GetTimestamp() });

    [LoggerMessage(Level = LogLevel.Error, Message = "The call {Method} of a screen failed")]
    private partial void LogFailed(string method, Exception problem);

    private sealed class Calls
    {
        private double left = Burst;

        public long At { get; set; }

        /// <summary>How long the call that takes this token must wait.</summary>
        public TimeSpan Take(TimeProvider clock)
        {
            left = Math.Min(Burst, left + (clock.GetElapsedTime(At).TotalSeconds * CallsPerSecond)) - 1;
            At = clock.GetTimestamp();
            return left >= 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(-left / CallsPerSecond);
        }
    }
}
