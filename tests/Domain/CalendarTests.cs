using System.Text.Json;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Tallies;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Domain;

/// <summary>Working days by the published notices, from the seeds as they are loaded.</summary>
public sealed class CalendarTests
{
    private static readonly WorkCalendar Seeds = SeededLaw.Law.Calendar;

    [Theory]
    [InlineData("2026-09-28", 7, "2026-10-13")]
    [InlineData("2026-09-28", 20, "2026-10-30")]
    [InlineData("2026-02-12", 5, "2026-02-26")]
    [InlineData("2026-02-12", 7, "2026-02-28")]
    [InlineData("2025-09-29", 7, "2025-10-15")]
    [InlineData("2024-02-07", 7, "2024-02-22")]
    [InlineData("2025-01-24", 7, "2025-02-10")]
    [InlineData("2026-04-30", 3, "2026-05-08")]
    [InlineData("2026-04-30", 20, "2026-06-01")]
    [InlineData("2026-11-23", 7, "2026-12-02")]
    public void Working_days_are_counted_from_the_day_after(string trigger, int days, string due) =>
        Assert.Equal(Day(due), Seeds.WorkdaysAfter(Day(trigger), days));

    [Theory]
    [InlineData("2026-11-23", "Workday")]
    [InlineData("2026-02-28", "MakeUp")]
    [InlineData("2026-11-21", "Weekend")]
    [InlineData("2026-10-01", "Holiday")]
    [InlineData("2022-12-31", "Holiday")]
    [InlineData("2031-11-22", "Weekend")]
    [InlineData("2031-11-21", "Workday")]
    public void A_day_is_of_one_kind(string day, string kind) => Assert.Equal(kind, $"{Seeds.KindOf(Day(day))}");

    [Theory]
    [InlineData(2020, 249)]
    [InlineData(2021, 250)]
    [InlineData(2022, 249)]
    [InlineData(2023, 249)]
    [InlineData(2024, 251)]
    [InlineData(2025, 248)]
    [InlineData(2026, 248)]
    public void A_year_has_its_published_number_of_working_days(int year, int days)
    {
        var first = new DateOnly(year, 1, 1);

        Assert.Equal(days,
            Enumerable.Range(0, first.AddYears(1).DayNumber - first.DayNumber).Count(day => Seeds.IsWorkday(first.AddDays(day))));
    }

    [Fact]
    public void A_holiday_has_a_name() => Assert.Contains("国庆", Seeds.HolidayName(Day("2026-10-01")));

    [Theory]
    [InlineData("2026-11-23T15:59:59.999Z", "2026-11-23")]
    [InlineData("2026-11-23T16:00:00Z", "2026-11-24")]
    public void The_day_turns_at_midnight_in_Shanghai(string instant, string day)
    {
        var at = DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(Day(day), Shanghai.Day(at));
        Assert.True(Shanghai.Midnight(Day(day)) <= at && at < Shanghai.Midnight(Day(day).AddDays(1)));
    }

    [Theory]
    [InlineData("2020", "2020-01-01", "2020-12-31")]
    [InlineData("2020-02", "2020-02-01", "2020-02-29")]
    [InlineData("2020-02-29", "2020-02-29", "2020-02-29")]
    public void A_period_is_a_year_a_month_or_a_day(string text, string first, string last)
    {
        Assert.True(Period.TryParse(text, out var period));
        Assert.Equal((Day(first), Day(last), text), (period.First, period.Last, period.ToString()));
        Assert.Equal(period, Period.FromCode(period.Code));
        Assert.True(period.Contains(period.First) && period.Contains(period.Last));
        Assert.False(period.Contains(period.First.AddDays(-1)) || period.Contains(period.Last.AddDays(1)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("20")]
    [InlineData("2020-13")]
    [InlineData("2021-02-29")]
    [InlineData("2020-2")]
    [InlineData("２０２０")]
    public void Anything_else_is_no_period(string text) => Assert.False(Period.TryParse(text, out _));
}
