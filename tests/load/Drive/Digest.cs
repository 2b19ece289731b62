using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dashboard.Load.Drive;

/// <summary>
/// The digest of a view document as a browser computes it, written anew here, like the merge patch: two lanes of 32 bits, each mixing in
/// words by <c>h = (h ^ word) * prime; h ^= h &gt;&gt;&gt; 15</c>. A text mixes in its UTF-16 code units, a number its IEEE 754 double (low
/// word first), a list its entries and their number, an object the sum of its members and their number. Members that are null do not count,
/// since a merge patch cannot tell them from absent ones.
/// </summary>
internal readonly record struct Digest(uint First, uint Second)
{
    /// <summary>Sixteen lower-case hex digits.</summary>
    public static string Of(JsonNode? document) => Walk(document).ToString();

    public override string ToString() => $"{First:x8}{Second:x8}";

    private static Digest Walk(JsonNode? node)
    {
        switch (node)
        {
            case null:
                return Start('n');
            case JsonArray array:
                return array.Aggregate(Start('['), (digest, item) => digest.Mix(Walk(item))).Mix((uint)array.Count);
            case JsonObject members:
                var (sum, count) = (default(Digest), 0u);
                foreach (var (name, value) in members)
                {
                    if (value is not null)
                    {
                        var member = OfText(name).Mix(Walk(value));
                        (sum, count) = (new(sum.First + member.First, sum.Second + member.Second), count + 1);
                    }
                }

                return Start('{').Mix(sum).Mix(count);
            default:
                return node.GetValueKind() switch
                {
                    JsonValueKind.True => Start('t'),
                    JsonValueKind.False => Start('f'),
                    JsonValueKind.String => OfText(node.GetValue<string>()),
                    _ => OfNumber(double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture)),
                };
        }
    }

    private static Digest OfText(string text)
    {
        var digest = Start('"');
        foreach (var unit in text)
        {
            digest = digest.Mix(unit);
        }

        return digest;
    }

    /// <summary>Zero has no sign.</summary>
    private static Digest OfNumber(double number)
    {
        var bits = BitConverter.DoubleToUInt64Bits(number == 0 ? 0 : number);
        return Start('#').Mix((uint)bits).Mix((uint)(bits >> 32));
    }

    private static Digest Start(char kind) => new Digest(0x811c9dc5, 0x9747b28c).Mix(kind);

    private Digest Mix(uint word) => Mix(new Digest(word, word));

    private Digest Mix(Digest words) => new(Mixed(First ^ words.First, 0x85ebca6b), Mixed(Second ^ words.Second, 0xc2b2ae35));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Mixed(uint lane, uint prime)
    {
        var mixed = unchecked(lane * prime);
        return mixed ^ (mixed >> 15);
    }
}
