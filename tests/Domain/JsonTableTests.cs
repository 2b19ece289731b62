using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Dashboard.Grains.Domain;

namespace Dashboard.Tests.Domain;

/// <summary>The table that a JSON text is read into says the same as a plain reader does, and hashes by value.</summary>
public sealed class JsonTableTests
{
    private static readonly Gen<string> Words = Gen.OneOf(Gen.Char["ab\"\\/\n\té中\u0000{}[],:0189 "]
        .List[0, 6]
        .Select(characters => string.Concat(characters)), OneOf("", "id", "案卷", "😀", "4", "4.0"));

    private static readonly Gen<string> Numbers = Gen.Select(OneOf("", "-"), Gen.Int[0, 30], OneOf("", ".0", ".5", ".50", ".05"),
        OneOf("", "e0", "E+1", "e-1", "e2"))
        .Select((sign, whole, places, power) => $"{sign}{whole * 10}{places}{power}");

    private static readonly Gen<JsonNode?> Json = Values(3);

    [Fact]
    public void Every_value_is_read_as_a_plain_reader_reads_it() => Json.Sample(json =>
    {
        var utf8 = Encoding.UTF8.GetBytes(Written(json));
        using var table = JsonTable.Rent();
        using var plain = JsonDocument.Parse(utf8);

        return Same(table.ReadForeign(utf8), plain.RootElement) && table.Fault is null;
    });

    [Fact]
    public void Hashes_are_equal_exactly_when_the_values_are() => Gen.Select(Json, Json).Sample((one, other) =>
    {
        var (first, second) = (new JsonArray(one?.DeepClone()), new JsonArray(other?.DeepClone()));

        return (Hash(first) == Hash(second)) == (Canonical(first) == Canonical(second));
    });

    [Fact]
    public void A_value_written_in_another_way_has_the_same_hash() => Gen.Select(Json, Gen.Int).Sample((json, seed) =>
    {
        var list = new JsonArray(json?.DeepClone());

        return Hash(list) == Hash(Encoding.UTF8.GetBytes(Otherwise(list, new Random(seed))));
    });

    [Theory]
    [InlineData("[4]", "[4.0]", true)]
    [InlineData("[4]", "[4e0]", true)]
    [InlineData("[4]", "[0.4E1]", true)]
    [InlineData("[0]", "[-0.00e9]", true)]
    [InlineData("[1e400]", "[10e399]", true)]
    [InlineData("[123456789012345678901234567890]", "[1.2345678901234567890123456789e29]", true)]
    [InlineData("[123456789012345678901234567890]", "[123456789012345678901234567891]", false)]
    [InlineData("[0.1]", "[0.10000000000000000000000000000001]", false)]
    [InlineData("[4]", "[-4]", false)]
    [InlineData("[4]", "[\"4\"]", false)]
    [InlineData("[4]", "[40]", false)]
    [InlineData("[\"A\"]", "[\"\\u0041\"]", true)]
    [InlineData("[\"😀/\"]", "[\"\\ud83d\\ude00\\/\"]", true)]
    [InlineData("{\"a\":1,\"b\":2}", " { \"b\" : 2,\n\"a\" : 1 } ", true)]
    [InlineData("{\"a\":1,\"b\":2}", "{\"a\":2,\"b\":1}", false)]
    [InlineData("{\"a\":{\"b\":1}}", "{\"b\":{\"a\":1}}", false)]
    [InlineData("{\"a\":null}", "{}", false)]
    [InlineData("[1,2]", "[2,1]", false)]
    [InlineData("[[1],2]", "[[1,2]]", false)]
    [InlineData("[[],[]]", "[[[]]]", false)]
    [InlineData("[{}]", "[[]]", false)]
    [InlineData("[true]", "[false]", false)]
    [InlineData("[null]", "[false]", false)]
    public void A_hash_is_by_value(string one, string other, bool same) =>
        Assert.Equal(same, Hash(Encoding.UTF8.GetBytes(one)) == Hash(Encoding.UTF8.GetBytes(other)));

    [Theory]
    [InlineData("4", "4")]
    [InlineData("4.0", "4")]
    [InlineData("-0.0", "0")]
    [InlineData("1200e-1", "120")]
    [InlineData("0.050", "0.05")]
    [InlineData("-12.340", "-12.34")]
    [InlineData("1e3", "1000")]
    [InlineData("1e300", "1e300")]
    public void A_number_taken_as_a_text_is_one_text_for_all_ways_to_write_it(string literal, string text) =>
        Assert.Equal(text, Numeral.Text(Encoding.UTF8.GetBytes(literal)));

    [Theory]
    [InlineData("9223372036854775807", true)]
    [InlineData("9223372036854775808", false)]
    [InlineData("0.5", false)]
    [InlineData("1e19", false)]
    [InlineData("1e99999999999999999999", false)]
    [InlineData("1e-99999999999999999999", false)]
    public void A_whole_number_has_64_bits(string literal, bool whole) =>
        Assert.Equal(whole, Numeral.TryWhole(Encoding.UTF8.GetBytes(literal), out _));

    [Theory]
    [InlineData("""{"a":1,"a":1}""")]
    [InlineData("""{"a":1,"b":{"c":2,"d":3,"c":2}}""")]
    [InlineData("""{"a":[[{"x":1,"\u0078":2}]]}""")]
    public void A_member_given_twice_is_a_fault(string json) => Assert.Contains("twice", Fault(json));

    [Fact]
    public void A_member_given_twice_among_many_is_a_fault()
    {
        var members = string.Join(',', Enumerable.Range(0, 1_000).Select(number => $"\"m{number}\":0"));

        Assert.Null(Fault($"{{{members}}}"));
        Assert.Contains("\"m17\" twice", Fault($"{{{members},\"m17\":0}}"));
    }

    [Fact]
    public void Nesting_of_32_is_no_fault_and_of_33_is()
    {
        Assert.Null(Fault(new string('[', 32) + new string(']', 32)));
        Assert.Contains("32", Fault(new string('[', 33) + new string(']', 33)));
    }

    [Fact]
    public void More_than_a_mebibyte_is_a_fault()
    {
        Assert.Null(Fault($"[\"{new string('x', 1_000_000)}\"]"));
        Assert.Contains("1 MiB", Fault($"[\"{new string('x', 1_100_000)}\"]"));
        Assert.Contains("1 MiB", Fault($"[{string.Join(',', Enumerable.Repeat("0", 600_000))}]"));
    }

    [Fact]
    public void What_was_stored_is_read_however_deep_and_doubled_it_is()
    {
        using var table = JsonTable.Rent();

        var read = table.ReadStored(Encoding.UTF8.GetBytes($$"""{"a":1,"a":{{new string('[', 60)}}{{new string(']', 60)}}}"""));

        Assert.Null(table.Fault);
        Assert.Equal(JsonTokenType.StartArray, read["a"].Kind);
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(which => texts[which]);

    private static Gen<JsonNode?> Values(int depth)
    {
        var leaves = Gen.OneOf<JsonNode?>(Words.Select(word => (JsonNode?)word), Numbers.Select(number => JsonNode.Parse(number)),
            Gen.Const((JsonNode?)null), Gen.Bool.Select(flag => (JsonNode?)flag));
        return depth == 0 ? leaves : Gen.OneOf(
            leaves,
            Values(depth - 1).List[0, 5].Select(entries => (JsonNode?)new JsonArray([.. entries.Select(entry => entry?.DeepClone())])),
            Gen.Select(Words, Values(depth - 1))
                .List[0, 20]
                .Select(members =>
                    (JsonNode?)new JsonObject(members.DistinctBy(member =>
                        member.Item1).Select(member => KeyValuePair.Create(member.Item1, member.Item2?.DeepClone())))));
    }

    private static string Written(JsonNode? json) => json?.ToJsonString() ?? "null";

    private static UInt128 Hash(JsonNode json) => Hash(Encoding.UTF8.GetBytes(Written(json)));

    private static UInt128 Hash(byte[] utf8)
    {
        using var table = JsonTable.Rent();
        return table.ReadForeign(utf8).Hash;
    }

    private static string? Fault(string json)
    {
        using var table = JsonTable.Rent();
        table.ReadForeign(Encoding.UTF8.GetBytes(json));
        return table.Fault;
    }

    private static bool Same(JsonPiece piece, JsonElement plain) => plain.ValueKind switch
    {
        JsonValueKind.Object => piece.Kind == JsonTokenType.StartObject && piece.Children == plain.EnumerateObject().Count()
            && plain.EnumerateObject().All(member => Same(piece[member.Name], member.Value)),
        JsonValueKind.Array =>
            piece.Kind == JsonTokenType.StartArray && piece.Children == plain.GetArrayLength() && SameEntries(piece, plain),
        JsonValueKind.String => piece.Kind == JsonTokenType.String && piece.TextOrNull() == plain.GetString(),
        JsonValueKind.Number => piece.Kind == JsonTokenType.Number && Encoding.UTF8.GetString(piece.Raw) == plain.GetRawText()
            && piece.TryWhole(out var whole) == decimal.IsInteger(plain.GetDecimal())
            && (!decimal.IsInteger(plain.GetDecimal()) || whole == plain.GetDecimal()),
        JsonValueKind.True => piece.Kind == JsonTokenType.True,
        JsonValueKind.False => piece.Kind == JsonTokenType.False,
        _ => piece.Kind == JsonTokenType.Null,
    };

    private static bool SameEntries(JsonPiece piece, JsonElement plain)
    {
        var at = 0;
        foreach (var entry in piece)
        {
            if (!Same(entry, plain[at++]))
            {
                return false;
            }
        }

        return at == plain.GetArrayLength();
    }

    /// <summary>One text for each value: members in order of their names, numbers as fractions in lowest terms.</summary>
    private static string Canonical(JsonNode? json) => json switch
    {
        JsonObject members =>
            $"{{{string.Join(',', members.OrderBy(member => member.Key, StringComparer.Ordinal)
                .Select(member => $"{JsonSerializer.Serialize(member.Key)}:{Canonical(member.Value)}"))}}}",
        JsonArray entries => $"[{string.Join(',', entries.Select(Canonical))}]",
        null => "null",
        _ when json.GetValueKind() == JsonValueKind.Number =>
            decimal.Parse(Written(json), NumberStyles.Float, CultureInfo.InvariantCulture)
                .ToString("0.##########", CultureInfo.InvariantCulture) is var text and not "-0"
                ? text
                : "0",
        _ => Written(json),
    };

    /// <summary>The same value with members in another order, blanks, escapes and other ways to write numbers.</summary>
    private static string Otherwise(JsonNode? json, Random random) => json switch
    {
        JsonObject members =>
            $" {{\t{string.Join(" , ", members.OrderBy(_ => random.Next())
                .Select(member => $"{Escaped(member.Key, random)} : {Otherwise(member.Value, random)}"))}\n}}",
        JsonArray entries => $"[ {string.Join("\r\n,", entries.Select(entry => Otherwise(entry, random)))} ]",
        null => " null",
        _ when json.GetValueKind() == JsonValueKind.String => Escaped(json.GetValue<string>(), random),
        _ when json.GetValueKind() == JsonValueKind.Number => OtherNumber(Written(json), random),
        _ => Written(json),
    };

    private static string Escaped(string text, Random random) =>
        $"\"{string.Concat(text.Select(character =>
            random.Next(2) == 0 || character is '"' or '\\' or < ' ' or > '~' ? $"\\u{(int)character:x4}" : $"{character}"))}\"";

    private static string OtherNumber(string literal, Random random)
    {
        var value = decimal.Parse(literal, NumberStyles.Float, CultureInfo.InvariantCulture);
        var thousandths = new BigInteger(value * 1000);
        return random.Next(3) switch
        {
            0 => $"{thousandths}e-3",
            1 => $"{thousandths}.000E-03",
            _ => $"{value.ToString("0.000", CultureInfo.InvariantCulture)}{new string('0', random.Next(9))}",
        };
    }
}
