using System.Globalization;

namespace Dashboard.Grains.Domain;

/// <summary>Instants as RFC 3339 writes them: date, <c>T</c>, time, and always an offset.</summary>
internal static class Rfc3339
{
    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss'Z'",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'",
    ];

    /// <summary>Reads an instant. The first and last year of the calendar are refused: their instants have no time in every zone.</summary>
    public static bool TryParse(string text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant)
        && instant.UtcDateTime.Year is > 1 and < 9999;

    /// <summary>With milliseconds and the offset +08:00.</summary>
    public static string Write(DateTimeOffset instant) =>
        Calendar.Shanghai.At(instant).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
}
