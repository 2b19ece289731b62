using System.Collections.Concurrent;
using System.IO.Compression;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace Dashboard.Load.Drive;

/// <summary>
/// Every distinct frame that any watcher of one view received, kept once. A watcher notes only which frames it got;
/// afterwards the book is played through, and what a frame made of the document is known for all who received it.
/// </summary>
internal sealed class FrameBook
{
    private readonly ConcurrentDictionary<FrameKey, byte[]> frames = new();

    /// <summary>Bytes of each distinct patch, in order of size; the snapshots that Watch answers and heartbeats are left out.</summary>
    public int[] PatchBytes() =>
        [.. frames.Where(frame => frame.Key.Base >= 0 && frame.Key.Base != frame.Key.Version).Select(frame => frame.Value.Length).Order()];

    public FrameKey Note(FrameHead head, ReadOnlySpan<byte> message)
    {
        var key = new FrameKey(head.Version, head.Base, Checksum(message));
        if (!frames.ContainsKey(key))
        {
            frames.TryAdd(key, message.ToArray());
        }

        return key;
    }

    /// <summary>
    /// Plays all frames in the order of their versions. Each must lead to the document whose digest it names,
    /// and two ways to one version must lead to one document.
    /// </summary>
    /// <param name="seen">Called for each frame with the patch or snapshot it holds, before it is applied.</param>
    /// <returns>Digest of the document by version, and what did not fit.</returns>
    public (Dictionary<long, string> Documents, List<string> Faults) Play(Action<FrameKey, JsonObject> seen)
    {
        var digests = new Dictionary<long, string>();
        var documents = new Dictionary<long, JsonObject>();
        var faults = new List<string>();
        var ordered = frames.OrderBy(frame => frame.Key.Version).ThenBy(frame => frame.Key.Base).ToList();
        var uses = ordered.Where(frame => frame.Key.Base >= 0).CountBy(frame => frame.Key.Base).ToDictionary();
        foreach (var (key, bytes) in ordered)
        {
            var message = JsonNode.Parse(bytes)!.AsObject();
            var frame = (message["result"] ?? message["arguments"]![0])!.AsObject();
            var packed = Unpacked(frame);
            JsonObject? document;
            if ((frame["full"] ?? (key.Base < 0 ? packed : null)) is JsonObject full)
            {
                seen(key, full);
                document = full.DeepClone().AsObject();
            }
            else
            {
                if (!documents.TryGetValue(key.Base, out var held))
                {
                    faults.Add($"A patch from version {key.Base} came, which no watcher ever held.");
                    continue;
                }

                var patch = (frame["patch"] ?? packed) as JsonObject ?? [];
                seen(key, patch);
                var last = --uses[key.Base] == 0 && key.Base != key.Version;
                document = MergePatch.Apply(last ? held : held.DeepClone(), patch)!.AsObject();
                if (last)
                {
                    documents.Remove(key.Base);
                }
            }

            var digest = Digest.Of(document);
            if (frame["digest"]?.GetValue<string>() is { } named && named != digest)
            {
                faults.Add($"Version {key.Version} has digest {digest}, but its frame says {named}.");
            }

            if (digests.TryGetValue(key.Version, out var other) && other != digest)
            {
                faults.Add($"Two ways to version {key.Version} lead to different documents.");
            }

            digests[key.Version] = digest;
            documents[key.Version] = document;
        }

        return (digests, faults);
    }

    private static JsonNode? Unpacked(JsonObject frame)
    {
        if (frame["packed"]?.GetValue<string>() is not { } packed)
        {
            return null;
        }

        using var bytes = new ZLibStream(new MemoryStream(Convert.FromBase64String(packed)), CompressionMode.Decompress);
        return JsonNode.Parse(bytes);
    }

    private static uint Checksum(ReadOnlySpan<byte> message)
    {
        var sum = (uint)message.Length;
        var words = MemoryMarshal.Cast<byte, ulong>(message);
        foreach (var word in words)
        {
            sum = BitOperations.Crc32C(sum, word);
        }

        foreach (var rest in message[(words.Length * sizeof(ulong))..])
        {
            sum = BitOperations.Crc32C(sum, rest);
        }

        return sum;
    }
}
