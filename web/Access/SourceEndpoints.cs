using Dashboard.Grains.Contracts;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.Access;

/// <summary>The tokens of sources: list, make, revoke. Two may hold at once for a source, to be exchanged without a gap.</summary>
internal static class SourceEndpoints
{
    private const int MostDays = 3 * 366;
    private const int UsualDays = 366;

    public static void MapSources(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/sources", ListAsync);
        app.MapPost("/api/sources", AddAsync);
        app.MapDelete("/api/sources/{id}", RevokeAsync);
    }

    private static async Task<IResult> ListAsync(AccessDb database, SourceTokens tokens, CancellationToken cancel) =>
        Results.Json((await database.SourceTokens.AsNoTracking().OrderBy(token => token.Name).ThenBy(token => token.Id)
            .ToListAsync(cancel)).Select(token => new
            {
                id = token.Id,
                name = token.Name,
                prefixes = token.Scope.Prefixes,
                teams = token.Scope.Teams?.Order(),
                master = token.IsMaster,
                created = Instant(token.Created),
                expires = Instant(token.Expires),
                lastUsed = Instant(tokens.LastUsed(token.Id) ?? token.LastUsed),
                revoked = Instant(token.Revoked),
            }));

    private static async Task<IResult> AddAsync(
        Given body, HttpContext context, AccessDb database, AuditTrail audit, TimeProvider clock, CancellationToken cancel)
    {
        var prefixes = body.Prefixes ?? [];
        var now = clock.GetUtcNow();
        var expires = body.Expires ?? now.AddDays(UsualDays);
        if (body.Name?.Trim() is not { Length: > 0 and <= 100 } name)
        {
            return Wrong("名称须为 1–100 个字符。A name has 1 to 100 characters.");
        }

        if (prefixes.Count == 0 || prefixes.Any(prefix => prefix.Length is 0 or > 200 || prefix.Any(char.IsWhiteSpace)))
        {
            return Wrong("至少给出一个来源前缀，不含空格。Give at least one prefix of source, without blanks.");
        }

        if (PeopleEndpoints.Problem([Roles.Viewer], body.Teams) is { } teams)
        {
            return Wrong(teams);
        }

        if (expires <= now || expires > now.AddDays(MostDays))
        {
            return Wrong("有效期须在今后三年之内。A token expires within the next three years.");
        }

        var (secret, kept) = SourceToken.Make(name, prefixes, body.Teams, body.Master ?? false, now, expires);
        database.Add(kept);
        await database.SaveChangesAsync(cancel);
        await audit.AddAsync(context.Caller().Name, "source.added", $"source/{kept.Id}",
            $"{name}: {kept.Prefixes}; teams {kept.Teams ?? "all"}");
        return Results.Json(new { id = kept.Id, name, token = secret, expires = Instant(kept.Expires) },
            statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> RevokeAsync(
        string id, HttpContext context, AccessDb database, SourceTokens tokens, AuditTrail audit, TimeProvider clock,
        CancellationToken cancel)
    {
        if (await database.SourceTokens.SingleOrDefaultAsync(one => one.Id == id, cancel) is not { } token)
        {
            return Results.Problem("没有此令牌。There is no such token.", statusCode: StatusCodes.Status404NotFound);
        }

        token.Revoked ??= clock.GetUtcNow().ToUnixTimeMilliseconds();
        await database.SaveChangesAsync(cancel);
        tokens.Forget();
        await audit.AddAsync(context.Caller().Name, "source.revoked", $"source/{id}", token.Name);
        return Results.NoContent();
    }

    private static string? Instant(long? milliseconds) =>
        milliseconds is { } at ? Rfc3339.Write(DateTimeOffset.FromUnixTimeMilliseconds(at)) : null;

    private static IResult Wrong(string sentence) => Results.Problem(sentence, statusCode: StatusCodes.Status400BadRequest);

    /// <param name="Master">It may register and retract teams, items, calendars and rule sets.</param>
    internal sealed record Given(
        string? Name, IReadOnlyList<string>? Prefixes, IReadOnlyList<string>? Teams, DateTimeOffset? Expires, bool? Master);
}
