using System.Runtime.CompilerServices;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Ledger;
using Npgsql;

namespace Dashboard.Tests.Simulation;

/// <summary>The database does not answer, or not any more.</summary>
internal sealed class DatabaseAwayException() : NpgsqlException("The simulated database does not answer.");

/// <summary>
/// The ledger as one process sees it over a network: whatever is asked travels there and back, may fail on either way, and goes on at the
/// database though who asked has died.
/// </summary>
internal sealed class LedgerLink(World world, Database database, TimeProvider clock) : ILedger
{
    public Task PrepareAsync(CancellationToken cancel) => Task.CompletedTask;

    public Task CheckWritableAsync(CancellationToken cancel) => AskAsync(static _ => true);

    public Task<IReadOnlyList<CommitResult>> CommitAsync(IReadOnlyList<TeamBatch> batches, CancellationToken cancel) =>
        database.CommitAsync(batches);

    public Task<IReadOnlyDictionary<(string Source, string Id), UInt128>> KnownAsync(
        IReadOnlyCollection<(string Source, string Id)> keys, CancellationToken cancel) =>
        AskAsync<IReadOnlyDictionary<(string, string), UInt128>>(stored =>
            Held(stored, keys).ToDictionary(static held => (held.Source, held.Id), static held => held.Hash));

    public Task<IReadOnlyDictionary<(string Source, string Id), SourceEvent>> RecordedAsync(
        IReadOnlyCollection<(string Source, string Id)> keys, CancellationToken cancel) =>
        AskAsync<IReadOnlyDictionary<(string, string), SourceEvent>>(stored =>
            Held(stored, keys).ToDictionary(static held => (held.Source, held.Id)));

    public Task<IReadOnlyDictionary<SubjectKey, (string Team, string? Declared)>> TeamsOfAsync(
        IReadOnlyCollection<SubjectKey> subjects, CancellationToken cancel) =>
        AskAsync<IReadOnlyDictionary<SubjectKey, (string, string?)>>(stored => subjects.Distinct().Select(key => stored.Find(key))
            .OfType<SubjectRow>().ToDictionary(KeyOf, static row => (row.Team, row.DeclaredTeam)));

    public Task<IReadOnlyDictionary<SubjectKey, Recalled>> RecallAsync(
        IReadOnlyCollection<SubjectKey> subjects, CancellationToken cancel) =>
        AskAsync<IReadOnlyDictionary<SubjectKey, Recalled>>(stored =>
            subjects.Distinct().ToDictionary(static key => key, key => stored.Recall(key)));

    public Task<IReadOnlyDictionary<SubjectKey, long>> RevisionsAsync(
        IReadOnlyCollection<SubjectKey> subjects, CancellationToken cancel) =>
        AskAsync<IReadOnlyDictionary<SubjectKey, long>>(stored => subjects.Distinct().Select(key => stored.Find(key))
            .OfType<SubjectRow>().ToDictionary(KeyOf, static row => row.Revision));

    public IAsyncEnumerable<Change> ChangesAsync(string team, long after, CancellationToken cancel) =>
        StreamAsync(stored => stored.ChangesAfter(team, after), cancel);

    public Task<IReadOnlyDictionary<long, DateTimeOffset>> WrittenAtAsync(
        string team, IReadOnlyCollection<long> sequences, CancellationToken cancel) =>
        AskAsync<IReadOnlyDictionary<long, DateTimeOffset>>(stored => stored.ChangesAfter(team, 0)
            .Where(change => sequences.Contains(change.Sequence))
            .ToDictionary(static change => change.Sequence, static change => change.At));

    public Task<IReadOnlyDictionary<string, long>> TeamsAsync(CancellationToken cancel) => AskAsync(static stored => stored.Teams);

    public IAsyncEnumerable<SubjectRow> SubjectsAsync(SubjectFilter filter, CancellationToken cancel) => StreamAsync(
        stored =>
        {
            var wanted = stored.Rows.Where(row => IsWanted(row, filter)).OrderByDescending(static row => row.LastDay ?? DateOnly.MinValue)
                .ThenBy(static row => row.Kind, StringComparer.Ordinal).ThenBy(static row => row.Id, StringComparer.Ordinal)
                .Skip(filter.Skip).Take(filter.Take > 0 ? filter.Take : int.MaxValue).ToList();
            return database.Mutant == Mutant.SkipsALevel && filter.Watched ? wanted.ConvertAll(WithoutLastLevels) : wanted;
        },
        cancel);

    public Task<long> CountSubjectsAsync(SubjectFilter filter, CancellationToken cancel) =>
        AskAsync(stored => stored.Rows.LongCount(row => IsWanted(row, filter)));

    public IAsyncEnumerable<SourceEvent> EventsAsync(IReadOnlyCollection<string> kinds, CancellationToken cancel) =>
        StreamAsync(stored => stored.Events.Where(@event => kinds.Count == 0 || kinds.Contains(@event.Kind)).ToList(), cancel);

    public IAsyncEnumerable<WrittenRegister> RegistersAsync(IReadOnlyDictionary<string, long> beyond, CancellationToken cancel) =>
        StreamAsync(stored => stored.Registers
            .Where(written => beyond.TryGetValue(written.Team, out var sequence) && written.Sequence > sequence).ToList(), cancel);

    public Task<long> CountEventsAsync(IReadOnlyCollection<string> kinds, CancellationToken cancel) =>
        AskAsync(stored => stored.Events.LongCount(@event => kinds.Count == 0 || kinds.Contains(@event.Kind)));

    /// <summary>The stories tell no act twice under two numbers; what the real databases find is tried with them.</summary>
    public IAsyncEnumerable<IReadOnlyList<DoubleRecord>> DoublesAsync(CancellationToken cancel) =>
        StreamAsync<IReadOnlyList<DoubleRecord>>(static _ => [], cancel);

    public IAsyncEnumerable<long> CountNamingOthersAsync(
        IReadOnlyCollection<string> teams, IReadOnlyCollection<string> items, CancellationToken cancel) => StreamAsync(
        stored => new List<long>
        {
            stored.Rows.LongCount(row => row.Kind is not ("team" or "item") && ((row.DeclaredTeam is { } team && !teams.Contains(team))
                || (row.Item is { } item && !items.Contains(item)))),
        },
        cancel);

    public Task<IReadOnlyList<SourceFigures>> SourcesAsync(CancellationToken cancel) =>
        AskAsync<IReadOnlyList<SourceFigures>>(static stored =>
            [.. stored.Events.GroupBy(static @event => @event.Source).OrderBy(static source => source.Key, StringComparer.Ordinal)
                .Select(static source => new SourceFigures(source.Key, source.LongCount(),
                    source.LongCount(static @event => @event.Recorded - @event.Time > TimeSpan.FromDays(1))))]);

    public Task<IReadOnlyList<SubjectKey>> SignedAsync(IReadOnlyCollection<string> certificates, CancellationToken cancel) =>
        AskAsync<IReadOnlyList<SubjectKey>>(stored => [.. stored.Signatures
            .Where(signature => certificates.Contains(signature.Certificate)).Select(static signature => signature.Subject).Distinct()]);

    public Task<IReadOnlyList<(string Former, string Id)>> FormerCodesAsync(CancellationToken cancel) =>
        AskAsync<IReadOnlyList<(string, string)>>(static stored =>
            [.. stored.Rows.Where(static row => row.Former is not null).Select(static row => (row.Former!, row.Id))]);

    public Task QuarantineAsync(IReadOnlyList<QuarantineRow> rows, CancellationToken cancel) => AskAsync(stored =>
    {
        stored.Quarantine.AddRange(rows);
        return true;
    });

    public Task<(long Total, IReadOnlyList<QuarantineRow> Rows)> QuarantinedAsync(
        QuarantineFilter filter, int skip, int take, CancellationToken cancel) =>
        AskAsync<(long, IReadOnlyList<QuarantineRow>)>(stored =>
            (stored.Quarantine.Count(row => IsWanted(row, filter)),
                [.. stored.Quarantine.Where(row => IsWanted(row, filter)).Reverse().Skip(skip).Take(take)]));

    public IAsyncEnumerable<IReadOnlyList<QuarantineRow>> OpenQuarantineAsync(
        string? source, string? code, int atOnce, CancellationToken cancel) =>
        StreamAsync<IReadOnlyList<QuarantineRow>>(
            stored => [.. stored.Quarantine.Where(row => IsWanted(row, new(QuarantineState.Open, source, code))).Chunk(atOnce)], cancel);

    public Task<QuarantineRow?> QuarantinedAsync(long key, CancellationToken cancel) =>
        AskAsync(stored => stored.Quarantine.Find(row => row.Key == key));

    public Task<IReadOnlyList<QuarantineCount>> QuarantineCountsAsync(string? source, CancellationToken cancel) =>
        AskAsync<IReadOnlyList<QuarantineCount>>(stored =>
            [.. stored.Quarantine.Where(row => IsWanted(row, new(QuarantineState.Open, source))).GroupBy(row => (row.Source, row.Code))
                .Select(of => new QuarantineCount(of.Key.Source, of.Key.Code, of.LongCount(), of.Min(row => row.Received),
                    of.Max(row => row.Received)))]);

    public Task SetQuarantineStateAsync(IReadOnlyCollection<long> keys, QuarantineState state, CancellationToken cancel) =>
        AskAsync(stored =>
        {
            for (var index = 0; index < stored.Quarantine.Count; index++)
            {
                stored.Quarantine[index] = keys.Contains(stored.Quarantine[index].Key)
                    ? stored.Quarantine[index] with { State = state }
                    : stored.Quarantine[index];
            }

            return true;
        });

    private static SubjectKey KeyOf(SubjectRow row) => new(row.Kind, row.Id);

    private static IEnumerable<SourceEvent> Held(StoredLedger stored, IEnumerable<(string Source, string Id)> keys) =>
        keys.Distinct().Select(key => stored.Find(key.Source, key.Id)).OfType<SourceEvent>();

    private static bool IsWanted(QuarantineRow row, QuarantineFilter filter) =>
        (filter.State is null || row.State == filter.State) && (filter.Source is null || row.Source == filter.Source)
            && (filter.Code is null || row.Code == filter.Code);

    private static bool IsWanted(SubjectRow row, SubjectFilter filter) =>
        filter.DoublesOf is null && filter.Text is null ? Conditions(row, filter).All(static condition => condition)
            : throw new NotSupportedException("Searching and doubles are tried with the real databases.");

    private static IEnumerable<bool> Conditions(SubjectRow row, SubjectFilter filter) =>
    [
        filter.Kinds?.Contains(row.Kind) ?? true,
        filter.Ids?.Contains(row.Id) ?? true,
        filter.Teams?.Contains(row.Team) ?? true,
        filter.Items is null || (row.Item is { } item && filter.Items.Contains(item)),
        filter.ItemsExcept is null || row.Item is null || !filter.ItemsExcept.Contains(row.Item),
        filter.DeclaredTeams is null || (row.DeclaredTeam is { } declared && filter.DeclaredTeams.Contains(declared)),
        filter.Party is null || row.Party == filter.Party,
        filter.Parent is null || row.Parent == filter.Parent,
        !filter.Marked || row.Marks is not null,
        filter.BasisOtherThan is null || row.Basis != filter.BasisOtherThan,
        !filter.Watched || row.Watches.Length > 0,
        filter.Stage is null || row.Stage == filter.Stage,
        filter.Open is null || row.Open == filter.Open,
        filter.From is null || row.LastDay >= filter.From,
        filter.To is null || row.FirstDay <= filter.To,
    ];

    private static SubjectRow WithoutLastLevels(SubjectRow row) => row with
    {
        Watches = WatchedSubject.Encode([.. WatchedSubject.Decode(row.Watches)
            .Select(static watch => watch.Steps.Length > 1 ? watch with { Steps = watch.Steps[..^1] } : watch)]),
    };

    private async Task<T> AskAsync<T>(Func<StoredLedger, T> question)
    {
        await world.TravelAsync(clock);
        database.Stumble();
        var answer = question(database.Stored);
        await world.TravelAsync(clock);
        return answer;
    }

    private async IAsyncEnumerable<T> StreamAsync<T>(Func<StoredLedger, IReadOnlyList<T>> question,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        var answer = await AskAsync(question);
        foreach (var (index, row) in answer.Index())
        {
            cancel.ThrowIfCancellationRequested();
            if (index % 16 == 15)
            {
                await world.TravelAsync(clock);
                database.Stumble();
            }

            yield return row;
        }
    }
}
