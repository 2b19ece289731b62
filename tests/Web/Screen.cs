using System.IO.Compression;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Web;

/// <summary>
/// A screen as any client may build one from CONTRACT.md §4: watches a view, applies frames by RFC 7396, and checks each digest.
/// It shares no code with the product.
/// </summary>
internal sealed class Screen : IAsyncDisposable
{
    private readonly HubConnection connection;
    private readonly string view;
    private readonly bool messagePack;
    private readonly Channel<JsonObject> arriving = Channel.CreateUnbounded<JsonObject>();
    private readonly List<JsonObject> frames = [];
    private readonly Lock gate = new();
    private readonly Task pump;
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Exception? failure;

    private Screen(RunningDashboard dashboard, string view, bool messagePack, bool packed, CookieContainer? cookies)
    {
        (this.view, this.messagePack) = (view, messagePack);
        var builder = new HubConnectionBuilder()
            .WithUrl($"http://127.0.0.1:{dashboard.Port}/hubs/dashboard{(packed ? "?packed" : "")}",
                options => options.Cookies = cookies ?? new());
        connection = (messagePack ? builder.AddMessagePackProtocol() : builder).Build();
        connection.On("frame", [messagePack ? typeof(object) : typeof(JsonElement)], arguments =>
        {
            arriving.Writer.TryWrite(FrameOf(arguments[0]));
            return Task.CompletedTask;
        });
        pump = PumpAsync();
    }

    /// <summary>What it shows; the next frame makes another, so that what a test reads does not change under it.</summary>
    public JsonObject Document { get; private set; } = [];

    /// <summary>The version it shows.</summary>
    public long Version { get; private set; }

    /// <summary>Digest of what it shows, as the server said and as checked here.</summary>
    public string Digest { get; private set; } = "";

    /// <summary>All frames received through the hub so far.</summary>
    public IReadOnlyList<JsonObject> Frames
    {
        get
        {
            lock (gate)
            {
                return [.. frames];
            }
        }
    }

    /// <summary>Opens a screen that watches a view from nothing.</summary>
    /// <param name="cookies">Whose session it is, or the credential of a paired screen; null: nobody's.</param>
    public static async Task<Screen> OpenAsync(
        RunningDashboard dashboard, string view, bool messagePack = false, bool packed = false, CookieContainer? cookies = null)
    {
        var screen = new Screen(dashboard, view, messagePack, packed, cookies);
        try
        {
            await screen.connection.StartAsync();
            await screen.WatchAsync(null);
            return screen;
        }
        catch
        {
            await screen.DisposeAsync();
            throw;
        }
    }

    /// <summary>Watches and applies the answer.</summary>
    /// <returns>The frame that was answered.</returns>
    public async Task<JsonObject> WatchAsync(long? since)
    {
        var answer = await AskAsync(since);
        Take(answer, answered: true);
        return answer;
    }

    /// <summary>Watches another view; the answer is not applied.</summary>
    public async Task<JsonObject> AskAsync(long? since, string? other = null) => messagePack
        ? FrameOf(await connection.InvokeAsync<object>("Watch", other ?? view, since).WaitAsync(Patience.Long))
        : FrameOf(await connection.InvokeAsync<JsonElement>("Watch", other ?? view, since).WaitAsync(Patience.Long));

    /// <summary>Says that it has drawn what it shows.</summary>
    public Task SeeAsync() => connection.InvokeAsync("Seen", view, Version).WaitAsync(Patience.Long);

    /// <summary>Gets nothing more until <see cref="WatchAsync"/>.</summary>
    public Task UnwatchAsync(string? other = null) => connection.InvokeAsync("Unwatch", other ?? view).WaitAsync(Patience.Long);

    /// <summary>Connects again after its server has gone and come back, with what it held.</summary>
    public async Task ComeBackAsync()
    {
        if (connection.State != HubConnectionState.Disconnected)
        {
            await connection.StopAsync();
        }

        await connection.StartAsync();
        await WatchAsync(Version);
    }

    /// <summary>Waits until it shows what is asked for.</summary>
    public async Task UntilAsync(Func<JsonObject, bool> shows, TimeSpan? limit = null)
    {
        using var patience = new CancellationTokenSource(limit ?? Patience.Long);
        while (true)
        {
            Task next;
            lock (gate)
            {
                if (failure is not null)
                {
                    throw new InvalidOperationException("The screen could not follow.", failure);
                }

                if (shows(Document))
                {
                    return;
                }

                next = changed.Task;
            }

            try
            {
                await next.WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException(
                    $"The screen of {view} does not show what was expected; it shows version {Version}: {Document.ToJsonString()}");
            }
        }
    }

    /// <summary>Waits until it shows exactly what GET answers, but for versions and times of making.</summary>
    public Task UntilEqualAsync(HttpClient http) => Patience.UntilAsync(
        async () =>
        {
            var now = Comparable(await http.ViewAsync(view));
            lock (gate)
            {
                return failure is null
                    ? JsonNode.DeepEquals(now, Comparable(Document))
                    : throw new InvalidOperationException("The screen could not follow.", failure);
            }
        },
        $"the screen of {view} equals GET");

    /// <summary>A document without versions, the time of making and null members.</summary>
    public static JsonNode Comparable(JsonObject document)
    {
        var copy = document.DeepClone();
        copy.AsObject().Remove("asOf");
        Strip(copy);
        return copy;

        static void Strip(JsonNode? node)
        {
            if (node is JsonArray list)
            {
                foreach (var entry in list)
                {
                    Strip(entry);
                }
            }
            else if (node is JsonObject members)
            {
                foreach (var name in members.Where(member => member.Value is null || member.Key == "version")
                    .Select(member => member.Key)
                    .ToList())
                {
                    members.Remove(name);
                }

                foreach (var (_, member) in members)
                {
                    Strip(member);
                }
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        arriving.Writer.TryComplete();
        await connection.DisposeAsync();
        await pump;
    }

    private async Task PumpAsync()
    {
        await foreach (var frame in arriving.Reader.ReadAllAsync())
        {
            try
            {
                if (!Take(frame, answered: false))
                {
                    await WatchAsync(Version == 0 ? null : Version);
                }
            }
            catch (Exception problem)
            {
                lock (gate)
                {
                    failure = problem;
                    Signal();
                }
            }
        }
    }

    /// <returns>False when the frame starts from a version not held.</returns>
    private bool Take(JsonObject frame, bool answered)
    {
        lock (gate)
        {
            if (!answered)
            {
                frames.Add(frame);
            }

            Assert.Equal(view, (string?)frame["view"]);
            var (version, from) = ((long)frame["version"]!, (long?)frame["base"]);
            var packed = Unpacked(frame["packed"]);
            if ((frame["full"] ?? (from is null ? packed : null)) is JsonObject full)
            {
                Document = full.DeepClone().AsObject();
            }
            else if (from == Version)
            {
                Document = Merge(Document.DeepClone(), frame["patch"] ?? packed).AsObject();
            }
            else
            {
                Signal();
                return version <= Version;
            }

            (Version, Digest) = (version, (string)frame["digest"]!);
            Assert.Equal(version, (long)Document["version"]!);
            Assert.Equal(DocumentDigest.Of(Document), Digest);
            Signal();
            return true;
        }
    }

    private void Signal()
    {
        changed.TrySetResult();
        changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>RFC 7396, §2, word by word.</summary>
    public static JsonNode Merge(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject members)
        {
            return patch!.DeepClone();
        }

        var merged = target is JsonObject held ? held : [];
        foreach (var (name, value) in members)
        {
            if (value is null)
            {
                merged.Remove(name);
            }
            else
            {
                var before = merged[name];
                merged.Remove(name);
                merged[name] = Merge(before, value);
            }
        }

        return merged;
    }

    /// <summary>RFC 1950, in JSON as base64.</summary>
    private static JsonNode? Unpacked(JsonNode? packed)
    {
        if (packed is null)
        {
            return null;
        }

        using var plain = new ZLibStream(new MemoryStream(Convert.FromBase64String((string)packed!)), CompressionMode.Decompress);
        return JsonNode.Parse(plain);
    }

    private static JsonObject FrameOf(object? received) =>
        received is JsonElement json ? JsonObject.Create(json)! : (JsonObject)NodeOf(received)!;

    private static JsonNode? NodeOf(object? unpacked) => unpacked switch
    {
        null => null,
        string text => JsonValue.Create(text),
        byte[] bytes => JsonValue.Create(Convert.ToBase64String(bytes)),
        bool flag => JsonValue.Create(flag),
        double number => JsonValue.Create(number),
        IDictionary<object, object> members =>
            new JsonObject(members.Select(member => KeyValuePair.Create((string)member.Key, NodeOf(member.Value)))),
        IEnumerable<object> list => new JsonArray([.. list.Select(NodeOf)]),
        _ => JsonValue.Create(Convert.ToInt64(unpacked, System.Globalization.CultureInfo.InvariantCulture)),
    };
}
