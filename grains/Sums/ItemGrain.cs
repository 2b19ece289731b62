using Dashboard.Grains.Contracts;
using Dashboard.Grains.Roster;
using Dashboard.Grains.Parts;
using Dashboard.Grains.Views;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dashboard.Grains.Sums;

/// <summary>
/// A supervision item (key: item code): the sum of the teams' parts for it. Unregistered items are summed as "unclassified".
/// </summary>
internal sealed class ItemGrain(CurrentRoster roster, DataQuality quality, VersionMarks marks, TimeProvider clock,
    IOptions<DashboardOptions> options, ILogger<ItemGrain> log)
    : SumGrain(roster, quality, marks, clock, options, log), IItemGrain
{
    private string Code => this.GetPrimaryKeyString();

    protected override string ViewName => $"item/{Code}";

    protected override bool Exists => Code == RosterItem.Unclassified || Edition.Items.ContainsKey(Code);

    protected override Share Share => new(Code, null);

    protected override IReadOnlyCollection<string> Members => [.. Edition.Teams.Keys.Append(RosterTeam.Unassigned).Distinct()];

    protected override string? MemberOf(string team) =>
        team == RosterTeam.Unassigned || Edition.Teams.ContainsKey(team) ? team : null;

    protected override Document Describe(
        IReadOnlyList<TeamPart> parts, Ticker ticker, Documents.Reading reading, long version, DateTimeOffset asOf, bool isFull)
    {
        var (name, nameEn) = Edition.NameOf(Code);
        return Documents.Body(Documents.Head(ViewName, name, nameEn, version, asOf, reading), reading)
            .With("recent", Documents.Recent(ticker))
            .With("teams", TeamDocuments(parts, reading, isFull));
    }
}
