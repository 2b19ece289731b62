namespace Dashboard.Grains.Domain.Tallies;

/// <summary>
/// Everything that is counted (CONTRACT.md §3). The numbers are stored in the ledger: never reuse or change one.
/// Money is in fen. Three sorts: plain counters (1–59) add up by day, month and year; parts of rates (60–79) likewise but are
/// not shown by themselves; standing counters (80–127) say what is so now, each on the day from which its age is counted.
/// </summary>
internal enum Counter : byte
{
    None = 0,
    InspectionsRandom = 1,
    InspectionsRoutine = 2,
    InspectionsAdHoc = 3,
    InspectionsWithProblem = 4,
    RectificationsOrdered = 5,
    RectificationsPassed = 6,
    CasesFiled = 7,
    CasesDecided = 8,
    CasesOnSpot = 9,
    CasesNoPenalty = 10,
    CasesWithdrawn = 11,
    CasesTransferred = 12,
    CasesClosed = 13,
    FinesFen = 14,
    ConfiscatedFen = 15,
    PaidFen = 16,
    LicencesAccepted = 17,
    LicencesDecided = 18,
    DecisionsPublished = 19,
    ReviewsReceived = 20,
    ReviewsConcluded = 21,
    ReviewsCorrected = 22,
    LawsuitsServed = 23,
    LawsuitsConcluded = 24,
    LawsuitsLost = 25,
    PlansPublished = 26,
    PlansFinished = 27,
    TasksFinished = 28,
    PatrolPersons = 29,
    PatrolVehicles = 30,
    PatrolViolations = 31,
    FilesReviewed = 32,
    FilesPassed = 33,
    FilesExcellent = 34,
    Accountabilities = 35,
    TrainingHours = 36,

    /// <summary>casesDecided + casesOnSpot; never stored.</summary>
    Penalties = 37,

    /// <summary>finesFen + confiscatedFen; never stored.</summary>
    FinesAndConfiscationsFen = 38,

    /// <summary>M01: a decision that must be disclosed and is, on its decision date.</summary>
    DisclosureDone = 60,

    /// <summary>M12: a finished task, on the end of its plan.</summary>
    PlannedTaskDone = 61,

    OpenFiled = 80,
    OpenInvestigating = 81,
    OpenSuspended = 82,
    OpenInvestigationClosed = 83,
    OpenNoticed = 84,
    OpenDecided = 85,
    OpenServed = 86,
    OpenExecuting = 87,

    /// <summary>M01: a decision that must be disclosed and is not yet, on its decision date.</summary>
    DisclosureOpen = 100,

    /// <summary>M12: an unfinished task, on the end of its plan.</summary>
    PlannedTaskOpen = 101,
    LicenceOpen = 110,
    TaskOpen = 111,
    RectificationOpen = 112,
}

/// <summary>Names and sorts of counters.</summary>
internal static class Counters
{
    private static readonly string[] Names = [.. Enumerable.Range(0, 128).Select(number => CamelCase(((Counter)number).ToString()))];

    private static readonly Dictionary<string, Counter> ByName = Enum.GetValues<Counter>().Where(IsShown).ToDictionary(Name);

    /// <summary>The counters of CONTRACT.md §3, in its order of kinds.</summary>
    public static IReadOnlyList<Counter> Shown { get; } = [.. Enum.GetValues<Counter>().Where(IsShown)];

    /// <summary>Name in documents: <c>casesFiled</c>.</summary>
    public static string Name(Counter counter) => Names[(int)counter];

    /// <summary>The shown counter of that name, or <see cref="Counter.None"/>.</summary>
    public static Counter Named(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The stored counters a shown one is made of.</summary>
    public static ReadOnlySpan<Counter> Parts(Counter counter) => counter switch
    {
        Counter.Penalties => [Counter.CasesDecided, Counter.CasesOnSpot],
        Counter.FinesAndConfiscationsFen => [Counter.FinesFen, Counter.ConfiscatedFen],
        _ => new[] { counter },
    };

    public static bool IsShown(Counter counter) => counter is > Counter.None and < Counter.DisclosureDone;

    /// <summary>Says what is so now, and is not summed over periods.</summary>
    public static bool IsStanding(Counter counter) => counter >= Counter.OpenFiled;

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
