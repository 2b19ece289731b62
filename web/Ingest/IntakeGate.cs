namespace Dashboard.Web.Ingest;

/// <summary>
/// Bounds what is being received at once, so that overload is answered with 503 instead of memory: so many posts, so many bytes.
/// </summary>
internal sealed class IntakeGate
{
    private const int MostPosts = 512;
    private const long MostBytes = 128L * 1024 * 1024;
    private int posts;
    private long bytes;

    /// <summary>A place, or null when all are taken. Dispose it when the post is answered.</summary>
    public Entry? TryEnter()
    {
        if (Interlocked.Increment(ref posts) <= MostPosts)
        {
            return new(this);
        }

        Interlocked.Decrement(ref posts);
        return null;
    }

    /// <summary>One post's place.</summary>
    internal sealed class Entry(IntakeGate gate) : IDisposable
    {
        private long held;

        /// <summary>The post has grown to this many bytes; false when there is no room for them.</summary>
        public bool Holds(long length)
        {
            var total = Interlocked.Add(ref gate.bytes, length - held);
            held = length;
            return total <= MostBytes;
        }

        public void Dispose()
        {
            Interlocked.Add(ref gate.bytes, -held);
            Interlocked.Decrement(ref gate.posts);
        }
    }
}
