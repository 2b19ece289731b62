using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Dashboard.Load.Drive;
using Dashboard.Web.Screens;

namespace Dashboard.Tests.Simulation;

/// <summary>
/// A browser that shows a view: what <c>js/live/follow.js</c> and <c>state.js</c> do with frames, told again without their code. It keeps
/// its document through every loss of its link, asks for what it missed, and proves what it holds by the digest.
/// </summary>
internal sealed class SimulatedScreen
{
    private static readonly TimeSpan ProvesEvery = TimeSpan.FromMilliseconds(250), Patience = TimeSpan.FromSeconds(8);

    /// <summary>A link that says nothing for so long is given up (<c>freshness.js</c>).</summary>
    private static readonly TimeSpan DeadAfter = TimeSpan.FromSeconds(11);

    private static readonly ConditionalWeakTable<EncodedDocument, JsonNode> Parsed = [];

    private readonly World world;
    private readonly Func<WebHost?> findHost;
    private readonly Lane lane;
    private readonly List<string> faults;
    private readonly List<Frame> waiting = [];
    private Connection? link;
    private TaskCompletionSource<Frame?>? asked;
    private bool isWatching;
    private int questions, links, watches;
    private long heardAt;
    private long? provedAt;
    private string? digest;

    /// <param name="findHost">A web host that takes connections, if there is one.</param>
    /// <param name="faults">Where it says what must not be.</param>
    public SimulatedScreen(World world, string view, Func<WebHost?> findHost, List<string> faults)
    {
        (this.world, View, this.findHost, this.faults) = (world, view, findHost, faults);
        var browser = new Process(world);
        (lane, Clock) = (browser.NewLane(), browser.Clock);
        lane.Begin(LiveAsync);
    }

    /// <summary>The view it shows.</summary>
    public string View { get; }

    /// <summary>Its clock.</summary>
    public HostClock Clock { get; }

    /// <summary>How often something goes wrong with a frame.</summary>
    public double Faults { get; set; }

    /// <summary>What it shows; null before it shows anything.</summary>
    public JsonObject? Document { get; private set; }

    /// <summary>The version of that.</summary>
    public long? Version { get; private set; }

    /// <summary>Breaks its link, if it has one.</summary>
    public void Cut() => link?.Break();

    /// <summary>The link has gone.</summary>
    public Task LoseAsync(Connection lost)
    {
        if (lost == link)
        {
            link = null;
            Forget();
        }

        return Task.CompletedTask;
    }

    /// <summary>Something comes through a link.</summary>
    /// <param name="answers">The number of the question that it answers; 0: nobody asked.</param>
    public void Hear(Connection from, Frame? frame, int answers)
    {
        if (from != link)
        {
            return;
        }

        heardAt = world.Now;
        if (answers > 0)
        {
            if (answers == questions)
            {
                asked?.TrySetResult(frame);
            }
        }
        else
        {
            Take(frame!, isAnswer: false);
        }
    }

    /// <summary>Proves that it holds what the server said, as of the last frame.</summary>
    public void Prove()
    {
        provedAt = world.Now;
        if (Document is not null && (Digest.Of(Document) != digest || (long)Document["version"]! != Version))
        {
            faults.Add($"The screen of {View} shows version {Version}, and it is not what the server says it is.");
        }
    }

    private async Task LiveAsync()
    {
        for (var failures = 0; ; failures++)
        {
            if (findHost() is { } host)
            {
                link = new(world, host, this, lane, ++links);
                heardAt = world.Now;
                Forget();
                _ = WatchAsync(Version);
                while (link is not null)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(500), Clock);
                    if (world.Now - heardAt > DeadAfter.Ticks)
                    {
                        link?.Break();
                        link = null;
                        Forget();
                    }

                    failures = 0;
                }
            }

            await Task.Delay(world.UpTo(TimeSpan.FromMilliseconds(Math.Min(8_000, 500 << Math.Min(failures, 4)))), Clock);
        }
    }

    private async Task WatchAsync(long? since)
    {
        if (isWatching || link is not { } through)
        {
            return;
        }

        isWatching = true;
        var mine = ++watches;
        var answered = asked = new();
        through.Host.Watch(through, View, since, ++questions);
        Frame? answer = null;
        try
        {
            answer = await answered.Task.WaitAsync(Patience, Clock);
        }
        catch (TimeoutException)
        {
            // Asked again below.
        }

        if (mine != watches)
        {
            return;
        }

        isWatching = false;
        var meanwhile = waiting.ToList();
        waiting.Clear();
        if (answer is null)
        {
            await Task.Delay(TimeSpan.FromSeconds(1) + world.UpTo(TimeSpan.FromSeconds(1)), Clock);
            await WatchAsync(Version);
            return;
        }

        Take(answer, isAnswer: true);
        meanwhile.ForEach(frame => Take(frame, isAnswer: false));
    }

    /// <summary>An answer still under way belongs to a link that is gone.</summary>
    private void Forget()
    {
        watches++;
        isWatching = false;
        waiting.Clear();
    }

    private void Take(Frame frame, bool isAnswer)
    {
        if (isWatching && !isAnswer)
        {
            waiting.Add(frame);
        }
        else if (frame.Full is { } full)
        {
            if (isAnswer || Version is null || frame.Version >= Version)
            {
                Accept(frame, JsonOf(full).DeepClone().AsObject());
            }
        }
        else if (Document is not null && frame.Base == Version)
        {
            Accept(frame, frame.Patch == EncodedDocument.Empty ? Document
                : MergePatch.Apply(Document, JsonOf(frame.Patch!))!.AsObject());
        }
        else if (isAnswer || !(frame.Version <= Version) || frame.Base == frame.Version)
        {
            // An answer that does not fit is followed by a whole document.
            _ = WatchAsync(isAnswer ? null : Version);
        }
    }

    private void Accept(Frame frame, JsonObject document)
    {
        (Document, Version, digest) = (document, frame.Version, frame.Digest);
        if (provedAt is null || world.Now - provedAt >= ProvesEvery.Ticks)
        {
            Prove();
        }
    }

    private static JsonNode JsonOf(EncodedDocument document) =>
        Parsed.GetValue(document, static document => JsonNode.Parse(document.Utf8)!);
}
