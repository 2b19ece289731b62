namespace Dashboard.Load.Story;

/// <summary>
/// What every tenth life of a story is about instead of the ordinary mix. The same strand is told of a few shared subjects and of many, so
/// that both stories hold the same events and differ only in what hangs together.
/// </summary>
internal abstract record Strand
{
    /// <summary>Visits of the first so many teams.</summary>
    /// <param name="Teams">1: the team whose firms they are.</param>
    /// <param name="FirstFirm">The first of the firms that all these teams visit; firms that no other strand names.</param>
    /// <param name="Firms">How many; 0: each team visits the firms it has in any story.</param>
    public sealed record Visits(int Teams, int FirstFirm, int Firms) : Strand;

    /// <summary>Inspections for the tasks of plans; the last task of each plan is never done, so that no plan is finished.</summary>
    public sealed record Tasks(PlanSet Plans) : Strand;

    /// <summary>Cases against vehicles.</summary>
    public sealed record VehicleCases(int FirstVehicle, int Vehicles) : Strand;

    /// <summary>Registers sent anew, as a nightly delivery does: firms, officers, items, teams, with other names.</summary>
    /// <param name="First">How many of a register were sent before.</param>
    public sealed record Upserts(int First) : Strand;
}
