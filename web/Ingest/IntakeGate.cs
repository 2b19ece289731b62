namespace Dashboard.Web.Ingest;

/// <summary>
/// Bounds what is under way at once, so that overload is answered with 503 instead of memory: so many bytes that have arrived, and so
/// many posts that are being recorded. A post whose body is still arriving takes room only, so slow senders keep nobody out.
/// </summary>
internal sealed class IntakeGate
{
    private const int MostPosts = 512;
    private const long MostBytes = 128L * 1024 * 1024;
    private int posts;
    private long bytes;

    /// <summary>Room for a body that begins to arrive. Dispose it when the post is answered.</summary>
    public Room Open() => new(this);

    /// <summary>
    /// A place among the posts that are being recorded, or null when all are taken. Dispose it when the post is answered.
    /// </summary>
    public Place? TryEnter()
    {
        if (Interlocked.Increment(ref posts) <= MostPosts)
        {
            return new(this);
        }

        Interlocked.Decrement(ref posts);
        return null;
    }

    /// <summary>The bytes of one post.</summary>
    internal sealed class Room(IntakeGate gate) : IDisposable
    {
        private long held;

        /// <summary>The post takes this many bytes now; false when there is no room for them.</summary>
        public bool TryHold(long length)
        {
            var total = Interlocked.Add(ref gate.bytes, length - held);
            held = length;
            return total <= MostBytes;
        }

        public void Dispose() => TryHold(0);
    }

    /// <summary>The turn of one post.</summary>
    internal sealed class Place(IntakeGate gate) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref gate.posts);
    }
}
