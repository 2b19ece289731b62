using System.Collections.Concurrent;
using Dashboard.Web.Screens;
using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Web.Access;

/// <summary>
/// The open connections of screens and pages, each with the caller it was opened by. Every second all are looked at again, and one
/// whose rights are others now is cut: it comes back with those it has, or not at all.
/// </summary>
internal sealed partial class OpenConnections(
    Accounts accounts, ScreenRegister screens, TimeProvider clock, ILogger<OpenConnections> log)
    : RecurringWork(Interval, clock, log)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, HubCallerContext> open = [];

    public void Add(HubCallerContext connection)
    {
        _ = Opening.Of(connection);
        open[connection.ConnectionId] = connection;
    }

    public void Remove(HubCallerContext connection) => open.TryRemove(connection.ConnectionId, out _);

    protected override async Task WorkOnceAsync(CancellationToken cancel)
    {
        foreach (var connection in open.Values)
        {
            try
            {
                if (!await HoldsAsync(connection, cancel))
                {
                    connection.Abort();
                }
            }
            catch (Exception problem) when (Busy.IsPassing(problem))
            {
                // The database is away: what was allowed stays so until it can be asked.
            }
            catch (Exception problem) when (!cancel.IsCancellationRequested)
            {
                // The others are looked at all the same.
                LogNotJudged(problem);
                connection.Abort();
            }
        }
    }

    private async Task<bool> HoldsAsync(HubCallerContext connection, CancellationToken cancel)
    {
        var caller = Opening.Of(connection).Caller;
        return caller.Kind switch
        {
            CallerKind.Person => connection.User is { } session && await accounts.FindAsync(session, cancel) is { } now
                && now.HasTheSameRights(caller),
            CallerKind.Screen => await screens.FindByIdAsync(caller.Id, cancel) is { } now && now.HasTheSameRights(caller),
            _ => true,
        };
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The rights of a connection could not be told; it was cut and may come back")]
    private partial void LogNotJudged(Exception problem);
}
