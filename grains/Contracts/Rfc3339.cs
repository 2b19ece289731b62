using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Dashboard.Grains.Contracts;

/// <summary>
/// Days and instants as RFC 3339 writes them. An instant is date, <c>T</c>, time with any number of decimal places, and always an offset.
/// </summary>
public static class Rfc3339
{
    private const int DateLength = 10;
    private const int SecondLength = 19;
    private const int TickDigits = 7;
    private const int MostOffset = 14 * 60;

    /// <summary>
    /// Reads an instant to its ticks of 100 ns; a leap second, <c>:60</c>, is the one after it. The first and last year of the calendar are
    /// refused: their instants have no time in every zone.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out DateTimeOffset instant)
    {
        instant = default;
        if (text.Length <= SecondLength || !TryParseDay(text[..DateLength], out var day)
            || (text[10] | 0x20) != 't' || !TryTwo(text[11..], out var hour) || text[13] != ':' || !TryTwo(text[14..], out var minute)
            || text[16] != ':' || !TryTwo(text[17..], out var second) || hour > 23 || minute > 59 || second > 60)
        {
            return false;
        }

        var ticks = new TimeSpan(hour, minute, second).Ticks;
        var rest = text[SecondLength..];
        if (rest[0] == '.')
        {
            var places = rest[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
            if (places <= 0) // none, or nothing after them
            {
                return false;
            }

            var fraction = 0;
            for (var place = 1; place <= TickDigits; place++)
            {
                fraction = (fraction * 10) + (place <= places ? rest[place] - '0' : 0);
            }

            ticks += fraction;
            rest = rest[(places + 1)..];
        }

        if (day.Year is <= 1 or >= 9999 || !TryOffset(rest, out var offset))
        {
            return false;
        }

        instant = new(day.ToDateTime(TimeOnly.MinValue).AddTicks(ticks), TimeSpan.FromMinutes(offset));
        return true;
    }

    /// <summary>Reads a civil date, <c>yyyy-MM-dd</c>.</summary>
    public static bool TryParseDay(ReadOnlySpan<byte> text, out DateOnly day)
    {
        day = default;
        if (text.Length != DateLength || text[4] != '-' || text[7] != '-'
            || !TryTwo(text, out var century) || !TryTwo(text[2..], out var year)
            || !TryTwo(text[5..], out var month) || !TryTwo(text[8..], out var date))
        {
            return false;
        }

        year += century * 100;
        if (year == 0 || month is 0 or > 12 || date == 0 || date > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        day = new(year, month, date);
        return true;
    }

    /// <summary>With milliseconds and the offset +08:00.</summary>
    public static string Write(DateTimeOffset instant) =>
        Shanghai.At(instant).ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    /// <summary>A civil date, <c>yyyy-MM-dd</c>.</summary>
    public static string Write(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>A civil date, <c>yyyy-MM-dd</c>; null where there is none.</summary>
    [return: NotNullIfNotNull(nameof(day))]
    public static string? Write(DateOnly? day) => day is { } known ? Write(known) : null;

    private static bool TryOffset(ReadOnlySpan<byte> text, out int minutes)
    {
        minutes = 0;
        if (text.Length == 1)
        {
            return (text[0] | 0x20) == 'z';
        }

        if (text.Length != 6 || text[0] is not ((byte)'+' or (byte)'-') || text[3] != ':'
            || !TryTwo(text[1..], out var hours) || !TryTwo(text[4..], out minutes))
        {
            return false;
        }

        var wellFormed = minutes <= 59;
        minutes = ((hours * 60) + minutes) * (text[0] == '-' ? -1 : 1);
        return wellFormed && Math.Abs(minutes) <= MostOffset;
    }

    private static bool TryTwo(ReadOnlySpan<byte> text, out int number)
    {
        var (tens, ones) = (text[0] - '0', text[1] - '0');
        number = (tens * 10) + ones;
        return tens is >= 0 and <= 9 && ones is >= 0 and <= 9;
    }
}
