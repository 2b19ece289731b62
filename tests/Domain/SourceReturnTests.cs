using CsCheck;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Views;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Domain;

/// <summary>W57: a source that was missed is back.</summary>
public sealed class SourceReturnTests
{
    private const string Source = "/zj/zwfw";

    /// <summary>What comes after hours is of the same return; whoever is missed again next morning is not back any more.</summary>
    [Fact]
    public void It_says_since_when_the_source_was_silent_and_how_much_came_late_and_goes_when_it_is_missed_again()
    {
        var (_, watch, late, silentSince) = Assert.Single(Judge(
            new(At("2026-11-02T15:00"), At("2026-11-02T17:29"), 3), new(At("2026-11-03T11:20"), At("2026-11-03T17:20"), 40),
            new(At("2026-11-03T18:00"), At("2026-11-03T18:05"), 2)));

        Assert.Equal((57, 42L, Watch.Seconds(At("2026-11-02T17:29"))), ((int)watch.Rule, late, silentSince));
        Assert.Equal([(Watch.Seconds(At("2026-11-03T11:20")), Level.Blue), (Watch.Seconds(At("2026-11-04T09:00")), Level.None)],
            watch.Steps);
    }

    [Theory]
    [InlineData("2026-11-02T17:20", "2026-11-03T08:45", "a night is no silence")]
    [InlineData("2026-11-06T17:20", "2026-11-09T08:45", "nor is a weekend")]
    public void Who_was_not_missed_is_not_back(string last, string first, string why) =>
        Assert.True(!Judge(new(At(last), At(last), 0), new(At(first), At(first), 0)).Any(), why);

    /// <summary>What teams heard of a source, in whatever order and parts it is brought together, is what came in altogether.</summary>
    [Fact]
    public void Whatever_team_hears_a_source_its_spells_are_the_same() =>
        Gen.Select(Gen.Int[0, 6_000], Gen.Int[0, 2], Gen.Bool).Array[1, 40].Sample(heard =>
        {
            Ticker Told(int minute, bool late) => Ticker.Heard(
                [Event("patrol.reported", new { patrolId = "P", teamId = "T01", day = "2026-11-02" }, source: Source) with
                    { Received = Noon.AddMinutes(minute), Time = Noon.AddMinutes(late ? minute - 31 : minute) }]);
            var whole = Ticker.Merge(heard.Select(one => Told(one.Item1, one.Item3)));
            var teams = Ticker.Merge(heard.Reverse().GroupBy(one => one.Item2)
                .Select(team => team.Aggregate(Ticker.Empty, (held, one) => Ticker.Merge([held, Told(one.Item1, one.Item3)]))));
            return Recent(whole).SequenceEqual(Recent(teams));
        });

    /// <summary>What is remembered whole: of what began before, a team may have forgotten the beginning.</summary>
    private static IEnumerable<Spell> Recent(Ticker ticker)
    {
        var spells = ticker.SpellsOf(Source);
        return spells.Where(spell => spell.From >= spells[^1].To - Spell.Kept);
    }

    private static IEnumerable<(string Source, Watch Watch, long Late, long SilentSince)> Judge(params Spell[] spells) =>
        SourceReturn.Judge(SeededLaw.Law, [(Source, spells)]);

    private static DateTimeOffset At(string local) =>
        DateTimeOffset.Parse(local + "+08:00", System.Globalization.CultureInfo.InvariantCulture);
}
