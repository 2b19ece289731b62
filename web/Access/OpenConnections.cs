using System.Collections.Concurrent;
using Dashboard.Web.Screens;
using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Web.Access;

/// <summary>
/// The open connections of screens and pages, each with the caller it was opened by. Every second all are looked at again, and one
/// whose rights are others now is cut: it comes back with those it has, or not at all.
/// </summary>
internal sealed class OpenConnections(Accounts accounts, ScreenRegister screens, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<string, HubCallerContext> open = [];

    public void Add(HubCallerContext connection) => open[connection.ConnectionId] = connection;

    public void Remove(HubCallerContext connection) => open.TryRemove(connection.ConnectionId, out _);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var connection in open.Values)
            {
                try
                {
                    if (!await HoldsAsync(connection, stoppingToken))
                    {
                        connection.Abort();
                    }
                }
                catch (Exception problem) when (Busy.IsPassing(problem))
                {
                    // The database is away: what was allowed stays so until it can be asked.
                }
            }
        }
    }

    private async Task<bool> HoldsAsync(HubCallerContext connection, CancellationToken cancel)
    {
        var caller = connection.GetHttpContext()?.Caller() ?? Caller.Anonymous;
        return caller.Kind switch
        {
            CallerKind.Person => connection.User is { } session && await accounts.FindAsync(session, cancel) is { } now
                && now.HasTheSameRights(caller),
            CallerKind.Screen => await screens.FindByIdAsync(caller.Id, cancel) is { } now && now.HasTheSameRights(caller),
            _ => true,
        };
    }
}
