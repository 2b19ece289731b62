using System.Runtime.InteropServices;
using Dashboard.Grains;
using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;

namespace Dashboard.Web.Ingest;

/// <summary>
/// The one way in, for upstream systems, the import tool and the demo alike: sorts events by team, has the teams record them, and
/// sets aside what is unsound. When it returns, everything in the answer is durable.
/// </summary>
internal sealed class Intake(
    IGrainFactory grains, IEventReader reader, ILedgerReading ledger, IQuarantine quarantine, IRoster roster, ILawInForce law,
    SiloLosses losses, TimeProvider clock)
{
    private const int LookedUpAtOnce = 1_000;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(25), LongestPause = TimeSpan.FromMilliseconds(500);

    /// <summary>Records what is sound and quarantines the rest.</summary>
    /// <exception cref="BusyException">Some of it could not be recorded now; repeating all of it later loses and doubles
    /// nothing.</exception>
    public Task<Receipt> RecordAsync(List<IncomingEvent> events, CancellationToken cancel) => RecordAsync([events], cancel);

    /// <summary>The same for events that come slice by slice, the first when all were looked through.</summary>
    /// <param name="scope">What their sender may send, as it was asked of each; null for anything.</param>
    /// <exception cref="BusyException">Some of it could not be recorded now; repeating all of it later loses and doubles
    /// nothing.</exception>
    /// <exception cref="UnreadableBodyException">It reaches what stands under another team than its sender's.</exception>
    public async Task<Receipt> RecordAsync(
        IEnumerable<List<IncomingEvent>> slices, CancellationToken cancel, SourceScope? scope = null)
    {
        using var span = Tracing.Start("intake");
        await roster.ReadyAsync();
        var receipt = new Receipt();
        foreach (var slice in slices)
        {
            await AdmitAsync(scope, cancel);
            await RecordSliceAsync(slice, receipt, cancel);
        }

        span?.SetTag(PlainSpans.Attributes.Events, receipt.Accepted + receipt.Results.Count);
        return receipt;
    }

    /// <summary>Lets pass what a sender for some teams has sent, or refuses all of it.</summary>
    /// <exception cref="UnreadableBodyException">It reaches what stands under another team.</exception>
    public async Task AdmitAsync(SourceScope? scope, CancellationToken cancel)
    {
        if (scope?.TakeReached() is { Count: > 0 } reached
            && await FirstForeignAsync(reached.Keys, scope.Teams!, cancel) is { } foreign)
        {
            throw scope.RefusedFor(foreign, reached[foreign]);
        }
    }

    /// <summary>
    /// The first of these subjects that stands under none of the teams; null when all are theirs, new, or of no registered team. That one
    /// is new may be true no longer when it is recorded: whoever names an id first has the subject, here as there.
    /// </summary>
    public async Task<SubjectKey?> FirstForeignAsync(
        IEnumerable<SubjectKey> subjects, IReadOnlySet<string> teams, CancellationToken cancel)
    {
        foreach (var some in subjects.Chunk(LookedUpAtOnce))
        {
            foreach (var (subject, (team, declared)) in await ledger.TeamsOfAsync(some, cancel))
            {
                if ((team == RosterTeam.Unassigned ? declared : team) is { } its && !teams.Contains(its))
                {
                    return subject;
                }
            }
        }

        return null;
    }

    private async Task RecordSliceAsync(List<IncomingEvent> slice, Receipt receipt, CancellationToken cancel)
    {
        await JudgeAsync(slice, cancel);
        var outcomes = new Outcome[slice.Count];
        // What registers teams, officers and law anew first, so that the rest is folded by it at once.
        var first = slice.Where(RegistersAnew).ToHashSet<IncomingEvent>(ReferenceEqualityComparer.Instance);
        if (first.Count > 0)
        {
            await RecordAsync(slice, first.Contains, outcomes, cancel);
            await RecordAsync(slice, @event => !first.Contains(@event), outcomes, cancel);
        }
        else
        {
            await RecordAsync(slice, static _ => true, outcomes, cancel);
        }

        await RecognizeAsync(slice, outcomes, cancel);
        var quarantined = new List<QuarantineRow>();
        for (var place = 0; place < slice.Count; place++)
        {
            var @event = slice[place];
            var refusal = @event.Refusal ?? outcomes[place] switch
            {
                Outcome.Contradiction =>
                    Aside("V2", "Another payload was recorded under this source and id; it stays, and this one is set aside.",
                        @event.Event!),
                Outcome.Refused =>
                    Aside("V6", "The ledger cannot take this event; it is set aside, and those sent with it are recorded.", @event.Event!),
                _ => null,
            };
            if (refusal is not null)
            {
                quarantined.Add(new(
                    0, @event.Source, @event.Id, refusal.Type, refusal.Code, refusal.Reason, clock.GetUtcNow(), QuarantineState.Open,
                    refusal.Hash, refusal.Raw));
                receipt.Quarantine(@event, refusal);
            }
            else if (outcomes[place] == Outcome.Duplicate)
            {
                receipt.Repeat(@event);
            }
            else
            {
                receipt.Accepted++;
            }
        }

        if (quarantined.Count > 0)
        {
            await quarantine.AddAsync(quarantined, cancel);
        }
    }

    private bool RegistersAnew(IncomingEvent @event) => @event.Event is { } sound && roster.RegistersAnew(sound);

    private async Task RecordAsync(List<IncomingEvent> slice, Predicate<IncomingEvent> wanted, Outcome[] outcomes, CancellationToken cancel)
    {
        var teams = await RouteAsync(slice, wanted, cancel);
        await Task.WhenAll(teams.Select(async team =>
        {
            var posted = await PostAsync(team.Key, [.. team.Value.Select(place => slice[place].Event!)], cancel);
            for (var i = 0; i < posted.Length; i++)
            {
                outcomes[team.Value[i]] = posted[i];
            }
        }));
    }

    /// <summary>
    /// A ledger of an earlier release holds hashes of another making: what seems to contradict it is compared with the event itself.
    /// </summary>
    private async Task RecognizeAsync(List<IncomingEvent> slice, Outcome[] outcomes, CancellationToken cancel)
    {
        if (!outcomes.Contains(Outcome.Contradiction))
        {
            return;
        }

        var contradicting = Enumerable.Range(0, slice.Count).Where(place => outcomes[place] == Outcome.Contradiction).ToList();
        var recorded = await ledger.RecordedAsync(contradicting.Select(place => (slice[place].Source, slice[place].Id)).ToHashSet(),
            cancel);
        foreach (var place in contradicting)
        {
            var told = slice[place].Event!;
            if (recorded.TryGetValue((told.Source, told.Id), out var stored) && reader.IsSame(stored, told))
            {
                outcomes[place] = Outcome.Duplicate;
            }
        }
    }

    private Refusal Aside(string code, string reason, SourceEvent @event) =>
        new(code, reason, @event.Type, @event.Hash, reader.Write(@event));

    /// <summary>
    /// A rule set or calendar is judged as it would lie over what is in force, and over those before it in the same slice.
    /// </summary>
    private async Task JudgeAsync(List<IncomingEvent> slice, CancellationToken cancel)
    {
        if (!slice.Exists(IsLaw))
        {
            return;
        }

        var places = Enumerable.Range(0, slice.Count).Where(place => IsLaw(slice[place])).ToList();
        var problems = await law.ProblemsOfAsync(places.Select(place => slice[place].Event!), cancel);
        foreach (var (place, problem) in places.Zip(problems))
        {
            if (problem is not null)
            {
                slice[place] = slice[place] with { Event = null, Refusal = Aside("V6", problem, slice[place].Event!) };
            }
        }
    }

    private static bool IsLaw(IncomingEvent @event) => @event.Event is { Kind: "calendar" or "rules" };

    /// <summary>
    /// Which team each wanted event goes to, as places in the slice: the team it names, else the team that has its subject, else
    /// "unassigned".
    /// </summary>
    private async Task<Dictionary<string, List<int>>> RouteAsync(
        List<IncomingEvent> slice, Predicate<IncomingEvent> wanted, CancellationToken cancel)
    {
        var homes = slice.Exists(static @event => @event is { Event: not null, TeamHint: null })
            ? await HomesAsync(slice, cancel)
            : [];
        var teams = new Dictionary<string, List<int>>();
        for (var place = 0; place < slice.Count; place++)
        {
            if (slice[place] is { Event: { } @event } incoming && wanted(incoming))
            {
                var team = incoming.TeamHint is { } hint
                    ? roster.TeamFor(hint)
                    : homes.GetValueOrDefault((@event.Kind, @event.Subject), RosterTeam.Unassigned);
                (CollectionsMarshal.GetValueRefOrAddDefault(teams, team, out _) ??= []).Add(place);
            }
        }

        return teams;
    }

    /// <summary>The teams of subjects whose events name none: as the ledger has them, or as other events of the slice say.</summary>
    private async Task<Dictionary<SubjectKey, string>> HomesAsync(List<IncomingEvent> slice, CancellationToken cancel)
    {
        var homeless = slice.Where(static @event => @event is { Event: not null, TeamHint: null })
            .Select(static @event => new SubjectKey(@event.Event!.Kind, @event.Event.Subject))
            .ToHashSet();
        var homes = (await ledger.TeamsOfAsync(homeless, cancel)).ToDictionary(static home => home.Key, static home => home.Value.Team);
        foreach (var named in slice)
        {
            if (named is { Event: { } @event, TeamHint: { } hint })
            {
                homes[(@event.Kind, @event.Subject)] = roster.TeamFor(hint);
            }
        }

        return homes;
    }

    /// <summary>
    /// A team may be moving from a silo that died, or finding out that another wrote its subject: a few tries settle that. What was
    /// recorded by a try that was not answered is a duplicate in the next one.
    /// </summary>
    private async Task<Outcome[]> PostAsync(string team, SourceEvent[] events, CancellationToken cancel)
    {
        var (begun, pause) = (clock.GetTimestamp(), FirstPause);
        while (true)
        {
            try
            {
                return await losses.AskAsync(() => grains.GetGrain<ITeamGrain>(team).Record(new(events)));
            }
            catch (Exception problem)
                when (Outage.Of(problem) is { } outage && clock.GetElapsedTime(begun) < PatienceWith(outage.Kind))
            {
                await Task.Delay(pause, clock, cancel);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }

    /// <summary>How long a post is tried again here before its sender is told to do it.</summary>
    private static TimeSpan PatienceWith(OutageKind kind) => kind switch
    {
        OutageKind.Moving or OutageKind.Cluster => TimeSpan.FromSeconds(5),
        OutageKind.Busy => TimeSpan.FromSeconds(3),
        OutageKind.Database or OutageKind.Crowded => TimeSpan.FromSeconds(1),
        _ => TimeSpan.Zero,
    };
}

/// <summary>The answer to a post (CONTRACT.md §2): what was not plainly accepted, in request order.</summary>
internal sealed class Receipt
{
    /// <summary>So many refusals are said in both languages: a person reads no more, and rubbish must not cost more.</summary>
    private const int MostSaid = 20;

    private readonly List<EventResult> results = [];

    public int Accepted { get; set; }

    public int Duplicates { get; private set; }

    public int Quarantined => results.Count - Duplicates;

    public IReadOnlyList<EventResult> Results => results;

    public void Repeat(IncomingEvent @event)
    {
        Duplicates++;
        results.Add(new(@event.Index, @event.Source, @event.Id, "duplicate", null, "The same event was recorded before; nothing changed."));
    }

    public void Quarantine(IncomingEvent @event, Refusal refusal) =>
        results.Add(new(@event.Index, @event.Source, @event.Id, "quarantined", refusal.Code, refusal.Reason,
            Quarantined < MostSaid ? RefusalWords.Of(refusal.Reason) : null));
}

/// <summary>What became of one event that was not plainly accepted.</summary>
/// <param name="Sentence">The reason in both languages, where a person may have to read it.</param>
internal sealed record EventResult(
    int Index, string Source, string Id, string Outcome, string? Code, string Reason, Said? Sentence = null);
