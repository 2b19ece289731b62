using System.Text.Json;

namespace Dashboard.Grains.Contracts;

/// <summary>
/// A JSON document as it is shown: an object tree that is not changed after it is built, so parts of it can be shared between versions.
/// Values: <see cref="long"/>, <see cref="double"/> (rates with one decimal), <see cref="string"/>, <see cref="bool"/>,
/// <see cref="Document"/>, and lists of these. A member set to null is written as null, and otherwise treated as absent: RFC 7396
/// patches cannot tell the two apart, so neither do patches and digests here.
/// </summary>
public sealed class Document
{
    private readonly SortedList<string, object> members = new(StringComparer.Ordinal);

    /// <summary>Members in canonical order: by UTF-16 code units of the name.</summary>
    public IEnumerable<KeyValuePair<string, object>> Members => members;

    /// <summary>Number of members.</summary>
    public int Count => members.Count;

    /// <summary>The member, or null.</summary>
    public object? this[string name] => members.GetValueOrDefault(name);

    /// <summary>Sets a member while the document is being built.</summary>
    public Document With(string name, object? value)
    {
        switch (value)
        {
            case null:
                members[name] = Absent.Value;
                break;
            case int number:
                members[name] = (long)number;
                break;
            default:
                members[name] = value;
                break;
        }

        return this;
    }

    /// <summary>A copy with the same members, to change and not the original.</summary>
    public Document Copy()
    {
        var copy = new Document();
        copy.members.Capacity = members.Count + 1;
        foreach (var (name, value) in members)
        {
            copy.members.Add(name, value);
        }

        return copy;
    }

    /// <summary>UTF-8 JSON.</summary>
    public byte[] ToUtf8()
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(buffer,
            new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true }))
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
            case null:
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
                foreach (var (name, member) in document.members)
                {
                    writer.WritePropertyName(name);
                    Write(writer, member is Absent ? null : member);
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
        foreach (var (name, value) in to.members)
        {
            var before = from[name];
            if (ReferenceEquals(before, value) || (before is null && value is Absent))
            {
                continue;
            }

            if (before is Document old && value is Document @new)
            {
                var inner = Patch(old, @new);
                if (inner.Count > 0)
                {
                    patch.members.Add(name, inner);
                }
            }
            else if (!Same(before, value))
            {
                patch.members.Add(name, value);
            }
        }

        foreach (var (name, value) in from.members)
        {
            if (value is not Absent && !to.members.ContainsKey(name))
            {
                patch.members.Add(name, Absent.Value);
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
        foreach (var (name, value) in second.members)
        {
            if (value is not Document inner || both[name] is not { } before)
            {
                both.members[name] = value;
            }
            else if (before is Document old && Compose(old, inner) is { } composed)
            {
                both.members[name] = composed;
            }
            else
            {
                return null;
            }
        }

        return both;
    }

    /// <summary>
    /// 16 hex digits over the canonical walk of the document, which a browser can compute too (wwwroot/js/digest.js):
    /// two 32-bit FNV-1a hashes over the UTF-16 code units.
    /// </summary>
    public string Digest()
    {
        var hash = new Fnv();
        Feed(ref hash, this);
        return hash.ToString();
    }

    private static bool Same(object? left, object? right) => (left, right) switch
    {
        (Document a, Document b) => Patch(a, b).Count == 0,
        (string a, string b) => a == b,
        (IEnumerable<object> a, IEnumerable<object> b) => a.SequenceEqual(b, EqualityComparer<object>.Create(Same)),
        _ => Equals(left, right),
    };

    private static void Feed(ref Fnv hash, object value)
    {
        switch (value)
        {
            case long number:
                hash.Add('#');
                hash.Add(number);
                break;
            case double number:
                hash.Add('#');
                hash.Add(number.ToString("R", System.Globalization.CultureInfo.InvariantCulture));
                break;
            case bool flag:
                hash.Add(flag ? 't' : 'f');
                break;
            case string text:
                hash.Add('"');
                hash.Add(text);
                hash.Add('"');
                break;
            case Document document:
                hash.Add('{');
                foreach (var (name, member) in document.members)
                {
                    if (member is not Absent)
                    {
                        hash.Add('"');
                        hash.Add(name);
                        hash.Add('"');
                        hash.Add(':');
                        Feed(ref hash, member);
                        hash.Add(',');
                    }
                }

                hash.Add('}');
                break;
            case IEnumerable<object> list:
                hash.Add('[');
                foreach (var entry in list)
                {
                    Feed(ref hash, entry);
                    hash.Add(',');
                }

                hash.Add(']');
                break;
        }
    }

    private static object? Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object =>
            json.EnumerateObject().Aggregate(new Document(), (document, member) => document.With(member.Name, Read(member.Value))),
        JsonValueKind.Array => json.EnumerateArray().Select(entry => Read(entry)!).ToArray(),
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetInt64(out var whole) ? whole : (object)json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>A null member; in a patch, one that is taken away.</summary>
    private sealed class Absent
    {
        public static readonly Absent Value = new();
    }

    private struct Fnv()
    {
        private const uint Prime = 16777619;
        private uint first = 0x811c9dc5;
        private uint second = 0x9747b28c;

        public void Add(char unit)
        {
            first = (first ^ unit) * Prime;
            second = (second ^ unit) * Prime;
        }

        public void Add(ReadOnlySpan<char> text)
        {
            foreach (var unit in text)
            {
                Add(unit);
            }
        }

        public void Add(long number)
        {
            Span<char> digits = stackalloc char[20];
            number.TryFormat(digits, out var length, default, System.Globalization.CultureInfo.InvariantCulture);
            Add(digits[..length]);
        }

        public override readonly string ToString() => $"{first:x8}{second:x8}";
    }
}
