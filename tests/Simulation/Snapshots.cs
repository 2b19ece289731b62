using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Teams;
using Orleans.Runtime;
using Orleans.Storage;

namespace Dashboard.Tests.Simulation;

/// <summary>
/// Where the snapshots of teams are kept: who writes over another's without having read it is refused. What is read may be of a ledger
/// that was set back since, and be newer than the ledger.
/// </summary>
internal sealed class Snapshots(World world, Database database)
{
    private readonly World world = world;
    private readonly Database database = database;
    private readonly Dictionary<string, (TeamSnapshot Snapshot, int Edition)> kept = [];

    /// <summary>How often something goes wrong.</summary>
    public double Faults { get; set; }

    /// <summary>A team's snapshot as one activation has it.</summary>
    public IPersistentState<TeamSnapshot> Of(string team, TimeProvider clock) => new Link(this, team, clock);

    /// <summary>What could have been kept if the ledger had gone on: too new, and not so.</summary>
    private static TeamSnapshot Newer(TeamSnapshot of, long sequence)
    {
        var cells = new Delta();
        foreach (var (cell, amount) in Delta.Decode(of.Cells))
        {
            cells.Add(cell, amount);
        }

        cells.Add(new Cell("S14", new(2026, 11, 20), Counter.CasesFiled), 1);
        return new()
        {
            Sequence = sequence, Cells = cells.Encode(), Notes = of.Notes, Commit = of.Commit, WrittenAt = of.WrittenAt.AddSeconds(1),
        };
    }

    private sealed class Link(Snapshots store, string team, TimeProvider clock) : IPersistentState<TeamSnapshot>
    {
        private int edition;

        public TeamSnapshot State { get; set; } = new();

        public string? Etag => $"{edition}";

        public bool RecordExists => edition > 0;

        public async Task ReadStateAsync()
        {
            await store.world.TravelAsync(clock);
            Stumble();
            (State, edition) = store.kept.GetValueOrDefault(team, (new(), 0));
            if (store.world.Happens(store.Faults))
            {
                var last = Math.Max(State.Sequence, store.database.Stored.Teams.GetValueOrDefault(team));
                State = Newer(State, last + store.world.Random.Next(1, 4));
                store.database.Stored.Claim(team, State.Sequence, State.WrittenAt);
            }
        }

        public async Task WriteStateAsync()
        {
            await store.world.TravelAsync(clock);
            Stumble();
            var there = store.kept.GetValueOrDefault(team, (new(), 0)).Item2;
            if (there != edition)
            {
                throw new InconsistentStateException("Another has written the snapshot meanwhile.");
            }

            store.kept[team] = (State, ++edition);
            // Written, and nobody hears of it.
            edition -= store.world.Happens(store.Faults) ? 1 : 0;
            Stumble();
            await store.world.TravelAsync(clock);
        }

        public Task ClearStateAsync() => throw new NotSupportedException("No snapshot is ever cleared.");

        private void Stumble()
        {
            if (store.world.Happens(store.Faults / 2))
            {
                throw new DatabaseAwayException();
            }
        }
    }
}
