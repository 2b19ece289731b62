namespace Dashboard.Grains.Contracts;

/// <summary>
/// Finds the grain behind a view's name: <c>team/T01</c>, <c>item/S14</c>, <c>jurisdiction/330203</c>, <c>enterprise/{uscc}</c>.
/// </summary>
public static class ViewNames
{
    private const int LongestKey = 60;

    /// <summary>Null when there can be no such view.</summary>
    public static IViewGrain? Find(this IGrainFactory grains, string? view)
    {
        var (kind, key) = Split(view);
        return key.Length is > 0 and <= LongestKey && !key.Any(char.IsControl) ? grains.Find(kind, key) : null;
    }

    /// <summary>Kind and key; empty where the name has none.</summary>
    public static (string Kind, string Key) Split(string? view)
    {
        var slash = view?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        return slash > 0 ? (view![..slash], view[(slash + 1)..]) : ("", "");
    }

    /// <summary>Null when there is no such kind.</summary>
    public static IViewGrain? Find(this IGrainFactory grains, string kind, string key)
    {
        ArgumentNullException.ThrowIfNull(grains);
        return kind switch
        {
            "team" => grains.GetGrain<ITeamGrain>(key),
            "item" => grains.GetGrain<IItemGrain>(key),
            "jurisdiction" => grains.GetGrain<IJurisdictionGrain>(key),
            "enterprise" => grains.GetGrain<IEnterpriseGrain>(key),
            _ => null,
        };
    }
}
