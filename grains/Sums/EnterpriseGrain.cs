using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Items;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Ledger;
using Dashboard.Grains.Roster;
using Dashboard.Grains.Parts;
using Dashboard.Grains.Views;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;

namespace Dashboard.Grains.Sums;

/// <summary>
/// An enterprise (key: unified credit code): the sum of what all teams did there. Its subjects are few, so it reads them from the ledger
/// when it wakes and whenever a team says that one of them changed. Reentrant, because a change may be told while the ledger is being read.
/// Readings never overlap: who asks while one is under way waits for the next, which starts later and so sees what was told meanwhile.
/// Enterprises are many, so one at which nobody looks leaves memory; what it showed last is kept, since reading must make no version.
/// </summary>
[Reentrant]
internal sealed partial class EnterpriseGrain(
    [PersistentState("enterprise")] IPersistentState<LastShown> last,
    ILedger ledger, CurrentRoster roster, DataQuality quality, VersionMarks marks, TimeProvider clock,
    ILogger<EnterpriseGrain> log)
    : Grain, IEnterpriseGrain, ISum
{
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(5);

    private const int MostVisits = 50;

    /// <summary>Members of the document that are another in each version, though it shows the same.</summary>
    private static readonly string[] OfVersion = ["version", "asOf"];

    private readonly Versions versions = marks.New();
    private ViewPublisher publisher = null!;
    private WakeUp? turning;
    private readonly EarlierParts earlier = new();
    private Task underWay = Task.CompletedTask;
    private Task? next;
    private View? shown;
    private long version, revisions;

    private string Uscc => this.GetPrimaryKeyString();

    /// <summary>The code of today: an address with a former one shows the same firm.</summary>
    private string Today => roster.Current.Law.Firms.Of(Uscc)!;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await roster.ReadyAsync();
        publisher = new(clock, log, () => shown);
        this.RegisterGrainTimer(RenewAsync, new() { DueTime = Renewal, Period = Renewal, KeepAlive = false, Interleave = true });
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (shown is null || shown.Version == last.State.Version)
        {
            return;
        }

        try
        {
            last.State = new(shown.Version, shown.AsOf, shown.Commit, ContentOf(shown));
            await last.WriteStateAsync(cancellationToken);
        }
        catch (Exception problem)
        {
            LogNotKept(problem.Message);
        }
    }

    /// <inheritdoc/>
    public Task Take(TeamPart part) => ReadAsync();

    /// <inheritdoc/>
    public async Task<View?> Get(string? period, bool isFull = false)
    {
        if (period is not null && !Period.TryParse(period, out _))
        {
            return null;
        }

        // A period carries the version of now.
        await ReadAsync();
        return shown is null || (period is null && !isFull) ? shown
            : await BuildAsync(period is not null && Period.TryParse(period, out var asked) ? asked : null, isFull);
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
    public Task Unwatch(IViewWatcher watcher) => publisher.UnwatchAsync(watcher);

    private Task ReadAsync() => underWay.IsCompleted ? underWay = ReadOnceAsync() : next ??= ReadNextAsync();

    private async Task ReadNextAsync()
    {
        while (!underWay.IsCompleted)
        {
            await underWay.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }

        next = null;
        await (underWay = ReadOnceAsync());
    }

    private async Task ReadOnceAsync()
    {
        var view = await BuildAsync(null);
        if (shown is null && view is not null && ContentOf(view) == last.State.Content)
        {
            view = last.State.Over(view);
        }

        if (view is null || shown is null || HasChanged(shown.Document, view.Document))
        {
            shown = view is null ? null : view with { Document = earlier.Whole(view.Document) };
            version = view?.Version ?? version;
            publisher.Changed();
        }
    }

    /// <summary>
    /// What a view shows, and how often its subjects were written: what shows again what it once did, after it showed something else, is a
    /// later version.
    /// </summary>
    private string ContentOf(View view) => $"{revisions} {view.Document.Without(OfVersion).Digest()}";

    private static bool HasChanged(Document before, Document after) =>
        Document.Patch(before, after).Members.Any(static member => !OfVersion.Contains(member.Key));

    private async Task<View?> BuildAsync(Period? period, bool isFull = false)
    {
        var edition = roster.Current;
        var (byTeam, name) = (new Dictionary<string, Figures>(), (string?)null);
        var (now, raised, visits) = (clock.GetUtcNow(), new Dictionary<string, List<RaisedWarning>>(),
            new List<(DateOnly Day, Document Visit, bool Counted)>());
        await quality.LookAsync();
        var (turn, conflicts, written) = (long.MaxValue, 0L, 0L);
        await foreach (var row in ledger.SubjectsAsync(new() { Party = Today }, CancellationToken.None))
        {
            if (!byTeam.TryGetValue(row.Team, out var figures))
            {
                byTeam[row.Team] = figures = new();
            }

            figures.Add(Delta.Decode(row.Counts));
            written += row.Revision;
            conflicts += quality.Current.Conflicting.Contains((row.Kind, row.Id)) ? 1 : 0;
            name = row is { Kind: "enterprise", Title.Length: > 0 } && (name is null || row.Id == Today) ? row.Title : name;
            turn = Math.Min(turn, Raise(row, raised, Domain.Warnings.Watch.Now(now)));
            if (row.Kind == "inspection")
            {
                visits.AddRange(VisitsOf(row));
            }
        }

        revisions = written;
        if (byTeam.Count == 0)
        {
            return null;
        }

        var today = Shanghai.Day(now);
        var made = period is null && !isFull ? versions.Next(version) : version;
        if (period is null && !isFull && publisher.Watched)
        {
            (turning ??= new(this, clock, ReadAsync)).At(turn);
        }

        var at = Viewpoint.On(today);
        Sheet SheetOf(Figures figures) =>
            period is { } asked ? Sheet.Of(figures, at with { RatePeriod = asked }, asked, null) : Sheet.Of(figures, at);
        var sheets = byTeam.ToDictionary(team => team.Key, team => SheetOf(team.Value));
        var alarms = raised.ToDictionary(team => team.Key, team => Alarms.Of(team.Key, team.Value));
        var reading = new Documents.Reading(Sheet.Sum(sheets.Values), Alarms.Sum(alarms.Values), today, edition, period)
        {
            Conflicts = conflicts,
        };
        var teams = new Document();
        foreach (var (team, sheet) in sheets)
        {
            var registered = edition.TeamOf(team);
            teams.With(team, Documents.Team(
                Documents.Named(registered.Name, registered.NameEn).With("order", registered.Order),
                reading with { Sheet = sheet, Alarms = alarms.GetValueOrDefault(team, Alarms.None), Conflicts = 0 },
                isFull));
        }

        var document = Documents.Body(Documents.Head($"enterprise/{Uscc}", name ?? Uscc, null, made, now, reading), reading)
            .With("recent", new Document())
            .With("visits", await VisitsAsync(visits, today, edition))
            .With("teams", teams);
        if (Today != Uscc)
        {
            document.With("uscc", Today);
        }

        return new($"enterprise/{Uscc}", made, now, now, document);
    }

    /// <summary>Adds the warnings of a row that stand now, and says when the next of them turns.</summary>
    private static long Raise(SubjectRow row, Dictionary<string, List<RaisedWarning>> raised, long now)
    {
        var next = long.MaxValue;
        foreach (var watch in WatchedSubject.Decode(row.Watches))
        {
            var taken = watch.Taken(now);
            next = Math.Min(next, watch.NextAfter(taken));
            if (watch.After(taken) != Level.None)
            {
                var ofTeam = raised.TryGetValue(row.Team, out var known) ? known : raised[row.Team] = [];
                ofTeam.Add(RaisedWarning.Of(row.Kind, row.Id, row.Item ?? "", watch, taken));
            }
        }

        return next;
    }

    /// <summary>The inspection as a visit, and whether it counts to the cap.</summary>
    private static IEnumerable<(DateOnly Day, Document Visit, bool Counted)> VisitsOf(SubjectRow row)
    {
        var counts = Delta.Decode(row.Counts).Select(count => count.Key).ToList();
        var (counted, combined) = (counts.Exists(cell => cell.Counter == Counter.CountedVisits),
            counts.Exists(cell => cell.Counter == Counter.EnterpriseCombined));
        var day = counts.Where(cell => cell.Counter == Counter.CountedVisits).Select(cell => (DateOnly?)cell.Day).FirstOrDefault()
            ?? row.DoneOn;
        if (day is { } on)
        {
            yield return (on,
                new Document()
                    .With("day", $"{on:yyyy-MM-dd}")
                    .With("team", row.Team)
                    .With("item", row.Item ?? "")
                    .With("act", row.Id)
                    .With("counted", counted)
                    .With("combined", combined), counted);
        }
    }

    /// <summary>The visits of the year against the cap (INS-03).</summary>
    private async Task<Document> VisitsAsync(List<(DateOnly Day, Document Visit, bool Counted)> visits, DateOnly today,
        RosterEdition edition)
    {
        var enterprise = (SupervisedEnterprise)(await ledger.ReadAsync(new("enterprise", Today), CancellationToken.None)).Subject;
        return new Document()
            .With("year", today.Year)
            .With("counted", visits.Count(visit => visit.Counted && visit.Day.Year == today.Year))
            .With("cap", enterprise.Cap(edition.Law, today))
            .With("list", visits.OrderByDescending(visit => visit.Day).Take(MostVisits).Select(visit => (object)visit.Visit).ToArray());
    }

    private Task SubscribeAsync()
    {
        var me = this.AsReference<ISum>();
        return Task.WhenAll(roster.Current.Teams.Keys.Append(RosterTeam.Unassigned).Distinct()
            .Select(team => GrainFactory.GetGrain<ITeamParts>(team).Subscribe(me, new(null, Today))));
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

    [LoggerMessage(Level = LogLevel.Information,
        Message = "An enterprise's figures could not be read; they are read again in 5 s. {Reason}")]
    private partial void LogNotRead(string reason);

    [LoggerMessage(Level = LogLevel.Information,
        Message = "Which version an enterprise showed last was not kept; it begins another when it is next read. {Reason}")]
    private partial void LogNotKept(string reason);
}
