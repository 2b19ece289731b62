using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Roster;
using Dashboard.Grains.Teams;
using Dashboard.Grains.Views;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dashboard.Grains.Sums;

/// <summary>A jurisdiction (key: six-digit code): the sum of its teams.</summary>
internal sealed class JurisdictionGrain(CurrentRoster roster, TimeProvider clock, IOptions<DashboardOptions> options,
    ILogger<JurisdictionGrain> log)
    : SumGrain(roster, clock, options, log), IJurisdictionGrain
{
    private WakeUp? turning;
    private long nextTurn = long.MaxValue;

    private string Code => this.GetPrimaryKeyString();

    protected override string ViewName => $"jurisdiction/{Code}";

    protected override bool Exists => Code == Jurisdiction || Edition.Jurisdictions.ContainsKey(Code);

    protected override Share Share => Share.Whole;

    protected override IEnumerable<string> Teams => Edition.TeamsOf(Code, Jurisdiction);

    /// <summary>W28: sources that are silent. They are known by what all teams have received together, so no team can say it.</summary>
    protected override Alarms Own(Ticker ticker)
    {
        var now = Domain.Warnings.Watch.Now(Clock.GetUtcNow());
        var (silent, next) = (new List<RaisedWarning>(), long.MaxValue);
        foreach (var (source, watch) in Silence.Judge(Edition.Law, ticker.Sources))
        {
            var taken = watch.Taken(now);
            if (watch.After(taken) != Level.None)
            {
                silent.Add(RaisedWarning.Of(new(Silence.Kind, source, 0, "", [watch]), watch, taken));
            }

            next = Math.Min(next, watch.NextAfter(taken));
        }

        nextTurn = next;
        (turning ??= new(this, Clock, LookAgainAsync)).At(next);
        return silent.Count == 0 ? Alarms.None : Alarms.Of("", silent);
    }

    /// <inheritdoc/>
    protected override bool HasTurned => nextTurn <= Domain.Warnings.Watch.Now(Clock.GetUtcNow());

    private Task LookAgainAsync()
    {
        Changed();
        return Task.CompletedTask;
    }

    protected override Document Describe(
        IReadOnlyList<TeamPart> parts, Ticker ticker, Documents.Reading reading, long version, DateTimeOffset asOf, bool isFull) =>
        Describe(Code, ticker, reading with { IsWhole = true }, TeamDocuments(parts, reading, isFull), version, asOf);

    /// <summary>The document of a jurisdiction's view, with those of its teams.</summary>
    internal static Document Describe(
        string code, Ticker ticker, Documents.Reading reading, Document teams, long version, DateTimeOffset asOf)
    {
        var registered = reading.Roster.Jurisdictions.GetValueOrDefault(code);
        var head = Documents.Head($"jurisdiction/{code}", registered?.Name ?? code, registered?.NameEn, version, asOf, reading);
        return Documents.Body(head, reading)
            .With("recent", Documents.Recent(ticker))
            .With("sources", Documents.Sources(ticker, reading.Rules))
            .With("teams", teams)
            .With("items", Documents.Items(reading));
    }
}
