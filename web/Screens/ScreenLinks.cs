using System.Collections.Concurrent;
using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Screens;

/// <summary>
/// The screens that are linked to this host. Every few seconds one look at all of them tells each one's grain that it is still there;
/// once a minute one write keeps when they were last seen. Commands from the grains go to the page.
/// </summary>
internal sealed class ScreenLinks(
    IGrainFactory grains, IHubContext<DashboardHub, IDashboardClient> hub, IDbContextFactory<AccessDb> databases, TimeProvider clock,
    ILogger<ScreenLinks> log)
    : RecurringWork(Interval, clock, log), IScreenLink
{
    /// <summary>Pages report every 4 s; one that has missed two has gone, whatever its socket says.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(4), Silence = TimeSpan.FromSeconds(10);
    private const int LooksPerWrite = 15, LongestText = 100;
    private readonly ConcurrentDictionary<string, LinkedScreen> links = [];
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, ScreenReport Report)> unwritten = [];
    private IScreenLink? reference;
    private long order;
    private int looks;

    /// <summary>A screen has opened a link.</summary>
    public async Task AddAsync(string connection, string screen)
    {
        var link = links[connection] = new(connection, screen, Interlocked.Increment(ref order));
        await TellAsync(link);
    }

    /// <summary>A link has ended.</summary>
    public async Task RemoveAsync(string connection)
    {
        if (links.TryRemove(connection, out var link))
        {
            await UnlinkAsync(link);
        }
    }

    /// <summary>A page says what it is.</summary>
    public Task HeardAsync(string connection, string? build, string? resolution)
    {
        if (!links.TryGetValue(connection, out var link))
        {
            return Task.CompletedTask;
        }

        var isNew = link.HeardAt is null;
        link.Heard(Short(build), Short(resolution), Clock.GetTimestamp());
        return isNew ? TellAsync(link) : Task.CompletedTask;
    }

    /// <summary>A page has drawn a frame.</summary>
    public void Drawn(string connection, TimeSpan after)
    {
        if (links.TryGetValue(connection, out var link))
        {
            link.Drawn(after.TotalMilliseconds);
        }
    }

    /// <inheritdoc/>
    public Task Pass(string connection, ScreenCommand command) =>
        hub.Clients.Client(connection).command(command.Id, command.Kind, command.Arguments);

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(cancellationToken);
    }

    protected override async Task WorkOnceAsync(CancellationToken cancel)
    {
        // Of two pages of one screen the newer is the screen.
        await Task.WhenAll(links.Values.GroupBy(static link => link.Screen).Select(static same => same.MaxBy(static one => one.Order)!)
            .Select(link => link.HeardAt is { } at && Clock.GetElapsedTime(at) > Silence ? UnlinkAsync(link) : TellAsync(link)));
        if (++looks % LooksPerWrite == 0)
        {
            await WriteAsync(cancel);
        }
    }

    private Task TellAsync(LinkedScreen link)
    {
        var report = link.Report();
        unwritten[link.Screen] = (Clock.GetUtcNow(), report);
        return AskAsync(grain => grain.Linked(
            reference ??= grains.CreateObjectReference<IScreenLink>(this), link.Connection, report), link.Screen);
    }

    private Task UnlinkAsync(LinkedScreen link) => AskAsync(grain => grain.Unlinked(link.Connection), link.Screen);

    /// <summary>What a grain is not told now it is told at the next look, or sees by itself.</summary>
    private async Task AskAsync(Func<IScreenGrain, Task> ask, string screen)
    {
        try
        {
            await ask(grains.GetGrain<IScreenGrain>(screen));
        }
        catch (Exception problem) when (Busy.IsPassing(problem))
        {
        }
    }

    private async Task WriteAsync(CancellationToken cancel)
    {
        var written = unwritten.ToArray();
        if (written.Length == 0)
        {
            return;
        }

        try
        {
            var ids = written.Select(static one => one.Key).ToArray();
            await using var database = await databases.CreateDbContextAsync(cancel);
            foreach (var row in await database.Screens.Where(screen => ids.Contains(screen.Id)).ToListAsync(cancel))
            {
                var (at, report) = unwritten[row.Id];
                row.LastSeen = at.ToUnixTimeMilliseconds();
                row.Build = report.Build.Length > 0 ? report.Build : row.Build;
                row.Resolution = report.Resolution.Length > 0 ? report.Resolution : row.Resolution;
            }

            await database.SaveChangesAsync(cancel);
            foreach (var one in written)
            {
                unwritten.TryRemove(one);
            }
        }
        catch (Exception problem) when (problem is OperationCanceledException || Busy.IsPassing(problem))
        {
            // It is written in a minute; nothing hangs on it.
        }
    }

    private static string Short(string? text) => text is null ? "" : text.Length <= LongestText ? text : text[..LongestText];
}
