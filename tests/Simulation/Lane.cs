namespace Dashboard.Tests.Simulation;

/// <summary>
/// One thing after the other: a grain's activation, a host, a screen. As Orleans does for a grain it runs what waits for it in its order,
/// and between two awaits nothing else of it runs. A lane that has died runs nothing more, so a crash may come at every await.
/// </summary>
internal sealed class Lane(World world) : TaskScheduler
{
    private readonly Queue<Task> queue = [];
    private bool isPaused, isDead;

    /// <summary>Its place among the lanes of the story.</summary>
    public int Number { get; } = world.NextLane();

    /// <inheritdoc/>
    public override int MaximumConcurrencyLevel => 1;

    /// <summary>Begins something in this lane, as if a message for it had come. It ends here too, whoever ends what it waits for.</summary>
    public Task<T> Begin<T>(Func<Task<T>> work) =>
        Task.Factory.StartNew(async () => await work(), CancellationToken.None, TaskCreationOptions.None, this).Unwrap();

    /// <inheritdoc cref="Begin{T}"/>
    public Task Begin(Func<Task> work) =>
        Task.Factory.StartNew(async () => await work(), CancellationToken.None, TaskCreationOptions.None, this).Unwrap();

    /// <summary>Does what waits first.</summary>
    public void Step()
    {
        var task = queue.Dequeue();
        if (queue.Count == 0)
        {
            world.Remove(this);
        }

        TryExecuteTask(task);
    }

    /// <summary>Nothing more happens here.</summary>
    public void Die()
    {
        isDead = true;
        if (queue.Count > 0 && !isPaused)
        {
            world.Remove(this);
        }

        queue.Clear();
    }

    /// <summary>Stands still until <see cref="GoOn"/>: a process that hangs.</summary>
    public void Pause()
    {
        if (!isPaused && queue.Count > 0)
        {
            world.Remove(this);
        }

        isPaused = true;
    }

    /// <summary>Goes on with what came meanwhile.</summary>
    public void GoOn()
    {
        if (isPaused && queue.Count > 0)
        {
            world.Add(this);
        }

        isPaused = false;
    }

    /// <inheritdoc/>
    protected override void QueueTask(Task task)
    {
        if (world.IsOurThread() && !isDead)
        {
            queue.Enqueue(task);
            if (queue.Count == 1 && !isPaused)
            {
                world.Add(this);
            }
        }
    }

    /// <inheritdoc/>
    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && Current == this && world.IsOurThread() && !isDead && world.Random.Next(2) == 0 && TryExecuteTask(task);

    /// <inheritdoc/>
    protected override IEnumerable<Task> GetScheduledTasks() => queue;
}
