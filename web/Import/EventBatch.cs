using System.Buffers;

namespace Dashboard.Web.Import;

/// <summary>Events gathered for one post, with the line of the file from which each comes.</summary>
internal sealed class EventBatch(int size)
{
    // Far below the 32 MiB that the server takes, also with unusually large rows.
    private const int BytesLimit = 8 * 1024 * 1024;

    private readonly ArrayBufferWriter<byte> _json = new(64 * 1024);
    private readonly List<(long Line, string Id)> _events = new(size);

    public IReadOnlyList<(long Line, string Id)> Events => _events;

    public bool IsFull => _events.Count >= size || _json.WrittenCount >= BytesLimit;

    public void Add(long line, MappedEvent mapped)
    {
        _json.Write(_events.Count == 0 ? "["u8 : ","u8);
        _json.Write(mapped.Json.Span);
        _events.Add((line, mapped.Id));
    }

    /// <summary>The JSON array; the batch takes no more after that until it is cleared.</summary>
    public ReadOnlyMemory<byte> Close()
    {
        _json.Write("]"u8);
        return _json.WrittenMemory;
    }

    public void Clear()
    {
        _json.ResetWrittenCount();
        _events.Clear();
    }
}
