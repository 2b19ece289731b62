using Dashboard.Grains.Contracts;

namespace Dashboard.Grains.Views;

/// <summary>
/// The parts of one view's document as they were last made, and what from. A part that would be made from the same again is the same
/// object, so it costs nothing to make, to compare, to digest and to send. For one view, one document at a time.
/// </summary>
internal sealed class EarlierParts
{
    private readonly Dictionary<(string Part, string Of), (object?[] From, Document Made)> parts = [];
    private Document? whole;

    /// <summary>The whole document, in which what equals the last one's is the same object.</summary>
    public Document Whole(Document made) => whole = whole is null ? made : Document.Share(whole, made);

    /// <summary>The part, made only if <paramref name="from"/> differs: objects by identity or equality.</summary>
    public Document Part(string part, string of, Func<Document> make, object?[] from)
    {
        if (!parts.TryGetValue((part, of), out var known))
        {
            known = (from, make());
        }
        else if (!known.From.AsSpan().SequenceEqual(from))
        {
            known = (from, Document.Share(known.Made, make()));
        }

        parts[(part, of)] = known;
        return known.Made;
    }
}
