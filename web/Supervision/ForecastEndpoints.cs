using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;

namespace Dashboard.Web.Supervision;

/// <summary>The forecast of certified officers (CONTRACT.md §10): figures for all, who leaves for those who lead.</summary>
internal static class ForecastEndpoints
{
    private const int MostMonths = 36, UsualMonths = 24;

    private static readonly Said Months = new(
        $"months 必须是 1 到 {MostMonths} 的整数。", $"months must be a whole number from 1 to {MostMonths}.");

    private static readonly Said Month = new(
        $"month 必须是 0 到 {MostMonths} 的整数。", $"month must be a whole number from 0 to {MostMonths}.");

    public static void MapForecast(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/forecast/officers", async (
            string? team, string? months, IForecasts forecasts, HttpContext context, CancellationToken cancel) =>
        {
            var caller = context.Caller();
            if (Whole(months, UsualMonths, 1) is not { } ahead)
            {
                return Months.Problem();
            }

            var document = await forecasts.OfAsync(NullIfEmpty(team), ahead, caller.Reader, cancel);
            return document.With("mayOpen", Offices.IsOfWork(caller)).Answer();
        });
        app.MapGet("/api/forecast/leaving", async (string? team, string? month, IForecasts forecasts, HttpContext context,
            AuditTrail audit, CancellationToken cancel) =>
        {
            var caller = context.Caller();
            if (Whole(month, 1, 0) is not { } ahead)
            {
                return Month.Problem();
            }

            var document = await forecasts.LeavingAsync(NullIfEmpty(team), ahead, caller.Reader, cancel);
            await audit.AddReadingAsync(caller, "subject.read", "forecast/leaving");
            return document.Answer();
        });
    }

    private static int? Whole(string? text, int usual, int least) =>
        text is null ? usual : int.TryParse(text, out var number) && number >= least && number <= MostMonths ? number : null;

    private static string? NullIfEmpty(string? text) => text is { Length: > 0 } ? text : null;
}
