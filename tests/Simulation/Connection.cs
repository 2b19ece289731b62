using Dashboard.Web.Screens;

namespace Dashboard.Tests.Simulation;

/// <summary>
/// One link from a web host to a screen. What is sent comes in its order; by the seed a frame is lost on the way or comes twice, and a
/// frame of which only half was sent breaks the link.
/// </summary>
internal sealed class Connection(World world, WebHost host, SimulatedScreen screen, Lane lane, int number)
{
    private readonly Queue<(Frame? Frame, int Answers)> sent = [];
    private bool isMoving;

    /// <summary>Its name at the host.</summary>
    public string Id { get; } = $"connection {number}";

    /// <summary>The host.</summary>
    public WebHost Host => host;

    /// <summary>It was not broken.</summary>
    public bool IsOpen { get; private set; } = true;

    /// <summary>Breaks it: what is on its way is lost, and the screen notices.</summary>
    public void Break()
    {
        IsOpen = false;
        sent.Clear();
        lane.Begin(() => screen.LoseAsync(this));
    }

    /// <summary>Sends a frame.</summary>
    /// <param name="answers">The number of the question it answers; 0 when nobody asked. An answer without a frame: try again.</param>
    public void Send(Frame? frame, int answers)
    {
        if (!IsOpen)
        {
            return;
        }

        if (world.Happens(screen.Faults / 3))
        {
            Break();
            return;
        }

        for (var times = world.Happens(screen.Faults) ? 0 : world.Happens(screen.Faults) ? 2 : 1; times > 0; times--)
        {
            sent.Enqueue((frame, answers));
        }

        if (!isMoving)
        {
            isMoving = true;
            lane.Begin(MoveAsync);
        }
    }

    private async Task MoveAsync()
    {
        while (sent.TryDequeue(out var next))
        {
            await world.TravelAsync(screen.Clock);
            if (IsOpen)
            {
                screen.Hear(this, next.Frame, next.Answers);
            }
        }

        isMoving = false;
    }
}
