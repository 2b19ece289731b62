using System.Globalization;
using System.Text;

namespace Dashboard.Grains.Domain;

/// <summary>A JSON number by its value: <c>4</c>, <c>4.0</c> and <c>40e-1</c> are the same.</summary>
/// <param name="digits">Its significant digits; none for 0.</param>
/// <param name="exponent">How many zeros follow them, or with a minus how many of them are decimal places.</param>
/// <param name="isNegative">Below 0.</param>
internal readonly ref struct Numeral(ReadOnlySpan<byte> digits, long exponent, bool isNegative)
{
    /// <summary>Room that nearly every number fits into.</summary>
    public const int Usual = 64;

    private const int LongestExponent = 15;
    private const int LongestWhole = 19;
    private const int LongestText = 60;

    public ReadOnlySpan<byte> Digits { get; } = digits;

    public long Exponent { get; } = exponent;

    public bool IsNegative { get; } = isNegative;

    /// <summary>Reads a number as JSON writes it; false when its exponent is beyond all use.</summary>
    public static bool TryRead(ReadOnlySpan<byte> literal, Span<byte> room, out Numeral number)
    {
        number = default;
        var isNegative = literal[0] == (byte)'-';
        var mantissa = isNegative ? literal[1..] : literal;
        var exponent = 0L;
        var e = mantissa.IndexOfAny((byte)'e', (byte)'E');
        if (e >= 0)
        {
            var power = mantissa[(e + 1)..];
            if (power.Length > LongestExponent
                || !long.TryParse(power, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
            {
                return false;
            }

            mantissa = mantissa[..e];
        }

        var point = mantissa.IndexOf((byte)'.');
        if (point >= 0)
        {
            var joined = mantissa.Length <= room.Length ? room : new byte[mantissa.Length];
            mantissa[..point].CopyTo(joined);
            mantissa[(point + 1)..].CopyTo(joined[point..]);
            exponent -= mantissa.Length - point - 1;
            mantissa = joined[..(mantissa.Length - 1)];
        }

        var significant = mantissa.TrimEnd((byte)'0');
        exponent += mantissa.Length - significant.Length;
        significant = significant.TrimStart((byte)'0');
        number = significant.IsEmpty ? default : new(significant, exponent, isNegative);
        return true;
    }

    /// <summary>The number, when it is whole and has 64 bits.</summary>
    public static bool TryWhole(ReadOnlySpan<byte> literal, out long value)
    {
        value = 0;
        Span<byte> room = stackalloc byte[Usual];
        if (!TryRead(literal, room, out var number) || number.Exponent < 0 || number.Digits.Length + number.Exponent > LongestWhole)
        {
            return false;
        }

        var sum = 0UL;
        foreach (var digit in number.Digits)
        {
            sum = (sum * 10) + digit - '0';
        }

        for (var zeros = number.Exponent; zeros > 0; zeros--)
        {
            sum *= 10;
        }

        value = number.IsNegative ? -(long)sum : (long)sum;
        return sum <= long.MaxValue;
    }

    /// <summary>One text for all ways to write a value; numbers beyond all use as they are written.</summary>
    public static string Text(ReadOnlySpan<byte> literal)
    {
        Span<byte> room = stackalloc byte[Usual];
        if (!TryRead(literal, room, out var number) || number.Digits.Length + Math.Abs(number.Exponent) > LongestText)
        {
            return Encoding.ASCII.GetString(literal);
        }

        var text = Encoding.ASCII.GetString(number.Digits);
        var exponent = (int)number.Exponent;
        text = exponent >= 0 ? (text + new string('0', exponent)).PadLeft(1, '0')
            : text.PadLeft(1 - exponent, '0').Insert(Math.Max(text.Length, 1 - exponent) + exponent, ".");
        return number.IsNegative ? $"-{text}" : text;
    }
}
