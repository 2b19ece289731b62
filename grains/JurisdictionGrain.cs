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

    protected override IEnumerable<string> Teams
    {
        get
        {
            // A parent that is no jurisdiction (the bureau, another team) leaves the team in the one that is shown.
            var teams = Edition.Teams.Values
                .Where(team => (team.Parent is { } parent && Edition.Jurisdictions.ContainsKey(parent) ? parent : Jurisdiction) == Code)
                .Select(team => team.Id);
            return Code == Jurisdiction ? teams.Append(RosterEdition.Unassigned).Distinct() : teams;
        }
    }

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
