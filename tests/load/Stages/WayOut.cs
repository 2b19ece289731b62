using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Parts;
using Dashboard.Grains.Roster;
using Dashboard.Grains.Sums;
using Dashboard.Grains.Teams;
using Dashboard.Grains.Views;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Dashboard.Load.Stages;

/// <summary>The way of changed figures to the frames of a jurisdiction's screens and of one team's, as grains and feeds go it.</summary>
internal sealed class WayOut(
    RosterEdition roster, string jurisdiction, string team, IReadOnlyList<IHubProtocol> protocols, Func<string, TeamFigures> figuresOf,
    TimeProvider clock)
{
    private readonly Dictionary<string, TeamPart> parts = [];
    private readonly Dictionary<string, Document> described = [];
    private Sheet sum = new();
    private Alarms alarms = Alarms.None;
    private Ticker ticker = Ticker.Empty;
    private readonly Versions versions = new VersionMarks(clock).New();
    private long version;

    public ShownView Wall { get; } = new($"jurisdiction/{jurisdiction}", protocols);

    public ShownView Screen { get; } = new($"team/{team}", protocols);

    /// <summary>Shows the next version of all that these teams changed.</summary>
    public void Show(IEnumerable<string> changed, OutwardMeters meters)
    {
        var now = clock.GetUtcNow();
        var today = Shanghai.Day(now);
        version = versions.Next(version);
        var at = Viewpoint.On(today, roster.ItemFor);
        var newest = meters.Parts.Measure("a team's part", () => changed.Select(name => PartOf(name, figuresOf(name), at)).ToList());
        meters.Parts.EndRound(newest.Count);

        meters.Wall.Measure("sum of the parts", () => SumUp(newest));
        Wall.Show(version, now, meters.Wall, earlier =>
        {
            var reading = new Documents.Reading(sum, alarms, today, roster, null, IsWhole: true, Earlier: earlier);
            newest.ForEach(part => described[part.Team] = SumGrain.MemberDocument(part, reading, isFull: false));
            var teams = described.Aggregate(new Document(), static (teams, of) => teams.With(of.Key, of.Value));
            return JurisdictionGrain.Describe(jurisdiction, ticker, reading, teams, version, now);
        });
        meters.Wall.EndRound(1);

        if (newest.Find(part => part.Team == team) is { } own)
        {
            Screen.Show(version, now, meters.Screen, earlier =>
                TeamView.Describe(own, new(own.Sheet, own.Alarms, today, roster, null, Earlier: earlier), now));
            meters.Screen.EndRound(1);
        }
    }

    private TeamPart PartOf(string name, TeamFigures figures, Viewpoint at)
    {
        figures.Turn();
        return new(name, version, figures.Commit, figures.SheetOf(at), figures.Ticker, figures.Sequence, figures.Alarms);
    }

    private void SumUp(List<TeamPart> newest)
    {
        var turned = false;
        foreach (var part in newest)
        {
            var before = parts.GetValueOrDefault(part.Team);
            sum = sum.Replace(before?.Sheet ?? new(), part.Sheet);
            turned |= before?.Alarms != part.Alarms;
            parts[part.Team] = part;
        }

        alarms = turned ? Alarms.Sum(parts.Values.Select(part => part.Alarms)) : alarms;
        ticker = Ticker.Merge(parts.Values.Select(part => part.Ticker));
    }
}

/// <summary>Where the stages outward are measured: parts by the part, each view by the version.</summary>
internal sealed record OutwardMeters(StageMeter Parts, StageMeter Wall, StageMeter Screen)
{
    public static OutwardMeters New() => new(new(), new(), new());
}
