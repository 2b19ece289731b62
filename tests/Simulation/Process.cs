namespace Dashboard.Tests.Simulation;

/// <summary>A process of the story. It may hang and go on, or die at any step, with all that it has under way.</summary>
internal class Process(World world)
{
    private readonly List<Lane> lanes = [];
    private bool isHanging;

    /// <summary>The story it is in.</summary>
    protected World World { get; } = world;

    /// <summary>Its clock.</summary>
    public HostClock Clock { get; } = new(world);

    /// <summary>It has not died.</summary>
    public bool IsAlive { get; private set; } = true;

    /// <summary>It stands still.</summary>
    public bool IsHanging => isHanging && IsAlive;

    /// <summary>A new lane in it.</summary>
    public Lane NewLane()
    {
        var lane = new Lane(World);
        lanes.Add(lane);
        if (!IsAlive)
        {
            lane.Die();
        }
        else if (isHanging)
        {
            lane.Pause();
        }

        return lane;
    }

    /// <summary>kill −9: nothing of it happens any more.</summary>
    public virtual void Die()
    {
        IsAlive = false;
        lanes.ForEach(static lane => lane.Die());
    }

    /// <summary>SIGSTOP.</summary>
    public void Hang()
    {
        isHanging = true;
        lanes.ForEach(static lane => lane.Pause());
    }

    /// <summary>SIGCONT.</summary>
    public void GoOn()
    {
        isHanging = false;
        lanes.ForEach(static lane => lane.GoOn());
    }
}
