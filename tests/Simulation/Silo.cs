using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Dashboard.Grains.Ledger;
using Dashboard.Grains.Roster;
using Dashboard.Grains.Teams;
using Dashboard.Grains.Views;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Simulation;

/// <summary>One silo: what its grains share, as the product registers it, and the grains it has.</summary>
internal sealed class Silo : Process, IDisposable
{
    private readonly CancellationTokenSource givenUp = new();

    public Silo(World world, Database database)
        : base(world)
    {
        var lane = NewLane();
        Ledger = new LedgerLink(world, database, Clock);
        // With a connection string two groups may be under way at once, as with PostgreSQL.
        var options = new LedgerOptions { ConnectionString = world.Random.Next(2) == 0 ? "Host=simulated" : null };
        Writer = new(Ledger, Options.Create(options), Clock, NullLogger<LedgerWriter>.Instance, lane);
        Roster = new(Ledger, Clock, NullLogger<CurrentRoster>.Instance);
        Quality = new(Ledger, Roster, Clock);
        Warm = new(Clock);
        // Not by chance, as in the product: the same story is told again.
        Marks = new(Clock, Clock.Number * 16);
        lane.Begin(ReadRosterAsync);
    }

    public ILedger Ledger { get; }

    public LedgerWriter Writer { get; }

    public CurrentRoster Roster { get; }

    public DataQuality Quality { get; }

    public WarmSubjects Warm { get; }

    public VersionMarks Marks { get; }

    public SubjectTurns Turns { get; } = new();

    /// <summary>Cancelled when the cluster gives it up: what it was asked is not waited for any more.</summary>
    public CancellationToken GivenUp => givenUp.Token;

    /// <summary>The cluster takes it for dead, whether it is or not.</summary>
    public void GiveUp() => givenUp.Cancel();

    /// <summary>Lets go of what outlives a story.</summary>
    public void Dispose()
    {
        MeterOf(Writer).Dispose();
        Roster.Dispose();
        givenUp.Dispose();
    }

    /// <summary>As the hosted service does.</summary>
    private async Task ReadRosterAsync()
    {
        while (true)
        {
            await Task.Delay(CurrentRoster.Interval, Clock);
            try
            {
                await Roster.RefreshAsync();
            }
            catch (DatabaseAwayException)
            {
                // What is known stays in use.
            }
        }
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "meter")]
    private static extern ref Meter MeterOf(LedgerWriter writer);
}
