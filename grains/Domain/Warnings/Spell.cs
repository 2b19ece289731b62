namespace Dashboard.Grains.Domain.Warnings;

/// <summary>A time in which a source was heard from, with no pause as long as <see cref="Pause"/> in it.</summary>
/// <param name="From">When its first event was received.</param>
/// <param name="To">When its last event was received.</param>
/// <param name="Late">How many of its events had happened that long, or longer, before they were received.</param>
[GenerateSerializer, Immutable]
internal sealed record Spell([property: Id(0)] DateTimeOffset From, [property: Id(1)] DateTimeOffset To, [property: Id(2)] long Late)
{
    /// <summary>Who is quiet for less has not fallen silent.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMinutes(30);

    /// <summary>How long spells are remembered; of what was before only the last one, with which the silence after it began.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromHours(48);

    /// <summary>Both together in order of time, in any order of telling; an event is told in one of them only.</summary>
    public static Spell[] Union(IEnumerable<Spell> some, IEnumerable<Spell> others)
    {
        var union = new List<Spell>();
        foreach (var spell in some.Concat(others).OrderBy(static spell => spell.From))
        {
            if (union.Count > 0 && union[^1] is var before && spell.From - before.To < Pause)
            {
                union[^1] = before with { To = spell.To > before.To ? spell.To : before.To, Late = before.Late + spell.Late };
            }
            else
            {
                union.Add(spell);
            }
        }

        var first = union.FindIndex(spell => spell.To >= union[^1].To - Kept);
        return [.. union.Skip(first - 1)];
    }
}
