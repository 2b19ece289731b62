using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Ledger;
using Dashboard.Grains.Parts;
using Dashboard.Grains.Roster;
using Dashboard.Grains.Views;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Dashboard.Grains.Teams;

/// <summary>
/// One team: folds the events posted to it, makes them durable, then counts and shows them.
/// Reentrant, because calls that come while a batch is being written wait together for the next one (<see cref="TeamBook"/> folds
/// and writes one batch at a time); between two awaits nothing else runs.
/// </summary>
[Reentrant]
internal sealed partial class TeamGrain(
    [PersistentState("team")] IPersistentState<TeamSnapshot> snapshot,
    ILedger ledger, LedgerWriter writer, CurrentRoster roster, DataQuality quality, WarmSubjects warm, SubjectTurns turns,
    VersionMarks marks, TimeProvider clock, ILogger<TeamGrain> log)
    : Grain, ITeamGrain, ITeamParts
{
    private const int SnapshotEvery = 2_000;
    private const int RefoldedTogether = 500;
    private static readonly TimeSpan HouseKeeping = TimeSpan.FromSeconds(20), LongestCatchUp = TimeSpan.FromSeconds(1);

    private TeamBook book = null!;
    private KeptSnapshot kept = null!;
    private Footing footing = null!;
    private ViewPublisher publisher = null!;
    private Subscriptions subscriptions = null!;
    private WakeUp turning = null!;
    private TaskCompletionSource? catchingUp;
    private View? shown;
    private long version, booked, kemptAt, edition;
    private bool running, keeping;
    private DateOnly day;
    private QualityReading sound = QualityReading.None;
    private readonly EarlierParts earlier = new();
    private readonly SteadyClock steady = new(clock);
    private readonly Versions versions = marks.New();

    private string Team => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await roster.ReadyAsync();
        book = new(Team, ledger, writer, roster, warm, turns, clock);
        await book.OpenAsync(snapshot.State, cancellationToken);
        kept = new(snapshot, Figures.OpenedAt);
        footing = new(Team, ledger, kept, warm, log);
        booked = Figures.Sequence;
        // Greater than any version of an activation before, so that sums take what this one says.
        (version, edition, day) = (versions.Next(0), roster.Current.Number, Today);
        Stay();
        publisher = new(clock, log, Now);
        this.RegisterGrainTimer(HouseKeepAsync,
            new() { DueTime = HouseKeeping, Period = HouseKeeping, KeepAlive = false, Interleave = true });
        subscriptions = new(clock, share => PartOf(share, null), problem => LogNotTaken(Team, problem.Message));
        turning = new(this, clock, TurnAsync);
        WakeUp.AtMidnight(this, clock, FollowRoster);
        ScheduleTurn();
        _ = RefoldAsync();
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        await SaveAsync(always: true);

    /// <inheritdoc/>
    public async Task<Outcome[]> Record(Posting posting)
    {
        try
        {
            return await WriteAsync(posting.Events, []);
        }
        catch (Exception problem) when (Outage.Unwritten(problem) is { } busy)
        {
            if (problem is SupersededException or CommitUnknownException)
            {
                // What this activation believes may be wrong; the next one reads the ledger.
                DeactivateOnIdle();
            }

            LogNotWritten(Team, problem.Message);
            throw busy;
        }
    }

    /// <inheritdoc/>
    public async Task<View?> Get(string? period, bool isFull = false)
    {
        await quality.LookAsync();
        await roster.KnowsByNowAsync("team", Team);
        FollowRoster();
        await CatchUpAsync();
        return period is null ? Now() : Period.TryParse(period, out var asked) && Exists ? Build(asked) : null;
    }

    /// <inheritdoc/>
    public async Task<long?> Watch(IViewWatcher watcher)
    {
        await roster.KnowsByNowAsync("team", Team);
        FollowRoster();
        return Exists ? publisher.Watch(watcher) : null;
    }

    /// <inheritdoc/>
    public Task Unwatch(IViewWatcher watcher) => publisher.UnwatchAsync(watcher);

    /// <inheritdoc/>
    public Task<TeamPart?> Part(Share share, string? period)
    {
        FollowRoster();
        return Task.FromResult<TeamPart?>(period is null ? PartOf(share, null)
            : Period.TryParse(period, out var asked) ? PartOf(share, asked)
            : null);
    }

    /// <inheritdoc/>
    public Task<long> Subscribe(ISum sum, Share share)
    {
        FollowRoster();
        subscriptions.Renew(sum, share);
        return Task.FromResult(version);
    }

    /// <inheritdoc/>
    public Task Affect(long sequence, DateTimeOffset at, byte[] delta)
    {
        // The subjects that moved are in memory as their writer left them.
        if (book.Affect(new(sequence, at, delta, [])))
        {
            Changed(Affected.Everything);
        }

        Run();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task HandOver() =>
        Team == RosterTeam.Unassigned ? FoldAgainAsync(book.Refolding.FindHomelessAsync) : Task.CompletedTask;

    /// <inheritdoc/>
    public Task Refold() => RefoldAsync();

    /// <inheritdoc/>
    public Task<(long Sequence, byte[] Cells)> Proof() => Task.FromResult((Figures.Sequence, Figures.EncodeCells()));

    private TeamFigures Figures => book.Figures;

    private bool Exists => Team == RosterTeam.Unassigned || roster.Current.Teams.ContainsKey(Team);

    private DateOnly Today => Shanghai.Day(clock.GetUtcNow());

    /// <summary>A team that is known stays: back from having been let go it would begin a version, and reading must not make one.</summary>
    private void Stay() => DelayDeactivation(Exists ? Timeout.InfiniteTimeSpan : TimeSpan.Zero);

    /// <summary>Has events written, together with whatever else waits.</summary>
    private Task<Outcome[]> WriteAsync(SourceEvent[] events, IReadOnlyList<SubjectKey> again)
    {
        var post = book.Offer(events, again);
        Run();
        return post.Answered;
    }

    /// <summary>Has subjects folded again, some at a time, so that posts come in between.</summary>
    private async Task WriteAsync(IReadOnlyList<SubjectKey> again)
    {
        foreach (var some in again.Chunk(RefoldedTogether))
        {
            await WriteAsync([], some);
        }
    }

    private void Run()
    {
        if (!running)
        {
            running = true;
            _ = RunAsync();
        }
    }

    private async Task RunAsync()
    {
        Tracing.Leave();
        while (book.HasWork)
        {
            using var span = Tracing.Start("batch", book.Waiting.Select(static post => post.Trace))
                ?.SetTag(PlainSpans.Attributes.Team, Team).SetTag(PlainSpans.Attributes.Posts, book.Waiting.Count)
                .SetTag(PlainSpans.Attributes.Events, book.Waiting.Sum(static post => post.Events.Length));
            Tell(await book.StepAsync());
            if (!book.IsBehind)
            {
                catchingUp?.SetResult();
                catchingUp = null;
            }
        }

        running = false;
    }

    /// <summary>
    /// Whoever was answered a post of another team's that changed these figures reads them changed, even while a batch of this team is
    /// being written; not for ever, should the ledger be out of reach.
    /// </summary>
    private async Task CatchUpAsync()
    {
        if (book.IsBehind)
        {
            await Task.WhenAny((catchingUp ??= new()).Task, Task.Delay(LongestCatchUp, clock));
        }
    }

    /// <summary>Tells whom a step concerns, and answers its posts once this grain shows what they changed.</summary>
    private void Tell(BatchResult result)
    {
        if (result.Affected is { } affected)
        {
            Changed(affected);
        }

        book.Orders.Change(result.Supervised);
        foreach (var (team, change) in result.Foreign)
        {
            GrainFactory.GetGrain<ITeamParts>(team).Affect(change.Sequence, change.At, change.Delta).Ignore();
        }

        if (result.HasNewTeams)
        {
            GrainFactory.GetGrain<ITeamParts>(RosterTeam.Unassigned).HandOver().Ignore();
        }

        if (result.IsLaw)
        {
            JudgeAnew();
        }

        foreach (var (key, reason) in result.Problems)
        {
            LogSetAside(key.Kind, Team, reason);
        }

        foreach (var post in result.Posts)
        {
            post.Answer();
        }

        KeepOrders();
    }

    /// <summary>The figures have changed: tell the watchers and the sums the change concerns.</summary>
    private void Changed(Affected affected)
    {
        version = versions.Next(version);
        shown = null;
        publisher.Changed();
        subscriptions.Signal(share => Concerns(share, affected));
        ScheduleTurn();
        if (Figures.Sequence - booked >= SnapshotEvery)
        {
            booked = Figures.Sequence;
            _ = SaveAsync(always: false);
        }
    }

    /// <summary>
    /// When items or teams were registered meanwhile, what was counted before stands under other codes and names from now on; when a day
    /// has begun, under other days, even if the timer is late. So when other records are found to be doubles, and when the clock was set:
    /// then warnings turn, or turn back.
    /// </summary>
    private void FollowRoster()
    {
        if ((edition, day) == (roster.Current.Number, Today) && sound.HasSameDoubles(quality.Current) && !steady.WasSet)
        {
            return;
        }

        (edition, day, sound) = (roster.Current.Number, Today, quality.Current);
        steady.Note();
        Stay();
        if (Figures.LegalSection != roster.Current.LegalSection)
        {
            book.Follow();
            Run();
        }

        Changed(Affected.Everything);
    }

    private bool Concerns(Share share, Affected affected) =>
        affected == Affected.Everything
        || (share.Item is { } item ? affected.Items.Any(declared => roster.Current.ItemFor(declared) == item)
        : share.Enterprise is not { } enterprise || affected.Enterprises.Contains(enterprise));

    private TeamPart PartOf(Share share, Period? period)
    {
        TurnNow();
        return TeamView.PartOf(Team, Figures, roster.Current, Today, version, share, period);
    }

    private View? Now()
    {
        FollowRoster();
        TurnNow();
        if (shown is null && Exists)
        {
            shown = Build(null);
        }

        return shown;
    }

    private View Build(Period? period)
    {
        var edition = roster.Current;
        var (now, today) = (clock.GetUtcNow(), Today);
        var part = PartOf(Share.Whole, period);
        var reading = new Documents.Reading(part.Sheet, part.Alarms, today, edition, period, Earlier: period is null ? earlier : null)
        {
            Conflicts = sound.Conflicts((team, _) => team == Team),
            IsHeard = part.IsHeard,
        };
        var document = TeamView.Describe(part, reading, now);
        return new($"team/{Team}", version, now, Figures.Commit, period is null ? earlier.Whole(document) : document);
    }

    private async Task HouseKeepAsync(CancellationToken cancel)
    {
        if (!await footing.HoldsAsync(Figures.Sequence, Figures.WrittenAt, cancel))
        {
            DeactivateOnIdle();
            return;
        }

        // Between two posts of a busy team too nothing is under way: what is packed then would be unpacked at once.
        if (!book.HasWork && !running && kemptAt == Figures.Sequence)
        {
            Figures.Rest();
        }

        kemptAt = Figures.Sequence;
        warm.Trim();
        await quality.LookAsync(cancel);
        FollowRoster();
        book.Follow();
        Run();
        _ = RefoldAsync();
        KeepOrders(again: true);
        await HandOver();
    }

    /// <summary>The next warning turns at its very second; between two turns nothing is looked at.</summary>
    private void ScheduleTurn() => turning.At(Figures.NextTurn ?? long.MaxValue);

    private Task TurnAsync()
    {
        TurnNow();
        KeepOrders();
        ScheduleTurn();
        return Task.CompletedTask;
    }

    /// <summary>Whoever looks sees the warnings as they stand now, even if a timer is late.</summary>
    private void TurnNow()
    {
        if (Figures.Turn())
        {
            Changed(Affected.Everything);
        }
    }

    private async Task SaveAsync(bool always)
    {
        if (Figures.Sequence - kept.Sequence < (always ? 1 : SnapshotEvery))
        {
            return;
        }

        try
        {
            await kept.SaveAsync(Figures.Snapshot());
        }
        catch (Exception problem)
        {
            LogNotSaved(Team, problem.GetBaseException().Message);
        }
    }
}
