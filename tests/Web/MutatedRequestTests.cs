using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;
using Dashboard.Load.Product;
using Dashboard.Tests.Ledger;

namespace Dashboard.Tests.Web;

/// <summary>
/// Whatever is sent to whatever endpoint: each request costs itself only. The seed is printed; <c>DASHBOARD_MUTATION_SEED</c> repeats it,
/// <c>DASHBOARD_MUTATED_REQUESTS</c> says how many requests are sent.
/// </summary>
public sealed partial class MutatedRequestTests(ITestOutputHelper output)
{
    private const int Usual = 1_000;
    private const int Senders = 6;
    private const int CallsOfOneScreen = 40;

    /// <summary>What the managed heap may have grown by: what was recorded lately is kept at hand for a while.</summary>
    private const long MostGrowth = 64L * 1024 * 1024;

    /// <summary>The id of a sound question, as its answer names it.</summary>
    private const string Asked = "a sound question";

    private static readonly byte[] AskedInJson =
        Encoding.UTF8.GetBytes($$"""{"type":1,"invocationId":"{{Asked}}","target":"Watch","arguments":["team/T01",null]}""");

    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);
    private readonly ConcurrentQueue<string> failures = [];
    private readonly ConcurrentDictionary<int, int> statuses = [];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Mutated_requests_to_every_endpoint_end_in_no_error_of_the_server_and_in_no_growth(bool isPostgres)
    {
        var requests = Setting("DASHBOARD_MUTATED_REQUESTS", Usual);
        var seed = Setting("DASHBOARD_MUTATION_SEED", Random.Shared.Next());
        output.WriteLine($"DASHBOARD_MUTATION_SEED={seed}, {requests} requests");
        var connection = isPostgres ? await (await PostgresServer.SharedAsync()).CreateDatabaseAsync() : null;
        await using var dashboard = await RunningDashboard.StartAsync(connection: connection);

        await SendAsync(dashboard, seed, requests / 4);
        var before = await HeldAsync(dashboard);
        await SendAsync(dashboard, seed + Senders, requests * 3 / 4);
        var after = await HeldAsync(dashboard);

        output.WriteLine($"{string.Join(", ", statuses.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}: {pair.Value}"))}; "
            + $"heap {before:N0}, then {after:N0} bytes; log {dashboard.Log.Length:N0} characters");
        Assert.True(failures.IsEmpty, $"seed {seed}: {failures.Count} failures\n{string.Join("\n\n", failures.Take(20))}");
        Assert.Null(dashboard.ExitCode);
        await dashboard.Http.GetStringAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.False(Trouble().IsMatch(dashboard.Log), $"seed {seed}: {dashboard.Log}");
        Assert.True(after - before < MostGrowth, $"seed {seed}: the heap grew from {before:N0} to {after:N0} bytes");
        await ProvenAsync(dashboard);
    }

    private async Task SendAsync(RunningDashboard dashboard, int seed, int requests)
    {
        var senders = Enumerable.Range(0, Senders).Select(sender => Task.Factory.StartNew(
            () => Send(dashboard, seed + sender, requests / Senders), TestContext.Current.CancellationToken,
            TaskCreationOptions.LongRunning, TaskScheduler.Default));
        await Task.WhenAll([.. senders, CallAsync(dashboard, seed, requests / 5)]);
    }

    private void Send(RunningDashboard dashboard, int seed, int requests)
    {
        var random = new Random(seed);
        var (sound, mutations) = (new SoundRequests(random, $"m{seed}"), new Mutations(random));
        using var connection = new RawConnection(dashboard.Port);
        for (var left = requests; left > 0 && !TestContext.Current.CancellationToken.IsCancellationRequested; left--)
        {
            var request = mutations.Mutate(sound.Next());
            var answer = connection.Send(request);
            statuses.AddOrUpdate(answer.Status, 1, static (_, count) => count + 1);
            if (!IsSound(request, answer))
            {
                failures.Enqueue($"{request}\n→ {answer.Status} {answer.Text}");
            }
        }
    }

    /// <summary>
    /// No 5xx, but overload that says when to come back; and where the protocol's version was hit, that it is not known (505).
    /// </summary>
    private static bool IsSound(RawRequest request, RawAnswer answer) => answer.Status switch
    {
        0 => !request.IsFramed,
        503 => answer.Text.Contains("Retry-After", StringComparison.OrdinalIgnoreCase),
        505 => !request.IsFramed,
        _ => answer.Status < 500,
    };

    /// <summary>
    /// Calls of the hub by one screen after the other: each asks a sound question, which must be answered whatever those before it did,
    /// and then makes noise, for which it may be cut off or left alone.
    /// </summary>
    private async Task CallAsync(RunningDashboard dashboard, int seed, int calls)
    {
        var random = new Random(seed);
        var (sound, mutations) = (new SoundRequests(random, "hub"), new Mutations(random));
        for (; calls > 0; calls -= CallsOfOneScreen)
        {
            var isPacked = random.Next(2) == 0;
            var greeting = Encoding.UTF8.GetBytes($$"""{"protocol":"{{(isPacked ? "messagepack" : "json")}}","version":1}""");
            var question = isPacked ? Framed(SoundRequests.Packed(Asked, "Watch", "team/T01", null)) : [.. AskedInJson, 0x1e];
            var noise = Enumerable.Range(0, CallsOfOneScreen).Select(_ => isPacked
                ? Framed(mutations.Bytes(sound.PackedCall()))
                : [.. random.Next(3) == 0 ? mutations.Bytes(sound.Call()) : mutations.Json(sound.Call()), 0x1e]).ToList();
            var isGreeted = random.Next(5) > 0;
            byte[] hello = [.. isGreeted ? greeting : mutations.Json(greeting), 0x1e];
            using var screen = new ClientWebSocket();
            await screen.ConnectAsync(new Uri($"ws://127.0.0.1:{dashboard.Port}/hubs/dashboard"), TestContext.Current.CancellationToken);
            await screen.SendAsync(hello, WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
            if (isGreeted && !await IsAnsweredAsync(screen, question, isPacked))
            {
                failures.Enqueue($"seed {seed}: a sound question to the hub was not answered with {calls} calls to go");
            }

            await SendNoiseAsync(screen, noise, isPacked);
        }
    }

    private static async Task<bool> IsAnsweredAsync(ClientWebSocket screen, byte[] question, bool isPacked)
    {
        using var limit = new CancellationTokenSource(Patience.Long);
        try
        {
            await screen.SendAsync(question, TypeOf(isPacked), true, limit.Token);
            var (text, block) = (new StringBuilder(), new byte[64 * 1024]);
            while (screen.State == WebSocketState.Open && !text.ToString().Contains(Asked, StringComparison.Ordinal))
            {
                text.Append(Encoding.Latin1.GetString(block, 0, (await screen.ReceiveAsync(block.AsMemory(), limit.Token)).Count));
            }

            return screen.State == WebSocketState.Open;
        }
        catch (Exception problem) when (problem is WebSocketException or OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task SendNoiseAsync(ClientWebSocket screen, List<byte[]> noise, bool isPacked)
    {
        using var limit = new CancellationTokenSource(Glance);
        try
        {
            foreach (var message in noise)
            {
                await screen.SendAsync(message, TypeOf(isPacked), true, TestContext.Current.CancellationToken);
            }

            // Some are answered, some end the connection, and after some it is only read on when it has timed out.
            var block = new byte[64 * 1024];
            while (screen.State == WebSocketState.Open)
            {
                await screen.ReceiveAsync(block.AsMemory(), limit.Token);
            }
        }
        catch (Exception problem) when (problem is WebSocketException or OperationCanceledException)
        {
            // Cut off, or left alone.
        }
    }

    private static WebSocketMessageType TypeOf(bool isPacked) => isPacked ? WebSocketMessageType.Binary : WebSocketMessageType.Text;

    /// <summary>With the length before it that the binary protocol wants.</summary>
    private static byte[] Framed(byte[] packed)
    {
        var length = packed.Length;
        return length < 128 ? [(byte)length, .. packed] : [(byte)(length | 0x80), (byte)(length >> 7), .. packed];
    }

    /// <summary>The managed heap after collections, as the process itself measures it.</summary>
    private static async Task<long> HeldAsync(RunningDashboard dashboard)
    {
        await DiagnosticPort.CollectAsync(dashboard.ProcessId);
        await DiagnosticPort.CollectAsync(dashboard.ProcessId); // once more for what finalizers let go
        var page = await dashboard.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative));
        var sizes = HeapSize().Matches(page);
        Assert.NotEmpty(sizes);
        return sizes.Sum(size => long.Parse(size.Groups[1].ValueSpan, CultureInfo.InvariantCulture));
    }

    /// <summary>Whatever of it was recorded, every figure still follows from it.</summary>
    private static async Task ProvenAsync(RunningDashboard dashboard)
    {
        using var patient = new HttpClient { BaseAddress = dashboard.Http.BaseAddress, Timeout = Patience.Long };
        var differences = "";
        try
        {
            await Patience.UntilAsync(
                async () =>
                {
                    var (status, proof) = await patient.DoAsync("/api/verify");
                    Assert.Equal(200, status);
                    differences = proof["differences"]!.ToJsonString();
                    return differences == "[]";
                },
                "every figure follows from the events", seconds: 300);
        }
        catch (Exception problem) when (differences.Length > 2)
        {
            Assert.Fail($"{problem.Message} {differences}");
        }
    }

    private static int Setting(string name, int usual) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var set) ? set : usual;

    /// <summary>What an operator would have to look into: an error, or the stack of an exception.</summary>
    [GeneratedRegex(@"^(fail|crit): |^\s+at .+\(.*\)|Unhandled", RegexOptions.Multiline)]
    private static partial Regex Trouble();

    [GeneratedRegex(@"^dotnet_gc_last_collection_heap_size\w*(?:\{[^}]*\})? (\d+)", RegexOptions.Multiline)]
    private static partial Regex HeapSize();
}
