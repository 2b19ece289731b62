using System.Globalization;

namespace Dashboard.Load.Product;

/// <summary>What the product says of itself at /metrics.</summary>
internal static class MetricsPage
{
    /// <summary>The sum over all series whose name is wanted; null when there is none.</summary>
    public static async Task<double?> SumAsync(DashboardProcess product, Func<string, bool> isWanted)
    {
        double? sum = null;
        foreach (var line in (await product.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative))).Split('\n'))
        {
            var name = line.AsSpan(0, Math.Max(0, line.AsSpan().IndexOfAny('{', ' '))).ToString();
            if (name.Length > 0 && name[0] != '#' && isWanted(name))
            {
                var value = line[(Math.Max(line.LastIndexOf('}'), name.Length - 1) + 1)..].Trim().Split(' ')[0];
                sum = (sum ?? 0) + double.Parse(value, CultureInfo.InvariantCulture);
            }
        }

        return sum;
    }
}
