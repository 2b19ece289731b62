using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Parts;
using Dashboard.Grains.Roster;
using Dashboard.Grains.Views;

namespace Dashboard.Grains.Teams;

/// <summary>What a team shows: its part in sums, and its own document. Pure.</summary>
internal static class TeamView
{
    /// <summary>Its part in a sum as the figures stand; with a period, the figures of that period.</summary>
    public static TeamPart PartOf(
        string team, TeamFigures figures, RosterEdition edition, DateOnly today, long version, Share share, Period? period)
    {
        Func<string, bool>? wanted = share.Item is { } item ? declared => edition.ItemFor(declared) == item : null;
        var at = Viewpoint.On(today, edition.ItemFor);
        var sheet = share.Enterprise is not null ? new Sheet()
            : period is { } asked ? Sheet.Of(figures.Figures, at with { RatePeriod = asked }, asked, wanted)
            : wanted is not null ? Sheet.Of(figures.Figures, at, wanted)
            : figures.SheetOf(at);
        var ticker = figures.Ticker with
        {
            Lines = share.Item is null ? figures.Ticker.Lines
                : [.. figures.Ticker.Lines.Where(line => edition.ItemFor(line.Item) == share.Item)],
            Hours = share == Share.Whole && period is null ? figures.Ticker.Hours?.Around(today) : null,
        };
        var alarms = share.Enterprise is not null ? Alarms.None
            : wanted is not null ? figures.AlarmsOf(wanted)
            : figures.Alarms;
        return new(team, version, figures.Commit, sheet, ticker, figures.Sequence, alarms);
    }

    /// <summary>The document of a team's own view.</summary>
    public static Document Describe(TeamPart part, Documents.Reading reading, DateTimeOffset asOf)
    {
        var team = reading.Roster.TeamOf(part.Team);
        var head = Documents.Head($"team/{part.Team}", team.Name, team.NameEn, part.Version, asOf, reading);
        return HourDocuments.Add(WarningDocuments.Deadlines(Documents.Body(head, reading), reading), part.Ticker.Hours, reading)
            .With("recent", Documents.Recent(part.Ticker))
            .With("items", Documents.Items(reading));
    }
}
