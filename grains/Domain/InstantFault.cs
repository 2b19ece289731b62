using System.Globalization;
using System.Text;
using System.Text.Json;
using Dashboard.Grains.Contracts;

namespace Dashboard.Grains.Domain;

/// <summary>Says to a sender what keeps a value from being an instant.</summary>
internal static class InstantFault
{
    private const int DateLength = 10;
    private const int SecondLength = 19;
    private const int MostQuoted = 40;

    /// <summary>A sentence that says what keeps a value from being an instant.</summary>
    /// <param name="name">Of the field.</param>
    /// <param name="value">What <see cref="Rfc3339.TryParse"/> refused, or what is no text.</param>
    /// <param name="isQuoted">The value is said too; what may hold words that nobody is to read is not.</param>
    public static string Of(string name, JsonPiece value, bool isQuoted = true)
    {
        const string Example = "an instant as RFC 3339 with offset, 2026-11-23T10:21:05+08:00";
        if (value.Kind != JsonTokenType.String || !isQuoted)
        {
            return value.IsGiven ? $"{name} must be a text: {Example}." : $"{name} is required: {Example}.";
        }

        var text = Encoding.UTF8.GetString(value.Utf8);
        return $"{name} \"{(text.Length > MostQuoted ? text[..MostQuoted] + "…" : text)}\" {FaultOf(text)}; it must be {Example}.";
    }

    private static string FaultOf(string text) => text switch
    {
        _ when text.Length < DateLength || !Rfc3339.TryParseDay(Encoding.UTF8.GetBytes(text[..DateLength]), out _) =>
            "does not begin with a day there is (yyyy-MM-dd)",
        { Length: DateLength } => "has no time",
        _ when text[DateLength] is not ('T' or 't') => $"has \"{text[DateLength]}\" where T must stand",
        _ when !TimeOnly.TryParseExact(text.AsSpan(DateLength + 1, Math.Min(text.Length, SecondLength) - DateLength - 1), "HH:mm:ss",
            CultureInfo.InvariantCulture, DateTimeStyles.None, out _) =>
            "has no time from 00:00:00 to 23:59:59 after the T (HH:mm:ss)",
        { Length: SecondLength } => "has no offset",
        _ when text[SecondLength] is ',' => "has a comma where a point must stand",
        _ => "does not end in an offset (Z, or hours and minutes as +08:00)",
    };
}
