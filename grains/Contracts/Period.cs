using System.Globalization;

namespace Dashboard.Grains.Contracts;

/// <summary>A year, month or day, as <c>?period=</c> writes it: <c>2020</c>, <c>2020-05</c>, <c>2020-05-17</c>.</summary>
public readonly record struct Period
{
    private Period(int code) => Code = code;

    /// <summary>yyyyMMdd with zeros for what is left open: compact, sortable, unique.</summary>
    public int Code { get; }

    /// <summary>One day.</summary>
    public static Period OfDay(DateOnly day) => new((day.Year * 10000) + (day.Month * 100) + day.Day);

    /// <summary>The month of a day.</summary>
    public static Period OfMonth(DateOnly day) => new((day.Year * 10000) + (day.Month * 100));

    /// <summary>The year of a day.</summary>
    public static Period OfYear(DateOnly day) => new(day.Year * 10000);

    /// <summary>From <see cref="Code"/>.</summary>
    public static Period FromCode(int code) => new(code);

    /// <summary>A whole year.</summary>
    public bool IsYear => Code % 10000 == 0;

    /// <summary>A whole month.</summary>
    public bool IsMonth => Code % 100 == 0 && !IsYear;

    /// <summary>Its first day.</summary>
    public DateOnly First => new(Code / 10000, Math.Max(1, Code / 100 % 100), Math.Max(1, Code % 100));

    /// <summary>Its last day.</summary>
    public DateOnly Last => IsYear ? new(First.Year, 12, 31) : IsMonth ? First.AddMonths(1).AddDays(-1) : First;

    /// <summary>Whether a day lies in it.</summary>
    public bool Contains(DateOnly day) => day >= First && day <= Last;

    /// <summary>Reads a period of the years that data may name, 1990 to 2100.</summary>
    public static bool TryParse(string text, out Period period)
    {
        (period, var ok) = text.Length switch
        {
            4 when DateOnly.TryParseExact(text, "yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var year) =>
                (OfYear(year), true),
            7 when DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month) =>
                (OfMonth(month), true),
            10 when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) =>
                (OfDay(day), true),
            _ => (default, false),
        };
        return ok && period.First.Year is >= 1990 and <= 2100;
    }

    /// <inheritdoc/>
    public override string ToString() => First.ToString(IsYear ? "yyyy" : IsMonth ? "yyyy-MM" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
