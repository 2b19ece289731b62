using Dashboard.Grains.Domain.Oversight;
using Dashboard.Grains.Domain.Tallies;

namespace Dashboard.Grains.Domain;

/// <summary>
/// Publications of a decision or result (公示). A publication is a fact of what it publishes, so that disclosure rates need no join.
/// Several channels may publish; the first day counts.
/// </summary>
internal sealed record Disclosure(DateOnly? PublishedOn)
{
    public static Disclosure None { get; } = new((DateOnly?)null);

    public Disclosure Apply(DecisionPublished fact) => new(PublishedOn is { } day && day <= fact.On ? day : fact.On);

    /// <summary>One publication, and the parts of M01 when the decision of that day must be disclosed (DOMAIN.md §8).</summary>
    public IEnumerable<Count> Counts(DateOnly? decidedOn, bool required)
    {
        if (PublishedOn is { } published)
        {
            yield return new(Counter.DecisionsPublished, published, 1);
        }

        if (required && decidedOn is { } decided)
        {
            yield return new(PublishedOn is null ? Counter.DisclosureOpen : Counter.DisclosureDone, decided, 1);
        }
    }
}
