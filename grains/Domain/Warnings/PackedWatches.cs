using System.Buffers.Binary;
using Dashboard.Grains.Domain.Tallies;

namespace Dashboard.Grains.Domain.Warnings;

/// <summary>
/// What is watched of many subjects, in one array of bytes: some 100 bytes a subject, where an object for each of its parts took 270.
/// Each subject has a place: a number that is its own until it is removed. What is written goes to the end; when there is no room left,
/// what is held moves together in the same array, so that a list that does not grow asks for no more memory. Nothing here knows what time
/// it is.
/// </summary>
internal sealed class PackedWatches
{
    /// <summary>Of a subject that will never turn again.</summary>
    public const uint Never = uint.MaxValue;

    private const int LeastRoom = 256;

    /// <summary>Before each record stand its place and how many bytes it has.</summary>
    private const int Head = 2 * sizeof(int);

    /// <summary>Where a place starts that is free.</summary>
    private const int Nowhere = -1;

    private readonly HashSet<int> places;
    private readonly HashSet<int>.AlternateLookup<ReadOnlySpan<byte>> byKey;
    private readonly Stack<int> free = new();
    private readonly VarIntWriter written = new(LeastRoom);
    private Held[] helds = [];
    private byte[] bytes = [];
    private int used;
    private int living;

    public PackedWatches()
    {
        places = new(new ByKey(this));
        byKey = places.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>How many subjects are held.</summary>
    public int Count => places.Count;

    /// <summary>The places of all subjects, in any order.</summary>
    public IEnumerable<int> Places => places;

    /// <summary>The place of a subject; null when nothing is held of it.</summary>
    public int? Find(WatchedSubject subject)
    {
        WriteKey(subject);
        return byKey.TryGetValue(written.Written, out var place) ? place : null;
    }

    /// <summary>Holds a subject that is not held yet.</summary>
    /// <returns>Its place.</returns>
    public int Add(WatchedSubject subject)
    {
        if (!free.TryPop(out var place))
        {
            place = places.Count;
            if (place == helds.Length)
            {
                Array.Resize(ref helds, place + RoomBeside(place));
            }
        }

        Put(place, subject);
        places.Add(place);
        return place;
    }

    /// <summary>Holds another state of the subject of a place. It turns never until it is said when.</summary>
    public void Replace(int place, WatchedSubject subject)
    {
        Release(place);
        Put(place, subject);
    }

    public void Remove(int place)
    {
        places.Remove(place);
        Release(place);
        free.Push(place);
    }

    /// <summary>The subject of a place.</summary>
    public WatchedSubject this[int place]
    {
        get
        {
            var (kind, id, item) = NameOf(place);
            return new(kind, id, helds[place].Revision, item, WatchesOf(place).ToArray());
        }
    }

    /// <summary>The kind, the id and the item of the subject of a place.</summary>
    public (string Kind, string Id, string Item) NameOf(int place)
    {
        var reader = new VarIntReader(bytes, helds[place].Start);
        return (reader.ReadShared(), reader.ReadText(), reader.ReadShared());
    }

    /// <summary>The kind of the subject of a place.</summary>
    public string KindOf(int place) => new VarIntReader(bytes, helds[place].Start).ReadShared();

    /// <summary>The item of the subject of a place.</summary>
    public string ItemOf(int place)
    {
        var reader = new VarIntReader(bytes, helds[place].Start);
        reader.SkipText();
        reader.SkipText();
        return reader.ReadShared();
    }

    /// <summary>How the watches of the subject of a place stand at a second.</summary>
    public void Stand(int place, long at, List<WatchStanding> into)
    {
        var reader = new VarIntReader(bytes, helds[place].Start);
        reader.SkipText();
        reader.SkipText();
        reader.SkipText();
        WatchStanding.Read(reader, at, into);
    }

    /// <summary>By kind, then by id, in the order of their characters.</summary>
    public int Compare(int left, int right)
    {
        var one = RecordOf(left);
        var other = RecordOf(right);
        var order = TakeText(ref one).SequenceCompareTo(TakeText(ref other));
        return order != 0 ? order : TakeText(ref one).SequenceCompareTo(TakeText(ref other));
    }

    /// <summary>Whether the very same is watched of the subject of a place as of another state of it.</summary>
    public bool IsSame(int place, WatchedSubject other)
    {
        WriteKey(other);
        WriteRest(other);
        return RecordOf(place).SequenceEqual(written.Written);
    }

    /// <summary>The revision of what is held at a place.</summary>
    public ref long Revision(int place) => ref helds[place].Revision;

    /// <summary>As of when it is known how the subject of a place stands, in seconds since 1970; at first of no time.</summary>
    public ref long Stood(int place) => ref helds[place].Stood;

    /// <summary>When the subject of a place turns next, in seconds since 1970; <see cref="Never"/>, also of a place that is free.</summary>
    public ref uint Next(int place) => ref helds[place].Next;

    /// <summary>Takes the least memory from now on, until something changes.</summary>
    public void Rest()
    {
        MoveTogether();
        Array.Resize(ref bytes, used);
        places.TrimExcess();
        free.TrimExcess();
        Array.Resize(ref helds, places.Count + free.Count);
    }

    private static int RoomBeside(int much) => (much / 4) + 16;

    private void WriteKey(WatchedSubject subject)
    {
        written.Clear();
        written.Write(subject.Kind);
        written.Write(subject.Id);
    }

    private void WriteRest(WatchedSubject subject)
    {
        written.Write(subject.Item);
        written.Write(subject.Watches);
    }

    private void Put(int place, WatchedSubject subject)
    {
        WriteKey(subject);
        WriteRest(subject);
        var record = written.Written;
        var size = Head + record.Length;
        if (bytes.Length - used < size)
        {
            MakeRoom(size);
        }

        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(used), place);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(used + sizeof(int)), record.Length);
        record.CopyTo(bytes.AsSpan(used + Head));
        helds[place] = new() { Revision = subject.Revision, Start = used + Head, Next = Never, Stood = long.MinValue };
        used += size;
        living += size;
    }

    /// <summary>The record of a place is held no longer.</summary>
    private void Release(int place)
    {
        living -= Head + LengthAt(helds[place].Start);
        helds[place] = new() { Start = Nowhere, Next = Never };
    }

    /// <summary>
    /// Makes room for one record more. The array grows only when little would be left beside it, so that each byte written moves a few
    /// others at most, however many are held.
    /// </summary>
    private void MakeRoom(int size)
    {
        MoveTogether();
        var needed = living + size;
        if (bytes.Length < needed + (RoomBeside(living) / 2))
        {
            Array.Resize(ref bytes, needed + RoomBeside(living) + LeastRoom);
        }
    }

    /// <summary>What was released is written over by what follows it.</summary>
    private void MoveTogether()
    {
        var end = 0;
        for (int at = 0, size; at < used; at += size)
        {
            var (place, start) = (BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at)), at + Head);
            size = Head + LengthAt(start);
            if (helds[place].Start == start)
            {
                bytes.AsSpan(at, size).CopyTo(bytes.AsSpan(end));
                helds[place].Start = end + Head;
                end += size;
            }
        }

        used = end;
    }

    /// <summary>How many bytes the record has that starts here.</summary>
    private int LengthAt(int start) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(start - sizeof(int)));

    private ReadOnlySpan<byte> RecordOf(int place) => bytes.AsSpan(helds[place].Start, LengthAt(helds[place].Start));

    private ReadOnlySpan<byte> KeyOf(int place)
    {
        var record = RecordOf(place);
        var rest = record;
        TakeText(ref rest);
        TakeText(ref rest);
        return record[..^rest.Length];
    }

    private ReadOnlySpan<byte> WatchesOf(int place)
    {
        var rest = RecordOf(place);
        TakeText(ref rest);
        TakeText(ref rest);
        TakeText(ref rest);
        return rest;
    }

    /// <summary>The text at the beginning of what is left, which is shorter by it afterwards.</summary>
    private static ReadOnlySpan<byte> TakeText(ref ReadOnlySpan<byte> rest)
    {
        var length = (int)VarIntReader.Read(ref rest);
        var text = rest[..length];
        rest = rest[length..];
        return text;
    }

    /// <summary>Where the record of a subject stands.</summary>
    private struct Held
    {
        public long Revision;
        public long Stood;
        public int Start;
        public uint Next;
    }

    /// <summary>A place is found by the kind and the id that its record begins with.</summary>
    private sealed class ByKey(PackedWatches held) : IEqualityComparer<int>, IAlternateEqualityComparer<ReadOnlySpan<byte>, int>
    {
        public bool Equals(int x, int y) => x == y;

        public int GetHashCode(int place) => GetHashCode(held.KeyOf(place));

        public bool Equals(ReadOnlySpan<byte> key, int place) => held.RecordOf(place).StartsWith(key);

        public int GetHashCode(ReadOnlySpan<byte> key)
        {
            var hash = default(HashCode);
            hash.AddBytes(key);
            return hash.ToHashCode();
        }

        public int Create(ReadOnlySpan<byte> key) => throw new NotSupportedException("A key has a place only once its subject is held.");
    }
}
