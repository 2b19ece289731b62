using Dashboard.Grains.Roster;
using Dashboard.Grains;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Ledger;

namespace Dashboard.Web.Ingest;

/// <summary>
/// The one way in, for upstream systems, the import tool and the demo alike: sorts events by team, has the teams record them, and
/// sets aside what is unsound. When it returns, everything in the answer is durable.
/// </summary>
internal sealed class Intake(IGrainFactory grains, ILedger ledger, CurrentRoster roster, TimeProvider clock)
{
    private const int Attempts = 8;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(25);

    /// <summary>Records what is sound and quarantines the rest.</summary>
    /// <exception cref="BusyException">Some of it could not be recorded now; repeating all of it later loses and doubles nothing.</exception>
    public async Task<Receipt> RecordAsync(IReadOnlyList<IncomingEvent> events, CancellationToken cancel)
    {
        events = await JudgedAsync(events, cancel);
        var outcomes = new Outcome[events.Count];
        // What registers teams, officers and law first, so that the rest of the body is folded by it at once.
        var registering = events.Where(@event => @event.Event is { } sound && CurrentRoster.Registers(sound)).ToList();
        if (registering.Count > 0 && registering.Count < events.Count)
        {
            await RecordAsync(registering, events, outcomes, cancel);
            await RecordAsync([.. events.Except(registering)], events, outcomes, cancel);
        }
        else
        {
            await RecordAsync(events, events, outcomes, cancel);
        }

        var receipt = new Receipt();
        var quarantined = new List<QuarantineRow>();
        foreach (var @event in events)
        {
            var refusal = @event.Refusal ?? (outcomes[@event.Index] == Outcome.Contradiction ? Contradiction(@event.Event!) : null);
            if (refusal is not null)
            {
                quarantined.Add(new(0, @event.Source, @event.Id, refusal.Type, refusal.Code, refusal.Reason, clock.GetUtcNow(), QuarantineState.Open, refusal.Hash, refusal.Raw));
                receipt.Add(new(@event.Index, @event.Source, @event.Id, "quarantined", refusal.Code, refusal.Reason));
            }
            else if (outcomes[@event.Index] == Outcome.Duplicate)
            {
                receipt.Add(new(@event.Index, @event.Source, @event.Id, "duplicate", null, "The same event was recorded before; nothing changed."));
            }
            else
            {
                receipt.Accepted++;
            }
        }

        if (quarantined.Count > 0)
        {
            await ledger.QuarantineAsync(quarantined, cancel);
        }

        return receipt;
    }

    /// <summary>A rule set or calendar is judged as it would lie over what is in force, and over those before it in the same post.</summary>
    private async Task<IReadOnlyList<IncomingEvent>> JudgedAsync(IReadOnlyList<IncomingEvent> events, CancellationToken cancel)
    {
        await roster.ReadyAsync();
        if (!events.Any(static @event => @event.Event is { } sound && PublishedLaw.Concerns(sound)))
        {
            return events;
        }

        await roster.RefreshAsync(cancel);
        var law = roster.Current.Published;
        return [.. events.Select(incoming =>
        {
            if (incoming.Event is not { } @event || law.Problem(@event) is not { } problem)
            {
                law = incoming.Event is { } sound ? law.With([sound]) : law;
                return incoming;
            }

            return incoming with { Event = null, Refusal = new("V6", problem, @event.Type, @event.Hash, CloudEventJson.Write(@event)) };
        })];
    }

    private async Task RecordAsync(IReadOnlyList<IncomingEvent> some, IReadOnlyList<IncomingEvent> all, Outcome[] outcomes, CancellationToken cancel) =>
        await Task.WhenAll((await RouteAsync(some, cancel)).Select(async team =>
        {
            var posted = await PostAsync(team.Key, [.. team.Value.Select(index => all[index].Event!)], cancel);
            for (var i = 0; i < posted.Length; i++)
            {
                outcomes[team.Value[i]] = posted[i];
            }
        }));

    private static Refusal Contradiction(SourceEvent @event) =>
        new("V2", "Another payload was recorded under this source and id; it stays, and this one is set aside.", @event.Type, @event.Hash, CloudEventJson.Write(@event));

    /// <summary>Which team each event goes to, as indexes: the team it names, else the team that has its subject, else "unassigned".</summary>
    private async Task<Dictionary<string, List<int>>> RouteAsync(IReadOnlyList<IncomingEvent> events, CancellationToken cancel)
    {
        var edition = roster.Current;
        var homeless = events.Where(@event => @event is { Event: not null, TeamHint: null }).Select(@event => @event.Event!).ToList();
        var homes = new Dictionary<SubjectKey, string>();
        if (homeless.Count > 0)
        {
            var filter = new SubjectFilter { Kinds = homeless.Select(@event => @event.Kind).ToHashSet(), Ids = homeless.Select(@event => @event.Subject).ToHashSet() };
            await foreach (var row in ledger.SubjectsAsync(filter, cancel))
            {
                homes[(row.Kind, row.Id)] = row.Team;
            }

            foreach (var named in events.Where(@event => @event is { Event: not null, TeamHint: not null }))
            {
                homes[(named.Event!.Kind, named.Event.Subject)] = edition.TeamFor(named.TeamHint);
            }
        }

        var teams = new Dictionary<string, List<int>>();
        foreach (var incoming in events)
        {
            if (incoming.Event is { } @event)
            {
                var team = incoming.TeamHint is { } hint ? edition.TeamFor(hint) : homes.GetValueOrDefault((@event.Kind, @event.Subject), RosterEdition.Unassigned);
                if (!teams.TryGetValue(team, out var list))
                {
                    teams[team] = list = [];
                }

                list.Add(incoming.Index);
            }
        }

        return teams;
    }

    /// <summary>A team may be moving between silos or finding out that another wrote its subject: a few tries settle that.</summary>
    private async Task<Outcome[]> PostAsync(string team, SourceEvent[] events, CancellationToken cancel)
    {
        var pause = FirstPause;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await grains.GetGrain<ITeamGrain>(team).Record(new(events));
            }
            catch (BusyException) when (attempt < Attempts)
            {
                await Task.Delay(pause, clock, cancel);
                pause *= 2;
            }
        }
    }
}

/// <summary>The answer to a post (CONTRACT.md §2): what was not plainly accepted, in request order.</summary>
internal sealed class Receipt
{
    private readonly List<EventResult> results = [];

    public int Accepted { get; set; }

    public int Duplicates => results.Count(result => result.Outcome == "duplicate");

    public int Quarantined => results.Count - Duplicates;

    public IReadOnlyList<EventResult> Results => results;

    public void Add(EventResult result) => results.Add(result);
}

/// <summary>What became of one event that was not plainly accepted.</summary>
internal sealed record EventResult(int Index, string Source, string Id, string Outcome, string? Code, string Reason);
