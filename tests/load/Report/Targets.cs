namespace Dashboard.Load.Report;

/// <summary>
/// Every target, in the order of PERFORMANCE.md §7. Throughput is wanted as a ratio to a peer in the same repeat: machines differ.
/// </summary>
internal static class Targets
{
    private static readonly List<Target> Declared = [];

    public static readonly Target PostgresBatches = AtLeast("s1", "product ÷ raw unnest insert, 2 connections", 0.55);
    public static readonly Target PostgresAgainst = AtLeast("s1", "product ÷ build it is held against", 2.5, ofAgainst: true);
    public static readonly Target SqliteBatches = AtLeast("s2", "product ÷ raw insert into SQLite", 0.45);
    public static readonly Target SqliteAgainst = AtLeast("s2", "product ÷ build it is held against", 2.5, ofAgainst: true);
    public static readonly Target Singles = AtLeast("s3", "product ÷ raw single insert with trigger, 64 callers", 1.2);

    public static readonly DelayTargets Wall = Delay("s4", "jurisdiction, 100 screens, 1,000 ev/s", 15, 60, 5);
    public static readonly DelayTargets TeamScreen = Delay("s4", "team, 100 screens, 1,000 ev/s", 12, 50, null);
    public static readonly DelayTargets ManyBusy = Delay("s5", "1,000 screens, 1,000 ev/s", 60, 120, 8);
    public static readonly DelayTargets ManyCalm = Delay("s5", "1,000 screens, 100 ev/s", 35, 80, null);
    public static readonly DelayTargets OneCalm = Delay("s6", "1 screen, 100 ev/s", 5, 25, 1);
    public static readonly DelayTargets HundredCalm = Delay("s6", "100 screens, 100 ev/s", 8, 40, 1);

    public static readonly Target Probe = AtMost("s7", "event to frame beside posts of 100 as fast as they go: p99", "ms", 100);
    public static readonly Target HeldScreen = AtMost("s9", "RSS of each of 5,000 screens", "KB", 45);
    public static readonly Target WritesAfterKill = AtMost("s10", "kill to the first acknowledgement", "s", 3);
    public static readonly Target ScreensAfterKill = AtMost("s10", "kill to the last of 1,000 screens", "s", 6);
    public static readonly Target OverloadMemory = AtMost("s14", "the most memory in an overload", "MB", 2_000);
    public static readonly Target AfterOverload = AtMost("s14", "acknowledgement p99, 5 s after ÷ before", "×", 1.5);
    public static readonly Target Drift = AtLeast("s15", "events/s in the last minute ÷ in the first", 0.9);
    public static readonly Target DriftAcknowledged = AtMost("s15", "acknowledgement p99 at half of what goes through", "ms", 150);

    public static readonly Target StartWithSnapshot = AtMost("s12", "start with 1,000,000 events, snapshot", "s", 3.5);
    public static readonly Target StartWithout = AtMost("s12", "start with 1,000,000 events, no snapshot", "s", 8);
    public static readonly Target OpenStartWithSnapshot = AtMost("open-start", "start with 100,000 open subjects, snapshot", "s", 3.5);
    public static readonly Target OpenStartWithout = AtMost("open-start", "start with 100,000 open subjects, no snapshot", "s", 8);
    public static readonly Target OpenSubject = AtMost("s13", "heap of an open subject", "KB", 0.4);
    public static readonly Target TeamOf400 = AtMost("s13", "heap of a team with 400 open subjects", "KB", 60);
    public static readonly Target Item = AtMost("s13", "heap of an item", "KB", 5);
    public static readonly Target OpenProcess = AtMost("s13", "RSS with 100,000 open subjects in 250 teams", "MB", 400);

    public static readonly Target Tokens = AtLeast("access", "posts with a token ÷ without", 0.95);
    public static readonly Target ThreeMasks = AtMost("access", "99 screens with three masks ÷ with one: p50", "×", 1.2);

    public static readonly Target BusyFirm = AtLeast("shapes", "one firm with 10,000 visits ÷ many firms", 0.85);
    public static readonly Target GreatPlan = AtLeast("shapes", "one plan with 5,000 tasks ÷ plans of 10", 0.85);
    public static readonly Target KnownVehicle = AtLeast("shapes", "one vehicle with 500 cases ÷ many vehicles", 0.85);
    public static readonly Target ManyOpen = AtLeast("shapes", "100,000 open subjects ÷ none", 0.85);
    public static readonly Target OneFirmOfTwoTeams = AtLeast("contend", "two teams at one firm ÷ at their own", 0.8);
    public static readonly Target FirmsOfTwoTeams = AtLeast("contend", "two teams at 20 firms ÷ at their own", 0.8);
    public static readonly Target PlanOfAllTeams = AtLeast("contend", "one plan of nine teams ÷ plans of one team", 0.8);
    public static readonly Target Upserts = AtLeast("contend", "cold subjects upserted ÷ undisturbed", 0.8);

    public static readonly Target Province = AtLeast("province", "990 teams in 90 districts ÷ 9 teams", 0.7);

    public static readonly Target Turn = AtMost("turns", "a turn on the screen", "ms", 2_000);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Target> All => Declared;

    /// <summary>Those a run with these options must measure.</summary>
    public static IEnumerable<Target> Of(LoadOptions options) =>
        Declared.Where(target => options.Scenarios.Contains(target.Scenario) && (!target.OfAgainst || options.Against is not null));

    private static Target AtLeast(string scenario, string what, double limit, bool ofAgainst = false) =>
        Declare(new(scenario, what, "×", limit, true) { OfAgainst = ofAgainst });

    private static Target AtMost(string scenario, string what, string unit, double limit) =>
        Declare(new(scenario, what, unit, limit, false));

    private static DelayTargets Delay(string scenario, string what, double p50, double p99, double? patch) => new(
        AtMost(scenario, $"{what}: p50", "ms", p50),
        AtMost(scenario, $"{what}: p99", "ms", p99),
        patch is { } kilobytes ? AtMost(scenario, $"{what}: patch, median", "KB", kilobytes) : null);

    private static Target Declare(Target target)
    {
        Declared.Add(target);
        return target;
    }
}
