namespace Dashboard.Web;

/// <summary>
/// A question with a zero byte in it is refused before anything is asked: nothing that is stored has one, and PostgreSQL takes none.
/// </summary>
internal static class ZeroBytes
{
    public static void RefuseZeroBytes(this IApplicationBuilder app) => app.Use((context, next) =>
        context.Request.QueryString.HasValue && context.Request.Query.Any(static parameter =>
            Holds(parameter.Key) || parameter.Value.Any(Holds))
            ? Results.Problem("No parameter may hold a zero byte (%00).", statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(context)
            : next(context));

    private static bool Holds(string? text) => text is not null && text.Contains('\0');
}
