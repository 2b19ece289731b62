using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace Dashboard.Load.Product;

/// <summary>
/// Asks a .NET process, from outside, for a full collection of its heap, so that what is left is what is held.
/// An EventPipe session with the runtime's GCHeapCollect keyword does that (the runtime's documented diagnostics IPC protocol).
/// </summary>
internal static class DiagnosticPort
{
    private const byte EventPipe = 0x02;
    private const byte CollectTracing = 0x02;
    private const byte StopTracing = 0x01;
    private const ulong GarbageCollection = 0x1;
    private const ulong CollectHeap = 0x800000;

    /// <summary>Returns when the collection has been made.</summary>
    public static async Task CollectAsync(int processId)
    {
        // A process that was killed leaves its socket behind, and its number may be given again: the newest is of the one that runs.
        var path = Directory.EnumerateFiles(Path.GetTempPath(), $"dotnet-diagnostic-{processId}-*-socket").MaxBy(File.GetLastWriteTimeUtc)
            ?? throw new LoadException($"Process {processId} has no diagnostics socket.");
        await using var session = await ConnectAsync(path);
        await session.WriteAsync(Message(CollectTracing, Session()));
        var answer = new byte[28];
        await session.ReadExactlyAsync(answer);
        var id = answer.AsMemory(20, 8);
        var drained = DrainAsync(session);
        await using (var second = await ConnectAsync(path))
        {
            await second.WriteAsync(Message(StopTracing, id.ToArray()));
            await second.ReadExactlyAsync(new byte[20]);
        }

        await drained;
    }

    private static async Task<NetworkStream> ConnectAsync(string path)
    {
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        return new NetworkStream(socket, ownsSocket: true);
    }

    private static async Task DrainAsync(NetworkStream session)
    {
        var rest = new byte[64 * 1024];
        while (await session.ReadAsync(rest) > 0)
        {
            // The trace itself is of no interest, but the runtime waits until it is taken.
        }
    }

    private static byte[] Session()
    {
        using var payload = new MemoryStream();
        using var writer = new BinaryWriter(payload);
        writer.Write(16u); // MB of buffer
        writer.Write(1u); // nettrace format
        writer.Write(1u); // one provider
        writer.Write(GarbageCollection | CollectHeap);
        writer.Write(4u); // informational
        WriteText(writer, "Microsoft-Windows-DotNETRuntime");
        WriteText(writer, "");
        return payload.ToArray();
    }

    private static void WriteText(BinaryWriter writer, string text)
    {
        writer.Write((uint)(text.Length + 1));
        writer.Write(Encoding.Unicode.GetBytes(text + '\0'));
    }

    private static byte[] Message(byte command, byte[] payload)
    {
        var message = new byte[20 + payload.Length];
        "DOTNET_IPC_V1\0"u8.CopyTo(message);
        BinaryPrimitives.WriteUInt16LittleEndian(message.AsSpan(14), (ushort)message.Length);
        message[16] = EventPipe;
        message[17] = command;
        payload.CopyTo(message, 20);
        return message;
    }
}
