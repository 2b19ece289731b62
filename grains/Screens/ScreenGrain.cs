using Dashboard.Grains.Contracts;

namespace Dashboard.Grains.Screens;

/// <summary>
/// How one screen stands, and its commands. It has no timer: that a screen has gone, or did not answer in time, follows from the time at
/// which somebody asks.
/// </summary>
internal sealed class ScreenGrain(TimeProvider clock) : Grain, IScreenGrain
{
    private const int CommandsKept = 50;

    /// <summary>Hosts say every few seconds which screens are linked; one that is silent for so long has died.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(13), TimeToAnswer = TimeSpan.FromSeconds(3);

    private readonly LinkedList<Given> commands = [];
    private (IScreenLink Host, string Connection)? link;
    private DateTimeOffset? heardAt;
    private long heard;
    private ScreenReport? said;
    private (string Command, byte[] Bytes)? picture;

    private bool IsOnline => link is not null && clock.GetElapsedTime(heard) < Patience;

    /// <inheritdoc/>
    public Task Linked(IScreenLink link, string connection, ScreenReport report)
    {
        (this.link, heardAt, heard, said) = ((link, connection), clock.GetUtcNow(), clock.GetTimestamp(), report);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Unlinked(string connection)
    {
        if (link?.Connection == connection)
        {
            link = null;
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<ScreenStanding> Standing() => Task.FromResult(new ScreenStanding(IsOnline, heardAt, said));

    /// <inheritdoc/>
    public async Task<string> Tell(string kind, string arguments)
    {
        var given = new Given(Guid.CreateVersion7().ToString("N"), clock.GetUtcNow());
        commands.AddLast(given);
        if (commands.Count > CommandsKept)
        {
            commands.RemoveFirst();
        }

        if (IsOnline && link is { } now)
        {
            await now.Host.Pass(now.Connection, new(given.Id, kind, arguments));
        }
        else
        {
            given.End(false, "屏幕未连接。The screen is not connected.", clock.GetUtcNow());
        }

        return given.Id;
    }

    /// <inheritdoc/>
    public Task Answer(string command, bool isDone, string result)
    {
        Find(command)?.End(isDone, result, clock.GetUtcNow());
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Show(string command, byte[] picture)
    {
        if (Find(command) is { HasEnded: false })
        {
            this.picture = (command, picture);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task<CommandStanding?> Command(string id) => Task.FromResult(Find(id)?.Standing);

    /// <inheritdoc/>
    public Task<byte[]?> Picture(string command) => Task.FromResult(picture is { } held && held.Command == command ? held.Bytes : null);

    /// <summary>A command, after the time for its answer has passed or not.</summary>
    private Given? Find(string command)
    {
        var given = commands.LastOrDefault(one => one.Id == command);
        if (given is not null && clock.GetUtcNow() - given.At > TimeToAnswer)
        {
            given.End(false, "屏幕 3 秒内没有应答。The screen did not answer within 3 s.", given.At + TimeToAnswer);
        }

        return given;
    }

    private sealed class Given(string id, DateTimeOffset at)
    {
        public string Id { get; } = id;

        public DateTimeOffset At { get; } = at;

        public CommandStanding Standing { get; private set; } = new("sent", at, "");

        public bool HasEnded => Standing.State != "sent";

        /// <summary>How it has ended stays so.</summary>
        public void End(bool isDone, string result, DateTimeOffset at) =>
            Standing = HasEnded ? Standing : new(isDone ? "done" : "failed", at, result);
    }
}
