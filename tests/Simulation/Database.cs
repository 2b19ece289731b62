using Dashboard.Grains.Ledger;

namespace Dashboard.Tests.Simulation;

/// <summary>
/// The database server of the story. It may be away, lose what was not committed when it crashes, refuse what a batch holds, write what
/// nobody hears of, and be asked the same twice by a driver that did not hear the answer.
/// </summary>
internal sealed class Database(World world, StoredLedger stored)
{
    /// <summary>What an event's id begins with that no database can hold.</summary>
    public const string Unfit = "unfit-";

    private readonly Process server = new(world);
    private Lane? lane;
    private int crashes;
    private StoredLedger durable = stored;

    /// <summary>What it holds.</summary>
    public StoredLedger Stored { get; private set; } = stored;

    /// <summary>Which promise it breaks.</summary>
    public Mutant Mutant { get; init; }

    /// <summary>How often something goes wrong with a commit; with a reading a fourth of that.</summary>
    public double Faults { get; set; }

    /// <summary>It does not answer.</summary>
    public bool IsAway { get; set; }

    /// <summary>It is killed and started again: commits on their way are lost, and who waits for them does not learn what became of them.
    /// </summary>
    public void Crash()
    {
        crashes++;
        if (Mutant == Mutant.AcknowledgesEarly)
        {
            Stored = durable.Copy(Mutant);
        }
    }

    /// <summary>A copy of what it holds.</summary>
    public StoredLedger Copy() => Stored.Copy(Mutant);

    /// <summary>Has it hold a copy that was made before.</summary>
    public void Restore(StoredLedger copy) => Stored = durable = copy;

    /// <summary>Throws when it does not answer now.</summary>
    public void Stumble()
    {
        if (IsAway || world.Happens(Faults / 4))
        {
            throw new DatabaseAwayException();
        }
    }

    /// <summary>Commits batches: what is sent goes its way, whatever becomes of who sent it.</summary>
    public Task<IReadOnlyList<CommitResult>> CommitAsync(IReadOnlyList<TeamBatch> batches) =>
        (lane ??= server.NewLane()).Begin(() => WriteAsync(batches));

    private async Task<IReadOnlyList<CommitResult>> WriteAsync(IReadOnlyList<TeamBatch> batches)
    {
        var (began, fate) = (crashes, world.Random.NextDouble() / Math.Max(Faults, 0.000_001));
        await world.TravelAsync(server.Clock);
        if (IsAway || fate < 0.2)
        {
            throw new DatabaseAwayException();
        }

        if (began != crashes)
        {
            throw new CommitUnknownException();
        }

        var results = Write(batches, fate is >= 0.2 and < 0.35);
        if (fate is >= 0.35 and < 0.45)
        {
            // The driver has not heard the answer and sends it once more.
            results = Write(batches, isCut: false);
        }

        if (Mutant != Mutant.AcknowledgesEarly || world.Random.Next(4) > 0)
        {
            durable = Mutant == Mutant.AcknowledgesEarly ? Stored.Copy(Mutant) : Stored;
        }

        await world.TravelAsync(server.Clock);
        return began != crashes || fate is >= 0.45 and < 0.8 ? throw new CommitUnknownException()
            : fate is >= 0.8 and < 1 ? throw new DatabaseAwayException()
            : results;
    }

    /// <summary>Writes them, but for those it cannot hold, and for the last when it is cut off between two transactions.</summary>
    private List<CommitResult> Write(IReadOnlyList<TeamBatch> batches, bool isCut)
    {
        var failures = batches.Select((batch, index) =>
            batch.Events.Any(static @event => @event.Id.StartsWith(Unfit, StringComparison.Ordinal)) ? new BatchRefusedException()
            : isCut && index == batches.Count - 1 ? new DatabaseAwayException() : (Exception?)null).ToList();
        var written = Stored.Commit([.. batches.Where((_, index) => failures[index] is null)]);
        if (failures.TrueForAll(static failure => failure is null))
        {
            return written;
        }

        var next = new Queue<CommitResult>(written);
        throw new CommitFailedException(failures.ConvertAll(failure => failure is null ? next.Dequeue() : (CommitResult?)null), failures);
    }
}
