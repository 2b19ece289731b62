using System.Globalization;
using System.Text.Json;

namespace Dashboard.Grains.Domain;

/// <summary>
/// Reads the typed fields of an event's <c>data</c>. It never throws for bad data: the first problem is kept as a sentence
/// (<see cref="Problem"/>) and neutral values are returned, so that one pass reads and checks.
/// </summary>
internal ref struct Fields(JsonElement data)
{
    /// <summary>The first thing wrong, as a sentence for the sender; null while all is well.</summary>
    public string? Problem { get; private set; }

    public void Refuse(string sentence) => Problem ??= sentence;

    /// <summary>A required text of 1 to <paramref name="max"/> characters. A JSON number is taken as its text.</summary>
    public string Text(string name, int max = 200)
    {
        var value = TextOrNull(name, max);
        if (value is null)
        {
            Refuse($"data.{name} is required (text of 1 to {max} characters).");
        }

        return value ?? "";
    }

    public string? TextOrNull(string name, int max = 1000)
    {
        if (!Find(name, out var value))
        {
            return null;
        }

        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString()!.Trim(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        if (text is null || text.Length > max || text.Contains('\0', StringComparison.Ordinal))
        {
            Refuse($"data.{name} must be a text of at most {max} characters, none of them a zero byte.");
            return null;
        }

        return text.Length == 0 ? null : text;
    }

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
        if (!Find(name, out var value))
        {
            return null;
        }

        if (value.ValueKind == JsonValueKind.String
            && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is >= 1990 and <= 2100)
        {
            return day;
        }

        Refuse($"data.{name} must be a date as yyyy-MM-dd between 1990 and 2100.");
        return null;
    }

    /// <summary>A required instant, RFC 3339 with offset.</summary>
    public DateTimeOffset Instant(string name)
    {
        if (Find(name, out var value) && value.ValueKind == JsonValueKind.String
            && Rfc3339.TryParse(value.GetString()!, out var instant))
        {
            return instant;
        }

        Refuse($"data.{name} is required (an instant as RFC 3339 with offset, 2026-11-23T10:21:05+08:00).");
        return default;
    }

    /// <summary>An instant, or null where there is none or it is no instant: nothing hangs on optional ones but what they show.</summary>
    public readonly DateTimeOffset? InstantOrNull(string name) =>
        Find(name, out var value) && value.ValueKind == JsonValueKind.String && Rfc3339.TryParse(value.GetString()!, out var instant)
            ? instant
            : null;

    /// <summary>A whole number from 0 to <paramref name="max"/>, or null where there is none.</summary>
    public int? CountOrNull(string name, int max) => Find(name, out _) ? (int)Whole(name, required: false, max) : null;

    public readonly bool Has(string name) => Find(name, out _);

    /// <summary>All of the data, as UTF-8 JSON.</summary>
    public readonly byte[] Utf8() => System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(data).ToArray();

    /// <summary>The lowest and the highest amount of a list of ranges in fen, <c>[{min, max}]</c>; null where it gives none.</summary>
    public readonly (long Least, long Most)? FineRange(string name)
    {
        var (least, most) = (long.MaxValue, -1L);
        if (Find(name, out var list) && list.ValueKind == JsonValueKind.Array)
        {
            foreach (var range in list.EnumerateArray())
            {
                if (range.ValueKind == JsonValueKind.Object && range.TryGetProperty("max", out var max) && max.TryGetInt64(out var highest))
                {
                    least = Math.Min(least, range.TryGetProperty("min", out var min) && min.TryGetInt64(out var lowest) ? lowest : 0);
                    most = Math.Max(most, highest);
                }
            }
        }

        return most < 0 ? null : (least, most);
    }

    /// <summary>A required amount in fen: a whole number from 0.</summary>
    public long Money(string name) => Whole(name, required: true, 9_000_000_000_000_000);

    /// <summary>An amount in fen; 0 where absent.</summary>
    public long MoneyOrZero(string name) => Whole(name, required: false, 9_000_000_000_000_000);

    /// <summary>A required whole number from 0 to <paramref name="max"/>.</summary>
    public int Count(string name, int max = 10_000_000) => (int)Whole(name, required: true, max);

    /// <summary>A required number of hours from 0, rounded to whole hours (halves up): the figure is an integer.</summary>
    public int Hours(string name)
    {
        if (Find(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var hours)
            && hours is >= 0 and <= 10_000)
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
        if (!Find(name, out var value))
        {
            return null;
        }

        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False)
        {
            return value.GetBoolean();
        }

        Refuse($"data.{name} must be true or false.");
        return null;
    }

    /// <summary>
    /// A required word of an enumeration; an unknown word is kept upstream and read as <c>Other</c> (DOMAIN.md §14.1 V5).
    /// </summary>
    public T Word<T>(string name) where T : struct, Enum
    {
        var text = Text(name, 100);
        return Enum.TryParse<T>(text, ignoreCase: true, out var word) && !char.IsAsciiDigit(text[0]) ? word : default;
    }

    /// <summary>A required list of at least <paramref name="min"/> texts.</summary>
    public string[] Texts(string name, int min)
    {
        if (!Find(name, out var value))
        {
            if (min > 0)
            {
                Refuse($"data.{name} is required (a list with at least {min} entries).");
            }

            return [];
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() < min)
        {
            Refuse($"data.{name} must be a list with at least {min} entries.");
            return [];
        }

        var texts = new string[value.GetArrayLength()];
        var at = 0;
        foreach (var entry in value.EnumerateArray())
        {
            if (entry.ValueKind != JsonValueKind.String)
            {
                Refuse($"data.{name} must be a list of texts.");
                return [];
            }

            texts[at++] = entry.GetString()!;
        }

        return texts;
    }

    /// <summary>What an object of labels says of a key; empty where it says nothing.</summary>
    public readonly string Labelled(string name, string key) =>
        Find(name, out var labels) && labels.ValueKind == JsonValueKind.Object && labels.TryGetProperty(key, out var label)
            && label.ValueKind == JsonValueKind.String
            ? label.GetString()!
            : "";

    /// <summary>A required list; its entries are read elsewhere.</summary>
    public int ListLength(string name, int min)
    {
        if (Find(name, out var value) && value.ValueKind == JsonValueKind.Array && value.GetArrayLength() >= min)
        {
            return value.GetArrayLength();
        }

        Refuse($"data.{name} is required (a list with at least {min} entries).");
        return 0;
    }

    /// <summary>
    /// Certificate numbers of the officers who acted: <c>[{certNo}]</c> or <c>["certNo"]</c>, at least <paramref name="min"/> entries.
    /// Fewer than two distinct ones is a finding, not an error (W08), so it is not refused here.
    /// </summary>
    public string[] Officers(string name, int min = 1)
    {
        if (ListLength(name, min) == 0)
        {
            return [];
        }

        data.TryGetProperty(name, out var list);
        var officers = new List<string>(2);
        foreach (var entry in list.EnumerateArray())
        {
            var cert = entry.ValueKind switch
            {
                JsonValueKind.String => entry.GetString(),
                JsonValueKind.Object when entry.TryGetProperty("certNo", out var no) && no.ValueKind == JsonValueKind.String =>
                    no.GetString(),
                _ => null,
            };
            if (string.IsNullOrWhiteSpace(cert))
            {
                Refuse($"data.{name}[{officers.Count}].certNo is required.");
                return [];
            }

            officers.Add(cert);
        }

        return [.. officers];
    }

    /// <summary>The common party block (DOMAIN.md §14.2).</summary>
    public Party Party(string name)
    {
        if (!Find(name, out var value) || value.ValueKind != JsonValueKind.Object)
        {
            Refuse($"data.{name} is required (an object with kind, displayName, codeType, code).");
            return new(PartyKind.Other, "", null, false, false);
        }

        var fields = new Fields(value);
        var kind = fields.Word<PartyKind>("kind");
        var display = fields.Text("displayName");
        var codeType = fields.Text("codeType", 40);
        var code = fields.Text("code", 128);
        var minor = kind == PartyKind.NaturalPerson ? fields.Flag("isMinor") : fields.FlagOrNull("isMinor") ?? false;
        if (fields.Problem is { } problem)
        {
            Refuse(problem.Replace("data.", $"data.{name}.", StringComparison.Ordinal));
        }

        var isUscc = codeType.Equals("uscc", StringComparison.OrdinalIgnoreCase);
        if (isUscc && !Uscc.IsValid(code))
        {
            Refuse($"data.{name}.code is not a unified credit code: the check character (GB 32100) does not fit.");
        }

        if (kind == PartyKind.NaturalPerson && CitizenId.LooksLikeOne(code))
        {
            Refuse($"data.{name}.code must be a keyed hash: an identity number may not be sent in clear.");
        }

        return new(kind, display, code, isUscc, minor);
    }

    /// <summary>A required unified credit code with a right check character (GB 32100).</summary>
    public string CreditCode(string name)
    {
        var code = Text(name, 18);
        if (code.Length > 0 && !Uscc.IsValid(code))
        {
            Refuse($"data.{name} is not a unified credit code: the check character (GB 32100) does not fit.");
        }

        return code;
    }

    private long Whole(string name, bool required, long max)
    {
        if (!Find(name, out var value))
        {
            if (required)
            {
                Refuse($"data.{name} is required (a whole number from 0).");
            }

            return 0;
        }

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) && number >= 0 && number <= max)
        {
            return number;
        }

        Refuse($"data.{name} must be a whole number from 0 to {max}.");
        return 0;
    }

    private readonly bool Find(string name, out JsonElement value) =>
        data.TryGetProperty(name, out value) && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined);
}
