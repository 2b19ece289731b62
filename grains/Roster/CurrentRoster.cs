using System.Data.Common;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Items;
using Dashboard.Grains.Domain.People;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Ledger;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dashboard.Grains.Roster;

/// <summary>
/// The teams, items, calendar, rules and certificates known to this process: read from the ledger at start, and from where it has come
/// every few seconds, for changes made through other processes; those made through this one are told. So a register that is sent again
/// each night costs what is sent, not what was ever sent.
/// </summary>
internal sealed partial class CurrentRoster(ILedger ledger, TimeProvider clock, ILogger<CurrentRoster> log) : BackgroundService, IRoster
{
    /// <summary>A change made through another process is known within this time.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>
    /// What is folded by an older one is not written: a process that could not read for long, or stood still, would else judge by what has
    /// long been another. It leaves time for a reading to fail once.
    /// </summary>
    public static readonly TimeSpan FoldsFor = 1.5 * Interval;

    /// <summary>Who asks for a figure is answered by a roster no older than this.</summary>
    private static readonly TimeSpan AnswersFor = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim reading = new(1);
    private Registry registry = new();

    /// <summary>
    /// How far what registers was read, by the team that wrote it: all with a sequence number up to this. A team's numbers become visible
    /// in their order.
    /// </summary>
    private readonly Dictionary<string, long> reached = [];

    /// <summary>What was told since the last reading, which will meet it again.</summary>
    private readonly HashSet<(string Source, string Id)> told = [];
    private volatile RosterEdition current = RosterEdition.Empty;
    private long readAt = clock.GetTimestamp(), knownAt = clock.GetTimestamp();

    /// <summary>The newest edition read.</summary>
    public RosterEdition Current => current;

    /// <inheritdoc/>
    public bool IsRead => current.Number > 0;

    IReadOnlyDictionary<string, RosterTeam> IRoster.Jurisdictions => current.Jurisdictions;

    IReadOnlyDictionary<string, RosterTeam> IRoster.Teams => current.Teams;

    IReadOnlyDictionary<string, RosterItem> IRoster.Items => current.Items;

    IReadOnlyList<RosterProblem> IRoster.Problems => current.Problems;

    /// <summary>Whether an event makes another edition.</summary>
    public static bool Registers(SourceEvent @event) =>
        @event.Kind is "team" || IsLaw(@event) || OfficerRecord.IsSaying(@event);

    /// <summary>Whether an event changes the law that all subjects are folded by.</summary>
    public static bool IsLaw(SourceEvent @event) => @event.Kind is "item" or "calendar" or "rules" || Renames(@event);

    /// <summary>A firm says which code it had before, or takes back what may have said so.</summary>
    private static bool Renames(SourceEvent @event) => @event.Kind is "enterprise"
        && (@event.Operation != Operation.Insert || @event.Fact is ObjectUpserted { FormerUscc: not null });

    /// <summary>What the events of those kinds register, in any order.</summary>
    internal static RosterEdition Read(IEnumerable<SourceEvent> events, long number)
    {
        var registry = new Registry();
        foreach (var subject in events.GroupBy(@event => new SubjectKey(@event.Kind, @event.Subject)))
        {
            registry.Read(subject.Key, [.. subject]);
        }

        return registry.Edition(RosterEdition.Empty, FirmCodes.None) with { Number = number };
    }

    /// <inheritdoc/>
    public ValueTask ReadyAsync() => IsRead ? ValueTask.CompletedTask : new(RefreshAsync());

    /// <summary>
    /// Has what was registered through other processes up to a second ago; whoever asks, and however often, costs a reading a second. A
    /// database that does not answer is not waited for: what is known holds.
    /// </summary>
    public async ValueTask FollowAsync()
    {
        if (!IsRead)
        {
            await RefreshAsync();
        }
        else if (clock.GetElapsedTime(Interlocked.Read(ref readAt)) >= AnswersFor)
        {
            Interlocked.Exchange(ref readAt, clock.GetTimestamp());
            try
            {
                await RefreshAsync().WaitAsync(AnswersFor, clock);
            }
            catch (Exception problem) when (problem is DbException or TimeoutException or IOException)
            {
                LogNotRead(problem.Message);
            }
        }
    }

    /// <summary>Whether it holds all that was registered anywhere <see cref="FoldsFor"/> ago.</summary>
    public bool IsFresh => clock.GetElapsedTime(Interlocked.Read(ref knownAt)) <= FoldsFor;

    /// <inheritdoc/>
    public async ValueTask<bool> KnowsAsync(string kind, string key)
    {
        if (!IsKnown())
        {
            await FollowAsync();
        }

        return IsKnown();

        bool IsKnown() => kind switch
        {
            "team" => key == RosterTeam.Unassigned || current.Teams.ContainsKey(key),
            "item" => key == RosterItem.Unclassified || current.Items.ContainsKey(key),
            "jurisdiction" => current.Jurisdictions.ContainsKey(key),
            _ => kind == "enterprise",
        };
    }

    /// <summary>
    /// The same, and what was registered through another process since the last reading, a second ago at most, is waited for: who has
    /// registered a team and asks for its view is never told that there is none.
    /// </summary>
    public async ValueTask<bool> KnowsByNowAsync(string kind, string key)
    {
        if (!await KnowsAsync(kind, key) && AnswersFor - clock.GetElapsedTime(Interlocked.Read(ref readAt)) is { Ticks: > 0 } left)
        {
            await Task.Delay(left, clock);
        }

        return await KnowsAsync(kind, key);
    }

    string IRoster.IdOf(string kind, string id) => Facts.IdOf(kind, id);

    string IRoster.TeamFor(string? declared) => current.TeamFor(declared);

    bool IRoster.RegistersAnew(SourceEvent @event) => Registers(@event) && !current.FoldsAlikeWith(@event);

    RosterTeam IRoster.TeamOf(string id) => current.TeamOf(id);

    (string Name, string? NameEn) IRoster.NameOf(string item) => current.NameOf(item);

    /// <summary>Reads the roster now.</summary>
    public async Task RefreshAsync(CancellationToken cancel = default)
    {
        await reading.WaitAsync(cancel);
        try
        {
            await ReadAsync(cancel);
        }
        finally
        {
            reading.Release();
        }
    }

    /// <summary>
    /// Takes in what was committed just now through this process. The ledger is read only for what cannot be told from those events alone:
    /// what others have registered meanwhile is found by the next reading.
    /// </summary>
    public async Task TakeAsync(IReadOnlyList<SourceEvent> committed, CancellationToken cancel = default)
    {
        await reading.WaitAsync(cancel);
        try
        {
            var registering = committed.Where(Registers).ToList();
            if (IsRead && !registering.Exists(Renames))
            {
                await TakeInAsync(registering, cancel);
                told.UnionWith(registering.Select(static @event => (@event.Source, @event.Id)));
                Show(current.Law.Firms);
            }
            else
            {
                await ReadAsync(cancel);
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

    /// <summary>
    /// What is known already is passed over. What was said of an officer before what is known last has its record made anew of all that is
    /// recorded of this one: registers that are sent by several senders come out of order often.
    /// </summary>
    private async Task TakeInAsync(IReadOnlyList<SourceEvent> events, CancellationToken cancel)
    {
        var officers = events.Where(@event => !registry.TryTell(@event) && @event.Kind == "officer")
            .Select(static @event => new SubjectKey(@event.Kind, @event.Subject))
            .ToHashSet();
        if (officers.Count > 0)
        {
            foreach (var (officer, recalled) in await ledger.RecallAsync(officers, cancel))
            {
                registry.Read(officer, recalled.Events);
            }
        }
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        var began = clock.GetTimestamp();
        var written = await ledger.TeamsAsync(cancel);
        if (reached.Any(known => written.GetValueOrDefault(known.Key) < known.Value))
        {
            // An older copy of the ledger was put in its place.
            registry = new();
            reached.Clear();
        }

        var beyond = written.Keys.ToDictionary(team => team, team => reached.GetValueOrDefault(team));
        if (written.Any(team => beyond[team.Key] < team.Value))
        {
            await ReadAsync(beyond, isFirst: reached.Count == 0, cancel);
            foreach (var (team, sequence) in written)
            {
                reached[team] = sequence;
            }

            told.Clear();
        }

        Show(FirmCodes.Of(await ReadFormerCodesAsync(cancel)));
        Interlocked.Exchange(ref readAt, clock.GetTimestamp());
        Interlocked.Exchange(ref knownAt, began);
    }

    /// <summary>
    /// Takes in what each team has written beyond a sequence number. At first that is all there is, subject by subject, so that memory does
    /// not follow the size of the ledger; it may have been read in part before the database went away.
    /// </summary>
    private async Task ReadAsync(IReadOnlyDictionary<string, long> beyond, bool isFirst, CancellationToken cancel)
    {
        var events = new List<SourceEvent>();
        await foreach (var written in ledger.RegistersAsync(beyond, cancel))
        {
            var @event = written.Event;
            if (events.Count > 0 && isFirst && (events[0].Kind, events[0].Subject) != (@event.Kind, @event.Subject))
            {
                registry.Read((events[0].Kind, events[0].Subject), events);
                events.Clear();
            }

            if (isFirst || (Registers(@event) && !told.Contains((@event.Source, @event.Id))))
            {
                events.Add(@event);
            }
        }

        if (!isFirst)
        {
            await TakeInAsync(events, cancel);
        }
        else if (events.Count > 0)
        {
            registry.Read((events[0].Kind, events[0].Subject), events);
        }
    }

    private void Show(FirmCodes firms)
    {
        var before = current;
        current = registry.Edition(before, firms);
        if (!current.Problems.SequenceEqual(before.Problems))
        {
            foreach (var (kind, subject, reason) in current.Problems)
            {
                LogLeftOut(kind, subject, reason);
            }
        }
    }

    /// <summary>Firms are too many to be kept here; those that had other codes are few, and the ledger finds them.</summary>
    private async Task<List<(string Former, string Next)>> ReadFormerCodesAsync(CancellationToken cancel)
    {
        var firms = await ledger.FormerCodesAsync(cancel);
        return [.. firms.SelectMany(firm => firm.Former.Split(' ').Select(former => (former, firm.Id)))];
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The roster of teams and items could not be read from the ledger; the last one stays in use. {Reason}")]
    private partial void LogNotRead(string reason);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "What is recorded of {Kind} {Subject} cannot be in force and is left out; what was before it stays. {Reason}")]
    private partial void LogLeftOut(string kind, string subject, string reason);
}
