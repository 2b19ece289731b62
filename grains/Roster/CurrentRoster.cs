using System.Collections.Frozen;
using System.Collections.Immutable;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Items;
using Dashboard.Grains.Domain.People;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Ledger;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Grains.Roster;

/// <summary>A registered team. <paramref name="Order"/> is its fixed place on every screen.</summary>
internal sealed record RosterTeam(string Id, string Name, string? NameEn, int Order, string? Parent);

/// <summary>A registered supervision item.</summary>
/// <param name="Listed">On the list for random inspection (抽查事项清单).</param>
internal sealed record RosterItem(string Code, string Name, string? NameEn, string Category, bool Listed, bool Claimed);

/// <summary>The teams, items and the law that are registered, at one moment.</summary>
/// <param name="Basis">Names the law and the program by which subjects are folded: the same on every host that knows the same.</param>
internal sealed record RosterEdition(
    FrozenDictionary<string, RosterTeam> Jurisdictions, FrozenDictionary<string, RosterTeam> Teams, FrozenDictionary<string, RosterItem> Items, Law Law, long Basis, long Number)
{
    /// <summary>Where figures of unknown teams are kept.</summary>
    public const string Unassigned = "unassigned";

    /// <summary>Where figures of unknown items are shown.</summary>
    public const string Unclassified = ItemCode.Unclassified;

    public static RosterEdition Empty { get; } = new(FrozenDictionary<string, RosterTeam>.Empty, FrozenDictionary<string, RosterTeam>.Empty, FrozenDictionary<string, RosterItem>.Empty, Law.None, 0, 0);

    public WorkCalendar Calendar => Law.Calendar;

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
/// The teams, items, calendar, rules and certificates known to this process, read from the ledger: at start, after each local change, and every
/// few seconds for changes made through other processes.
/// </summary>
internal sealed partial class CurrentRoster(ILedger ledger, TimeProvider clock, ILogger<CurrentRoster> log) : BackgroundService, IKnownViews
{
    private static readonly string[] Kinds = ["team", "item", "calendar", "rules", "officer"];

    /// <summary>A change made through another process is known within this time.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>A jurisdiction is registered like a team, with this status: it is what teams name as their parent.</summary>
    private const string JurisdictionStatus = "Jurisdiction";

    private readonly SemaphoreSlim reading = new(1);
    private volatile RosterEdition current = RosterEdition.Empty;
    private long lastCount = -1;
    private int lastRegistered;
    private long lookedAgain;

    /// <summary>The newest edition read.</summary>
    public RosterEdition Current => current;

    /// <summary>Whether an event makes another edition.</summary>
    public static bool Registers(SourceEvent @event) => @event.Kind is "team" or "item" or "calendar" or "rules" || @event.Type == "officer.upserted";

    /// <summary>Whether an event changes the law that all subjects are folded by.</summary>
    public static bool IsLaw(SourceEvent @event) => @event.Kind is "item" or "calendar" or "rules";

    /// <summary>Reads the roster if it has never been read.</summary>
    public ValueTask ReadyAsync() => lastCount >= 0 ? ValueTask.CompletedTask : new(RefreshAsync());

    /// <inheritdoc/>
    public async ValueTask<bool> KnowsAsync(string kind, string key)
    {
        // What was registered through another process may not be known here yet; who asks for what is nowhere costs a count a second.
        if (!IsKnown() && clock.GetElapsedTime(lookedAgain) > TimeSpan.FromSeconds(1))
        {
            lookedAgain = clock.GetTimestamp();
            await RefreshAsync();
        }

        return IsKnown();

        bool IsKnown() => kind switch
        {
            "team" => key == RosterEdition.Unassigned || current.Teams.ContainsKey(key),
            "item" => key == RosterEdition.Unclassified || current.Items.ContainsKey(key),
            "jurisdiction" => current.Jurisdictions.ContainsKey(key),
            _ => kind == "enterprise",
        };
    }

    /// <summary>Reads the roster now.</summary>
    public async Task RefreshAsync(CancellationToken cancel = default)
    {
        await reading.WaitAsync(cancel);
        try
        {
            // Events are never changed or removed, so an equal count is an equal roster.
            if (await ledger.CountEventsAsync(Kinds, cancel) == lastCount)
            {
                return;
            }

            var events = new List<SourceEvent>();
            await foreach (var @event in ledger.EventsAsync(Kinds, cancel))
            {
                events.Add(@event);
            }

            // Trainings are events of officers too, and register nothing.
            var registered = events.Where(Registers).ToList();
            if (lastCount < 0 || registered.Count != lastRegistered)
            {
                current = Read(registered, current.Number + 1);
            }

            (lastCount, lastRegistered) = (events.Count, registered.Count);
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

    /// <summary>What the events of those kinds register.</summary>
    internal static RosterEdition Read(IEnumerable<SourceEvent> events, long number)
    {
        var jurisdictions = new Dictionary<string, RosterTeam>();
        var teams = new Dictionary<string, RosterTeam>();
        var items = new Dictionary<string, RosterItem>();
        var years = ImmutableDictionary.CreateBuilder<int, CalendarYear>();
        var (rules, officers, ranges) = (new List<Document>(), new List<OfficerRecord>(), new Dictionary<string, (long, long)>());
        var basis = new List<string> { $"edition {Subject.Edition}" };
        foreach (var subject in events.GroupBy(@event => (@event.Kind, @event.Subject)))
        {
            if (subject.Key.Kind == "officer")
            {
                officers.Add(new(subject));
                continue;
            }

            if (subject.Key.Kind is "calendar" or "rules")
            {
                basis.AddRange(subject.Select(@event => $"{@event.Source} {@event.Id} {@event.Hash:x}"));
            }

            switch (Subject.Fold(subject.Key.Kind, subject, Relations.None))
            {
                case Team { Registered: { } team }:
                    (team.Status == JurisdictionStatus ? jurisdictions : teams)[team.TeamId] = new(team.TeamId, team.Name, team.NameEn, team.Order, team.ParentId);
                    break;
                case SupervisionItem { Registered: { } item } supervised:
                    items[item.Code] = new(item.Code, item.Name, item.NameEn, item.Category, item.RandomListed, supervised.Claimed);
                    if (item.FineRange is { } range)
                    {
                        ranges[item.Code] = range;
                        basis.Add($"{item.Code} {range}");
                    }

                    break;
                case PublishedRules { Data: { } data }:
                    rules.Add(data);
                    break;
                case PublishedCalendar { Year: { } year }:
                    years[year.Year] = year;
                    break;
            }
        }

        var law = new Law(new(years.ToImmutable()), new(rules), Certificates.Of(officers), ranges.ToFrozenDictionary());
        return new(jurisdictions.ToFrozenDictionary(), teams.ToFrozenDictionary(), items.ToFrozenDictionary(), law, Hash(basis), number);
    }

    /// <summary>Not 0, which is the basis of rows that no law was asked about.</summary>
    private static long Hash(List<string> basis)
    {
        basis.Sort(StringComparer.Ordinal);
        var hash = System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', basis))));
        return hash == 0 ? 1 : hash;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The roster of teams and items could not be read from the ledger; the last one stays in use. {Reason}")]
    private partial void LogNotRead(string reason);
}
