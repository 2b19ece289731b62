using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Ledger;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Dashboard.Grains;

/// <summary>
/// An enterprise (key: unified credit code): the sum of what all teams did there. Its subjects are few, so it reads them from the
/// ledger when it wakes and whenever a team says that one of them changed.
/// Reentrant, because a change may be told while the ledger is being read; the reading is then repeated.
/// </summary>
[Reentrant]
internal sealed partial class EnterpriseGrain(ILedger ledger, Roster roster, TimeProvider clock, ILogger<EnterpriseGrain> log) : Grain, IEnterpriseGrain, ISum
{
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(5);

    private ViewPublisher publisher = null!;
    private View? shown;
    private long version;

    private string Uscc => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await roster.ReadyAsync();
        publisher = new(clock, log, () => shown);
        this.RegisterGrainTimer(RenewAsync, new() { DueTime = Renewal, Period = Renewal, KeepAlive = false, Interleave = true });
    }

    /// <inheritdoc/>
    public Task Take(TeamPart part) => ReadAsync();

    /// <inheritdoc/>
    public async Task<View?> Get(string? period)
    {
        if (period is null)
        {
            await ReadAsync();
            return shown;
        }

        return Period.TryParse(period, out var asked) ? await BuildAsync(asked) : null;
    }

    /// <inheritdoc/>
    public async Task<long?> Watch(IViewWatcher watcher)
    {
        if (!publisher.Watched)
        {
            await SubscribeAsync();
            await ReadAsync();
        }

        return shown is null ? null : publisher.Watch(watcher);
    }

    /// <inheritdoc/>
    public Task Unwatch(IViewWatcher watcher)
    {
        publisher.Unwatch(watcher);
        return Task.CompletedTask;
    }

    private async Task ReadAsync()
    {
        var view = await BuildAsync(null);
        if (view is null || shown is null || HasChanged(shown.Document, view.Document))
        {
            shown = view;
            publisher.Changed();
        }
    }

    private static bool HasChanged(Document before, Document after) =>
        Document.Patch(before, after).Members.Any(member => member.Key is not ("version" or "asOf"));

    private async Task<View?> BuildAsync(Period? period)
    {
        var edition = roster.Current;
        var (byTeam, name) = (new Dictionary<string, Figures>(), (string?)null);
        await foreach (var row in ledger.SubjectsAsync(new() { Party = Uscc }, CancellationToken.None))
        {
            if (!byTeam.TryGetValue(row.Team, out var figures))
            {
                byTeam[row.Team] = figures = new();
            }

            figures.Add(Delta.Decode(row.Counts));
            name = row.Kind == "enterprise" ? row.Title : name;
        }

        if (byTeam.Count == 0)
        {
            return null;
        }

        var (now, today) = (clock.GetUtcNow(), Shanghai.Day(clock.GetUtcNow()));
        version = Versions.Next(version, clock);
        var at = Viewpoint.On(today, edition.Calendar);
        Sheet SheetOf(Figures figures) => period is { } asked ? Sheet.Of(figures, at with { RatePeriod = asked }, asked, null) : Sheet.Of(figures, at);
        var sheets = byTeam.ToDictionary(team => team.Key, team => SheetOf(team.Value));
        var reading = new Documents.Reading(Sheet.Sum(sheets.Values), today, edition.Calendar, period);
        var teams = new Document();
        foreach (var (team, sheet) in sheets)
        {
            var registered = edition.Teams.GetValueOrDefault(team);
            teams.With(team, Documents.Summary(Documents.Named(registered?.Name ?? "未分配", registered?.NameEn).With("order", registered?.Order ?? 99), reading with { Sheet = sheet }));
        }

        var document = Documents.Body(Documents.Head($"enterprise/{Uscc}", name ?? Uscc, null, version, now, today, edition.Calendar), reading)
            .With("recent", Array.Empty<object>())
            .With("teams", teams);
        return new($"enterprise/{Uscc}", version, now, now, document);
    }

    private Task SubscribeAsync()
    {
        var me = this.AsReference<ISum>();
        return Task.WhenAll(roster.Current.Teams.Keys.Append(RosterEdition.Unassigned).Distinct()
            .Select(team => GrainFactory.GetGrain<ITeamParts>(team).Subscribe(me, new(null, Uscc))));
    }

    private async Task RenewAsync(CancellationToken cancel)
    {
        if (publisher.Watched)
        {
            try
            {
                await SubscribeAsync();
                await ReadAsync();
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                LogNotRead(problem.Message);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "An enterprise's figures could not be read; they are read again in 5 s. {Reason}")]
    private partial void LogNotRead(string reason);
}
