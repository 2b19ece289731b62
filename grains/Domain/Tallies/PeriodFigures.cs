namespace Dashboard.Grains.Domain.Tallies;

/// <summary>
/// The figures of an item, or of all, by the code of their period, of <see cref="Sheet.Now"/> and of <see cref="Sheet.Parts"/>; a period
/// whose figures are all zero is not here. They are not changed once they are built: what follows a change shares all else.
/// </summary>
[GenerateSerializer, Immutable]
internal sealed class PeriodFigures
{
    /// <summary>No figure of any period.</summary>
    public static readonly PeriodFigures None = new([], []);

    [Id(0)] private readonly int[] codes;
    [Id(1)] private readonly FigureVector[] vectors;

    private PeriodFigures(int[] codes, FigureVector[] vectors) => (this.codes, this.vectors) = (codes, vectors);

    /// <summary>Codes of the periods that have a figure, rising.</summary>
    public ReadOnlySpan<int> Codes => codes;

    /// <summary>Whether no period has a figure.</summary>
    public bool IsEmpty => codes.Length == 0;

    /// <summary>The figures of a period; null where all are zero.</summary>
    public FigureVector? this[int code] => Array.BinarySearch(codes, code) is >= 0 and var index ? vectors[index] : null;

    /// <summary>This sum with a part in place of an earlier version of it.</summary>
    public PeriodFigures Replace(PeriodFigures before, PeriodFigures after)
    {
        if (ReferenceEquals(before, after))
        {
            return this;
        }

        // What one part alone has is kept once: the sum is that part's own figures.
        if (ReferenceEquals(this, before) && Array.TrueForAll(after.vectors, static vector => vector.IsBounded))
        {
            return after;
        }

        var changed = new SortedList<int, FigureVector?>();
        Span<long> dense = stackalloc long[FigureVector.MostPlaces];
        for (int past = 0, next = 0; past < before.codes.Length || next < after.codes.Length;)
        {
            var code = Math.Min(before.CodeAt(past), after.CodeAt(next));
            var old = before.CodeAt(past) == code ? before.vectors[past++] : null;
            var @new = after.CodeAt(next) == code ? after.vectors[next++] : null;
            if (!ReferenceEquals(old, @new))
            {
                dense.Clear();
                this[code]?.CopyTo(dense);
                @new?.AddTo(dense, 1);
                old?.AddTo(dense, -1);
                changed.Add(code, FigureVector.Of(dense));
            }
        }

        return With(changed);
    }

    private int CodeAt(int index) => index < codes.Length ? codes[index] : int.MaxValue;

    private PeriodFigures With(SortedList<int, FigureVector?> changed)
    {
        var (newCodes, newVectors) = (new List<int>(codes.Length + changed.Count), new List<FigureVector>(codes.Length + changed.Count));
        for (int kept = 0, next = 0; kept < codes.Length || next < changed.Count;)
        {
            var (ours, theirs) = (CodeAt(kept), next < changed.Count ? changed.Keys[next] : int.MaxValue);
            var vector = theirs <= ours ? changed.Values[next++] : vectors[kept];
            kept += ours <= theirs ? 1 : 0;
            if (vector is not null)
            {
                newCodes.Add(Math.Min(ours, theirs));
                newVectors.Add(vector);
            }
        }

        return newCodes.Count == 0 ? None : new([.. newCodes], [.. newVectors]);
    }

    /// <summary>Figures while they are being built: those of a period that changes stand by place.</summary>
    public sealed class Draft(PeriodFigures from)
    {
        private readonly SortedList<int, long[]> changed = [];

        /// <summary>Adds to the figure at a place of a period.</summary>
        public void Add(int code, int place, long amount)
        {
            if (!changed.TryGetValue(code, out var dense))
            {
                changed[code] = dense = new long[WidthOf(code)];
                from[code]?.CopyTo(dense);
            }

            dense[place] += amount;
        }

        /// <summary>The figures as they are now.</summary>
        public PeriodFigures Build()
        {
            var built = new SortedList<int, FigureVector?>(changed.Count);
            foreach (var (code, dense) in changed)
            {
                built.Add(code, FigureVector.Of(dense));
            }

            return from.With(built);
        }

        private static int WidthOf(int code) => code switch
        {
            Sheet.Now => Slots.Count,
            Sheet.Parts => Counters.PartCount,
            _ => Sheet.Width,
        };
    }
}
