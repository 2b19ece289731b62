using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.SignalR.Client;

namespace Dashboard.Load.Drive;

/// <summary>
/// One more screen on the real SignalR client, so that what the lean watchers measure is also what the ordinary client is served.
/// It applies every frame as it comes.
/// </summary>
internal sealed class Witness : IAsyncDisposable
{
    private readonly HubConnection connection;
    private readonly Lock applying = new();
    private readonly string view;
    private JsonObject document = [];
    private long version = -1;
    private bool resynchronising;

    private Witness(Uri address, string view)
    {
        this.view = view;
        connection = new HubConnectionBuilder().WithUrl(new Uri(address, "/hubs/dashboard")).Build();
        connection.On<JsonElement>("frame", TakeAsync);
    }

    public long Version
    {
        get
        {
            lock (applying)
            {
                return version;
            }
        }
    }

    public static async Task<Witness> WatchAsync(Uri address, string view)
    {
        var witness = new Witness(address, view);
        await witness.connection.StartAsync();
        await witness.CallWatchAsync(null);
        return witness;
    }

    public string DocumentDigest()
    {
        lock (applying)
        {
            return Digest.Of(document);
        }
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    private async Task CallWatchAsync(long? since)
    {
        var frame = await connection.InvokeAsync<JsonElement>("Watch", view, since);
        lock (applying)
        {
            resynchronising = false;
            Apply(frame);
        }
    }

    private async Task TakeAsync(JsonElement frame)
    {
        long? since = null;
        lock (applying)
        {
            if (frame.GetProperty("view").GetString() != view || Apply(frame) || version < 0 || resynchronising)
            {
                return;
            }

            resynchronising = true;
            since = version;
        }

        // Not awaited: the client handles one message at a time, and the answer is the next.
        _ = CallWatchAsync(since);
        await Task.CompletedTask;
    }

    /// <returns>False when the frame builds on a version that is not held.</returns>
    private bool Apply(JsonElement frame)
    {
        var next = frame.GetProperty("version").GetInt64();
        if (frame.GetProperty("full") is { ValueKind: JsonValueKind.Object } full)
        {
            if (next >= version)
            {
                document = JsonObject.Create(full.Clone())!.DeepClone().AsObject();
                version = next;
            }

            return true;
        }

        if (frame.GetProperty("base").GetInt64() == version)
        {
            MergePatch.Apply(document, JsonNode.Parse(frame.GetProperty("patch").GetRawText()));
            version = next;
            return true;
        }

        return next <= version;
    }
}
