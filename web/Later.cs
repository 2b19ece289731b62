using System.Globalization;
using Dashboard.Web.Ingest;

namespace Dashboard.Web;

/// <summary>An answer that says: not now, and when to come back. The one place where <c>Retry-After</c> is written.</summary>
internal static class Later
{
    /// <param name="status">429 for who asks too often, 503 for what this host cannot do now.</param>
    /// <param name="pause">Rounded up to whole seconds, at least one.</param>
    public static IResult Answer(HttpContext context, int status, TimeSpan pause, string sentence)
    {
        context.Response.Headers.RetryAfter = SecondsOf(pause).ToString(CultureInfo.InvariantCulture);
        return RefusalWords.Problem(sentence, status);
    }

    /// <summary>The same for who asks too often.</summary>
    public static IResult TooMany(HttpContext context, TimeSpan pause, string sentence) =>
        Answer(context, StatusCodes.Status429TooManyRequests, pause, sentence);

    /// <summary>As it is told: whole seconds, at least one.</summary>
    public static int SecondsOf(TimeSpan pause) => Math.Max(1, (int)Math.Ceiling(pause.TotalSeconds));
}
