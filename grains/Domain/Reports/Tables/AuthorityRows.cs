using Dashboard.Grains.Domain.Cases;

namespace Dashboard.Grains.Domain.Reports.Tables;

/// <summary>
/// The rows of a table of acts: those in this bureau's own name, which alone are published, and beside them what it handled in the name of
/// others.
/// </summary>
internal static class AuthorityRows
{
    public const string District = "district", City = "city", Others = "others", All = "all";

    /// <summary>Each row with its acts; one of others (towns, or authorities nobody can read) only where there are such.</summary>
    public static IEnumerable<(string Row, IReadOnlyList<T> Acts)> Of<T>(IReadOnlyList<T> acts, Func<T, DecidingAuthority> authority)
    {
        yield return (District, [.. acts.Where(act => authority(act) == DecidingAuthority.District)]);
        yield return (City, [.. acts.Where(act => authority(act) == DecidingAuthority.City)]);
        var others = acts.Where(act => authority(act) is not (DecidingAuthority.District or DecidingAuthority.City)).ToList();
        if (others.Count > 0)
        {
            yield return (Others, others);
        }

        yield return (All, acts);
    }
}
