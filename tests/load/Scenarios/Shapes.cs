using Dashboard.Load.Product;
using Dashboard.Load.Report;
using Dashboard.Load.Story;

namespace Dashboard.Load.Scenarios;

/// <summary>
/// Whether work per event depends on history or siblings: a tenth of the events is about one great subject, or about many small ones.
/// </summary>
internal sealed class Shapes(Store store) : Comparison("shapes", "great subjects", store)
{
    private const int Visits = 10_000;
    private const int Cases = 500;
    private const int EventsOfCase = 8;
    private const int GreatTasks = 5_000;
    private const int SmallTasks = 10;
    private static readonly Strand.Visits BusyFirm = new(Teams: 1, FirstFirm: 1, Firms: 1);
    private static readonly Strand.VehicleCases KnownVehicle = new(FirstVehicle: 1, Vehicles: 1);

    protected override IReadOnlyList<Pair> Pairs { get; } =
    [
        new("visits of a team to its firms", _ => BusyFirm with { Firms = 0 },
            "visits to one firm that has 10,000", _ => BusyFirm, Targets.BusyFirm),
        new("inspections for plans of 10 tasks", repeat => new Strand.Tasks(SmallPlans(repeat)),
            "inspections for one plan of 5,000 tasks", repeat => new Strand.Tasks(GreatPlan(repeat)), Targets.GreatPlan),
        new("cases of many vehicles", _ => new Strand.VehicleCases(FirstVehicle: 2, Vehicles: 100_000),
            "cases of one vehicle that has 500", _ => KnownVehicle, Targets.KnownVehicle),
    ];

    protected override IEnumerable<Workload> Beforehand(TimeProvider clock, int repeats)
    {
        const int Beside = 50; // few lives are left unfinished
        var alone = new WorkloadShape { Count = Visits * 2, Strand = BusyFirm, StrandEvery = 1, Side = Beside };
        yield return Workload.Create(alone, clock);
        yield return Workload.Create(alone with { Count = Cases * EventsOfCase, Strand = KnownVehicle }, clock);
        for (var repeat = 0; repeat <= repeats; repeat++)
        {
            yield return Workload.ForPlans(SmallPlans(repeat), clock);
            yield return Workload.ForPlans(GreatPlan(repeat), clock);
        }
    }

    /// <summary>Anew for each repeat, so that each inspection finishes another task.</summary>
    private static PlanSet GreatPlan(int repeat) => new(repeat, 1, GreatTasks);

    private static PlanSet SmallPlans(int repeat) => new((repeat + 1) * 1_000, GreatTasks / SmallTasks, SmallTasks);
}
