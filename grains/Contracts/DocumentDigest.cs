namespace Dashboard.Grains.Contracts;

/// <summary>
/// The digest of a value: two 32-bit lanes, each mixing in one 32-bit word after another by <c>h = (h ^ word) * prime; h ^= h &gt;&gt;&gt;
/// 15</c>.
/// <list type="bullet">
/// <item>A lane starts with the code of what the value is: <c>"</c> text, <c>#</c> number, <c>t</c>, <c>f</c>, <c>n</c>, <c>[</c>,
/// <c>{</c>.</item>
/// <item>A text mixes in its UTF-16 code units; a number its IEEE 754 double, low word first: any number reads the same in any
/// language.</item>
/// <item>A list mixes in its entries' lanes, then their number.</item>
/// <item>An object adds up its members, so that their order does not matter, then mixes in the sum and their number. A member is the
/// lane of its name, with the lane of its value mixed in.</item>
/// </list>
/// Written as one number: the first lane is its upper half.
/// </summary>
internal struct DocumentDigest
{
    private const uint FirstSeed = 0x811c9dc5, SecondSeed = 0x9747b28c, FirstPrime = 0x85ebca6b, SecondPrime = 0xc2b2ae35;

    private uint first;
    private uint second;

    private DocumentDigest(char kind)
    {
        (first, second) = (FirstSeed, SecondSeed);
        Mix(kind);
    }

    public static ulong OfNothing { get; } = new DocumentDigest('n').Value;

    public static ulong Of(bool flag) => new DocumentDigest(flag ? 't' : 'f').Value;

    public static ulong Of(double number)
    {
        var digest = new DocumentDigest('#');
        var bits = BitConverter.DoubleToUInt64Bits(number);
        digest.Mix((uint)bits);
        digest.Mix((uint)(bits >> 32));
        return digest.Value;
    }

    public static ulong Of(string text) => Text(text).Value;

    public static ulong OfList(IEnumerable<ulong> entries)
    {
        var digest = new DocumentDigest('[');
        var count = 0u;
        foreach (var entry in entries)
        {
            digest.Mix(entry);
            count++;
        }

        digest.Mix(count);
        return digest.Value;
    }

    /// <summary>A member of an object; add the members up with <see cref="Sum"/>.</summary>
    public static ulong Member(string name, ulong value)
    {
        var digest = Text(name);
        digest.Mix(value);
        return digest.Value;
    }

    /// <summary>Each lane by itself.</summary>
    public static ulong Sum(ulong left, ulong right) => Join((uint)(left >> 32) + (uint)(right >> 32), (uint)left + (uint)right);

    public static ulong OfObject(ulong sumOfMembers, uint count)
    {
        var digest = new DocumentDigest('{');
        digest.Mix(sumOfMembers);
        digest.Mix(count);
        return digest.Value;
    }

    private readonly ulong Value => Join(first, second);

    private static ulong Join(uint first, uint second) => ((ulong)first << 32) | second;

    private static DocumentDigest Text(string text)
    {
        var digest = new DocumentDigest('"');
        foreach (var unit in text)
        {
            digest.Mix(unit);
        }

        return digest;
    }

    private void Mix(ulong lanes) => Mix((uint)(lanes >> 32), (uint)lanes);

    private void Mix(uint word) => Mix(word, word);

    private void Mix(uint firstWord, uint secondWord)
    {
        first = (first ^ firstWord) * FirstPrime;
        first ^= first >> 15;
        second = (second ^ secondWord) * SecondPrime;
        second ^= second >> 15;
    }
}
