using Dashboard.Grains.Contracts;

namespace Dashboard.Grains.Sums;

/// <summary>What an enterprise showed when it left memory: if it still shows the same, that is no new version.</summary>
/// <param name="Version">0: it has shown nothing yet.</param>
/// <param name="AsOf">When that version was made.</param>
/// <param name="Commit">When the newest event in it became durable.</param>
/// <param name="Content">What it showed, without what each version has of its own, and of which writings.</param>
[GenerateSerializer]
internal sealed record LastShown(
    [property: Id(0)] long Version,
    [property: Id(1)] DateTimeOffset AsOf,
    [property: Id(2)] DateTimeOffset Commit,
    [property: Id(3)] string Content)
{
    /// <summary>Nothing was shown yet.</summary>
    public LastShown()
        : this(0, default, default, "")
    {
    }

    /// <summary>A view that shows the same, as the version it is.</summary>
    public View Over(View view) => view with
    {
        Version = Version, AsOf = AsOf, Commit = Commit,
        Document = view.Document.Copy().With("version", Version).With("asOf", Rfc3339.Write(AsOf)),
    };
}
