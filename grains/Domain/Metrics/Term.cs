using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Tallies;

namespace Dashboard.Grains.Domain.Metrics;

/// <summary>Which part of what stands open with a due day.</summary>
internal enum Standing : byte
{
    /// <summary>Not a standing figure.</summary>
    None,

    /// <summary>The due day has passed.</summary>
    Due,

    /// <summary>The due day has not passed.</summary>
    Pending,

    /// <summary>Both.</summary>
    Open,
}

/// <summary>Items of the catalogue that a derived term counts.</summary>
internal enum ItemsWith : byte
{
    None,
    Listed,
    Claimed,
}

/// <summary>
/// One figure that a metric adds: a counter (<c>casesDecided</c>), a part of what stands open (<c>disclosureOpen.due</c>), or how many
/// listed or claimed items have any of some counters (<c>listedItemsWith:inspectionsRandom</c>). A leading minus takes it off.
/// </summary>
internal sealed record Term(Counter[] Counters, Standing Standing, ItemsWith Items, int Sign)
{
    private const string Listed = "listedItemsWith:", Claimed = "claimedItemsWith:";

    /// <summary>Null when the text names no figure.</summary>
    public static Term? Parse(string text)
    {
        var (sign, name) = text.StartsWith('-') ? (-1, text[1..]) : (1, text);
        if (name.StartsWith(Listed, StringComparison.Ordinal) || name.StartsWith(Claimed, StringComparison.Ordinal))
        {
            var shown = Array.ConvertAll(name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..].Split('|'), Tallies.Counters.Named);
            return shown.Contains(Counter.None)
                ? null
                : new([.. shown.SelectMany(counter => Tallies.Counters.Parts(counter).ToArray())], Standing.None,
                    name.StartsWith(Listed, StringComparison.Ordinal) ? ItemsWith.Listed : ItemsWith.Claimed, sign);
        }

        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var counter = Tallies.Counters.Find(dot < 0 ? name : name[..dot]);
        var standing = dot < 0
            ? Standing.None
            : name[(dot + 1)..] switch { "due" => Standing.Due, "pending" => Standing.Pending, "open" => Standing.Open,
                _ => Standing.None };
        return counter == Counter.None || Tallies.Counters.HasDue(counter) != (standing != Standing.None)
            || (dot >= 0 && standing == Standing.None) || (Tallies.Counters.IsStanding(counter) && dot < 0)
            ? null
            : new(Tallies.Counters.Parts(counter).ToArray(), standing, ItemsWith.None, sign);
    }

    /// <summary>Whether a cell is among what this term adds up, seen on a day.</summary>
    /// <param name="within">The period the metric is of; null for one that says what is so now.</param>
    public bool Has(Cell cell, DateOnly today, Period? within) =>
        Counters.Contains(cell.Counter)
            && (within is not { } period || Tallies.Counters.IsRegister(cell.Counter) || period.Contains(cell.Day)) && Standing switch
    {
        Standing.Due => cell.Due < today,
        Standing.Pending => cell.Due >= today,
        _ => true,
    };
}
