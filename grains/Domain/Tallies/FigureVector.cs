namespace Dashboard.Grains.Domain.Tallies;

/// <summary>
/// Figures by their place, that of a counter or a slot (see <see cref="Slots"/>). Of some hundred most are zero: only the others are kept.
/// It is not changed once it is built.
/// </summary>
[GenerateSerializer, Immutable]
internal sealed class FigureVector
{
    /// <summary>Places of figures that are not zero, rising.</summary>
    [Id(0)] private readonly byte[] places;

    /// <summary>The figure of each of them.</summary>
    [Id(1)] private readonly long[] figures;

    private FigureVector(byte[] places, long[] figures) => (this.places, this.figures) = (places, figures);

    /// <summary>The greatest place is one less.</summary>
    public const int MostPlaces = byte.MaxValue + 1;

    /// <summary>Some figures by place, at most <see cref="MostPlaces"/>; null where all are zero.</summary>
    public static FigureVector? Of(ReadOnlySpan<long> dense)
    {
        var count = dense.Length - dense.Count(0);
        if (count == 0)
        {
            return null;
        }

        var (places, figures, next) = (new byte[count], new long[count], 0);
        for (var place = 0; place < dense.Length; place++)
        {
            if (dense[place] is not 0 and var figure)
            {
                (places[next], figures[next]) = (checked((byte)place), figure);
                next++;
            }
        }

        return new(places, figures);
    }

    /// <summary>The figure at a place; 0 where none is.</summary>
    public long this[int place] => places.IndexOf((byte)place) is >= 0 and var index ? figures[index] : 0;

    /// <summary>Whether any place before this one has a figure.</summary>
    public bool HasAnyBefore(int place) => places[0] < place;

    /// <summary>Whether every figure is shown as it is.</summary>
    public bool IsBounded => Array.TrueForAll(figures, static figure => figure == Sheet.Bounded(figure));

    /// <summary>Each place that has a figure, in turn.</summary>
    public IEnumerable<(int Place, long Figure)> Figures => places.Zip(figures, static (place, figure) => ((int)place, figure));

    /// <summary>Adds each figure, as it is shown, to that of the same place, or takes it off.</summary>
    public void AddTo(Span<long> dense, int sign)
    {
        for (var index = 0; index < places.Length; index++)
        {
            dense[places[index]] += sign * Sheet.Bounded(figures[index]);
        }
    }

    /// <summary>Writes each figure to its place.</summary>
    public void CopyTo(Span<long> dense)
    {
        for (var index = 0; index < places.Length; index++)
        {
            dense[places[index]] = figures[index];
        }
    }
}
