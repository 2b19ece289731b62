using System.Globalization;
using System.Text.Json;
using Dashboard.Grains.Contracts;

namespace Dashboard.Grains.Domain;

/// <summary>
/// Reads the typed fields of an event's <c>data</c>. It never throws for bad data: the first problem is kept as a sentence
/// (<see cref="Problem"/>) and the nearest value within the bounds is returned, so that one pass reads and checks, and what an earlier
/// release let in beyond today's bounds is read within them.
/// </summary>
internal ref partial struct Fields(JsonPiece data)
{
    /// <summary>Entries of a list, unless a field says otherwise.</summary>
    private const int MostEntries = 1_000;

    /// <summary>Fen in one fact: 10 billion yuan. 9,000 such facts add up within the whole numbers a browser knows.</summary>
    private const long MostMoney = 1_000_000_000_000;

    /// <summary>Texts up to this length are codes, which repeat and hold no control characters; longer ones are prose.</summary>
    private const int LongestCode = 40;
    private const int LongestId = 100;
    private const int LongestName = 200;

    private static readonly DateTimeOffset Earliest = new(1990, 1, 1, 0, 0, 0, TimeSpan.FromHours(8));
    private static readonly DateTimeOffset Latest = new(2100, 12, 31, 23, 59, 59, TimeSpan.FromHours(8));

    /// <summary>The first thing wrong, as a sentence for the sender; null while all is well.</summary>
    public string? Problem { get; private set; }

    public void Refuse(string sentence) => Problem ??= sentence;

    /// <summary>A required text of 1 to <paramref name="max"/> characters. A JSON number is taken as its text.</summary>
    public string Text(string name, int max = LongestName)
    {
        var value = TextOrNull(name, max);
        if (value is null)
        {
            Refuse($"data.{name} is required (text of 1 to {max} characters).");
        }

        return value ?? "";
    }

    public string? TextOrNull(string name, int max = LongestName) =>
        data[name] is { IsGiven: true } value ? TextOf(value, max, name) : null;

    /// <summary>A required civil date, <c>yyyy-MM-dd</c>, from 1990 to 2100.</summary>
    public DateOnly Day(string name)
    {
        var day = DayOrNull(name);
        if (day is null)
        {
            Refuse($"data.{name} is required (a date as yyyy-MM-dd).");
        }

        return day ?? default;
    }

    public DateOnly? DayOrNull(string name)
    {
        if (data[name] is not { IsGiven: true } value)
        {
            return null;
        }

        if (value.Kind == JsonTokenType.String && Rfc3339.TryParseDay(value.Utf8, out var day) && day.Year is >= 1990 and <= 2100)
        {
            return day;
        }

        Refuse($"data.{name} must be a date as yyyy-MM-dd between 1990 and 2100.");
        return null;
    }

    /// <summary>A required instant, RFC 3339 with offset, from 1990 to 2100.</summary>
    public DateTimeOffset Instant(string name)
    {
        var value = data[name];
        if (value.Kind != JsonTokenType.String || !Rfc3339.TryParse(value.Utf8, out var instant))
        {
            Refuse(InstantFault.Of($"data.{name}", value));
            return default;
        }

        if (IsInReach(instant))
        {
            return instant;
        }

        Refuse($"data.{name} must be an instant between 1990 and 2100.");
        return instant < Earliest ? Earliest : Latest;
    }

    /// <summary>
    /// An instant, or null where there is none or the text is no instant: nothing hangs on optional ones but what they show.
    /// </summary>
    public DateTimeOffset? InstantOrNull(string name)
    {
        var value = data[name];
        if (value is { IsGiven: true, Kind: not JsonTokenType.String })
        {
            Refuse($"data.{name} must be an instant as RFC 3339 with offset, 2026-11-23T10:21:05+08:00.");
            return null;
        }

        return value.IsGiven && Rfc3339.TryParse(value.Utf8, out var instant) && IsInReach(instant) ? instant : null;
    }

    /// <summary>An instant that this product can place: from 1990 to 2100.</summary>
    public static bool IsInReach(DateTimeOffset instant) => instant >= Earliest && instant <= Latest;

    /// <summary>A whole number from 0 to <paramref name="max"/>, or null where there is none.</summary>
    public int? CountOrNull(string name, int max) => Has(name) ? (int)Whole(name, required: false, max) : null;

    public readonly bool Has(string name) => data[name].IsGiven;

    /// <summary>All of the data, as UTF-8 JSON.</summary>
    public readonly byte[] Utf8() => data.Raw.ToArray();

    /// <summary>
    /// The lowest and the highest amount of a list of ranges in fen, <c>[{min, max}]</c>; null where it gives none. A range without
    /// <c>max</c> has no end and says nothing.
    /// </summary>
    public (long Least, long Most)? FineRange(string name)
    {
        var (list, place, least, most) = (data[name], 0, long.MaxValue, -1L);
        if (list is { IsGiven: true, Kind: not JsonTokenType.StartArray })
        {
            Refuse($"data.{name} must be a list of ranges, [{{\"min\": 0, \"max\": 100}}] in fen.");
            return null;
        }

        foreach (var range in list)
        {
            var fields = new Fields(range);
            var lowest = fields.Whole("min", required: false, long.MaxValue);
            var highest = fields.Has("max") ? fields.Whole("max", required: true, long.MaxValue) : -1;
            if (range.Kind != JsonTokenType.StartObject)
            {
                Refuse($"data.{name}[{place}] must be a range, {{\"min\": 0, \"max\": 100}} in fen.");
            }
            else if (fields.Problem is { } problem)
            {
                Refuse(problem.Replace("data.", $"data.{name}[{place}].", StringComparison.Ordinal));
            }
            else if (highest >= 0)
            {
                (least, most) = (Math.Min(least, lowest), Math.Max(most, highest));
            }

            place++;
        }

        return most < 0 ? null : (least, most);
    }

    /// <summary>A required amount in fen: a whole number from 0.</summary>
    public long Money(string name) => Whole(name, required: true, MostMoney);

    /// <summary>A required whole number from 0 to <paramref name="max"/>.</summary>
    public int Count(string name, int max = 10_000_000) => (int)Whole(name, required: true, max);

    /// <summary>A required number of hours from 0, rounded to whole hours (halves up): the figure is an integer.</summary>
    public int Hours(string name)
    {
        if (data[name] is { Kind: JsonTokenType.Number } value
            && decimal.TryParse(value.Raw, NumberStyles.Float, CultureInfo.InvariantCulture, out var hours) && hours is >= 0 and <= 10_000)
        {
            return (int)Math.Round(hours, MidpointRounding.AwayFromZero);
        }

        Refuse($"data.{name} is required (hours, a number from 0).");
        return 0;
    }

    public bool Flag(string name)
    {
        var value = FlagOrNull(name);
        if (value is null)
        {
            Refuse($"data.{name} is required (true or false).");
        }

        return value ?? false;
    }

    public bool? FlagOrNull(string name)
    {
        switch (data[name].Kind)
        {
            case JsonTokenType.None or JsonTokenType.Null:
                return null;
            case JsonTokenType.True:
                return true;
            case JsonTokenType.False:
                return false;
            default:
                Refuse($"data.{name} must be true or false.");
                return null;
        }
    }

    /// <summary>
    /// A required word of an enumeration; an unknown word is kept upstream and read as <c>Other</c> (DOMAIN.md §14.1 V5).
    /// </summary>
    public T Word<T>(string name) where T : struct, Enum
    {
        var text = Text(name, LongestCode);
        return Enum.TryParse<T>(text, ignoreCase: true, out var word) && !char.IsAsciiDigit(text[0]) ? word : default;
    }

    /// <summary>A required list of at least <paramref name="min"/> codes.</summary>
    public string[] Texts(string name, int min)
    {
        var list = data[name];
        if (!list.IsGiven && min == 0)
        {
            return [];
        }

        var texts = new string[Math.Min(ListLength(name, min), MostEntries)];
        var at = 0;
        foreach (var entry in list)
        {
            if (at == texts.Length)
            {
                break;
            }

            if (entry.Kind != JsonTokenType.String)
            {
                Refuse($"data.{name} must be a list of texts.");
                return [];
            }

            texts[at] = TextOf(entry, LongestCode, name, at) ?? "";
            at++;
        }

        return texts;
    }

    /// <summary>What an object of labels says of a key; empty where it says nothing.</summary>
    public string Labelled(string name, string key)
    {
        if (data[name] is { IsGiven: true, Kind: not JsonTokenType.StartObject })
        {
            Refuse($"data.{name} must be an object of texts.");
        }

        return data[name][key] is { IsGiven: true } label ? TextOf(label, LongestName, $"{name}.{key}") ?? "" : "";
    }

    /// <summary>A required list of <paramref name="min"/> to <paramref name="max"/> entries, which are read elsewhere.</summary>
    /// <returns>How many there are; 0 where it is no such list.</returns>
    public int ListLength(string name, int min, int max = MostEntries)
    {
        if (data[name] is { Kind: JsonTokenType.StartArray } list && list.Children >= min)
        {
            if (list.Children > max)
            {
                Refuse($"data.{name} must be a list of at most {max} entries.");
            }

            return list.Children;
        }

        Refuse($"data.{name} is required (a list with at least {min} entries).");
        return 0;
    }

    /// <summary>A required list of at most <paramref name="max"/> texts, which are kept and not read.</summary>
    public void Codes(string name, int max)
    {
        ListLength(name, 0, max);
        var at = 0;
        foreach (var entry in data[name])
        {
            if (entry.Kind != JsonTokenType.String)
            {
                Refuse($"data.{name}[{at}] must be a text.");
                return;
            }

            at++;
        }
    }

    /// <summary>
    /// Certificate numbers of the officers who acted: <c>[{certNo}]</c> or <c>["certNo"]</c>, at least <paramref name="min"/> entries.
    /// Fewer than two distinct ones is a finding, not an error (W08), so it is not refused here.
    /// </summary>
    public string[] Officers(string name, int min = 1)
    {
        var officers = new string[Math.Min(ListLength(name, min), MostEntries)];
        var at = 0;
        foreach (var entry in data[name])
        {
            if (at == officers.Length)
            {
                break;
            }

            var certificate = entry.Kind == JsonTokenType.StartObject ? entry["certNo"] : entry;
            if (certificate.Kind != JsonTokenType.String || TextOf(certificate, LongestCode, name, at, ".certNo") is not { } number)
            {
                Refuse($"data.{name}[{at}].certNo is required.");
                return [];
            }

            officers[at++] = number;
        }

        return officers;
    }

    /// <summary>The common party block (DOMAIN.md §14.2).</summary>
    public Party Party(string name)
    {
        if (data[name] is not { Kind: JsonTokenType.StartObject } value)
        {
            Refuse($"data.{name} is required (an object with kind, displayName, codeType, code).");
            return new(PartyKind.Other, "", null, false, false);
        }

        var fields = new Fields(value);
        var kind = fields.Word<PartyKind>("kind");
        var display = fields.Text("displayName");
        var codeType = fields.Text("codeType", LongestCode);
        var code = fields.Text("code", 128);
        var minor = kind == PartyKind.NaturalPerson ? fields.Flag("isMinor") : fields.FlagOrNull("isMinor") ?? false;
        if (fields.Problem is { } problem)
        {
            Refuse(problem.Replace("data.", $"data.{name}.", StringComparison.Ordinal));
        }

        var isUscc = codeType.Equals("uscc", StringComparison.OrdinalIgnoreCase);
        code = isUscc ? Uscc.Normalise(code) : code;
        return new(kind, display, code, isUscc, minor) { IsCodeInDoubt = isUscc && !Uscc.IsValid(code) };
    }

    /// <summary>A required code of a firm as registers write it; whether its check character fits is a mark, not an error.</summary>
    public string CreditCode(string name) => Uscc.Normalise(Text(name, LongestCode));

    public string? CreditCodeOrNull(string name) => Has(name) ? CreditCode(name) is { Length: > 0 } code ? code : null : null;

    /// <summary>The text of a value, cut to its bound; null where it is empty or none.</summary>
    /// <param name="entry">Its place in a list, if it stands in one, and <paramref name="member"/> within that entry.</param>
    private string? TextOf(JsonPiece value, int max, string name, int entry = -1, string member = "")
    {
        var text = max <= LongestCode && value.Kind == JsonTokenType.String ? SharedTexts.Of(value.Utf8) : value.TextOrNull();
        text = text?.Trim();
        if (text is null || text.Length > max || text.Contains('\0', StringComparison.Ordinal))
        {
            Refuse($"{Place()} must be a text of at most {max} characters, none of them a zero byte.");
        }
        else if (max <= LongestId && ControlCharacters.AreIn(text))
        {
            Refuse($"{Place()} must be a text without control characters.");
        }

        return text is null or "" ? null : text.Length <= max ? text : text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)];

        string Place() => entry < 0 ? $"data.{name}" : $"data.{name}[{entry}]{member}";
    }

    private long Whole(string name, bool required, long max)
    {
        var value = data[name];
        if (!value.IsGiven)
        {
            if (required)
            {
                Refuse($"data.{name} is required (a whole number from 0).");
            }

            return 0;
        }

        var isWhole = value.TryWhole(out var number);
        if (!isWhole || number < 0 || number > max)
        {
            Refuse($"data.{name} must be a whole number from 0 to {max}.");
        }

        return isWhole ? Math.Clamp(number, 0, max) : 0;
    }
}
