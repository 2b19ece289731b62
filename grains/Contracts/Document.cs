using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Dashboard.Grains.Contracts;

/// <summary>
/// A JSON document as it is shown: an object tree that is not changed after it is built, so parts of it can be shared between versions.
/// Values: <see cref="long"/>, finite <see cref="double"/> (rates with one decimal), <see cref="string"/>, <see cref="bool"/>,
/// <see cref="Document"/>, and lists of these. A member set to null is written as null, and otherwise treated as absent: RFC 7396
/// patches cannot tell the two apart, so neither do patches and digests here.
/// </summary>
public sealed class Document
{
    private static readonly JsonWriterOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    private string[] names = [];
    private object[] values = [];
    private ulong digest;

    /// <summary>Members in canonical order: by UTF-16 code units of the name.</summary>
    public IEnumerable<KeyValuePair<string, object>> Members
    {
        get
        {
            for (var i = 0; i < Count; i++)
            {
                yield return new(names[i], values[i]);
            }
        }
    }

    /// <summary>Number of members.</summary>
    public int Count { get; private set; }

    /// <summary>The member, or null.</summary>
    public object? this[string name] => Place(name) is >= 0 and var at ? values[at] : null;

    /// <summary>
    /// Sets a member while the document is being built. Text that is no Unicode (half a surrogate pair) is mended as JSON mends it.
    /// </summary>
    /// <exception cref="ArgumentException">A number is infinite or none.</exception>
    public Document With(string name, object? value)
    {
        Set(DocumentValue.Sound(name), value is null ? Absent.Value : DocumentValue.Of(value));
        return this;
    }

    /// <summary>A copy without some of its members.</summary>
    public Document Without(params ReadOnlySpan<string> names)
    {
        var copy = Copy();
        foreach (var name in names)
        {
            copy.With(name, null);
        }

        return copy;
    }

    /// <summary>A copy with the same members, to change and not the original.</summary>
    public Document Copy()
    {
        var copy = new Document { names = new string[Count + 1], values = new object[Count + 1], Count = Count };
        Array.Copy(names, copy.names, Count);
        Array.Copy(values, copy.values, Count);
        return copy;
    }

    /// <summary>UTF-8 JSON.</summary>
    public byte[] ToUtf8()
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            Write(writer, this);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a JSON object. Whole numbers become <see cref="long"/>, others <see cref="double"/>.</summary>
    public static Document Parse(ReadOnlyMemory<byte> utf8)
    {
        using var json = JsonDocument.Parse(utf8);
        return (Document)Read(json.RootElement)!;
    }

    /// <summary>Writes any value a document may hold.</summary>
    public static void Write(Utf8JsonWriter writer, object? value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        switch (value)
        {
            case null or Absent:
                writer.WriteNullValue();
                break;
            case long number:
                writer.WriteNumberValue(number);
                break;
            case double number:
                writer.WriteNumberValue(number);
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case Document document:
                writer.WriteStartObject();
                for (var i = 0; i < document.Count; i++)
                {
                    writer.WritePropertyName(document.names[i]);
                    Write(writer, document.values[i]);
                }

                writer.WriteEndObject();
                break;
            case IEnumerable<object> list:
                writer.WriteStartArray();
                foreach (var entry in list)
                {
                    Write(writer, entry);
                }

                writer.WriteEndArray();
                break;
            default:
                throw new ArgumentException($"A document cannot hold a {value.GetType()}.", nameof(value));
        }
    }

    /// <summary>
    /// The RFC 7396 merge patch that turns <paramref name="from"/> into <paramref name="to"/>; empty when they are equal.
    /// Parts that are the same object are passed over unread.
    /// </summary>
    public static Document Patch(Document from, Document to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        var patch = new Document();
        foreach (var (name, before, after) in Both(from, to))
        {
            if (ReferenceEquals(before, after) || (before is null or Absent && after is null or Absent))
            {
                continue;
            }

            if (before is Document old && after is Document @new)
            {
                if (Patch(old, @new) is { Count: > 0 } inner)
                {
                    patch.Set(name, inner);
                }
            }
            else if (!Same(before, after))
            {
                patch.Set(name, after ?? Absent.Value);
            }
        }

        return patch;
    }

    /// <summary>
    /// Two patches in a row as one; null when no merge patch says both: what the first takes away or makes plain, and the second makes an
    /// object again, would keep members of the object that was there before.
    /// </summary>
    public static Document? Compose(Document first, Document second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        var both = first.Copy();
        for (var i = 0; i < second.Count; i++)
        {
            var (name, value) = (second.names[i], second.values[i]);
            if (value is not Document inner || both[name] is not { } before)
            {
                both.Set(name, value);
            }
            else if (before is Document old && Compose(old, inner) is { } composed)
            {
                both.Set(name, composed);
            }
            else
            {
                return null;
            }
        }

        return both;
    }

    /// <summary>
    /// The document <paramref name="made"/>, in which every part that equals that of an earlier one is the earlier object: patches pass it
    /// over, and its digest is known already.
    /// </summary>
    public static Document Share(Document earlier, Document made)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        ArgumentNullException.ThrowIfNull(made);
        if (ReferenceEquals(earlier, made))
        {
            return earlier;
        }

        var (shared, isSame) = (made, earlier.Count == made.Count);
        for (var i = 0; i < made.Count; i++)
        {
            var (before, value) = (earlier[made.names[i]], made.values[i]);
            if (before is Document old && value is Document @new)
            {
                var part = Share(old, @new);
                isSame &= ReferenceEquals(part, old);
                if (!ReferenceEquals(part, @new))
                {
                    shared = ReferenceEquals(shared, made) ? made.Copy() : shared;
                    shared.values[i] = part;
                }
            }
            else
            {
                isSame &= before is not null && Same(before, value);
            }
        }

        return isSame ? earlier : shared;
    }

    /// <summary>
    /// 16 hex digits that a browser can compute too (wwwroot/js/live/digest.js). An object's digest combines those of its members and is
    /// kept, so that of a new version costs what has changed. It guards against mistakes, not against attackers.
    /// </summary>
    public string Digest() => $"{Hash():x16}";

    /// <summary>Computed once; by two threads at the same time, twice.</summary>
    private ulong Hash()
    {
        if (digest == 0)
        {
            var (sum, present) = (0ul, 0u);
            for (var i = 0; i < Count; i++)
            {
                if (values[i] is not Absent)
                {
                    sum = DocumentDigest.Sum(sum, DocumentDigest.Member(names[i], HashOf(values[i])));
                    present++;
                }
            }

            digest = DocumentDigest.OfObject(sum, present);
        }

        return digest;
    }

    private static ulong HashOf(object? value) => value switch
    {
        null or Absent => DocumentDigest.OfNothing,
        long number => DocumentDigest.Of((double)number),
        double number => DocumentDigest.Of(number),
        bool flag => DocumentDigest.Of(flag),
        string text => DocumentDigest.Of(text),
        Document document => document.Hash(),
        _ => DocumentDigest.OfList(((IEnumerable<object>)value).Select(HashOf)),
    };

    /// <summary>The members of both, name by name.</summary>
    private static IEnumerable<(string Name, object? Before, object? After)> Both(Document from, Document to)
    {
        for (var (i, j) = (0, 0); i < from.Count || j < to.Count;)
        {
            var order = i == from.Count ? 1 : j == to.Count ? -1 : Order(from.names[i], to.names[j]);
            yield return (
                order <= 0 ? from.names[i] : to.names[j],
                order <= 0 ? from.values[i] : null,
                order >= 0 ? to.values[j] : null);
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
    }

    private static bool Same(object? left, object? right) => (left, right) switch
    {
        (Document a, Document b) => Patch(a, b).Count == 0,
        (string a, string b) => a == b,
        (IEnumerable<object> a, IEnumerable<object> b) => a.SequenceEqual(b, EqualityComparer<object>.Create(Same)),
        _ => Equals(left, right),
    };

    private static int Order(string left, string right) => ReferenceEquals(left, right) ? 0 : string.CompareOrdinal(left, right);

    /// <summary>Where the member stands, or the complement of where it would.</summary>
    private int Place(string name)
    {
        var (low, high) = (0, Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            switch (Order(names[middle], name))
            {
                case 0:
                    return middle;
                case < 0:
                    low = middle + 1;
                    break;
                default:
                    high = middle - 1;
                    break;
            }
        }

        return ~low;
    }

    private void Set(string name, object value)
    {
        digest = 0;
        // Most members come in their order.
        var at = Count == 0 || Order(names[Count - 1], name) < 0 ? ~Count : Place(name);
        if (at >= 0)
        {
            values[at] = value;
            return;
        }

        at = ~at;
        if (Count == names.Length)
        {
            Array.Resize(ref names, Math.Max(4, Count * 2));
            Array.Resize(ref values, names.Length);
        }

        Array.Copy(names, at, names, at + 1, Count - at);
        Array.Copy(values, at, values, at + 1, Count - at);
        (names[at], values[at]) = (name, value);
        Count++;
    }

    private static object? Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object =>
            json.EnumerateObject().Aggregate(new Document(), (document, member) => document.With(member.Name, Read(member.Value))),
        JsonValueKind.Array => json.EnumerateArray().Select(entry => Read(entry)!).ToArray(),
        JsonValueKind.String => json.GetString(),
        // A number that no computer holds stays the text it is, so that whoever reads it can name it.
        JsonValueKind.Number => json.TryGetInt64(out var whole) ? (object)whole
            : json.GetDouble() is var number && double.IsFinite(number) ? number : json.GetRawText(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>A null member; in a patch, one that is taken away.</summary>
    private sealed class Absent
    {
        public static readonly Absent Value = new();
    }
}
