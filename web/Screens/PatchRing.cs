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

    /// <summary>One patch from the version to the newest; null when it is not held any more, or one patch cannot say it.</summary>
    public Document? Since(long version)
    {
        Document? missed = null;
        foreach (var (from, patch) in patches)
        {
            if (missed is null)
            {
                missed = from == version ? patch : null;
                continue;
            }

            missed = Document.Compose(missed, patch);
            if (missed is null)
            {
                return null;
            }
        }

        return missed;
    }
}
