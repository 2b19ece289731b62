using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.People;

namespace Dashboard.Grains.Domain.Reports.Tables;

/// <summary>
/// 表五 行政执法证持证率 by unit, as M04 counts it, on the last day of the year. The columns of the published form are not known (待核实).
/// </summary>
internal static class CertificateTable
{
    public const string Id = "certificates";

    /// <param name="officers">As they were registered on the day.</param>
    /// <param name="teams">The units in the order of the register; those without a post are left out.</param>
    /// <param name="teamOf">The unit of an officer then.</param>
    /// <param name="day">The day at whose end they are counted.</param>
    public static YearTable Of(
        IEnumerable<Officer> officers, IEnumerable<string> teams, Func<Officer, string> teamOf, DateOnly day)
    {
        var onPost = officers.Where(static officer => officer.OnPost).ToList();
        var byTeam = onPost.ToLookup(teamOf);
        return new(Id,
        [
            .. teams.Where(byTeam.Contains).Select(team => Row(team, [.. byTeam[team]], day)),
            Row(AuthorityRows.All, onPost, day),
        ]);
    }

    private static TableRow Row(string id, IReadOnlyList<Officer> onPost, DateOnly day) => new(id,
    [
        new("posts", TableUnit.Count, [.. onPost.Select(officer => Entry(officer, day, 1))]),
        new("certified", TableUnit.Count,
            [.. onPost.Where(officer => officer.IsCertifiedOn(day)).Select(officer => Entry(officer, day, 1))]),
        new("rate", TableUnit.Rate, [.. onPost.Select(officer => Entry(officer, day, officer.IsCertifiedOn(day) ? 1 : 0))]),
    ]);

    private static TableEntry Entry(Officer officer, DateOnly day, long amount) => new(new SubjectKey("officer", officer.Id), day, amount);
}
