namespace Dashboard.Grains.Domain.Oversight;

/// <summary>
/// Somebody has said that a record is the same act as another one (重复记录合并), which stands for both from then on; taken back, it counts
/// again. What is known of it alone is to be sent for the one that stands.
/// </summary>
/// <param name="Into">The id of the record that stands, of the same kind.</param>
internal sealed record RecordMerged(string Into) : Fact;

/// <summary>
/// A record that another one stands for: it keeps its history, and counts in nothing but how many events there are. Whatever else is told
/// of it changes nothing, in any order.
/// </summary>
internal sealed record MergedRecord : Subject
{
    /// <summary>Its stage.</summary>
    public const string Merged = "merged";

    /// <param name="before">What is known of it, with its team, its item and its children.</param>
    /// <param name="into">The id of the record that stands.</param>
    public MergedRecord(Subject before, string into) : base(before) => Into = into;

    /// <summary>The id of the record that stands.</summary>
    public string Into { get; }

    /// <inheritdoc/>
    public override string Stage => Merged;

    /// <inheritdoc/>
    protected override Subject Apply(Fact fact) => this;
}
