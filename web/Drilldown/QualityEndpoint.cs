using Dashboard.Grains.Contracts;

namespace Dashboard.Web.Drilldown;

/// <summary>
/// <c>GET /api/quality</c>: how sound the data is (数据质量). What is settled is settled by an event, <c>record.merged</c>.
/// </summary>
internal static class QualityEndpoint
{
    public static void MapQuality(this IEndpointRouteBuilder app) =>
        app.MapGet("/api/quality", static async (IQualityReport report, CancellationToken cancel) =>
            (await report.ReadAsync(cancel)).Answer());
}
