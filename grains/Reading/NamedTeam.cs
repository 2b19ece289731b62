using Dashboard.Grains.Contracts;
using Dashboard.Grains.Roster;

namespace Dashboard.Grains.Reading;

/// <summary>A row says whose it is by name too: the view beside it may hold districts only, and not the teams within them.</summary>
internal static class NamedTeam
{
    /// <summary>Sets <c>team</c> (its id), <c>teamName</c> and, where one is registered, <c>teamNameEn</c>.</summary>
    public static Document WithTeam(this Document row, string team, RosterEdition edition)
    {
        var known = edition.TeamOf(team);
        row.With("team", team).With("teamName", known.Name);
        return known.NameEn is null ? row : row.With("teamNameEn", known.NameEn);
    }
}
