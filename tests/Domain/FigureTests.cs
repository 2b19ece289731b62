using CsCheck;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Metrics;
using Dashboard.Grains.Domain.Tallies;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Domain;

/// <summary>Cells, their stored form, their sums, and the rates made of them.</summary>
public sealed class FigureTests
{
    private static readonly Gen<KeyValuePair<Cell, long>> AnyCell =
        from item in Gen.OneOf("", "S01", "S14", "未知项")
        from day in Gen.Int[Day("2024-12-25").DayNumber, Day("2026-01-05").DayNumber]
        from counter in Gen.OneOf(Counter.CasesFiled, Counter.CasesDecided, Counter.CasesOnSpot, Counter.FinesFen, Counter.ConfiscatedFen,
            Counter.DisclosureDone, Counter.OpenFiled, Counter.DisclosureOpen)
        from due in Gen.Int[Day("2025-12-25").DayNumber, Day("2026-01-05").DayNumber]
        from amount in Gen.OneOf(Gen.Long[-3, 3], Gen.Long[-9_000_000_000_000_000, 9_000_000_000_000_000])
        select KeyValuePair.Create(new Cell(item, DateOnly.FromDayNumber(day), counter,
            Counters.HasDue(counter) ? DateOnly.FromDayNumber(due) : default), amount);

    /// <summary>With amounts whose sums can be shown exactly.</summary>
    private static readonly Gen<KeyValuePair<Cell, long>> ShownCell = AnyCell.Select(static cell =>
        KeyValuePair.Create(cell.Key, cell.Value % 1_000_000_000_000));

    [Fact]
    public void A_delta_reads_back_as_it_was_written() =>
        AnyCell.Array[0, 40].Sample(cells =>
        {
            var delta = DeltaOf(cells);
            return Delta.Decode(delta.Encode())
                .OrderBy(cell => cell.ToString())
                .SequenceEqual(delta.Cells.OrderBy(cell => cell.ToString()));
        });

    [Fact]
    public void Sums_by_day_month_and_year_equal_a_recount() =>
        AnyCell.Array[0, 60].Sample(cells =>
        {
            var figures = new Figures();
            figures.Add(cells);
            foreach (var (probe, _) in cells.Where(cell => !Counters.IsStanding(cell.Key.Counter)))
            {
                foreach (var period in new[] { Period.OfDay(probe.Day), Period.OfMonth(probe.Day), Period.OfYear(probe.Day) })
                {
                    long Recount(string? item) =>
                        cells.Where(cell => (item is null || cell.Key.Item == item) && cell.Key.Counter == probe.Counter
                            && period.Contains(cell.Key.Day)).Sum(cell => cell.Value);
                    if (figures.Total(probe.Item, period, probe.Counter) != Recount(probe.Item)
                        || figures.Total(null, period, probe.Counter) != Recount(null))
                    {
                        return false;
                    }
                }
            }

            return true;
        });

    [Fact]
    public void Figures_give_back_the_cells_they_were_made_of() =>
        AnyCell.Array[0, 60].Sample(cells =>
        {
            var figures = new Figures();
            figures.Add(cells);
            return figures.Cells().OrderBy(cell => cell.ToString()).SequenceEqual(DeltaOf(cells).Cells.OrderBy(cell => cell.ToString()))
                && Delta.Decode(Delta.Encode(figures.Items, figures.Cells())).SequenceEqual(figures.Cells());
        });

    [Fact]
    public void Taking_everything_back_leaves_nothing() =>
        AnyCell.Array[0, 60].Sample(cells =>
        {
            var figures = new Figures();
            figures.Add(cells);
            figures.Add(cells.Reverse().Select(cell => KeyValuePair.Create(cell.Key, -cell.Value)));
            return figures.CellCount == 0;
        });

    [Fact]
    public void The_sheet_of_all_is_the_sum_of_the_sheets_of_its_items() =>
        ShownCell.Array[0, 60].Sample(cells =>
        {
            var today = Day("2025-12-31");
            var figures = new Figures();
            figures.Add(cells);
            var at = Viewpoint.On(today);
            var all = Sheet.Of(figures, at);
            var sum = Sheet.Sum(figures.Items.Select(item => Sheet.Of(figures, at, wanted => wanted == item)));
            var year = Period.OfYear(today);
            return Counters.Shown.All(counter => all[year, counter] == sum[year, counter]
                    && all[year, counter] == figures.Items.Sum(item => all[item, year, counter])
                    && all[year, counter] == Sheet.Of(figures, at, year, null)[year, counter])
                && Same(all.All, sum.All);
        });

    [Fact]
    public void A_sheet_that_follows_changes_equals_one_made_anew_and_so_do_sums_of_such() =>
        ShownCell.Array[0, 40].Array[1, 5].Sample(batches =>
        {
            var at = Viewpoint.On(Day("2025-12-31"));
            var figures = new Figures();
            var sheet = Sheet.Of(figures, at);
            var sum = Sheet.Sum([sheet]);
            foreach (var batch in batches.Concat(batches.Select(batch =>
                Array.ConvertAll(batch, cell => KeyValuePair.Create(cell.Key, -cell.Value)))))
            {
                figures.Add(batch);
                var next = sheet.With(batch, at);
                sum = sum.Replace(sheet, next);
                sheet = next;
                var anew = Sheet.Of(figures, at);
                if (!Same(sheet, anew) || !Same(sum, anew))
                {
                    return false;
                }
            }

            return sheet.All.IsEmpty && sum.Items.Count == 0;
        });

    [Fact]
    public void A_sum_that_follows_its_parts_is_what_they_show_together_however_absurd_they_are_meanwhile() =>
        Gen.Select(Gen.Bool, AnyCell.Array[0, 20]).Array[1, 8].Sample(batches =>
        {
            var at = Viewpoint.On(Day("2025-12-31"));
            Sheet[] parts = [Sheet.Of(new(), at), Sheet.Of(new(), at)];
            var sum = Sheet.Sum(parts);
            foreach (var (isFirst, cells) in batches)
            {
                var (before, after) = (parts[isFirst ? 0 : 1], parts[isFirst ? 0 : 1].With(cells, at));
                (parts[isFirst ? 0 : 1], sum) = (after, sum.Replace(before, after));
            }

            return Same(sum, Sheet.Sum(parts));
        });

    [Fact]
    public void A_figure_beyond_what_a_browser_counts_stands_as_the_greatest_and_sums_do_not_wrap()
    {
        var (at, year) = (Viewpoint.On(Day("2026-11-23")), Period.OfYear(Day("2026-11-23")));
        Sheet Of(long fen)
        {
            var figures = new Figures();
            figures.Add(new("S14", Day("2026-11-20"), Counter.FinesFen), fen);
            return Sheet.Of(figures, at);
        }

        var (absurd, sound) = (Of(long.MaxValue - 5), Of(1_000));
        var sum = Sheet.Sum([absurd, absurd, absurd, sound]);

        Assert.Equal(Sheet.Most, absurd[year, Counter.FinesFen]);
        Assert.Equal(Sheet.Most, sum[year, Counter.FinesAndConfiscationsFen]);
        Assert.Equal(Sheet.Most, sum["S14", year, Counter.FinesFen]);
        Assert.Equal(4_000, sum.Replace(absurd, sound).Replace(absurd, sound).Replace(absurd, sound)[year, Counter.FinesFen]);
    }

    [Fact]
    public void However_many_items_are_declared_a_sheet_holds_those_that_are_known_and_one_for_the_rest()
    {
        var (today, figures) = (Day("2026-11-23"), new Figures());
        string Shown(string declared) => declared == "S14" ? declared : "unclassified";
        var at = Viewpoint.On(today, Shown);
        var cells = Enumerable.Range(0, 500).SelectMany(number => new[]
        {
            KeyValuePair.Create(new Cell(number == 0 ? "S14" : $"X{number}", today, Counter.CasesFiled), 1L),
            KeyValuePair.Create(new Cell(number == 0 ? "S14" : $"X{number}", today, Counter.OpenFiled), 1L),
        }).ToArray();
        figures.Add(cells);

        var (anew, followed) = (Sheet.Of(figures, at), Sheet.Of(new(), at).With(cells, at));

        Assert.Equal(["S14", "unclassified"], anew.Items.Keys.Order());
        Assert.Equal(499, anew["unclassified", Period.OfDay(today), Counter.CasesFiled]);
        Assert.True(Same(anew, followed));
    }

    /// <summary>A place is kept as one byte.</summary>
    [Fact]
    public void Every_counter_and_slot_of_a_sheet_has_a_place() =>
        Assert.All([Sheet.Width, Counters.PartCount, Slots.Count], static width => Assert.InRange(width, 1, FigureVector.MostPlaces));

    private static bool Same(Sheet left, Sheet right) =>
        Same(left.All, right.All) && left.Items.Keys.ToHashSet().SetEquals(right.Items.Keys)
            && left.Items.All(item => Same(item.Value, right.Items[item.Key]));

    private static bool Same(PeriodFigures left, PeriodFigures right) =>
        left.Codes.SequenceEqual(right.Codes) && left.Codes.ToArray().All(code => left[code]!.Figures.SequenceEqual(right[code]!.Figures));

    [Fact]
    public void What_is_due_is_in_the_denominator_and_what_is_not_is_pending()
    {
        var metric = SeededLaw.Law.Rules.At(Day("2026-11-20")).Metrics.Single(metric => metric.Id == "M01");
        var figures = new Figures();
        figures.Add(new("S14", Day("2026-11-10"), Counter.DisclosureDone), 5);
        figures.Add(new("S14", Day("2026-11-11"), Counter.DisclosureOpen, Day("2026-11-20")), 2);
        figures.Add(new("S14", Day("2026-11-12"), Counter.DisclosureOpen, Day("2026-11-23")), 3);
        figures.Add(new("S14", Day("2025-11-12"), Counter.DisclosureOpen, Day("2025-11-21")), 9);

        (long, long, long) On(string today)
        {
            var sheet = Sheet.Of(figures, Viewpoint.On(Day(today)));
            long Sum(MetricPart part) => metric.Terms(part).Sum(term => sheet[term, Period.OfYear(Day(today)), snapshot: false]);
            return (Sum(MetricPart.Numerator), Sum(MetricPart.Denominator), Sum(MetricPart.Pending));
        }

        Assert.Equal((5, 5, 5), On("2026-11-20"));
        Assert.Equal((5, 7, 3), On("2026-11-21"));
        Assert.Equal((5, 10, 0), On("2026-11-24"));
    }

    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(0, 5, 0.0)]
    [InlineData(5, 5, 100.0)]
    [InlineData(2499, 2500, 99.9)]
    [InlineData(999_999, 1_000_000, 99.9)]
    [InlineData(1, 3, 33.3)]
    [InlineData(1, 2001, 0.0)]
    public void A_rate_is_rounded_down_and_is_nothing_without_a_denominator(long numerator, long denominator, double? value) =>
        Assert.Equal(value, new MetricValue(MetricUnit.Percent, numerator, denominator, 0).Value);

    private static Delta DeltaOf(IEnumerable<KeyValuePair<Cell, long>> cells)
    {
        var delta = new Delta();
        foreach (var (cell, amount) in cells)
        {
            delta.Add(cell, amount);
        }

        return delta;
    }
}
