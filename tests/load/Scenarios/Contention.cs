using Dashboard.Load.Product;
using Dashboard.Load.Report;
using Dashboard.Load.Story;

namespace Dashboard.Load.Scenarios;

/// <summary>
/// Whether teams that write one subject at once, or subjects nobody has touched for long, cost more than themselves: a tenth of the events
/// is such, posted by eight writers like the rest.
/// </summary>
internal sealed class Contention(Store store) : Comparison("contend", "contention", store)
{
    private const int EntriesOfRepeat = 6_000; // a repeat sends other firms than the one before
    private const int Teams = 9;
    private const int Tasks = 5_000;

    protected override IReadOnlyList<Pair> Pairs { get; } =
    [
        new("visits of two teams to their own firms", _ => Visits(0, 0),
            "visits of two teams to one firm", repeat => Visits(repeat, 1), Targets.OneFirmOfTwoTeams),
        new("visits of two teams to their own firms", _ => Visits(0, 0),
            "visits of two teams to 20 firms", repeat => Visits(repeat, 20), Targets.FirmsOfTwoTeams),
        new("inspections for plans of one team", repeat => new Strand.Tasks(OwnPlans(repeat)),
            "inspections for one plan of nine teams", repeat => new Strand.Tasks(CommonPlan(repeat)), Targets.PlanOfAllTeams),
        new("nothing but the ordinary", _ => null,
            "registers sent anew", repeat => new Strand.Upserts(repeat * EntriesOfRepeat), Targets.Upserts),
    ];

    protected override IEnumerable<Workload> Beforehand(TimeProvider clock, int repeats)
    {
        yield return Workload.ForRegisters(clock);
        for (var repeat = 0; repeat <= repeats; repeat++)
        {
            yield return Workload.ForPlans(OwnPlans(repeat), clock);
            yield return Workload.ForPlans(CommonPlan(repeat), clock);
        }
    }

    private static Strand.Visits Visits(int repeat, int firms) => new(Teams: 2, FirstFirm: 1 + (repeat * 100) + firms, firms);

    /// <summary>One for each team, of as many tasks together as the common one.</summary>
    private static PlanSet OwnPlans(int repeat) => new((repeat + 1) * 1_000, Teams, Tasks / Teams) { TeamsOfPlans = Teams };

    private static PlanSet CommonPlan(int repeat) => new(repeat, 1, Tasks) { TeamsOfTasks = Teams };
}
