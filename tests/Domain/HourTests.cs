using System.Text.Json;
using CsCheck;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Views;

namespace Dashboard.Tests.Domain;

/// <summary>Events by the hour, and what they are beside the same weekday's.</summary>
public sealed class HourTests
{
    /// <summary>A Thursday on which one works, as on the eight before it but the one of the National Day.</summary>
    private static readonly DateOnly Today = new(2026, 11, 26);

    private static readonly Gen<Hours?> Any = Gen.Select(Gen.Int[-90, 1], Gen.Int[0, 23])
        .Select(at => At(Today.AddDays(at.Item1), at.Item2))
        .Array[0, 120]
        .Select(times => Hours.Of(times));

    [Fact]
    public void Any_order_and_any_grouping_give_the_same() =>
        Any.Array[0, 5].Sample(parts =>
            Text(Hours.Sum(parts)) == Text(Hours.Sum(parts.Reverse().Select(part => Hours.Sum([null, part]))))
            && Text(Hours.Sum(parts)) == Text(Hours.Sum([Hours.Sum(parts.Take(2)), Hours.Sum(parts.Skip(2))])));

    [Fact]
    public void No_sum_changes_what_it_is_made_of() =>
        Gen.Select(Any, Any, Any).Sample((one, two, three) =>
        {
            var before = (Text(one), Text(two), Text(three));
            Hours.Sum([one, two, three]);
            return before == (Text(one), Text(two), Text(three));
        });

    [Fact]
    public void The_latest_days_are_remembered_whatever_came_first()
    {
        var days = Enumerable.Range(0, 200).Select(back => Hours.Of([At(Today.AddDays(-back), 9)])).ToArray();

        foreach (var told in new[] { days, days.Reverse() })
        {
            var kept = told.Aggregate((Hours?)null, static (sum, day) => Hours.Sum([sum, day]))!.Days.Keys;

            Assert.Equal(Hours.MostDays, kept.Count);
            Assert.Equal(Today.DayNumber - Hours.MostDays + 1, kept.Min());
        }
    }

    [Fact]
    public void What_is_kept_in_the_ledger_reads_the_same() =>
        Any.Sample(hours => Text(JsonSerializer.Deserialize<Hours?>(JsonSerializer.SerializeToUtf8Bytes(hours))) == Text(hours));

    [Fact]
    public void An_hour_begins_and_ends_by_the_clock_of_Shanghai()
    {
        var hours = Hours.Of([new(2026, 11, 25, 16, 0, 0, TimeSpan.Zero), new(2026, 11, 26, 15, 59, 59, TimeSpan.Zero)])!;

        Assert.Equal((1, 1, 2), (hours.On(Today)[0], hours.On(Today)[23], hours.On(Today).Sum()));
    }

    [Fact]
    public void The_usual_is_the_median_of_the_same_weekday_and_a_day_of_which_nothing_was_told_is_one_of_none()
    {
        // Nine o'clock one week ago 1, two weeks ago 2, … eight weeks ago 8, but of the week before last nothing.
        var hours = Hours.Sum(Enumerable.Range(1, 8).Where(static week => week != 2)
            .Select(week => Hours.Of(Enumerable.Repeat(At(Today.AddDays(-7 * week), 9), week))))!.Around(Today);

        var (medians, days) = hours.Usual(Today, static _ => true)!.Value;

        Assert.Equal((8, 4.5, 0.0), (days, medians[9], medians[10]));
    }

    [Fact]
    public void Before_anything_was_told_no_day_is_one_of_none_and_two_days_are_too_few()
    {
        Hours Told(int weeks) => Hours.Sum(Enumerable.Range(0, weeks + 1)
            .Select(static week => Hours.Of([At(Today.AddDays(-7 * week), 9)])))!.Around(Today);

        Assert.Null(Told(2).Usual(Today, static _ => true));
        Assert.Equal(3, Told(3).Usual(Today, static _ => true)!.Value.Days);
    }

    [Fact]
    public void Past_midnight_a_sum_knows_the_new_day_of_parts_that_are_still_of_the_old_one()
    {
        var hours = Hours.Sum(Enumerable.Range(0, 30).Select(static back => Hours.Of([At(Today.AddDays(-back), 8)])))!;

        Assert.Equal(Usual(hours.Around(Today.AddDays(1))), Usual(hours.Around(Today)));

        static string Usual(Hours around) =>
            string.Join(' ', around.Usual(Today.AddDays(1), static _ => true)!.Value.Medians);
    }

    [Fact]
    public void A_view_says_today_by_the_hour_beside_working_days_of_its_weekday_and_nothing_of_a_period_that_is_over()
    {
        var hours = Hours.Sum(Enumerable.Range(0, 9).Select(static week => Hours.Of([At(Today.AddDays(-7 * week), 9)])));

        var shown = (Document)Described(hours, null)["hours"]!;

        // 1 October is a Thursday too, and a holiday.
        Assert.Equal("""{"days":7,"today":{"09":1},"usual":{"09":1}}""", JsonSerializer.Serialize(JsonDocument.Parse(shown.ToUtf8())));
        Assert.Null(Described(hours, Period.OfMonth(Today))["hours"]);
        Assert.Null(Described(null, null)["hours"]);
    }

    [Fact]
    public void What_the_product_says_of_itself_is_no_event_of_an_hour()
    {
        var events = new[]
        {
            Samples.Filed(),
            Samples.Filed("C2") with { Source = "/local/ledger" },
            Samples.Filed("C3") with { Source = "/seeds" },
        };

        Assert.Equal(1, Ticker.Heard(events).Hours!.Days.Values.Single().Sum());
    }

    private static Document Described(Hours? hours, Period? period) =>
        HourDocuments.Add(new(), hours?.Around(Today), new(new Sheet(), Alarms.None, Today, SeededLaw.Edition, period));

    private static DateTimeOffset At(DateOnly day, int hour) => Shanghai.Midnight(day).AddHours(hour);

    private static string Text(Hours? hours) => hours is null ? ""
        : string.Join('|', hours.Days.OrderBy(static day => day.Key).Select(static day => $"{day.Key}: {string.Join(' ', day.Value)}"));
}
