using Dashboard.Grains.Contracts;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dashboard.Grains;

/// <summary>A jurisdiction (key: six-digit code): the sum of its teams.</summary>
internal sealed class JurisdictionGrain(Roster roster, TimeProvider clock, IOptions<DashboardOptions> options, ILogger<JurisdictionGrain> log)
    : SumGrain(roster, clock, options, log), IJurisdictionGrain
{
    private string Code => this.GetPrimaryKeyString();

    protected override string ViewName => $"jurisdiction/{Code}";

    protected override bool Exists => Code == Jurisdiction || Edition.Jurisdictions.ContainsKey(Code);

    protected override Share Share => Share.Whole;

    protected override IEnumerable<string> Teams => Edition.TeamsOf(Code, Jurisdiction);

    protected override Document Describe(IReadOnlyList<TeamPart> parts, Documents.Reading reading, long version, DateTimeOffset asOf)
    {
        var ticker = Ticker.Merge(parts.Select(part => part.Ticker));
        var registered = Edition.Jurisdictions.GetValueOrDefault(Code);
        return Documents.Body(Documents.Head(ViewName, registered?.Name ?? Code, registered?.NameEn, version, asOf, reading.Today, reading.Calendar), reading)
            .With("recent", Documents.Recent(ticker))
            .With("sources", Documents.Sources(ticker))
            .With("teams", TeamDocuments(parts, reading))
            .With("items", Documents.Items(reading, Edition));
    }
}
