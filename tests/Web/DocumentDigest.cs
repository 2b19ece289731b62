using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Dashboard.Tests.Web;

/// <summary>
/// The digest of a document, written from its description and not from the product: two lanes of 32 bits, each mixing in words by <c>h = (h
/// ^ word) * prime; h ^= h &gt;&gt;&gt; 15</c>. A text mixes in its UTF-16 code units, a number its IEEE 754 double (low word first), a
/// list its entries and their number, an object the sum of its members and their number. Members that are null do not count.
/// </summary>
internal static class DocumentDigest
{
    private static readonly uint[] Seeds = [0x811c9dc5, 0x9747b28c], Primes = [0x85ebca6b, 0xc2b2ae35];

    /// <summary>Sixteen lower-case hex digits.</summary>
    public static string Of(JsonNode? document) => string.Concat(Lanes(document).Select(lane => $"{lane:x8}"));

    private static uint[] Lanes(JsonNode? node) => node switch
    {
        null => Start('n'),
        JsonObject members =>
            OfObject([.. members.Where(member => member.Value is not null).Select(member => Mix(OfText(member.Key), Lanes(member.Value)))]),
        JsonArray list => Mix(list.Aggregate(Start('['), (lanes, entry) => Mix(lanes, Lanes(entry))), (uint)list.Count),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.True => Start('t'),
            JsonValueKind.False => Start('f'),
            JsonValueKind.String => OfText(node.GetValue<string>()),
            _ => OfNumber(double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture)),
        },
    };

    private static uint[] OfObject(uint[][] members) =>
        Mix(Mix(Start('{'), members.Aggregate(new uint[2], (sum, member) => [sum[0] + member[0], sum[1] + member[1]])),
            (uint)members.Length);

    private static uint[] OfText(string text) => text.Aggregate(Start('"'), (lanes, unit) => Mix(lanes, unit));

    /// <summary>Zero has no sign.</summary>
    private static uint[] OfNumber(double number)
    {
        var bits = BitConverter.DoubleToUInt64Bits(number == 0 ? 0 : number);
        return Mix(Mix(Start('#'), (uint)bits), (uint)(bits >> 32));
    }

    private static uint[] Start(char kind) => Mix(Seeds, kind);

    private static uint[] Mix(uint[] lanes, uint word) => Mix(lanes, [word, word]);

    private static uint[] Mix(uint[] lanes, uint[] words) => [.. lanes.Select((lane, at) =>
    {
        var mixed = unchecked((lane ^ words[at]) * Primes[at]);
        return mixed ^ (mixed >> 15);
    })];
}
