using System.Buffers;

namespace Dashboard.Grains.Domain.Identity;

/// <summary>What the words that stand at a number say it is: the name of its field, or the text before it.</summary>
internal enum Named : byte
{
    /// <summary>They do not say.</summary>
    Nothing,

    /// <summary>The number of a case, a document, an act: what registers give out.</summary>
    Register,

    /// <summary>A unified social credit code.</summary>
    Firm,

    /// <summary>The number of a person's card.</summary>
    Person,
}

/// <summary>Reads what a number is from the words at it. Names come in as upstream writes them: English, pinyin or Chinese.</summary>
internal static class NumberWords
{
    private const int Longest = 24;

    /// <summary>What stands before them in a text speaks of something else.</summary>
    private static readonly SearchValues<char> Breaks = SearchValues.Create("，。；、,;\n\"{}");

    /// <summary>They say so wherever they stand in a name.</summary>
    private static readonly string[] OfPersons =
    [
        "idcard", "idno", "idnum", "idcode", "identityno", "identitynum", "identitycard", "identitycode", "citizenid", "sfz", "shenfen",
        "zjhm", "driverlicen", "driverslicen", "drivinglicen", "身份证", "身份号", "公民身份", "证件号", "证件编号", "驾驶证", "驾照",
    ];

    private static readonly string[] OfFirms = ["uscc", "creditcode", "orgcode", "信用代码", "机构代码"];

    /// <summary>They say so at the end of a name.</summary>
    private static readonly string[] OfRegisters =
    [
        "no", "id", "ids", "code", "codes", "number", "num", "serial", "batch", "source", "subject", "url", "receipt", "ref", "key",
        "号", "号码", "编码", "案", "案件", "文书", "决定书", "通知书", "单", "票据", "收据",
    ];

    /// <summary>What the name of a field says of the number in it.</summary>
    public static Named Of(ReadOnlySpan<char> name)
    {
        // Long names say it at their end.
        name = name.Length > Longest ? name[^Longest..] : name;
        Span<char> room = stackalloc char[Longest];
        var length = 0;
        foreach (var letter in name)
        {
            if (char.IsLetterOrDigit(letter))
            {
                room[length++] = char.ToLowerInvariant(letter);
            }
        }

        var words = room[..length];
        return HoldsOne(words, OfPersons) ? Named.Person
            : HoldsOne(words, OfFirms) ? Named.Firm
            : EndsInOne(words, OfRegisters) ? Named.Register
            : Named.Nothing;
    }

    /// <summary>What the kind of a party's code says of the code (<c>codeType</c>, DOMAIN.md §14.2).</summary>
    public static Named OfCodeType(ReadOnlySpan<char> codeType) =>
        codeType.Equals("id", StringComparison.OrdinalIgnoreCase) ? Named.Person
            : Of(codeType) is Named.Register ? Named.Nothing
            : Of(codeType);

    /// <summary>What a text says, right before a place in it, of the number that stands there.</summary>
    public static Named Before(ReadOnlySpan<char> text, int place)
    {
        var before = text[..place].TrimEnd(" \t:：=\"'“‘(（[【〔<《");
        return Of(before[(before.LastIndexOfAny(Breaks) + 1)..]);
    }

    private static bool HoldsOne(ReadOnlySpan<char> words, string[] names)
    {
        foreach (var name in names)
        {
            if (words.IndexOf(name, StringComparison.Ordinal) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool EndsInOne(ReadOnlySpan<char> words, string[] names)
    {
        foreach (var name in names)
        {
            if (words.EndsWith(name, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
