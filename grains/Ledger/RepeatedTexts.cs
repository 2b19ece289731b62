namespace Dashboard.Grains.Ledger;

/// <summary>
/// Finds whose texts may stand more than once among millions, from 8 bytes of each: a part of its hash, and whose it is. Not safe for
/// concurrent use.
/// </summary>
internal sealed class RepeatedTexts
{
    /// <summary>Bits that say whose a text is; the other 30 are of its hash.</summary>
    private const int WhoBits = 34;

    private readonly List<ulong> marks = [];

    /// <param name="text">What may be repeated; null is no text.</param>
    /// <param name="who">Whose it is, less than 17 thousand million.</param>
    public void Add(string? text, long who)
    {
        if (text is not null)
        {
            marks.Add(((ulong)(uint)text.GetHashCode(StringComparison.Ordinal) << WhoBits) | (ulong)who);
        }
    }

    /// <summary>
    /// Whoever may have a text that another has: all who do, and by chance a few more (a thousand of a million). All is forgotten then.
    /// </summary>
    public IReadOnlyList<long> Take()
    {
        marks.Sort();
        var suspects = new List<long>();
        for (var at = 0; at < marks.Count; at++)
        {
            if ((at > 0 && Hash(at) == Hash(at - 1)) || (at + 1 < marks.Count && Hash(at) == Hash(at + 1)))
            {
                suspects.Add((long)(marks[at] & ((1UL << WhoBits) - 1)));
            }
        }

        marks.Clear();
        return suspects;
    }

    private ulong Hash(int at) => marks[at] >> WhoBits;
}
