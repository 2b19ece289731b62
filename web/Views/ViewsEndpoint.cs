using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Tallies;

namespace Dashboard.Web.Views;

/// <summary>
/// <c>GET /api/views/{kind}/{key}?period=&amp;full=1</c> (CONTRACT.md §3), and for keys that no path can end in
/// <c>GET /api/views?view={kind}/{key}</c>.
/// </summary>
internal static class ViewsEndpoint
{
    public static void MapViews(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/views/{kind}/{**key}",
            (string kind, string? key, string? period, string? full, IGrainFactory grains, DemoMark demo) =>
                AnswerAsync(kind, key ?? "", period, full, grains, demo));
        app.MapGet("/api/views", (string? view, string? period, string? full, IGrainFactory grains, DemoMark demo) =>
        {
            var (kind, key) = ViewNames.Split(view);
            return AnswerAsync(kind, key, period, full, grains, demo);
        });
    }

    private static async Task<IResult> AnswerAsync(
        string kind, string key, string? period, string? full, IGrainFactory grains, DemoMark demo)
    {
        if (period is not null && !Period.TryParse(period, out _))
        {
            return Results.Problem("period must be a year, a month or a day: 2020, 2020-05 or 2020-05-17.", statusCode: 400);
        }

        if (full is not (null or "0" or "1"))
        {
            return Results.Problem("full must be 1, for all that is known of the teams within, or be left out.", statusCode: 400);
        }

        var view = grains.Find($"{kind}/{Facts.IdOf(kind, key)}") is { } grain ? await grain.Get(period, full == "1") : null;
        return view is null
            ? Results.Problem(
                $"There is no view {kind}/{key}. Views are jurisdiction/{{code}}, team/{{id}}, item/{{code}} and enterprise/{{uscc}}.",
                statusCode: 404)
            : Results.Bytes(demo.Mark(view).Document.ToUtf8(), "application/json; charset=utf-8");
    }
}
