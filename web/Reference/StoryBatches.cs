using System.Runtime.CompilerServices;

namespace Dashboard.Web.Reference;

/// <summary>
/// A story in batches, without those that an earlier start has recorded. They are recorded one after another, so only the last that was
/// begun can be there in part: it is given once more, and what of it is there is a duplicate.
/// </summary>
internal static class StoryBatches
{
    /// <param name="events">The story, which begins with what was told of it before.</param>
    /// <param name="size">Events of a batch, which must be the same at each start.</param>
    /// <param name="isRecorded">Whether the ledger holds an event; asked until it first does not.</param>
    /// <param name="cancel">Ends the asking.</param>
    public static async IAsyncEnumerable<byte[][]> UnrecordedAsync(
        IEnumerable<byte[]> events, int size, Func<byte[], Task<bool>> isRecorded, [EnumeratorCancellation] CancellationToken cancel)
    {
        byte[][]? begun = null;
        var isPassing = true;
        foreach (var batch in events.Chunk(size))
        {
            cancel.ThrowIfCancellationRequested();
            if (isPassing && await isRecorded(batch[^1]))
            {
                begun = batch;
                continue;
            }

            isPassing = false;
            if (begun is not null)
            {
                yield return begun;
                begun = null;
            }

            yield return batch;
        }

        if (begun is not null)
        {
            yield return begun;
        }
    }
}
