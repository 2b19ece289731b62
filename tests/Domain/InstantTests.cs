using System.Text;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;

namespace Dashboard.Tests.Domain;

/// <summary>Instants and days as upstream systems write them (RFC 3339).</summary>
public sealed class InstantTests
{
    [Theory]
    [InlineData("2026-11-23T10:21:05+08:00", 0)]
    [InlineData("2026-11-23T02:21:05Z", 0)]
    [InlineData("2026-11-23t02:21:05z", 0)]
    [InlineData("2026-11-22T21:21:05-05:00", 0)]
    [InlineData("2026-11-23T07:51:05+05:30", 0)]
    [InlineData("2026-11-23T02:21:05-00:00", 0)]
    [InlineData("2026-11-23T10:21:05.5+08:00", 5_000_000)]
    [InlineData("2026-11-23T10:21:05.123+08:00", 1_230_000)]
    [InlineData("2026-11-23T10:21:05.1234567+08:00", 1_234_567)]
    [InlineData("2026-11-23T10:21:05.123456789Z", 1_234_567, 8)]
    [InlineData("2026-11-23T02:21:05.000000000000000000000000000001Z", 0)]
    [InlineData("2026-11-23T02:20:60Z", 0, 0, -5)]
    [InlineData("2026-11-23T09:59:60+08:00", 0, 0, -1265)]
    [InlineData("2026-11-22T23:59:60.25Z", 2_500_000, 0, -8465)]
    public void An_instant_is_read_with_any_number_of_decimal_places_and_in_either_case(string text, long ticks, int hoursLater = 0,
        int secondsLater = 0)
    {
        var expected = new DateTimeOffset(2026, 11, 23, 2, 21, 5, TimeSpan.Zero).AddHours(hoursLater)
            .AddSeconds(secondsLater)
            .AddTicks(ticks);

        Assert.True(Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out var instant));
        Assert.Equal(expected, instant);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-11-23")]
    [InlineData("2026-11-23T10:21:05")]
    [InlineData("2026-11-23T10:21:05.+08:00")]
    [InlineData("2026-11-23T10:21:05.5")]
    [InlineData("2026-11-23 10:21:05+08:00")]
    [InlineData("2026-02-30T10:21:05+08:00")]
    [InlineData("2026-13-01T10:21:05+08:00")]
    [InlineData("2026-11-23T24:00:00+08:00")]
    [InlineData("2026-11-23T10:60:00+08:00")]
    [InlineData("2026-11-23T10:21:05+0800")]
    [InlineData("2026-11-23T10:21:05+15:00")]
    [InlineData("2026-11-23T10:21:05+08:60")]
    [InlineData("2026-11-23T10:21:05Zulu")]
    [InlineData("0000-11-23T10:21:05Z")]
    [InlineData("0001-01-01T00:00:00+14:00")]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("２０２６-11-23T10:21:05Z")]
    public void What_is_no_instant_is_not_read(string text) => Assert.False(Rfc3339.TryParse(Encoding.UTF8.GetBytes(text), out _));

    [Theory]
    [InlineData("2026-11-23 10:00:00+08:00", "\" \" where T must stand")]
    [InlineData("2026-11-23_10:00:00Z", "\"_\" where T must stand")]
    [InlineData("2026-11-23T10:00:00+0800", "offset")]
    [InlineData("2026-11-23T10:00:00+08", "offset")]
    [InlineData("2026-11-23T10:00:00", "no offset")]
    [InlineData("2026-11-23T10:00:00.5", "offset")]
    [InlineData("2026-11-23T10:00+08:00", "HH:mm:ss")]
    [InlineData("2026-11-23T24:00:00+08:00", "00:00:00 to 23:59:59")]
    [InlineData("2026-11-23T10:00:00,5+08:00", "a comma")]
    [InlineData("2026-02-30T10:00:00+08:00", "a day there is")]
    [InlineData("20261123T100000+0800", "a day there is")]
    [InlineData("2026-11-23", "has no time")]
    [InlineData("", "a day there is")]
    [InlineData("3302031990", "a day there is")]
    public void What_is_no_instant_is_refused_by_what_is_wrong_with_it(string text, string fault)
    {
        using var table = JsonTable.Rent();
        var sentence = InstantFault.Of("time", table.ReadForeign(Encoding.UTF8.GetBytes($"\"{text}\"")));

        Assert.Contains(fault, sentence, StringComparison.Ordinal);
        Assert.StartsWith($"time \"{text}\" ", sentence, StringComparison.Ordinal);
        Assert.EndsWith("RFC 3339 with offset, 2026-11-23T10:21:05+08:00.", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2024-02-29", true)]
    [InlineData("2026-02-29", false)]
    [InlineData("2026-1-1", false)]
    [InlineData("2026/01/01", false)]
    [InlineData("-026-01-01", false)]
    [InlineData("2026-00-10", false)]
    [InlineData("2026-01-32", false)]
    public void A_day_is_read_when_there_is_one(string text, bool isDay) =>
        Assert.Equal(isDay, Rfc3339.TryParseDay(Encoding.UTF8.GetBytes(text), out _));
}
