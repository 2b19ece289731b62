namespace Dashboard.Tests.Simulation;

/// <summary>What goes wrong in a story, at moments the seed decides: a crash comes between any two steps.</summary>
internal sealed class Chaos(World world, Cluster cluster, Database database, List<WebHost> hosts, IReadOnlyList<SimulatedScreen> screens)
{
    private readonly HostClock clock = new(world);
    private readonly List<Task> under = [];

    /// <summary>What was done, by name and how often.</summary>
    public SortedDictionary<string, int> Deeds { get; } = [];

    /// <summary>How often messages, frames, commits and snapshots go wrong.</summary>
    public void Begin(double often)
    {
        database.Faults = often;
        cluster.Snapshots.Faults = often;
        cluster.Losses = often / 20;
        foreach (var screen in screens)
        {
            screen.Faults = often / 4;
        }
    }

    /// <summary>Does one thing after the other for so long.</summary>
    public async Task RunAsync(TimeSpan length)
    {
        var end = world.Now + length.Ticks;
        while (world.Now < end)
        {
            await Task.Delay(world.UpTo(TimeSpan.FromSeconds(6)), clock);
            Func<Task>[] deeds = [KillSiloAsync, KillSiloAsync, HangSiloAsync, CutOffSiloAsync, TakeDatabaseAwayAsync, CrashDatabaseAsync,
                SetClockAsync, UnloadAsync, UnloadAsync, CutScreenAsync, KillHostAsync];
            var deed = deeds[world.Random.Next(deeds.Length)];
            Deeds[deed.Method.Name] = Deeds.GetValueOrDefault(deed.Method.Name) + 1;
            await AtSomeStepAsync();
            under.Add(deed());
        }

        await Task.WhenAll(under);
    }

    /// <summary>All is well from now on.</summary>
    public void End()
    {
        Begin(0);
        database.IsAway = false;
        foreach (var silo in cluster.Members.Where(static silo => !silo.IsAlive).ToList())
        {
            cluster.GiveUp(silo);
        }

        while (cluster.Members.Count() < 2)
        {
            cluster.Start();
        }

        foreach (var process in cluster.Members.Cast<Process>().Concat(hosts))
        {
            process.GoOn();
            process.Clock.Ahead = TimeSpan.Zero;
        }
    }

    /// <summary>Comes back between two steps, some hundreds later.</summary>
    private async Task AtSomeStepAsync()
    {
        var (left, come) = (world.Random.Next(1, 400), new TaskCompletionSource());
        world.BeforeStep = () =>
        {
            if (--left == 0)
            {
                come.TrySetResult();
            }
        };
        // Where nothing happens no step is taken.
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(2), clock);
        await come.Task.WaitAsync(enough.Token).ConfigureAwait(
            ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        world.BeforeStep = null;
    }

    private Silo? AnySilo() => cluster.Members.Where(static silo => silo.IsAlive && !silo.IsHanging).ToList() is { Count: > 0 } silos
        ? silos[world.Random.Next(silos.Count)]
        : null;

    private async Task KillSiloAsync()
    {
        if (AnySilo() is { } silo)
        {
            silo.Die();
            await Task.Delay(world.UpTo(TimeSpan.FromSeconds(4)), clock);
            await ReplaceAsync(silo);
        }
    }

    /// <summary>It hangs, and goes on before it is given up or after: then what it has is there twice.</summary>
    private async Task HangSiloAsync()
    {
        if (AnySilo() is { } silo)
        {
            silo.Hang();
            await Task.Delay(world.UpTo(TimeSpan.FromSeconds(8)), clock);
            if (world.Random.Next(2) == 0)
            {
                silo.GoOn();
                return;
            }

            await ReplaceAsync(silo);
            silo.GoOn();
            await Task.Delay(world.UpTo(TimeSpan.FromSeconds(10)), clock);
            silo.Die();
        }
    }

    /// <summary>It is given up although it works, and ends only when it hears of it.</summary>
    private async Task CutOffSiloAsync()
    {
        if (AnySilo() is { } silo)
        {
            await ReplaceAsync(silo);
            await Task.Delay(world.UpTo(TimeSpan.FromSeconds(10)), clock);
            silo.Die();
        }
    }

    private async Task ReplaceAsync(Silo silo)
    {
        cluster.GiveUp(silo);
        await Task.Delay(world.UpTo(TimeSpan.FromSeconds(3)), clock);
        if (cluster.Members.Count() < 2)
        {
            cluster.Start();
        }
    }

    private async Task TakeDatabaseAwayAsync()
    {
        database.IsAway = true;
        await Task.Delay(world.UpTo(TimeSpan.FromSeconds(5)), clock);
        database.IsAway = false;
    }

    private Task CrashDatabaseAsync()
    {
        database.Crash();
        return Task.CompletedTask;
    }

    private Task SetClockAsync()
    {
        var all = cluster.Members.Cast<Process>().Concat(hosts).ToList();
        // Some seconds turn nothing back (Watchlist), so that a level may stand by so much too early.
        TimeSpan[] most = [TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(10), TimeSpan.FromHours(3)];
        var by = TimeSpan.FromSeconds(10) + world.UpTo(most[world.Random.Next(most.Length)]);
        all[world.Random.Next(all.Count)].Clock.Ahead = world.Random.Next(2) == 0 ? by : -by;
        return Task.CompletedTask;
    }

    private Task UnloadAsync()
    {
        GrainKey[] keys = [new("team", "T01"), new("team", "T02"), new("team", "T03"), new("team", "unassigned"),
            new("jurisdiction", Cluster.Options.Value.Jurisdiction)];
        if (cluster.Find(keys[world.Random.Next(keys.Length)]) is { } activation)
        {
            activation.DeactivateOnIdle(activation);
        }

        return Task.CompletedTask;
    }

    private Task CutScreenAsync()
    {
        screens[world.Random.Next(screens.Count)].Cut();
        return Task.CompletedTask;
    }

    private async Task KillHostAsync()
    {
        var at = world.Random.Next(hosts.Count);
        hosts[at].Die();
        hosts[at].Dispose();
        await Task.Delay(world.UpTo(TimeSpan.FromSeconds(3)), clock);
        hosts[at] = new(world, cluster);
    }
}
