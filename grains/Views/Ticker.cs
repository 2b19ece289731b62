using System.Text.Json.Serialization;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Views;

/// <summary>What happened lately: the newest lines, newest first, and when the last event of each source was received.</summary>
/// <param name="Spells">When sources were heard from; one of which only its last event is known has none.</param>
/// <param name="Hours">How many events happened in each hour of the latest days; null where none did, or where nobody is to know.</param>
[GenerateSerializer, Immutable]
internal sealed record Ticker([property: Id(0)] TickerLine[] Lines, [property: Id(1)] Dictionary<string, DateTimeOffset> Sources,
    [property: Id(2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Dictionary<string, Spell[]>? Spells = null,
    [property: Id(3), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Hours? Hours = null)
{
    /// <summary>How many lines a screen shows.</summary>
    public const int Length = 10;

    /// <summary>How many sources are remembered; whoever writes a new name with every event pushes out no more than the oldest.</summary>
    public const int MostSources = 1_000;

    public static Ticker Empty { get; } = new([], []);

    /// <summary>
    /// All together: the newest lines, each source's last event, in any order and any repetition. Late events and hours are added up, so
    /// each batch is to be told once.
    /// </summary>
    public static Ticker Merge(IEnumerable<Ticker> tickers)
    {
        var all = tickers.ToList();
        var (sources, spells) = (new Dictionary<string, DateTimeOffset>(), new Dictionary<string, Spell[]>());
        foreach (var ticker in all)
        {
            foreach (var (source, at) in ticker.Sources)
            {
                var isKnown = sources.TryGetValue(source, out var known);
                sources[source] = isKnown && known > at ? known : at;
                spells[source] = isKnown ? Spell.Union(spells[source], ticker.SpellsOf(source)) : ticker.SpellsOf(source);
            }
        }

        var kept = sources.Count <= MostSources ? sources
            : sources.OrderBy(static seen => seen, LatestFirst).Take(MostSources).ToDictionary();
        // Of most batches there is no more to tell of a source than its last event.
        var told = spells.Where(heard => kept.ContainsKey(heard.Key) && !(heard.Value is [{ Late: 0 } only] && only.From == only.To))
            .ToDictionary();
        return new(Newest([.. all.SelectMany(static ticker => ticker.Lines)]), kept, told.Count == 0 ? null : told,
            Hours.Sum(all.Select(static ticker => ticker.Hours)));
    }

    /// <summary>When the sources of these events were heard from, and in which hours they happened, without any line.</summary>
    public static Ticker Heard(IReadOnlyList<SourceEvent> events)
    {
        var (sources, spells) = (new Dictionary<string, DateTimeOffset>(), new Dictionary<string, Spell[]>());
        foreach (var @event in events)
        {
            sources[@event.Source] = @event.Received;
        }

        foreach (var late in events.Where(static @event => @event.Received - @event.Time >= Spell.Pause)
            .GroupBy(static @event => @event.Source))
        {
            spells[late.Key] = [new(sources[late.Key], sources[late.Key], late.LongCount())];
        }

        return new([], sources, spells,
            Hours.Of(events.Where(static @event => IsOfRecords(@event.Source)).Select(static @event => @event.Time)));
    }

    /// <summary>
    /// Whether a source tells what happens: what the product brings, what is said here by a form, and what the ledger says of itself, come
    /// when they come and fall silent without a fault.
    /// </summary>
    public static bool IsOfRecords(string source) =>
        source is not "/seeds" && !source.StartsWith("/local/", StringComparison.Ordinal);

    /// <summary>When a source was heard from, in order of time.</summary>
    public Spell[] SpellsOf(string source) => Spells?.GetValueOrDefault(source) ?? [new(Sources[source], Sources[source], 0)];

    private static readonly IComparer<KeyValuePair<string, DateTimeOffset>> LatestFirst =
        Comparer<KeyValuePair<string, DateTimeOffset>>.Create(
        static (left, right) =>
        {
            var order = right.Value.CompareTo(left.Value);
            return order != 0 ? order : string.CompareOrdinal(left.Key, right.Key);
        });

    private static TickerLine[] Newest(List<TickerLine> lines)
    {
        lines.Sort(TickerLine.NewestFirst);
        var newest = new List<TickerLine>(Length);
        foreach (var line in lines)
        {
            if (newest.Count < Length && (newest.Count == 0 || newest[^1] != line))
            {
                newest.Add(line);
            }
        }

        return [.. newest];
    }
}

/// <summary>One line of the ticker, already masked for a wall (DOMAIN.md §13): codes and parameters; the words are the screen's.</summary>
/// <param name="Party">
/// Whom it concerns, by kind (<c>person</c>, <c>individual</c>, <c>enterprise</c>, <c>organisation</c>); null where it concerns nobody, or
/// <paramref name="Name"/> says it.
/// </param>
/// <param name="Name">The name of whom it concerns, where it may be shown to anybody.</param>
[GenerateSerializer, Immutable]
internal sealed record TickerLine(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] string Type,
    [property: Id(2)] string Team,
    [property: Id(3)] string? Item,
    [property: Id(4)] string? Party,
    [property: Id(5)] string Subject,
    [property: Id(6)] string? Name = null)
{
    /// <summary>By their ids, the greatest first; equal lines stand together.</summary>
    internal static Comparison<TickerLine> NewestFirst { get; } = static (left, right) =>
    {
        var order = right.At.CompareTo(left.At);
        order = order != 0 ? order : right.Mark.CompareTo(left.Mark);
        order = order != 0 ? order : string.CompareOrdinal(left.Subject, right.Subject);
        return order != 0 ? order : string.CompareOrdinal(left.Type, right.Type);
    };

    /// <summary>Tells lines of one instant apart; the same on every host.</summary>
    private uint Mark
    {
        get
        {
            var mark = Mixed(Mixed(Mixed(Mixed(0x811c9dc5, Type, "|"), Team, "|"), Item, "|"), Subject, "");
            return (mark ^ (mark >> 24)) & 0xFFFFFF;

            // Lines of one instant are compared again and again: no text is made for it.
            static uint Mixed(uint mark, string? text, string end)
            {
                foreach (var unit in text ?? "")
                {
                    mark = (mark ^ unit) * 16777619;
                }

                return end.Length == 0 ? mark : (mark ^ end[0]) * 16777619;
            }
        }
    }

    /// <summary>Rises with time: a later line has the greater id, compared as text.</summary>
    internal string Id => $"{Math.Max(0, (At - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond):x13}{Mark:x6}";
}
