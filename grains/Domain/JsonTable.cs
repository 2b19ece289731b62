using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text.Json;
using Dashboard.Grains.Domain.Identity;

namespace Dashboard.Grains.Domain;

/// <summary>
/// A JSON text walked once: a row for each value, in the order in which they stand. What comes from outside is hashed, screened for
/// citizens' identity numbers and checked for form on the way; what was stored has been through that. Tables are reused: the pieces
/// of one are good until it reads again or is given back.
/// </summary>
internal sealed class JsonTable : IDisposable
{
    /// <summary>How many levels of objects and lists may stand within each other.</summary>
    public const int Deepest = 32;

    /// <summary>Bytes of one event.</summary>
    public const int Largest = 1024 * 1024;

    /// <summary>Ledgers of earlier releases hold deeper ones.</summary>
    private const int DeepestStored = 64;

    private const int MostKept = 4096;
    private const int FewNames = 16;
    private const ulong Step = 0x9E37_79B9_7F4A_7C15;

    [ThreadStatic] private static JsonTable? spare;

    private JsonRow[] rows = new JsonRow[64];
    private byte[] plain = new byte[256];
    private ReadOnlyMemory<byte> json;
    private int count;
    private long start;
    private bool foreign;
    private bool mayHoldNumber;

    private JsonTable()
    {
    }

    /// <summary>What is wrong with the form of what was read, as the rest of a sentence; null while all is well.</summary>
    public string? Fault { get; private set; }

    public static JsonTable Rent()
    {
        var table = spare ?? new();
        spare = null;
        return table;
    }

    public void Dispose()
    {
        json = default;
        if (rows.Length <= MostKept && plain.Length <= MostKept)
        {
            spare = this;
        }
    }

    /// <summary>Reads a stored text, whatever an earlier release let in.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public JsonPiece ReadStored(ReadOnlyMemory<byte> utf8) => ReadWhole(utf8, isForeign: false);

    /// <summary>Reads one value from outside that is all of a text.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public JsonPiece ReadForeign(ReadOnlyMemory<byte> utf8) => ReadWhole(utf8, isForeign: true);

    /// <summary>Reads the value from outside that the reader stands at. Where there is a <see cref="Fault"/> it stopped there.</summary>
    /// <param name="reader">Stands at the first token of the value, and then at its last.</param>
    /// <param name="utf8">What the reader reads.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public JsonPiece ReadNext(ref Utf8JsonReader reader, ReadOnlyMemory<byte> utf8)
    {
        Begin(utf8, reader.TokenStartIndex, isForeign: true);
        Walk(ref reader, 0, 1);
        return new(this, 0);
    }

    internal ref readonly JsonRow Row(int index) => ref rows[index];

    internal ReadOnlySpan<byte> Bytes(int from, int length) => json.Span.Slice(from, length);

    /// <summary>A text as it reads, without quotes and escapes; good until the next call.</summary>
    internal ReadOnlySpan<byte> Plain(int from, int length)
    {
        var reader = new Utf8JsonReader(Bytes(from - 1, length + 2));
        reader.Read();
        return Plain(ref reader);
    }

    private JsonPiece ReadWhole(ReadOnlyMemory<byte> utf8, bool isForeign)
    {
        var reader = new Utf8JsonReader(utf8.Span, new JsonReaderOptions { MaxDepth = DeepestStored });
        reader.Read();
        Begin(utf8, 0, isForeign);
        Walk(ref reader, 0, 1);
        while (Fault is null && reader.Read())
        {
        }

        return new(this, 0);
    }

    private void Begin(ReadOnlyMemory<byte> utf8, long from, bool isForeign)
    {
        (json, start, foreign, count) = (utf8, from, isForeign, 0);
        (Fault, mayHoldNumber) = (null, false);
    }

    /// <summary>Adds the row of the value the reader stands at, and those of what is in it.</summary>
    /// <param name="place">What tells this value from its neighbours: its name or its number.</param>
    /// <returns>What the value adds to the hash of what it stands in, the same in whatever order they stand.</returns>
    private UInt128 Walk(ref Utf8JsonReader reader, ulong place, int depth)
    {
        var index = Add(ref reader);
        var hash = default(UInt128);
        var othersMayHold = mayHoldNumber;
        mayHoldNumber = false;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                WalkMembers(ref reader, index, depth);
                hash = foreign ? Of(rows[index].Hash, place) : default;
                break;
            case JsonTokenType.StartArray:
                WalkEntries(ref reader, index, depth);
                hash = foreign ? Of(rows[index].Hash, place) : default;
                break;
            case JsonTokenType.String:
                rows[index].Escaped = reader.ValueIsEscaped;
                hash = foreign ? Of(Searched(ref reader), Seed(JsonTokenType.String, 0) + place) : default;
                break;
            case JsonTokenType.Number:
                hash = foreign ? OfNumber(reader.ValueSpan, place) : default;
                mayHoldNumber = foreign && NumberScreen.MayHold(reader.ValueSpan);
                break;
            default:
                hash = foreign ? Of([], Seed(reader.TokenType, 0) + place) : default;
                break;
        }

        rows[index].End = count;
        rows[index].MayHoldIdentityNumber = mayHoldNumber;
        mayHoldNumber |= othersMayHold;
        return hash;
    }

    private void WalkMembers(ref Utf8JsonReader reader, int index, int depth)
    {
        var (sum, members) = (default(UInt128), 0);
        Span<ulong> few = stackalloc ulong[FewNames];
        HashSet<ulong>? many = null;
        Deeper(depth);
        while (Fault is null && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (from, length, escaped) = ((int)reader.TokenStartIndex + 1, reader.ValueSpan.Length, reader.ValueIsEscaped);
            var name = foreign ? XxHash3.HashToUInt64(Searched(ref reader)) : 0;
            if (foreign && !IsNew(name, few, members, ref many))
            {
                Fault ??= $"gives the member \"{Shorten(reader.GetString()!)}\" twice in one object";
            }

            reader.Read();
            var member = count;
            sum += Walk(ref reader, name, depth + 1);
            ref var row = ref rows[member];
            (row.NameStart, row.NameLength, row.NameEscaped) = (from, length, escaped);
            members++;
        }

        Close(ref reader, index, members, sum);
    }

    private void WalkEntries(ref Utf8JsonReader reader, int index, int depth)
    {
        var (sum, entries) = (default(UInt128), 0);
        Deeper(depth);
        while (Fault is null && reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            sum += Walk(ref reader, Scattered(++entries), depth + 1);
        }

        Close(ref reader, index, entries, sum);
    }

    private void Close(ref Utf8JsonReader reader, int index, int children, UInt128 sum)
    {
        ref var row = ref rows[index];
        row.Children = children;
        row.Length = (int)reader.BytesConsumed - row.Start;
        row.Hash = foreign ? Of(sum, Seed(row.Kind, children)) : default;
    }

    private int Add(ref Utf8JsonReader reader)
    {
        if (count == rows.Length)
        {
            Array.Resize(ref rows, count * 2);
        }

        if (foreign && reader.BytesConsumed - start > Largest)
        {
            Fault ??= $"is larger than {Largest / 1024 / 1024} MiB; send what is attached to it elsewhere and name it by its hash";
        }

        var quotes = reader.TokenType == JsonTokenType.String ? 1 : 0;
        rows[count] = new() { Kind = reader.TokenType, Start = (int)reader.TokenStartIndex + quotes, Length = reader.ValueSpan.Length };
        return count++;
    }

    private void Deeper(int depth)
    {
        if (foreign && depth > Deepest)
        {
            Fault ??= $"is nested deeper than {Deepest} levels";
        }
    }

    /// <summary>The text or name the reader stands at, as it reads, after a look for many digits in it.</summary>
    private ReadOnlySpan<byte> Searched(ref Utf8JsonReader reader)
    {
        var text = reader.ValueSpan;
        if (reader.ValueIsEscaped)
        {
            try
            {
                text = Plain(ref reader);
            }
            catch (InvalidOperationException)
            {
                // The parser accepts an escaped half of a surrogate pair; reading it as text fails.
                Fault ??= "holds a text that is not valid Unicode";
            }
        }

        mayHoldNumber |= NumberScreen.MayHold(text);
        return text;
    }

    private ReadOnlySpan<byte> Plain(scoped ref Utf8JsonReader reader)
    {
        if (plain.Length < reader.ValueSpan.Length)
        {
            plain = new byte[reader.ValueSpan.Length];
        }

        return plain.AsSpan(0, reader.CopyString(plain));
    }

    /// <summary>Whether an object has no such name yet. Nearly all have few.</summary>
    private static bool IsNew(ulong name, Span<ulong> few, int members, ref HashSet<ulong>? many)
    {
        if (members < few.Length)
        {
            few[members] = name;
            return !few[..members].Contains(name);
        }

        many ??= [.. few];
        return many.Add(name);
    }

    private static string Shorten(string name) => name.Length <= 80 ? name : name[..80] + "…";

    private static UInt128 OfNumber(ReadOnlySpan<byte> literal, ulong place)
    {
        Span<byte> room = stackalloc byte[Numeral.Usual];
        return Numeral.TryRead(literal, room, out var number)
            ? Of(number.Digits, Seed(JsonTokenType.Number, (number.Exponent << 1) + (number.IsNegative ? 1 : 0)) + place)
            : Of(literal, Seed(JsonTokenType.None, 0) + place);
    }

    private static UInt128 Of(UInt128 hash, ulong seed) => Of(MemoryMarshal.AsBytes(new ReadOnlySpan<UInt128>(in hash)), seed);

    private static UInt128 Of(ReadOnlySpan<byte> bytes, ulong seed) => XxHash128.HashToUInt128(bytes, (long)seed);

    /// <summary>The place of an entry, as far from any other as hashed names are (the finaliser of MurmurHash3).</summary>
    private static ulong Scattered(int entry)
    {
        var place = (ulong)entry;
        place = (place ^ (place >> 33)) * 0xFF51_AFD7_ED55_8CCD;
        place = (place ^ (place >> 33)) * 0xC4CE_B9FE_1A85_EC53;
        return place ^ (place >> 33);
    }

    /// <summary>Keeps values of one text but of different kinds apart, and by the number further ones.</summary>
    private static ulong Seed(JsonTokenType kind, long number) => Step * (((ulong)number << 4) + (ulong)kind);
}
