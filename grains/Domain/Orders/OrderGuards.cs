using Dashboard.Grains.Domain.Declared;

namespace Dashboard.Grains.Domain.Orders;

/// <summary>
/// What a closing must keep (SUPERVISION.md §2): one that fails any does not close, and is shown as 无效销号 with the reason.
/// </summary>
internal static class OrderGuards
{
    /// <summary>Who closes is neither the reporter nor of the responsible team; R4 and R5 are people of teams.</summary>
    public static bool K1(string? closer, string? role, string? closersTeam, string? reporter, string? team) =>
        closer is not null && closer != reporter && role is not ("R4" or "R5") && (closersTeam is null || closersTeam != team);

    /// <summary>Who closes is of a rank that reaches the level.</summary>
    public static bool K2(string? role, int level) => Actors.RankOf(role) >= level;

    /// <summary>
    /// The warnings it was opened for are cleared or resolved in the ledger, or R2 or R1 overrides with a reason. Without a rule there is
    /// no warning to be cleared.
    /// </summary>
    /// <param name="uncleared">How many of its subjects still have the warning.</param>
    public static bool K3(string? rule, int uncleared, string? role, string? reason) =>
        rule is null || uncleared == 0 || (role is "R1" or "R2" && reason is { Length: > 0 });

    /// <summary>At least one proof that the ledger knows.</summary>
    public static bool K4(int known) => known > 0;
}
