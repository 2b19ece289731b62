using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Ledger;
using Dashboard.Grains.Roster;
using Dashboard.Grains.Parts;
using Dashboard.Grains.Views;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dashboard.Grains.Sums;

/// <summary>
/// A jurisdiction (key: six-digit code): the sum of its teams and of the jurisdictions that lie in it, so that a city costs what its
/// districts are, and not what all their teams are.
/// </summary>
internal sealed class JurisdictionGrain(CurrentRoster roster, DataQuality quality, VersionMarks marks, TimeProvider clock,
    IOptions<DashboardOptions> options, ILedger ledger, ILogger<JurisdictionGrain> log)
    : SumGrain(roster, quality, marks, clock, options, log), IJurisdictionGrain, IJurisdictionPart
{
    /// <summary>Between two sendings of its part: a screen is shown what is new at most so much later.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private Subscriptions greater = null!;
    private WakeUp? turning;
    private long nextTurn = long.MaxValue;
    private IReadOnlyList<QuarantineCount> quarantined = [];
    private WakeUp? counting;
    private bool isToCount;
    private IReadOnlyList<RaisedWarning> ofSources = [];

    private string Code => this.GetPrimaryKeyString();

    protected override string ViewName => $"jurisdiction/{Code}";

    protected override bool Exists => Code == Jurisdiction || Edition.Jurisdictions.ContainsKey(Code);

    protected override Share Share => Share.Whole;

    protected override IReadOnlyCollection<string> Members => Edition.Tree(Jurisdiction).Members(Code);

    protected override string? MemberOf(string team) => Edition.Tree(Jurisdiction).Member(Code, team);

    protected override IPart PartOf(string member) => Edition.Jurisdictions.ContainsKey(member)
        ? GrainFactory.GetGrain<IJurisdictionPart>(member)
        : base.PartOf(member);

    protected override bool IsFollowed => base.IsFollowed || greater.HasAny;

    /// <inheritdoc/>
    protected override bool IsSound(QualityReading before) => ReferenceEquals(before, Quality);

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        greater = new(Clock, _ => Whole(Code), problem => LogNotTaken(ViewName, problem.Message), Pause);
        await base.OnActivateAsync(cancellationToken);
        if (Code == Jurisdiction)
        {
            quarantined = await ledger.QuarantineCountsAsync(null, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public async Task<TeamPart?> Part(Share share, string? period)
    {
        if (!Exists)
        {
            return null;
        }

        await AskAsync();
        if (period is null)
        {
            return Whole(Code);
        }

        var parts = await AskAsync(period);
        return Whole(Code, parts, Sheet.Sum(parts.Select(static part => part.Sheet)), Version);
    }

    /// <inheritdoc/>
    public async Task<long> Subscribe(ISum sum, Share share)
    {
        if (!IsFollowed)
        {
            await SubscribeAsync();
        }

        greater.Renew(sum, share);
        return Version;
    }

    /// <inheritdoc/>
    protected override void Changed()
    {
        base.Changed();
        greater.Signal(static _ => true);
    }

    /// <inheritdoc/>
    public Task QuarantineChanged()
    {
        if (!isToCount)
        {
            isToCount = true;
            (counting ??= new(this, Clock, CountAsync)).At(Domain.Warnings.Watch.Now(Clock.GetUtcNow()) + 1);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<Document[]> SourceWarnings()
    {
        await Get(null);
        return [.. ofSources.Select(WarningDocuments.Raised)];
    }

    /// <summary>
    /// Warnings of sources: W28 those that are silent, W57 those that are back, W55 and W56 those of which much stands in quarantine. They
    /// are known by what came in altogether, so no team can say it.
    /// </summary>
    protected override Alarms Own(Ticker ticker)
    {
        var now = Domain.Warnings.Watch.Now(Clock.GetUtcNow());
        var (raised, next) = (new List<RaisedWarning>(), long.MaxValue);
        var spells = ticker.Sources.Keys.Select(source => (source, (IReadOnlyList<Spell>)ticker.SpellsOf(source)));
        foreach (var (source, watch, events, silentSince) in Silence.Judge(Edition.Law, ticker.Sources)
            .Select(static silent => (silent.Source, silent.Watch, 0L, 0L))
            .Concat(SourceReturn.Judge(Edition.Law, spells))
            .Concat(SourceHealth.Judge(Edition.Law, quarantined)
                .Select(static refused => (refused.Source, refused.Watch, refused.Events, 0L))))
        {
            var taken = watch.Taken(now);
            if (watch.After(taken) != Level.None)
            {
                raised.Add(RaisedWarning.OfSource(source, watch, taken, events, silentSince));
            }

            next = Math.Min(next, watch.NextAfter(taken));
        }

        ofSources = raised;
        nextTurn = next;
        (turning ??= new(this, Clock, LookAgainAsync)).At(next);
        return raised.Count == 0 ? Alarms.None : Alarms.Of("", raised);
    }

    /// <inheritdoc/>
    protected override bool IsSilent(TeamPart part)
    {
        var watched = Edition.Law.Rules.At(Today).Parameters.WatchedSources;
        var told = part.Ticker.Sources.Keys.Where(watched.Contains).ToList();
        return told.Count > 0 && told.TrueForAll(source =>
            ofSources.Any(raised => raised.Rule == Silence.Rule && raised.Subject == source));
    }

    /// <inheritdoc/>
    protected override bool HasTurned => nextTurn <= Domain.Warnings.Watch.Now(Clock.GetUtcNow());

    /// <inheritdoc/>
    protected override void Renewed() => nextTurn = long.MaxValue;

    private async Task CountAsync()
    {
        isToCount = false;
        quarantined = await ledger.QuarantineCountsAsync(null, CancellationToken.None);
        Changed();
    }

    private Task LookAgainAsync()
    {
        Changed();
        return Task.CompletedTask;
    }

    protected override Document Describe(
        IReadOnlyList<TeamPart> parts, Ticker ticker, Documents.Reading reading, long version, DateTimeOffset asOf, bool isFull)
    {
        var document = Describe(Code, ticker, reading with { IsWhole = true }, TeamDocuments(parts, reading, isFull), version, asOf)
            .With("quality", Documents.Quality(Quality, reading));
        return Edition.Tree(Jurisdiction).Above(Code) is { } above
            ? document.With("within", Documents.Member(Edition, above).With("id", above))
            : document;
    }

    /// <summary>The document of a jurisdiction's view, with those of its teams.</summary>
    internal static Document Describe(
        string code, Ticker ticker, Documents.Reading reading, Document teams, long version, DateTimeOffset asOf)
    {
        var registered = reading.Roster.Jurisdictions.GetValueOrDefault(code);
        var head = Documents.Head($"jurisdiction/{code}", registered?.Name ?? code, registered?.NameEn, version, asOf, reading);
        if (Documents.UnheardSources(ticker, reading.Rules) is > 0 and var unheard)
        {
            head.With("sourcesUnheard", unheard);
        }

        return HourDocuments.Add(WarningDocuments.Deadlines(Documents.Body(head, reading), reading), ticker.Hours, reading)
            .With("recent", Documents.Recent(ticker))
            .With("sources", Documents.Sources(ticker, reading.Rules))
            .With("teams", teams)
            .With("items", Documents.Items(reading));
    }
}
