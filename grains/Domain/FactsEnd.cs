using System.Collections.Frozen;
using System.Collections.Immutable;
using Dashboard.Grains.Contracts;

namespace Dashboard.Grains.Domain;

/// <summary>
/// Where the known facts of a subject end. A fact that comes after them and replaces none of them can be taken in by itself
/// (<see cref="Subject.Continue"/>); any other, a correction or one that is late, needs all facts folded anew. Not changed once made.
/// </summary>
internal sealed class FactsEnd
{
    /// <summary>Of declared kinds any number of one type may be told (<see cref="Declared.Deed"/>), so that they need none.</summary>
    private static readonly FrozenDictionary<string, int> NumberOfType = Facts.Types
        .Where(static type => !Declared.DeclaredKinds.HasEvent(type)).Order(StringComparer.Ordinal)
        .Select((type, number) => (type, number))
        .ToFrozenDictionary(type => type.type, type => type.number);

    private readonly SourceEvent? last;
    private readonly UInt128 types;
    private readonly ImmutableHashSet<(string Type, string Key)> keys;

    private FactsEnd(SourceEvent? last, UInt128 types, ImmutableHashSet<(string Type, string Key)> keys) =>
        (this.last, this.types, this.keys) = (last, types, keys);

    /// <summary>Of a subject of which no fact is known.</summary>
    public static FactsEnd Nothing { get; } = new(null, 0, []);

    /// <summary>Of these facts, in any order.</summary>
    public static FactsEnd Of(IEnumerable<SourceEvent> events) => events.Aggregate(Nothing, static (end, @event) => end.With(@event));

    /// <summary>Whether the event comes after all that are known and replaces none of them.</summary>
    public bool IsFollowedBy(SourceEvent @event) =>
        @event.Operation == Operation.Insert && IsBefore(@event) && @event.Fact.Key switch
        {
            null => true,
            "" => (types & Bit(@event.Type)) == 0,
            { } key => !keys.Contains((@event.Type, key)),
        };

    /// <summary>Whether the event comes after all that are known; it may replace one of them.</summary>
    public bool IsBefore(SourceEvent @event) => last is null || Chronicle.Compare(last, @event) < 0;

    /// <summary>With one event more, whichever comes last.</summary>
    public FactsEnd With(SourceEvent @event)
    {
        var end = IsBefore(@event) ? @event.WithoutData() : last;
        return @event.Fact.Key switch
        {
            null => new(end, types, keys),
            "" => new(end, types | Bit(@event.Type), keys),
            { } key => new(end, types, keys.Add((@event.Type, key))),
        };
    }

    private static UInt128 Bit(string type) => UInt128.One << NumberOfType[type];
}
