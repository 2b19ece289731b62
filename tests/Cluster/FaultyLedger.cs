using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Ledger;

namespace Dashboard.Tests.Cluster;

/// <summary>
/// The ledger as one process sees it that may die: by the seed it fails before a commit, or after one, knowingly or not, and it can be
/// killed, after which nothing of this process reaches the real ledger any more, except what is on its way.
/// </summary>
internal sealed class FaultyLedger(ILedger real, Random random, double faults) : ILedger
{
    private volatile bool killed;

    /// <summary>Told of each reading of a team's changes, and from where.</summary>
    public Action<string, long>? Read { get; init; }

    /// <summary>Told of each reading of all events of some kinds.</summary>
    public Action? ReadAll { get; init; }

    /// <summary>Told of each commit, what became of its batches.</summary>
    public Action<IReadOnlyList<CommitResult>>? Committed { get; init; }

    /// <summary>Told of each recall, of which subjects.</summary>
    public Action<IReadOnlyCollection<SubjectKey>>? Recalled { get; init; }

    /// <summary>Awaited after each recall, before it is answered.</summary>
    public Func<IReadOnlyCollection<SubjectKey>, Task>? HasRecalled { get; init; }

    /// <summary>Awaited before records that may be one are looked for.</summary>
    public Func<Task>? LooksForDoubles { get; init; }

    /// <summary>Stands around each listing of subjects.</summary>
    public Func<SubjectFilter, IAsyncEnumerable<SubjectRow>, IAsyncEnumerable<SubjectRow>>? List { get; init; }

    public void Kill() => killed = true;

    public Task PrepareAsync(CancellationToken cancel) => real.PrepareAsync(cancel);

    public async Task<IReadOnlyList<CommitResult>> CommitAsync(IReadOnlyList<TeamBatch> batches, CancellationToken cancel)
    {
        var fate = Draw();
        Stumble(fate < faults / 3);
        if (fate > 0.5)
        {
            await Task.Yield();
        }

        var results = await real.CommitAsync(batches, cancel);
        Committed?.Invoke(results);
        Stumble(false);
        if (fate < faults * 2 / 3)
        {
            throw new CommitUnknownException();
        }

        return fate < faults ? throw new IOException("The commit is done, and nobody hears of it.") : results;
    }

    public Task<IReadOnlyDictionary<(string Source, string Id), UInt128>> KnownAsync(IReadOnlyCollection<(string Source, string Id)> keys,
        CancellationToken cancel)
    {
        Stumble(Draw() < faults / 4);
        return real.KnownAsync(keys, cancel);
    }

    public Task<IReadOnlyDictionary<(string Source, string Id), SourceEvent>> RecordedAsync(
        IReadOnlyCollection<(string Source, string Id)> keys, CancellationToken cancel)
    {
        Stumble(Draw() < faults / 4);
        return real.RecordedAsync(keys, cancel);
    }

    public Task<IReadOnlyDictionary<SubjectKey, (string Team, string? Declared)>> TeamsOfAsync(
        IReadOnlyCollection<SubjectKey> subjects, CancellationToken cancel)
    {
        Stumble(Draw() < faults / 4);
        return real.TeamsOfAsync(subjects, cancel);
    }

    public Task<IReadOnlyDictionary<SubjectKey, long>> RevisionsAsync(IReadOnlyCollection<SubjectKey> subjects, CancellationToken cancel)
    {
        Stumble(Draw() < faults / 4);
        return real.RevisionsAsync(subjects, cancel);
    }

    public async Task<IReadOnlyDictionary<SubjectKey, Recalled>> RecallAsync(
        IReadOnlyCollection<SubjectKey> subjects, CancellationToken cancel)
    {
        Stumble(Draw() < faults / 4);
        Recalled?.Invoke(subjects);
        var recalled = await real.RecallAsync(subjects, cancel);
        await (HasRecalled?.Invoke(subjects) ?? Task.CompletedTask);
        return recalled;
    }

    public async IAsyncEnumerable<Change> ChangesAsync(string team, long after,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        Read?.Invoke(team, after);
        await foreach (var change in real.ChangesAsync(team, after, cancel))
        {
            Stumble(Draw() < faults / 16);
            yield return change;
        }
    }

    public Task<IReadOnlyDictionary<long, DateTimeOffset>> WrittenAtAsync(
        string team, IReadOnlyCollection<long> sequences, CancellationToken cancel)
    {
        Stumble(Draw() < faults / 4);
        return real.WrittenAtAsync(team, sequences, cancel);
    }

    public Task<IReadOnlyDictionary<string, long>> TeamsAsync(CancellationToken cancel) => real.TeamsAsync(cancel);

    public IAsyncEnumerable<SubjectRow> SubjectsAsync(SubjectFilter filter, CancellationToken cancel)
    {
        Stumble(Draw() < faults / 4);
        return List is null ? real.SubjectsAsync(filter, cancel) : List(filter, real.SubjectsAsync(filter, cancel));
    }

    public Task<long> CountSubjectsAsync(SubjectFilter filter, CancellationToken cancel) => real.CountSubjectsAsync(filter, cancel);

    public IAsyncEnumerable<SourceEvent> EventsAsync(IReadOnlyCollection<string> kinds, CancellationToken cancel)
    {
        Stumble(Draw() < faults / 4);
        ReadAll?.Invoke();
        return real.EventsAsync(kinds, cancel);
    }

    public IAsyncEnumerable<WrittenRegister> RegistersAsync(IReadOnlyDictionary<string, long> beyond, CancellationToken cancel)
    {
        ReadAll?.Invoke();
        return real.RegistersAsync(beyond, cancel);
    }

    public Task<long> CountEventsAsync(IReadOnlyCollection<string> kinds, CancellationToken cancel) => real.CountEventsAsync(kinds, cancel);

    public Task<IReadOnlyList<SubjectKey>> SignedAsync(IReadOnlyCollection<string> certificates, CancellationToken cancel)
    {
        Stumble(Draw() < faults / 4);
        return real.SignedAsync(certificates, cancel);
    }

    public Task<IReadOnlyList<(string Former, string Id)>> FormerCodesAsync(CancellationToken cancel)
    {
        Stumble(Draw() < faults / 4);
        return real.FormerCodesAsync(cancel);
    }

    public async IAsyncEnumerable<IReadOnlyList<DoubleRecord>> DoublesAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel)
    {
        await (LooksForDoubles?.Invoke() ?? Task.CompletedTask);
        await foreach (var some in real.DoublesAsync(cancel))
        {
            yield return some;
        }
    }

    public IAsyncEnumerable<long> CountNamingOthersAsync(
        IReadOnlyCollection<string> teams, IReadOnlyCollection<string> items, CancellationToken cancel) =>
        real.CountNamingOthersAsync(teams, items, cancel);

    public Task<IReadOnlyList<SourceFigures>> SourcesAsync(CancellationToken cancel) => real.SourcesAsync(cancel);

    public Task QuarantineAsync(IReadOnlyList<QuarantineRow> rows, CancellationToken cancel) => real.QuarantineAsync(rows, cancel);

    public Task<(long Total, IReadOnlyList<QuarantineRow> Rows)> QuarantinedAsync(QuarantineFilter filter, int skip, int take,
        CancellationToken cancel) => real.QuarantinedAsync(filter, skip, take, cancel);

    public IAsyncEnumerable<IReadOnlyList<QuarantineRow>> OpenQuarantineAsync(string? source, string? code, int atOnce,
        CancellationToken cancel) => real.OpenQuarantineAsync(source, code, atOnce, cancel);

    public Task<QuarantineRow?> QuarantinedAsync(long key, CancellationToken cancel) => real.QuarantinedAsync(key, cancel);

    public Task<IReadOnlyList<QuarantineCount>> QuarantineCountsAsync(string? source, CancellationToken cancel) =>
        real.QuarantineCountsAsync(source, cancel);

    public Task SetQuarantineStateAsync(IReadOnlyCollection<long> keys, QuarantineState state, CancellationToken cancel) =>
        real.SetQuarantineStateAsync(keys, state, cancel);

    public Task CheckWritableAsync(CancellationToken cancel)
    {
        Stumble(false);
        return real.CheckWritableAsync(cancel);
    }

    private double Draw()
    {
        lock (random)
        {
            return random.NextDouble();
        }
    }

    private void Stumble(bool now)
    {
        if (now || killed)
        {
            throw new IOException("The ledger is not to be reached.");
        }
    }
}
