using System.Buffers;
using Dashboard.Grains.Contracts;

namespace Dashboard.Web.Ingest;

/// <summary>The body of a post, in memory that grows with what arrives, whatever length was announced.</summary>
internal sealed class PostedBody(IntakeGate.Room room) : IDisposable
{
    private const int Largest = 32 * 1024 * 1024;
    private const int First = 4 * 1024;

    /// <summary>So many bytes, or the end of the body, must arrive within <see cref="Patience"/>, again and again.</summary>
    private const int Portion = 16 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private byte[] bytes = [];
    private int length;

    public ReadOnlyMemory<byte> Bytes => bytes.AsMemory(0, length);

    /// <summary>Takes the whole body in.</summary>
    /// <exception cref="UnreadableBodyException">It is too large, or comes too slowly.</exception>
    /// <exception cref="BusyException">There is no room for it now.</exception>
    public async Task ReadAsync(Stream stream, TimeProvider clock, CancellationToken cancel)
    {
        using var late = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancel);
        try
        {
            for (var due = Portion; ;)
            {
                var read = await stream.ReadAsync(Space(), either.Token);
                if (read == 0)
                {
                    return;
                }

                length += read;
                if (length > Largest)
                {
                    throw new UnreadableBodyException("The body is larger than 32 MiB uncompressed; split it.", 413);
                }

                if (length >= due)
                {
                    due = length + Portion;
                    late.CancelAfter(Patience);
                }
            }
        }
        catch (OperationCanceledException) when (late.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            throw new UnreadableBodyException(
                $"The body came too slowly: {Portion / 1024} KiB or its end must arrive within {Patience.TotalSeconds:0} s, again and " +
                    "again. Repeat the post.",
                StatusCodes.Status408RequestTimeout);
        }
    }

    public void Dispose() => Return();

    private Memory<byte> Space()
    {
        if (length == Largest)
        {
            return new byte[1]; // only to see whether the body has ended
        }

        if (length == bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Clamp(length * 2, First, Largest));
            bytes.AsSpan(0, length).CopyTo(larger);
            Return();
            bytes = larger;
            if (!room.TryHold(bytes.Length))
            {
                throw new BusyException("Too much is being received at once; repeat this post later.");
            }
        }

        return bytes.AsMemory(length);
    }

    private void Return()
    {
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }
}
