using System.Globalization;
using System.Text;
using Dashboard.Grains.Contracts;

namespace Dashboard.Web;

/// <summary>
/// What a parameter must be, whichever endpoint it is given to: one that is not is refused by its name with a sentence, before anything is
/// asked. What an endpoint alone knows (a period, a view) it checks itself.
/// </summary>
internal static class Parameters
{
    private const int FirstYear = 1990, LastYear = 2100;

    private static readonly Dictionary<string, (Predicate<string> Fits, string Sentence)> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["open"] = (static text => bool.TryParse(text, out _), "open must be true or false, or be left out."),
        ["page"] = (IsNumber, "page must be a whole number from 1."),
        ["size"] = (IsNumber, "size must be a whole number from 1 to 500: how many rows a page has."),
        ["state"] = (static text => text.ToLowerInvariant() is "open" or "retried" or "dismissed",
            "state must be open, retried or dismissed, or be left out."),
        ["year"] = (IsNumber, "year must be from 1990 to 2100."),
    };

    /// <summary>
    /// A zero byte is refused in any of them: nothing that is stored has one, and PostgreSQL takes none.
    /// </summary>
    public static void CheckParameters(this IApplicationBuilder app) => app.Use((context, next) =>
        context.Request.QueryString.HasValue && Problem(context.Request) is { } sentence
            ? Results.Problem(sentence, statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(context)
            : next(context));

    /// <summary>An instant with its offset, or a day, of which the first instant in Shanghai is given.</summary>
    /// <param name="text">A plus sign that nobody encoded has arrived as a blank.</param>
    /// <param name="instant">Null where nothing was said.</param>
    /// <returns>False when it is neither.</returns>
    public static bool TryInstant(string? text, out DateTimeOffset? instant, out bool isDay)
    {
        var utf8 = Encoding.UTF8.GetBytes((text ?? "").Replace(' ', '+'));
        if (Rfc3339.TryParseDay(utf8, out var day) && day.Year is >= FirstYear and <= LastYear)
        {
            (instant, isDay) = (Shanghai.Midnight(day), true);
            return true;
        }

        var isInstant = Rfc3339.TryParse(utf8, out var found);
        (instant, isDay) = (isInstant ? found : null, false);
        return isInstant || utf8.Length == 0;
    }

    private static string? Problem(HttpRequest request)
    {
        var isApi = request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
        foreach (var (name, values) in request.Query)
        {
            if (HoldsZero(name) || values.Any(HoldsZero))
            {
                return "No parameter may hold a zero byte (%00).";
            }

            if (isApi && Known.TryGetValue(name, out var known) && !IsStage(request, name)
                && !(values is [{ } value] && known.Fits(value)))
            {
                return known.Sentence;
            }
        }

        return null;
    }

    /// <summary>In evidence, <c>open</c> names a stage.</summary>
    private static bool IsStage(HttpRequest request, string name) =>
        name.Equals("open", StringComparison.OrdinalIgnoreCase)
            && request.Path.Equals("/api/evidence", StringComparison.OrdinalIgnoreCase);

    private static bool HoldsZero(string? text) => text is not null && text.Contains('\0');

    private static bool IsNumber(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
}
