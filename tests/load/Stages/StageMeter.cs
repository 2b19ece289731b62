using System.Diagnostics;
using System.Runtime.InteropServices;
using Dashboard.Load.Report;

namespace Dashboard.Load.Stages;

/// <summary>What one event or version costs in a stage: the median of the rounds.</summary>
internal sealed record StageCost(string Stage, double Microseconds, double CpuMicroseconds, double AllocatedBytes);

/// <summary>
/// Measures stages that run one after the other, round by round: the clock, and processor time and garbage of the whole process, so that it
/// does not matter on which threads a stage runs. A stage may run inside another one; what it costs is then not the outer one's.
/// </summary>
internal sealed class StageMeter
{
    private readonly Dictionary<string, Use> round = [];
    private readonly Dictionary<string, List<Use>> rounds = [];
    private Use inside;
    private Use reading;

    /// <summary>By stage, in the order in which they first ran.</summary>
    public IEnumerable<StageCost> Costs => rounds.Select(stage => new StageCost(
        stage.Key,
        Median(stage.Value, use => use.Seconds * 1e6),
        Median(stage.Value, use => use.CpuSeconds * 1e6),
        Median(stage.Value, use => use.Bytes)));

    /// <summary>Runs a stage, or a part of it: what it costs in a round is added up.</summary>
    public T Measure<T>(string stage, Func<T> run)
    {
        var (around, began) = Enter();
        var result = run();
        Leave(stage, around, began);
        return result;
    }

    /// <summary>The same of one that gives nothing back.</summary>
    public void Measure(string stage, Action run)
    {
        var (around, began) = Enter();
        run();
        Leave(stage, around, began);
    }

    /// <summary>The same of one that waits.</summary>
    public async Task<T> MeasureAsync<T>(string stage, Func<Task<T>> run)
    {
        var (around, began) = Enter();
        var result = await run();
        Leave(stage, around, began);
        return result;
    }

    /// <summary>Ends a round in which each stage took so many events or versions.</summary>
    public void EndRound(int count)
    {
        foreach (var stage in rounds.Keys.Union(round.Keys).ToList())
        {
            (CollectionsMarshal.GetValueRefOrAddDefault(rounds, stage, out _) ??= []).Add(round.GetValueOrDefault(stage) / count);
        }

        round.Clear();
    }

    private static double Median(List<Use> uses, Func<Use, double> of) => Figure.MedianOf(uses.ConvertAll(use => of(use)));

    private (Use Around, Use Began) Enter()
    {
        var around = inside;
        inside = default;
        return (around, Now());
    }

    private void Leave(string stage, Use around, Use began)
    {
        var used = Now() - began;
        CollectionsMarshal.GetValueRefOrAddDefault(round, stage, out _) += used - inside;
        inside = around + used;
    }

    /// <summary>What the process has used so far, this reading and all before it left out: to count garbage the runtime is held.</summary>
    private Use Now()
    {
        var began = Clocks(0);
        var now = began with { Bytes = GC.GetTotalAllocatedBytes(precise: true) } - reading;
        reading += Clocks(0) - began;
        return now;
    }

    private static Use Clocks(double bytes) =>
        new(Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency, Environment.CpuUsage.TotalTime.TotalSeconds, bytes);

    private readonly record struct Use(double Seconds, double CpuSeconds, double Bytes)
    {
        public static Use operator +(Use left, Use right) =>
            new(left.Seconds + right.Seconds, left.CpuSeconds + right.CpuSeconds, left.Bytes + right.Bytes);

        public static Use operator -(Use left, Use right) =>
            new(left.Seconds - right.Seconds, left.CpuSeconds - right.CpuSeconds, left.Bytes - right.Bytes);

        public static Use operator /(Use use, int count) => new(use.Seconds / count, use.CpuSeconds / count, use.Bytes / count);
    }
}
