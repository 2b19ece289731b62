using Dashboard.Grains.Contracts;

namespace Dashboard.Web.Screens;

/// <summary>The recent patches of a view, so that a screen that was away gets what it missed instead of everything.</summary>
internal sealed class PatchRing(int capacity)
{
    private readonly Queue<(long Base, Document Patch)> patches = [];

    /// <summary>A patch from the last version to the next.</summary>
    public void Add(long from, Document patch)
    {
        if (patches.Count == capacity)
        {
            patches.Dequeue();
        }

        patches.Enqueue((from, patch));
    }

    /// <summary>The patches from the version to the newest; none when they are not held any more.</summary>
    public IReadOnlyList<Document> Since(long version) =>
        [.. patches.SkipWhile(held => held.Base != version).Select(static held => held.Patch)];

    /// <summary>Patches in a row as one; null when there is none, or one cannot say it.</summary>
    public static Document? Compose(IReadOnlyList<Document> patches)
    {
        var missed = patches.Count == 0 ? null : patches[0];
        for (var i = 1; missed is not null && i < patches.Count; i++)
        {
            missed = Document.Compose(missed, patches[i]);
        }

        return missed;
    }
}
