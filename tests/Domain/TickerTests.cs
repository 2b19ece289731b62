using CsCheck;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Views;

namespace Dashboard.Tests.Domain;

/// <summary>The newest lines and the sources, whatever the order in which they are brought together.</summary>
public sealed class TickerTests
{
    private static readonly Gen<Ticker> Any = Gen.Select(
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 3], Gen.OneOf("case.filed", "case.closed"))
            .Select(line => Line(line.Item1, $"C-{line.Item2}", line.Item3))
            .Array[0, 15],
        Gen.Select(Gen.OneOf("/a", "/b", "/c"), Gen.Int[0, 9]).Array[0, 4],
        (lines, sources) =>
            Ticker.Merge([new([.. lines],
                sources.GroupBy(seen => seen.Item1).ToDictionary(seen => seen.Key, seen => At(seen.Max(one => one.Item2))))]));

    [Fact]
    public void Any_order_and_any_repetition_give_the_same() =>
        Any.Array[0, 4].Sample(tickers => Text(Ticker.Merge(tickers)) == Text(Ticker.Merge(tickers.Reverse().Concat(tickers))));

    [Fact]
    public void Lines_are_shown_under_ids_that_rise_with_time() =>
        Any.Sample(ticker =>
        {
            var shown = Documents.Recent(ticker).Members.Select(line => (string)((Document)line.Value)["at"]!).ToList();
            return shown.SequenceEqual(shown.Order()) && shown.Count == ticker.Lines.Length && shown.Count <= Ticker.Length;
        });

    [Fact]
    public void A_line_holds_codes_and_no_words()
    {
        var line = (Document)Documents.Recent(new([Line(1, "C-1", "case.filed") with { Party = "person" }], [])).Members.Single().Value;

        Assert.Equal(["at", "item", "party", "team", "type"], line.Members.Select(member => member.Key));
        Assert.Equal("person", line["party"]);
    }

    [Fact]
    public void The_sources_of_a_view_are_bounded_masked_and_told_to_the_second()
    {
        var sources = Enumerable.Range(0, 5_000).ToDictionary(number => $"/noise/{number}", At);
        sources["/zj/cfba"] = At(-90_000);
        sources["/of/330203199001011234"] = At(6_000).AddMilliseconds(700);

        var ticker = Ticker.Merge([new([], sources)]);
        var shown = Documents.Sources(ticker, SeededLaw.Law.Rules.At(new(2026, 11, 23)));

        Assert.Equal(Ticker.MostSources, ticker.Sources.Count);
        Assert.Equal(Documents.MostSources, shown.Count);
        Assert.Equal("2026-11-23T01:40:00+08:00", shown["/of/330***********1234"]);
        Assert.DoesNotContain(shown.Members, source => source.Key.Contains("19900101", StringComparison.Ordinal));
    }

    [Fact]
    public void A_source_that_is_watched_is_named_however_many_were_heard_from_later()
    {
        var rules = SeededLaw.Law.Rules.At(new(2026, 11, 23));
        var watched = rules.Parameters.WatchedSources[0];
        var sources = Enumerable.Range(1, 900).ToDictionary(number => $"/noise/{number}", At);
        sources[watched] = At(0);

        Assert.NotNull(Documents.Sources(Ticker.Merge([new([], sources)]), rules)[watched]);
    }

    private static DateTimeOffset At(int seconds) => new DateTimeOffset(2026, 11, 23, 0, 0, 0, TimeSpan.FromHours(8)).AddSeconds(seconds);

    private static TickerLine Line(int at, string subject, string type) => new(At(at), type, "T01", "S14", null, subject);

    private static string Text(Ticker ticker) =>
        $"{string.Join('|', ticker.Lines.Select(line => line.ToString()))} " +
            $"{string.Join('|', ticker.Sources.OrderBy(seen => seen.Key).Select(seen => $"{seen.Key} {seen.Value:O}"))}";
}
