using Dashboard.Grains.Contracts;

namespace Dashboard.Tests.Domain.People;

/// <summary>The raised age of retirement.</summary>
public sealed class RetirementTests
{
    [Theory]
    [InlineData("1965-01-01", OriginalAge.Sixty, "2025-02-01", "2025-01-01")]
    [InlineData("1965-05-31", OriginalAge.Sixty, "2025-07-01", "2025-05-01")]
    [InlineData("1967-03-15", OriginalAge.Sixty, "2027-10-01", "2027-03-01")]
    [InlineData("1976-09-01", OriginalAge.Sixty, "2039-09-01", "2036-09-01")]
    [InlineData("1972-11-01", OriginalAge.FiftyFive, "2028-08-01", "2027-11-01")]
    [InlineData("1975-01-01", OriginalAge.Fifty, "2025-02-01", "2025-01-01")]
    [InlineData("1984-11-01", OriginalAge.Fifty, "2039-11-01", "2036-11-01")]
    [InlineData("1964-12-31", OriginalAge.Sixty, "2024-12-01", "2024-12-01")]
    public void Supervision_8_4_The_month_of_retirement_and_the_earliest_that_may_be_chosen(
        string born, OriginalAge age, string retires, string earliest) =>
        Assert.Equal((Day(retires), Day(earliest)), Retirement.Of(Day(born), age));

    /// <summary>The tables of the decision written out row by row: one more month for every four (two) birth months.</summary>
    [Theory]
    [InlineData(OriginalAge.Sixty, 60, 4, 36)]
    [InlineData(OriginalAge.FiftyFive, 55, 4, 36)]
    [InlineData(OriginalAge.Fifty, 50, 2, 60)]
    public void Supervision_8_4_Every_month_of_birth_agrees_with_the_table_written_out(OriginalAge age, int years, int step, int most)
    {
        var (born, delay, left) = (new DateOnly(2025 - years, 1, 1), 1, step);
        for (var row = 0; row < 400; row++)
        {
            var (retires, earliest) = Retirement.Of(born, age);
            var original = born.AddYears(years);

            Assert.Equal(original.AddMonths(delay), retires);
            Assert.Equal(delay <= 36 ? original : original.AddMonths(delay - 36), earliest);

            born = born.AddMonths(1);
            if (--left == 0)
            {
                (delay, left) = (Math.Min(most, delay + 1), step);
            }
        }
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", null);
}
