namespace Dashboard.Grains.Domain.Cases;

/// <summary>加处罚款: 3 % of the fine for each day it is late, never more than the fine itself (行政处罚法 art. 72(1)).</summary>
internal static class Surcharge
{
    private const long PercentADay = 3;

    /// <summary>What has come to a fine, in fen, that is so many days late.</summary>
    public static long Of(long fineFen, int daysLate) => daysLate <= 0 ? 0 : Math.Min(fineFen, fineFen * PercentADay * daysLate / 100);
}
