using System.Collections.Frozen;
using System.Collections.Immutable;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Items;
using Dashboard.Grains.Domain.People;
using Dashboard.Grains.Ledger;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Grains;

/// <summary>A registered team. <paramref name="Order"/> is its fixed place on every screen.</summary>
internal sealed record RosterTeam(string Id, string Name, string? NameEn, int Order, string? Parent);

/// <summary>A registered supervision item.</summary>
internal sealed record RosterItem(string Code, string Name, string? NameEn, string Category);

/// <summary>The teams, items and calendar that are registered, at one moment.</summary>
internal sealed record RosterEdition(
    FrozenDictionary<string, RosterTeam> Jurisdictions, FrozenDictionary<string, RosterTeam> Teams, FrozenDictionary<string, RosterItem> Items, WorkCalendar Calendar, long Number)
{
    /// <summary>Where figures of unknown teams are kept.</summary>
    public const string Unassigned = "unassigned";

    /// <summary>Where figures of unknown items are shown.</summary>
    public const string Unclassified = ItemCode.Unclassified;

    public static RosterEdition Empty { get; } = new(FrozenDictionary<string, RosterTeam>.Empty, FrozenDictionary<string, RosterTeam>.Empty, FrozenDictionary<string, RosterItem>.Empty, WorkCalendar.Empty, 0);

    /// <summary>The team in whose figures something stands that names this team.</summary>
    public string TeamFor(string? declared) => declared is not null && Teams.ContainsKey(declared) ? declared : Unassigned;

    /// <summary>
    /// The teams that are added up to a jurisdiction. "unassigned", and those whose parent is no jurisdiction (none, the bureau, another
    /// team), belong to this installation's own.
    /// </summary>
    public IEnumerable<string> TeamsOf(string jurisdiction, string own)
    {
        var teams = Teams.Values.Where(team => (team.Parent is { } parent && Jurisdictions.ContainsKey(parent) ? parent : own) == jurisdiction).Select(team => team.Id);
        return jurisdiction == own ? teams.Append(Unassigned).Distinct() : teams;
    }

    /// <summary>The item under which something is shown that names this item.</summary>
    public string ItemFor(string? declared) => declared is not null && Items.ContainsKey(declared) ? declared : Unclassified;
}

/// <summary>
/// The teams, items and calendar known to this process, read from the ledger: at start, after each local change, and every
/// few seconds for changes made through other processes.
/// </summary>
internal sealed partial class Roster(ILedger ledger, TimeProvider clock, ILogger<Roster> log) : BackgroundService
{
    private static readonly string[] Kinds = ["team", "item", "calendar"];
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>A jurisdiction is registered like a team, with this status: it is what teams name as their parent.</summary>
    private const string JurisdictionStatus = "Jurisdiction";

    private readonly SemaphoreSlim reading = new(1);
    private volatile RosterEdition current = RosterEdition.Empty;
    private int lastCount = -1;

    /// <summary>The newest edition read.</summary>
    public RosterEdition Current => current;

    /// <summary>Reads the roster if it has never been read.</summary>
    public ValueTask ReadyAsync() => lastCount >= 0 ? ValueTask.CompletedTask : new(RefreshAsync());

    /// <summary>Reads the roster now.</summary>
    public async Task RefreshAsync(CancellationToken cancel = default)
    {
        await reading.WaitAsync(cancel);
        try
        {
            var events = new List<SourceEvent>();
            await foreach (var @event in ledger.EventsAsync(Kinds, cancel))
            {
                events.Add(@event);
            }

            // Events are never changed or removed, so an equal count is an equal roster.
            if (events.Count != lastCount)
            {
                current = Read(events, current.Number + 1);
                lastCount = events.Count;
            }
        }
        finally
        {
            reading.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RefreshAsync(stoppingToken);
            }
            catch (Exception problem) when (problem is not OperationCanceledException)
            {
                LogNotRead(problem.Message);
            }
        }
    }

    private static RosterEdition Read(IEnumerable<SourceEvent> events, long number)
    {
        var jurisdictions = new Dictionary<string, RosterTeam>();
        var teams = new Dictionary<string, RosterTeam>();
        var items = new Dictionary<string, RosterItem>();
        var years = ImmutableDictionary.CreateBuilder<int, CalendarYear>();
        foreach (var subject in events.GroupBy(@event => (@event.Kind, @event.Subject)))
        {
            switch (Subject.Fold(subject.Key.Kind, subject, Relations.None))
            {
                case Team { Registered: { } team }:
                    (team.Status == JurisdictionStatus ? jurisdictions : teams)[team.TeamId] = new(team.TeamId, team.Name, team.NameEn, team.Order, team.ParentId);
                    break;
                case SupervisionItem { Registered: { } item }:
                    items[item.Code] = new(item.Code, item.Name, item.NameEn, item.Category);
                    break;
                case PublishedCalendar { Year: { } year }:
                    years[year.Year] = year;
                    break;
            }
        }

        return new(jurisdictions.ToFrozenDictionary(), teams.ToFrozenDictionary(), items.ToFrozenDictionary(), new(years.ToImmutable()), number);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The roster of teams and items could not be read from the ledger; the last one stays in use. {Reason}")]
    private partial void LogNotRead(string reason);
}
