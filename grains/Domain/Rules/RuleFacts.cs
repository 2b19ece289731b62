using Dashboard.Grains.Contracts;

namespace Dashboard.Grains.Domain.Rules;

/// <summary>A rule set is published; it may hold only what changes. What was judged by an earlier one stays as it was.</summary>
internal sealed record RulesPublished(Document Data) : Fact;

/// <summary>A published version of the rules.</summary>
internal sealed record PublishedRules : Subject
{
    public Document? Data { get; init; }

    /// <inheritdoc/>
    public override string Stage => Data is null ? "" : "published";

    /// <inheritdoc/>
    protected override bool IsBusiness => false;

    /// <inheritdoc/>
    protected override Subject Apply(Fact fact) => fact is RulesPublished published ? this with { Data = published.Data } : this;
}
