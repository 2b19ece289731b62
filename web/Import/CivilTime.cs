using System.Globalization;
using System.Text.RegularExpressions;

namespace Dashboard.Web.Import;

/// <summary>
/// Days and times that can mean one thing only, as people and programs write them: year first (2026-3-1, 2026/03/01, 2026.3.1,
/// 2026年3月1日, 二〇二六年三月一日, 20260301), with or without a time; with an offset they are brought to Shanghai's civil time.
/// 03/01/2026 and 1-3-26 are not: what stands first differs from country to country.
/// </summary>
internal static partial class CivilTime
{
    /// <summary>Days from a spreadsheet's zero of 1900 to that of 1904 (ECMA-376 part 1, 18.17.4.1).</summary>
    public const int Shift1904 = 1462;

    /// <summary>A spreadsheet counts a 29 February 1900 that never was, so only later numbers are sure.</summary>
    private const double FirstSureSerial = 61;
    private const double EndOfSerials = 2_958_466;

    private const string Digits = "〇一二三四五六七八九";

    private static readonly TimeSpan _offset = TimeSpan.FromHours(8);

    public static bool TryParse(string text, out DateTime time)
    {
        time = default;
        var folded = FullWidth.Fold(text).Trim();
        if (Written().Match(folded) is not { Success: true } match && (match = Chinese().Match(folded)) is not { Success: true })
        {
            return false;
        }

        var (year, month, day) = (Number(match.Groups["y"]), Number(match.Groups["m"]), Number(match.Groups["d"]));
        var (hour, minute, second) = (Number(match.Groups["h"]), Number(match.Groups["min"]), Number(match.Groups["s"]));
        if (year is < 1 or > 9999 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 59)
        {
            return false;
        }

        time = new DateTime(year, month, day, hour, minute, second);
        if (match.Groups["offset"] is { Success: true, Value: var offset })
        {
            if (year is < 1900 or > 9000
                || !DateTimeOffset.TryParse($"{time:yyyy-MM-dd'T'HH:mm:ss}{offset}", CultureInfo.InvariantCulture, out var instant))
            {
                return false;
            }

            time = instant.ToOffset(_offset).DateTime;
        }

        return true;
    }

    /// <summary>A spreadsheet's number of days after 1899-12-30, with the part of the day that has gone by.</summary>
    public static bool TryFromSerial(double serial, out DateTime time)
    {
        var known = serial is >= FirstSureSerial and < EndOfSerials;
        time = known ? DateTime.FromOADate(serial) : default;
        return known;
    }

    private static int Number(Group group)
    {
        if (!group.Success)
        {
            return 0;
        }

        if (char.IsAsciiDigit(group.Value[0]))
        {
            return int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
        }

        var written = group.Value.Replace('○', '〇').Replace('零', '〇');
        if (!written.Contains('十'))
        {
            return written.Aggregate(0, (sum, character) => (sum * 10) + Digits.IndexOf(character, StringComparison.Ordinal));
        }

        var (tens, ones) = (written.Split('十')[0], written.Split('十')[1]);
        return ((tens.Length == 0 ? 1 : Digits.IndexOf(tens, StringComparison.Ordinal)) * 10)
            + (ones.Length == 0 ? 0 : Digits.IndexOf(ones, StringComparison.Ordinal));
    }

    [GeneratedRegex("""
        ^(?: (?<y>[0-9]{4}) (?: (?<by>[-/.]) (?<m>[0-9]{1,2}) \k<by> (?<d>[0-9]{1,2})
                              | \s*年\s* (?<m>[0-9]{1,2}) \s*月\s* (?<d>[0-9]{1,2}) \s*日 )
             (?: (?: T | \s+ | (?<=日) ) (?<h>[0-9]{1,2}) [:时] (?<min>[0-9]{1,2}) (?: 分 | (?:[:分] (?<s>[0-9]{1,2}) (?:\.[0-9]+)? 秒?) )?
                 \s* (?<offset>Z|[+-][0-9]{2}:[0-9]{2})? )?
           | (?<y>[0-9]{4}) (?<m>[0-9]{2}) (?<d>[0-9]{2}) (?: [T\s]? (?<h>[0-9]{2}) (?<min>[0-9]{2}) (?<s>[0-9]{2}) )? )$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase)]
    private static partial Regex Written();

    [GeneratedRegex("^(?<y>[〇○零一二三四五六七八九]{4})年(?<m>[一二三四五六七八九]|十[一二]?)月(?<d>[一二三四五六七八九]|[二三]?十[一二三四五六七八九]?)日$")]
    private static partial Regex Chinese();
}
