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
/// The teams, items, calendar, rules and certificates known to this process, read from the ledger: at start, after each local change, and
/// every few seconds for changes made through other processes. Only kinds of which there is more than is known are read again.
/// </summary>
internal sealed partial class CurrentRoster(ILedger ledger, TimeProvider clock, ILogger<CurrentRoster> log) : BackgroundService, IRoster
{
    /// <summary>A change made through another process is known within this time.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>While registers come in without end, what is shown is as of so many readings later, whole or not.</summary>
    private const int MostReadings = 5;

    /// <summary>Who asks for a figure is answered by a roster no older than this.</summary>
    private static readonly TimeSpan AnswersFor = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim reading = new(1);
    private Registry registry = new();

    /// <summary>How many events of each kind are known. Events are never changed or removed, so an equal count is an equal set.</summary>
    private readonly Dictionary<string, long> known = LedgerTables.Registers.ToDictionary(kind => kind, _ => 0L);
    private volatile RosterEdition current = RosterEdition.Empty;
    private long readAt = clock.GetTimestamp();

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
    /// Has what was registered through other processes up to a second ago; whoever asks, and however often, costs a count a second. A
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
    /// Takes in what was committed just now through this process, each event once. The ledger is read only for what cannot be told from
    /// those events alone: what others have registered meanwhile is found by the next reading.
    /// </summary>
    public async Task TakeAsync(IReadOnlyList<SourceEvent> committed, CancellationToken cancel = default)
    {
        await reading.WaitAsync(cancel);
        try
        {
            var untold = IsRead ? committed.Where(Registers).Where(@event => !Take(@event)).ToList() : null;
            if (untold?.TrueForAll(OfficerRecord.IsSaying) ?? false)
            {
                var officers = untold.Select(static @event => new SubjectKey(@event.Kind, @event.Subject)).Distinct();
                await ReadOfficersAsync([.. officers], cancel);
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
    /// Only what is taken in is counted, so whatever else is there makes the count differ and is read. What was read before it came here
    /// was counted then.
    /// </summary>
    private bool Take(SourceEvent @event)
    {
        if (registry.Knows(@event))
        {
            return true;
        }

        if (!known.TryGetValue(@event.Kind, out var count) || !registry.TryTell(@event))
        {
            return false;
        }

        known[@event.Kind] = count + 1;
        return true;
    }

    /// <summary>
    /// What was said of an officer belongs before what is known last: the record is made anew of all that is recorded of this one. All
    /// officers are many times as many, and registers that are sent again by several senders come out of order often.
    /// </summary>
    private async Task ReadOfficersAsync(IReadOnlyCollection<SubjectKey> officers, CancellationToken cancel)
    {
        if (officers.Count == 0)
        {
            return;
        }

        foreach (var (officer, recalled) in await ledger.RecallAsync(officers, cancel))
        {
            known[officer.Kind] += registry.ReadOfficer(officer.Id, recalled.Events);
        }
    }

    private async Task ReadAsync(CancellationToken cancel)
    {
        var count = await ledger.CountEventsAsync(LedgerTables.Registers, cancel);
        if (count < known.Values.Sum())
        {
            // An older copy of the ledger was put in its place.
            registry = new();
            LedgerTables.Registers.ToList().ForEach(kind => known[kind] = 0);
        }

        // What is committed while one kind is read after the other may be read in part, rules without the items they came with: what is
        // shown is all there was at one moment.
        for (var reading = 0; reading < MostReadings && count != known.Values.Sum(); reading++)
        {
            foreach (var kind in LedgerTables.Registers)
            {
                await ReadAsync(kind, cancel);
            }

            count = await ledger.CountEventsAsync(LedgerTables.Registers, cancel);
        }

        Show(FirmCodes.Of(await ReadFormerCodesAsync(cancel)));
        Interlocked.Exchange(ref readAt, clock.GetTimestamp());
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

    private async Task ReadAsync(string kind, CancellationToken cancel)
    {
        if (await ledger.CountEventsAsync([kind], cancel) == known[kind])
        {
            return;
        }

        var (read, events) = (0, new List<SourceEvent>());
        await foreach (var @event in ledger.EventsAsync([kind], cancel))
        {
            if (events.Count > 0 && events[0].Subject != @event.Subject)
            {
                registry.Read((kind, events[0].Subject), events);
                events.Clear();
            }

            read++;
            events.Add(@event);
        }

        if (events.Count > 0)
        {
            registry.Read((kind, events[0].Subject), events);
        }

        known[kind] = read;
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The roster of teams and items could not be read from the ledger; the last one stays in use. {Reason}")]
    private partial void LogNotRead(string reason);

    [LoggerMessage(Level = LogLevel.Error,
        Message = "What is recorded of {Kind} {Subject} cannot be in force and is left out; what was before it stays. {Reason}")]
    private partial void LogLeftOut(string kind, string subject, string reason);
}
