using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Roster;
using Dashboard.Grains.Parts;
using Dashboard.Grains.Views;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans.Concurrency;

namespace Dashboard.Grains.Sums;

/// <summary>
/// A view that is the sum of teams' parts. Parts come whole, with versions: a lost, repeated or late one makes the sum late, never
/// wrong, and the next one mends it. While it is watched it stays subscribed to its teams; asked once, it asks them once.
/// Reentrant, because a part may come while others are being asked for; between two awaits nothing else runs.
/// </summary>
[Reentrant]
internal abstract partial class SumGrain(CurrentRoster roster, DataQuality quality, VersionMarks marks, TimeProvider clock,
    IOptions<DashboardOptions> options, ILogger<SumGrain> log) : Grain, ISum, IViewGrain
{
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, TeamPart> parts = [];
    private readonly Dictionary<string, Sheet> summed = [];
    private readonly Dictionary<
        string, ((TeamPart Part, DateOnly Day, long Edition, long Conflicts, bool IsSilent) Basis, Document Document)> described = [];
    private readonly EarlierParts earlier = new();
    private Sheet sum = new();
    private ViewPublisher publisher = null!;
    private Alarms alarms = Alarms.None;
    private Alarms[] alarmsOf = [];
    private View? shown;
    private bool isStale = true;
    private long version;
    private readonly Versions versions = marks.New();
    private readonly SteadyClock made = new(clock);
    private long edition;
    private DateOnly day;
    private QualityReading sound = QualityReading.None;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        await roster.ReadyAsync();
        publisher = new(clock, log, Now);
        this.RegisterGrainTimer(RenewAsync, new() { DueTime = Renewal, Period = Renewal, KeepAlive = false, Interleave = true });
        WakeUp.AtMidnight(this, clock, Changed);
    }

    /// <inheritdoc/>
    public Task Take(TeamPart part)
    {
        TakeAnswer(part, null);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<View?> Get(string? period, bool isFull = false)
    {
        await roster.FollowAsync();
        if (!Exists)
        {
            return null;
        }

        Period? asked = null;
        if (period is not null)
        {
            if (!Period.TryParse(period, out var read))
            {
                return null;
            }

            asked = read;
        }

        await quality.LookAsync();
        await AskAsync();

        // A period carries the version of now.
        if (Now() is not { } now || (asked is null && !isFull))
        {
            return shown;
        }

        if (asked is null)
        {
            return Build([.. parts.Values], SumUp(), null, now.Version, isFull);
        }

        var ofPeriod = await AskAsync(period);
        return Build(ofPeriod, Sheet.Sum(ofPeriod.Select(part => part.Sheet)), asked, now.Version, isFull);
    }

    /// <inheritdoc/>
    public async Task<long?> Watch(IViewWatcher watcher)
    {
        await roster.FollowAsync();
        if (!Exists)
        {
            return null;
        }

        if (!IsFollowed)
        {
            await SubscribeAsync();
        }

        return publisher.Watch(watcher);
    }

    /// <inheritdoc/>
    public Task Unwatch(IViewWatcher watcher) => publisher.UnwatchAsync(watcher);

    protected RosterEdition Edition => roster.Current;

    protected QualityReading Quality => quality.Current;

    /// <summary>Whether what the view shows of the quality of its data is still what it was.</summary>
    protected virtual bool IsSound(QualityReading before) => before.HasSameDoubles(Quality);

    protected TimeProvider Clock => clock;

    protected string Jurisdiction => options.Value.Jurisdiction;

    protected DateOnly Today => Shanghai.Day(clock.GetUtcNow());

    /// <summary>There is such a view.</summary>
    protected abstract bool Exists { get; }

    /// <summary>What of each team is added up.</summary>
    protected abstract Share Share { get; }

    /// <summary>The parts that are added up: teams, and of a jurisdiction those that lie in it.</summary>
    protected abstract IReadOnlyCollection<string> Members { get; }

    /// <summary>The one that has a part.</summary>
    protected virtual IPart PartOf(string member) => GrainFactory.GetGrain<ITeamParts>(member);

    /// <summary>Under which member a team's figures stand; null: under none.</summary>
    protected abstract string? MemberOf(string team);

    /// <summary>Somebody is told of each change.</summary>
    protected virtual bool IsFollowed => publisher.Watched;

    /// <summary>The whole document.</summary>
    protected abstract Document Describe(
        IReadOnlyList<TeamPart> parts, Ticker ticker, Documents.Reading reading, long version, DateTimeOffset asOf, bool isFull);

    /// <summary>Name of the view: kind and key.</summary>
    protected abstract string ViewName { get; }

    /// <summary>
    /// The teams' own documents within this view, in no order but by their fixed <c>order</c> member (DOMAIN.md §1.4: never ranked).
    /// </summary>
    protected Document TeamDocuments(IReadOnlyList<TeamPart> parts, Documents.Reading reading, bool isFull)
    {
        var teams = new Document();
        foreach (var part in parts)
        {
            var ofTeam = reading with
            {
                Conflicts = Quality.Conflicts((team, _) => MemberOf(team) == part.Team),
                IsSilent = reading.Period is null && IsSilent(part),
            };
            if (isFull || reading.Period is not null)
            {
                teams.With(part.Team, MemberDocument(part, ofTeam, isFull));
                continue;
            }

            var basis = (part, reading.Today, reading.Roster.Number, ofTeam.Conflicts, ofTeam.IsSilent);
            if (!described.TryGetValue(part.Team, out var known) || known.Basis != basis)
            {
                described[part.Team] = known = (basis, MemberDocument(part, ofTeam, isFull));
            }

            teams.With(part.Team, known.Document);
        }

        return teams;
    }

    /// <summary>A team, or a jurisdiction within another, as it stands within a sum's view.</summary>
    internal static Document MemberDocument(TeamPart part, Documents.Reading reading, bool isFull) => Documents.Team(
        Documents.Member(reading.Roster, part.Team).With("version", part.Version),
        reading with { Sheet = part.Sheet, Alarms = part.Alarms, IsHeard = part.IsHeard },
        isFull);

    /// <summary>Warnings that are no team's: none, but for a jurisdiction.</summary>
    protected virtual Alarms Own(Ticker ticker) => Alarms.None;

    /// <summary>Whether all sources that tell of a team are silent now: what it counts may be no more than what was heard.</summary>
    protected virtual bool IsSilent(TeamPart part) => false;

    /// <summary>The version of what is held now.</summary>
    protected long Version
    {
        get
        {
            Renew();
            return version;
        }
    }

    /// <summary>A new version has begun, of which no document was made yet.</summary>
    protected virtual void Renewed() { }

    /// <summary>A warning of its own has turned since the document was made, even if the timer is late.</summary>
    protected virtual bool HasTurned => false;

    protected virtual void Changed()
    {
        isStale = true;
        publisher.Changed();
    }

    /// <summary>
    /// Though no part has changed, the document is of another day or roster, of before a warning turned, or of a clock that has been set.
    /// </summary>
    private bool IsPast => (edition, day) != (Edition.Number, Today) || HasTurned || made.WasSet;

    private View? Now()
    {
        if (!Exists)
        {
            return null;
        }

        Renew();
        if (shown is null)
        {
            using var span = Tracing.Start("sum")?.SetTag(PlainSpans.Attributes.Kind, ViewNames.Split(ViewName).Kind);
            shown = Build([.. parts.Values], SumUp(), null, version, isFull: false);
        }

        return shown;
    }

    /// <summary>What has changed is another version. What has one stays: let go and read again it would begin another.</summary>
    private void Renew()
    {
        if (!isStale && !IsPast && IsSound(sound))
        {
            return;
        }

        (isStale, shown, edition, day, sound, version) = (false, null, Edition.Number, Today, Quality, versions.Next(version));
        made.Note();
        DelayDeactivation(Exists ? Timeout.InfiniteTimeSpan : TimeSpan.Zero);
        Renewed();
        var members = Members.ToHashSet();
        foreach (var gone in parts.Keys.Where(member => !members.Contains(member)).ToList())
        {
            parts.Remove(gone);
        }
    }

    /// <summary>The sum of the parts held: only what changed in a part since it was last summed is added and taken off.</summary>
    private Sheet SumUp()
    {
        foreach (var gone in summed.Keys.Where(team => !parts.ContainsKey(team)).ToList())
        {
            summed.Remove(gone, out var before);
            sum = sum.Replace(before!, new());
        }

        foreach (var (team, part) in parts)
        {
            if (!summed.TryGetValue(team, out var before) || !ReferenceEquals(before, part.Sheet))
            {
                sum = sum.Replace(before ?? new(), part.Sheet);
                summed[team] = part.Sheet;
            }
        }

        return sum;
    }

    private View Build(IReadOnlyList<TeamPart> teamParts, Sheet sheet, Period? period, long version, bool isFull)
    {
        var now = clock.GetUtcNow();
        var isLive = period is null && !isFull;
        var ticker = Ticker.Merge(teamParts.Select(part => part.Ticker));
        var standing = SumOf([.. teamParts.Select(part => part.Alarms), Own(ticker)]);
        var reading = new Documents.Reading(sheet, standing, Today, Edition, period, Earlier: isLive ? earlier : null)
        {
            Conflicts = Quality.Conflicts((team, item) =>
                MemberOf(team) is not null && (Share.Item is not { } wanted || Edition.ItemFor(item) == wanted)),
            IsHeard = Share.Item is null ? teamParts.Any(static part => part.IsHeard) : sheet.HasRecords,
        };
        var document = Describe(teamParts, ticker, reading, version, now, isFull);
        var commit = teamParts.Count == 0 ? now : teamParts.Max(part => part.Commit);
        return new(ViewName, version, now, commit, isLive ? earlier.Whole(document) : document);
    }

    /// <summary>All warnings together; the same object as long as no part of it is another.</summary>
    private Alarms SumOf(Alarms[] parts)
    {
        if (!alarmsOf.AsSpan().SequenceEqual(parts))
        {
            (alarmsOf, alarms) = (parts, Alarms.Sum(parts));
        }

        return alarms;
    }

    /// <summary>
    /// Takes what a team answered. If nothing came of it since it was asked this holds, though what is held be later: that is of a host
    /// whose clock was ahead, or of a ledger that was set back, and the team has been started anew.
    /// </summary>
    private void TakeAnswer(TeamPart part, TeamPart? before)
    {
        var held = parts.GetValueOrDefault(part.Team);
        if (held is null || part.IsNewerThan(held) || (ReferenceEquals(held, before) && part.Version != held.Version))
        {
            parts[part.Team] = part;
            Changed();
        }
    }

    /// <summary>Has what all members say now.</summary>
    protected async Task AskAsync()
    {
        var before = parts.ToDictionary();
        foreach (var part in await AskAsync(null))
        {
            TakeAnswer(part, before.GetValueOrDefault(part.Team));
        }
    }

    /// <summary>What all members say of a period.</summary>
    protected async Task<List<TeamPart>> AskAsync(string? period)
    {
        var asked = Members.Select(member => PartOf(member).Part(Share, period)).ToList();
        await Task.WhenAll(asked);
        return [.. asked.Select(part => part.Result).OfType<TeamPart>()];
    }

    /// <summary>What is held of all members, added up, as one part of a greater sum; with the version the view has.</summary>
    protected TeamPart Whole(string name)
    {
        // Before anything is added up: it leaves out what lies in this sum no more.
        Renew();
        return Whole(name, parts.Values, SumUp(), version);
    }

    /// <summary>Some parts as one: what it names it names by its own name, since a greater sum knows it only.</summary>
    protected static TeamPart Whole(string name, IReadOnlyCollection<TeamPart> parts, Sheet sheet, long version)
    {
        var ticker = Ticker.Merge(parts.Select(static part => part.Ticker));
        var standing = Alarms.Sum(parts.Select(static part => part.Alarms));
        return new(name, version, parts.Count == 0 ? DateTimeOffset.MinValue : parts.Max(static part => part.Commit), sheet,
            ticker with { Lines = [.. ticker.Lines.Select(line => line with { Team = name })] },
            parts.Sum(static part => part.Sequence), standing.Named(name));
    }

    protected async Task SubscribeAsync()
    {
        var me = this.AsReference<ISum>();
        await Task.WhenAll(Members.Select(async member =>
        {
            var (grain, held) = (PartOf(member), parts.GetValueOrDefault(member));
            if (await grain.Subscribe(me, Share) != held?.Version && await grain.Part(Share, null) is { } part)
            {
                TakeAnswer(part, held);
            }
        }));
    }

    private async Task RenewAsync(CancellationToken cancel)
    {
        if (!IsFollowed)
        {
            return;
        }

        try
        {
            await SubscribeAsync();
            await quality.LookAsync(cancel);
            if (IsPast || !IsSound(sound))
            {
                Changed();
            }
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            LogNotRenewed(ViewName, problem.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A part of {Part} was not taken; it will be asked for. {Reason}")]
    protected partial void LogNotTaken(string part, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "View {View} could not ask all its teams; it asks again in 5 s. {Reason}")]
    private partial void LogNotRenewed(string view, string reason);
}
