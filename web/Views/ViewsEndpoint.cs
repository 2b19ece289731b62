using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;

namespace Dashboard.Web.Views;

/// <summary>
/// <c>GET /api/views/{kind}/{key}?period=&amp;full=1</c> (CONTRACT.md §3), and for keys that no path can end in
/// <c>GET /api/views?view={kind}/{key}</c>. With <c>asOf=</c> a period as it was known then; with <c>trends=1</c> the last days of each
/// team of a jurisdiction, which its own document does not tell: <c>{"teams":{"T01":{"2026-11-24":{"casesFiled":2}}}}</c>.
/// </summary>
internal static class ViewsEndpoint
{
    /// <summary>A bureau has teams by the dozen; more are too many to be read one after the other, and to be looked at.</summary>
    private const int MostTrends = 40;

    public static void MapViews(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/views/{kind}/{**key}",
            (string kind, string? key, HttpContext context, [AsParameters] ViewQuery query, CancellationToken cancel) =>
                AnswerAsync(kind, key ?? "", context, query, cancel));
        app.MapGet("/api/views", (string? view, HttpContext context, [AsParameters] ViewQuery query, CancellationToken cancel) =>
        {
            var (kind, key) = ViewNames.Split(view);
            return AnswerAsync(kind, key, context, query, cancel);
        });
    }

    private static async Task<IResult> AnswerAsync(
        string kind, string key, HttpContext context, ViewQuery query, CancellationToken cancel)
    {
        var (mask, period, full, name) = (Mask.Of(context.Caller()), query.Period, query.Full, query.Roster.IdOf(kind, key));
        var asked = default(Period);
        if (period is not null && !Period.TryParse(period, out asked))
        {
            return Results.Problem("period must be a year, a month or a day: 2020, 2020-05 or 2020-05-17.", statusCode: 400);
        }

        if (full is not (null or "0" or "1"))
        {
            return Results.Problem("full must be 1, for all that is known of the teams within, or be left out.", statusCode: 400);
        }

        if (query.Trends is not (null or "0" or "1") || (query.Trends == "1" && (kind != "jurisdiction" || period is not null)))
        {
            return Results.Problem("trends must be 1, for the last days of each team of a jurisdiction as it is now, or be left out.",
                statusCode: 400);
        }

        if (!mask.Admits(kind, name))
        {
            return Unknown(kind, key);
        }

        if (query.AsOf is { } text)
        {
            if (!Parameters.TryInstant(text, out var instant, out var isDay) || instant is not { } asOf || period is null
                || kind == "enterprise")
            {
                return Results.Problem(
                    "asOf must be a day (its end is meant) or an instant with offset, for the period= of a team, an item or a "
                        + "jurisdiction: asOf=2026-11-14 or asOf=2026-11-14T12:00:00%2B08:00.", statusCode: 400);
            }

            return await query.Earlier.OpenAsync(kind, name, asked, isDay ? asOf.AddDays(1).AddTicks(-1) : asOf, cancel) is { } document
                ? mask.Apply(query.Demo.Mark(document)).Answer()
                : Unknown(kind, key);
        }

        if (query.Grains.Find($"{kind}/{name}") is not { } grain
            || await query.Losses.ReadAsync(() => grain.Get(period, full == "1")) is not { } view)
        {
            return Unknown(kind, key);
        }

        var shown = mask.Apply(query.Demo.Mark(view).Document);
        if (query.Trends == "1")
        {
            List<KeyValuePair<string, object>> members = [.. (shown["teams"] as Document)?.Members ?? []];
            return members.Count > MostTrends
                ? Results.Problem($"{kind}/{key} has {members.Count} teams, and trends=1 tells of {MostTrends} at most: the view of each "
                    + "has its own trend.", statusCode: 400)
                : (await TrendsAsync(members, query)).Answer();
        }

        // A screen that no link reaches proves what it shows by this, as it does by a frame's.
        context.Response.Headers["Document-Digest"] = shown.Digest();
        return shown.Answer();
    }

    /// <summary>
    /// Of the members that stand in what the caller is shown of the whole, and of no others; one is read after the other.
    /// </summary>
    private static async Task<Document> TrendsAsync(IReadOnlyList<KeyValuePair<string, object>> members, ViewQuery query)
    {
        var teams = new Document();
        foreach (var (id, member) in members)
        {
            var kind = (member as Document)?["kind"] as string ?? "team";
            var view = await query.Losses.ReadAsync(() => query.Grains.Find(kind, id)!.Get(null));
            teams.With(id, (view?.Document["trend"] as Document)?["days"] ?? new Document());
        }

        return new Document().With("teams", teams);
    }

    private static IResult Unknown(string kind, string key) => Results.Problem(
        $"There is no view {kind}/{key}. Views are jurisdiction/{{code}}, team/{{id}}, item/{{code}} and enterprise/{{uscc}}.",
        statusCode: 404);
}

/// <summary>What is asked of a view, and who answers.</summary>
internal sealed record ViewQuery
{
    public string? Period { get; init; }

    public string? Full { get; init; }

    public string? AsOf { get; init; }

    public string? Trends { get; init; }

    public required IGrainFactory Grains { get; init; }

    public required IRoster Roster { get; init; }

    public required IEarlierViews Earlier { get; init; }

    public required DemoMark Demo { get; init; }

    public required SiloLosses Losses { get; init; }
}
