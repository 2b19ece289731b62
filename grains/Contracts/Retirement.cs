namespace Dashboard.Grains.Contracts;

/// <summary>The age of retirement before it was raised.</summary>
public enum OriginalAge
{
    /// <summary>Men.</summary>
    Sixty,

    /// <summary>Women in posts of officials.</summary>
    FiftyFive,

    /// <summary>Women in posts of workers.</summary>
    Fifty,
}

/// <summary>
/// When somebody retires (全国人大常委会关于实施渐进式延迟法定退休年龄的决定, 2024-09-13; 待核实): the delay grows with the month in which the original
/// age is reached, by a month for every four from 2025-01 on (for the original age of 50: for every two).
/// </summary>
public static class Retirement
{
    private const int MostDelay = 36, MostDelayOfFifty = 60, MonthsEarlier = 36;
    private static readonly DateOnly Begins = new(2025, 1, 1);

    /// <summary>The month of retirement, and the earliest one that may be chosen; each as its first day.</summary>
    /// <param name="born">A day of the month of birth.</param>
    /// <param name="age">The original age of retirement.</param>
    public static (DateOnly RetiresOn, DateOnly EarliestOn) Of(DateOnly born, OriginalAge age)
    {
        var years = age switch { OriginalAge.Sixty => 60, OriginalAge.FiftyFive => 55, _ => 50 };
        var original = new DateOnly(born.Year, born.Month, 1).AddYears(years);
        var since = ((original.Year - Begins.Year) * 12) + original.Month - Begins.Month;
        var delay = since < 0 ? 0
            : age == OriginalAge.Fifty ? Math.Min(MostDelayOfFifty, (since / 2) + 1)
            : Math.Min(MostDelay, (since / 4) + 1);
        var retires = original.AddMonths(delay);
        var chosen = retires.AddMonths(-MonthsEarlier);
        return (retires, chosen > original ? chosen : original);
    }
}
