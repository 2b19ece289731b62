using Dashboard.Grains.Contracts;
using Dashboard.Web.Ingest;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Web;

/// <summary>How bodies are taken in: room for what is there, patience for what comes.</summary>
public sealed class PostedBodyTests
{
    private readonly FakeTimeProvider clock = new();
    private readonly IntakeGate gate = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4 * 1024)]
    [InlineData(100_000)]
    [InlineData(32 * 1024 * 1024)]
    public async Task A_body_is_taken_in_as_it_is(int length)
    {
        var sent = new byte[length];
        Random.Shared.NextBytes(sent);
        using var room = gate.Open();
        using var body = new PostedBody(room);

        await body.ReadAsync(new MemoryStream(sent), clock, Cancel);

        Assert.True(body.Bytes.Span.SequenceEqual(sent));
    }

    [Fact]
    public async Task A_body_beyond_32_MiB_is_given_up_there()
    {
        using var endless = new Sender(clock, new byte[64 * 1024], TimeSpan.Zero);
        using var room = gate.Open();
        using var body = new PostedBody(room);

        var problem = await Assert.ThrowsAsync<UnreadableBodyException>(() => body.ReadAsync(endless, clock, Cancel));

        Assert.Equal(413, problem.Status);
        Assert.InRange(endless.Sent, 32 * 1024 * 1024, (32 * 1024 * 1024) + (64 * 1024));
    }

    [Fact]
    public async Task A_body_that_trickles_is_cut_off_and_one_that_is_merely_slow_is_not()
    {
        using var trickle = new Sender(clock, new byte[600], TimeSpan.FromSeconds(1));
        using var slow = new Sender(clock, new byte[4 * 1024], TimeSpan.FromSeconds(1), last: 100);
        using var room = gate.Open();
        using var cut = new PostedBody(room);
        using var whole = new PostedBody(room);

        var problem = await Assert.ThrowsAsync<UnreadableBodyException>(() => cut.ReadAsync(trickle, clock, Cancel));
        await whole.ReadAsync(slow, clock, Cancel);

        Assert.Equal(408, problem.Status);
        Assert.InRange(trickle.Sent, 600, 600 * 11);
        Assert.Equal(slow.Sent, whole.Bytes.Length);
        Assert.True(slow.Sent > 200_000);
    }

    [Fact]
    public async Task A_body_that_came_fast_and_then_stops_is_cut_off_too()
    {
        using var stalled = new Sender(clock, new byte[1024 * 1024], TimeSpan.Zero, last: 20, thenWait: true);
        using var room = gate.Open();
        using var body = new PostedBody(room);

        var problem = await Assert.ThrowsAsync<UnreadableBodyException>(() => body.ReadAsync(stalled, clock, Cancel));

        Assert.Equal(408, problem.Status);
    }

    [Fact]
    public async Task Bodies_under_way_take_room_for_what_is_there_and_no_places()
    {
        var slow = Enumerable.Range(0, 2_000).Select(_ => (Room: gate.Open(), Stream: new Sender(clock, new byte[600], null))).ToList();
        var readings = slow.Select(post => new PostedBody(post.Room).ReadAsync(post.Stream, clock, Cancel)).ToList();
        using var room = gate.Open();
        using var body = new PostedBody(room);

        await body.ReadAsync(new MemoryStream(new byte[1024 * 1024]), clock, Cancel);
        using var place = gate.TryEnter();

        Assert.NotNull(place);
        clock.Advance(TimeSpan.FromSeconds(11));
        foreach (var reading in readings)
        {
            Assert.Equal(408, (await Assert.ThrowsAsync<UnreadableBodyException>(() => reading)).Status);
        }
    }

    [Fact]
    public void Room_ends_and_is_given_back()
    {
        var first = gate.Open();
        using var second = gate.Open();

        Assert.True(first.TryHold(100 * 1024 * 1024));
        Assert.False(second.TryHold(100 * 1024 * 1024));
        first.Dispose();
        Assert.True(second.TryHold(100 * 1024 * 1024));
    }

    [Fact]
    public void Places_end_and_are_given_back()
    {
        var places = Enumerable.Range(0, 512).Select(_ => gate.TryEnter()).ToList();

        Assert.DoesNotContain(null, places);
        Assert.Null(gate.TryEnter());
        places[0]!.Dispose();
        Assert.NotNull(gate.TryEnter());
    }

    /// <summary>Sends a piece, lets the clock go on, and sends the next, until it ends; without a pause it sends nothing more.</summary>
    private sealed class Sender(FakeTimeProvider clock, byte[] piece, TimeSpan? pause, int last = int.MaxValue, bool thenWait = false)
        : MemoryStream
    {
        private int pieces;

        public long Sent { get; private set; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (pieces > 0 && pause is null)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            if (pieces++ >= last)
            {
                if (!thenWait)
                {
                    return 0;
                }

                clock.Advance(TimeSpan.FromMinutes(1));
            }

            clock.Advance(pause ?? TimeSpan.Zero);
            cancellationToken.ThrowIfCancellationRequested();
            var length = Math.Min(buffer.Length, piece.Length);
            Sent += length;
            return length;
        }
    }
}
