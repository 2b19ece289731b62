using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Dashboard.Grains;

/// <summary>
/// Holds back warnings and errors that say the same again and again: of each kind (category and text before its values) so many are said
/// in a minute, and the next one after that minute says how many were held back.
/// </summary>
internal sealed class RepeatedLines(TimeProvider clock)
{
    /// <summary>Of each kind of a library's lines, and of the product's own, which name what each is about, in a minute.</summary>
    private const int Most = 2, MostOwn = 10;

    /// <summary>Kinds that are kept apart; what comes beyond is said as it comes.</summary>
    private const int MostKinds = 1_000;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<(string Category, int Event, string Text), Kind> kinds = new();

    /// <summary>Whether this one is said.</summary>
    /// <param name="text">The text of the message before its values were put in.</param>
    /// <param name="held">How many of its kind were held back since one was said.</param>
    public bool Says(string category, EventId id, string text, out long held)
    {
        held = 0;
        if (!kinds.TryGetValue((category, id.Id, text), out var kind))
        {
            if (kinds.Count >= MostKinds)
            {
                return true;
            }

            kind = kinds.GetOrAdd((category, id.Id, text), static (_, now) => new() { Since = now }, clock.GetTimestamp());
        }

        lock (kind)
        {
            if (clock.GetElapsedTime(kind.Since) >= Window)
            {
                (kind.Since, kind.Said) = (clock.GetTimestamp(), 0);
            }

            if (kind.Said >= (category.StartsWith("Dashboard.", StringComparison.Ordinal) ? MostOwn : Most))
            {
                kind.Held++;
                return false;
            }

            kind.Said++;
            (held, kind.Held) = (kind.Held, 0);
            return true;
        }
    }

    private sealed class Kind
    {
        public long Since { get; set; }

        public int Said { get; set; }

        public long Held { get; set; }
    }
}
