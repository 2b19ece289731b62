using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Dashboard.Grains.Domain;

/// <summary>One value of a <see cref="JsonTable"/>; the default is a value that is not there.</summary>
internal readonly struct JsonPiece(JsonTable table, int index)
{
    public JsonTokenType Kind => table is null ? JsonTokenType.None : table.Row(index).Kind;

    /// <summary>It is there and not null.</summary>
    public bool IsGiven => Kind is not (JsonTokenType.None or JsonTokenType.Null);

    /// <summary>
    /// Of what came from outside: some text, number or name in it has so many digits that it is to be searched for citizens' identity
    /// numbers.
    /// </summary>
    public bool MayHoldIdentityNumber => table is not null && table.Row(index).MayHoldIdentityNumber;

    /// <summary>How many members or entries it has.</summary>
    public int Children => table.Row(index).Children;

    /// <summary>
    /// Of an object or list from outside: by value, whatever the order of members and the way texts and numbers are written.
    /// </summary>
    public UInt128 Hash => table.Row(index).Hash;

    /// <summary>As it was written; a text without its quotes, but with its escapes.</summary>
    public ReadOnlySpan<byte> Raw => table.Bytes(table.Row(index).Start, table.Row(index).Length);

    /// <summary>A text as it reads; good until the next one is asked for.</summary>
    public ReadOnlySpan<byte> Utf8 => table.Row(index).Escaped ? table.Plain(table.Row(index).Start, table.Row(index).Length) : Raw;

    /// <summary>The name of a member as it reads; good until the next one is asked for.</summary>
    public ReadOnlySpan<byte> Name
    {
        get
        {
            ref readonly var row = ref table.Row(index);
            return row.NameEscaped ? table.Plain(row.NameStart, row.NameLength) : table.Bytes(row.NameStart, row.NameLength);
        }
    }

    /// <summary>The member of an object by its name, which is ASCII; of several that an earlier release let in, the last.</summary>
    public JsonPiece this[string name]
    {
        get
        {
            var found = default(JsonPiece);
            if (Kind == JsonTokenType.StartObject)
            {
                foreach (var member in this)
                {
                    if (member.IsNamed(name))
                    {
                        found = member;
                    }
                }
            }

            return found;
        }
    }

    /// <summary>
    /// An attribute of a CloudEvent by its name, in whatever letters an SDK has written it; null when several are given.
    /// </summary>
    public JsonPiece? Attribute(string name)
    {
        var found = default(JsonPiece);
        foreach (var member in this)
        {
            if (Ascii.EqualsIgnoreCase(member.Name, name))
            {
                if (found.Kind != JsonTokenType.None)
                {
                    return null;
                }

                found = member;
            }
        }

        return found;
    }

    /// <summary>A text, or a number as its text: of one value always the same.</summary>
    public string? TextOrNull() => Kind switch
    {
        JsonTokenType.String => Encoding.UTF8.GetString(Utf8),
        JsonTokenType.Number => Numeral.Text(Raw),
        _ => null,
    };

    /// <summary>A whole number, however it is written.</summary>
    public bool TryWhole(out long number)
    {
        number = 0;
        return Kind == JsonTokenType.Number && Numeral.TryWhole(Raw, out number);
    }

    public Enumerator GetEnumerator() => new(table, index);

    private bool IsNamed(string name)
    {
        ref readonly var row = ref table.Row(index);
        return row.NameEscaped
            ? Encoding.UTF8.GetString(Name) == name
            : row.NameLength == name.Length && Ascii.Equals(table.Bytes(row.NameStart, row.NameLength), name);
    }

    /// <summary>The members of an object or the entries of a list, in order.</summary>
    internal struct Enumerator(JsonTable table, int parent)
    {
        private int at = -1;

        public readonly JsonPiece Current => new(table, at);

        public bool MoveNext()
        {
            if (table is null)
            {
                return false;
            }

            at = at < 0 ? parent + 1 : table.Row(at).End;
            return at < table.Row(parent).End;
        }
    }
}

/// <summary>Where a value stands, and what follows it.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct JsonRow
{
    public JsonTokenType Kind;

    /// <summary>The text has escapes.</summary>
    public bool Escaped;

    /// <summary>The name has escapes.</summary>
    public bool NameEscaped;

    /// <summary>It has, or something in it has, so many digits in a row.</summary>
    public bool MayHoldIdentityNumber;

    public int NameStart;
    public int NameLength;
    public int Start;
    public int Length;

    /// <summary>The row after this value and all that is in it.</summary>
    public int End;

    public int Children;
    public UInt128 Hash;
}
