namespace Dashboard.Grains.Domain.Tallies;

/// <summary>
/// Everything that is counted (CONTRACT.md §3). The numbers are stored in the ledger: never reuse or change one.
/// Money is in fen. Plain counters (1–59) add up by day, month and year; parts of metrics (60–79, 128–199) likewise but are not shown
/// by themselves; standing counters say what is so now: without a due day (80–127) on the day from which their age is counted, with
/// one (200 and on) on the day their metric attributes them to.
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

    // 39–58, 62–78, 181–199, 219–233 are given out by SUPERVISION.md §13; its orderOnTime and orderLate stand at 72 and 73, since 179 and
    // 180 were taken before it was written.
    OrdersIssued = 39,
    OrdersClosed = 40,
    OrdersReturned = 41,
    ComplaintsReceived = 42,
    ComplaintsClosed = 43,
    DutiesCompleted = 44,
    MeetingsHeld = 45,
    PublicityHeld = 48,
    LawCasesPublished = 49,
    DocumentsPublished = 50,
    OpinionsGiven = 51,
    MediationsConcluded = 52,

    /// <summary>Qualification exams (资格考试) passed, on the day of the exam.</summary>
    ExamsPassed = 53,
    CoursesHeld = 57,

    /// <summary>Of the penalties those in the name of the city bureau (以市局名义), on the day of decision.</summary>
    PenaltiesForCity = 58,

    // Parts of metrics: what is done, each on the day its metric attributes it to (seeds/rules.json says how they are put together).
    DisclosureDone = 60,
    PlannedTaskDone = 61,

    /// <summary>A supervision document answered by its day, or after it.</summary>
    NoticeOnTime = 62,
    NoticeLate = 63,

    /// <summary>Qualification exams sat.</summary>
    ExamsTaken = 64,

    /// <summary>A document that was reviewed before it was published, on the day of that.</summary>
    DocumentReviewed = 65,
    FilingOnTime = 66,
    FilingLate = 67,
    PublicityOnTime = 68,
    PublicityLate = 69,

    /// <summary>An order that was closed on a report made by its last day, or after it.</summary>
    OrderOnTime = 72,
    OrderLate = 73,

    /// <summary>On the day of its first report.</summary>
    OrdersReported = 74,

    /// <summary>A legal opinion that asks for a change and has an answer.</summary>
    OpinionAdverse = 75,
    OpinionAdopted = 76,
    ComplaintReopened = 77,

    OpenFiled = 80,
    OpenInvestigating = 81,
    OpenSuspended = 82,
    OpenInvestigationClosed = 83,
    OpenNoticed = 84,
    OpenDecided = 85,
    OpenServed = 86,
    OpenExecuting = 87,

    // 100 and 101 were used by an earlier release.
    LicenceOpen = 110,
    TaskOpen = 111,
    RectificationOpen = 112,

    /// <summary>A subject that could not be folded or judged: it counts in nothing else. On no day of its own.</summary>
    SetAside = 113,

    /// <summary>An open order that stands on the wall (公开挂牌).</summary>
    OrdersListed = 114,

    DisclosureOnTime = 128,
    WithdrawalDone = 129,
    WithdrawalOnTime = 130,
    ActsUnderstaffed = 131,
    LegalReviewRequired = 132,
    LegalReviewPassed = 133,
    DiscussionRequired = 134,
    DiscussionHeld = 135,
    RecordDone = 136,
    LimitKept = 137,
    LimitBroken = 138,

    /// <summary>Days from filing to decision.</summary>
    DecisionDays = 139,
    CasesExtended = 140,
    CasesDecidedByFiling = 141,
    ServedOnTime = 142,
    ServedLate = 143,
    InspectionsMobile = 144,
    InspectionsOnSite = 145,
    InspectionsShown = 146,
    TasksTiered = 147,
    TasksRandom = 148,
    EnterpriseInspections = 149,
    EnterpriseOffSite = 150,
    EnterprisePlannedClass = 151,
    EnterpriseCombined = 152,
    EnterprisePlanned = 153,

    /// <summary>A visit that counts to the yearly cap of its enterprise (INS-03), on the day it began.</summary>
    CountedVisits = 154,
    EnterprisesInspected = 155,
    EnterprisesOverCap = 156,
    RectificationsCorrected = 157,
    RectificationsToCase = 158,
    ProblemsCorrected = 159,
    InspectionsToCase = 160,

    // M29 of earlier rule sets counted hearings; it now asks for each instance (193, 194).
    HearingsHeld = 161,
    HearingsAttended = 162,
    AnswersOnTime = 163,
    AnswersLate = 164,
    FilesClosed = 165,
    FilesClosedReviewed = 166,
    PaidDueFen = 167,
    NoPenaltyFirstOffence = 168,
    NoPenaltyMinor = 169,
    LicencesOnTime = 170,
    LicencesLate = 171,
    LicencesPromiseKept = 172,
    LicencesPromiseBroken = 173,
    Ratings = 174,
    RatingsGood = 175,
    OfficersTrained = 176,

    /// <summary>Upstream events recorded more than 24 h after they occurred.</summary>
    EventsLate = 177,
    Events = 178,

    /// <summary>A review or a court annulled the act it was about.</summary>
    DecisionsAnnulled = 179,

    /// <summary>A review or a lawsuit ended in words that a person has yet to read.</summary>
    OutcomesUnread = 180,
    AcceptOnTime = 181,
    AcceptLate = 182,
    OrderRecurred = 183,
    OrderLookedBack = 184,

    /// <summary>A duty that was verified, on its last day: reported done by then, or after it.</summary>
    DutyOnTime = 185,
    DutyLate = 186,
    SelfCheckOnTime = 187,
    SelfCheckLate = 188,

    ComplaintOnTime = 189,
    ComplaintLate = 190,
    ComplaintRated = 191,
    ComplaintSatisfied = 192,

    /// <summary>An instance of a lawsuit (first, second, retrial) with the district as defendant, on the day of its last hearing.</summary>
    InstanceHeard = 193,

    /// <summary>A head was there at one hearing of it at least.</summary>
    InstanceAttended = 194,

    // What stands open with a due day (Cell.Due), on the day its metric attributes it to.
    DisclosureOpen = 200,
    PlannedTaskOpen = 201,
    WithdrawalOpen = 202,
    RecordOpen = 203,
    LimitOpen = 204,

    /// <summary>An undecided case; due 90 days after its filing.</summary>
    CaseRunning = 205,
    ServiceOpen = 206,
    RectificationDueOpen = 207,
    AnswerOpen = 208,
    PayableOpenFen = 209,
    LicenceLimitOpen = 210,
    LicencePromiseOpen = 211,
    OfficersOnPost = 212,

    /// <summary>An officer on post with a certificate; due on the last day of its validity.</summary>
    OfficersCertified = 213,
    ItemsAssigned = 214,
    ItemsClaimed = 215,
    ItemsWithChecklist = 216,
    ItemsListed = 217,
    EnterprisesRegistered = 218,

    /// <summary>An order from its issue to its closing; due on the last day of its report.</summary>
    OrderOpen = 219,
    AcceptOpen = 220,

    /// <summary>A duty that is not verified, on the last day it is to be done by.</summary>
    DutyOpen = 221,
    SelfCheckOpen = 222,

    /// <summary>A complaint that is not closed, on its last day.</summary>
    ComplaintOpen = 223,

    /// <summary>A supervision document that is not answered.</summary>
    NoticeOpen = 226,

    /// <summary>A normative document that is not filed, on the last day to file it.</summary>
    FilingOpen = 227,
    PublicityOpen = 228,

    /// <summary>A document in force; due on its last day.</summary>
    DocumentsInForce = 229,

    /// <summary>Who reviews penalties (法制审核人员) and serves.</summary>
    OfficersReviewers = 230,

    /// <summary>Who serves and whose whole work is legal review.</summary>
    OfficersLegalFullTime = 231,

    /// <summary>An officer on post whose day of retirement is known; due on that day.</summary>
    OfficersRetiring = 232,
}

/// <summary>Names and sorts of counters.</summary>
internal static class Counters
{
    private const int FirstWithDue = (int)Counter.DisclosureOpen, FirstLaterPart = (int)Counter.DisclosureOnTime,
    EarlyParts = (int)Counter.OpenFiled - (int)Counter.DisclosureDone;

    private static readonly string[] Names = [.. Enumerable.Range(0, 256).Select(number => CamelCase(((Counter)number).ToString()))];

    private static readonly Counter[][] PartsOf =
    [
        .. Enumerable.Range(0, 256).Select(static number => (Counter)number switch
        {
            Counter.Penalties => new[] { Counter.CasesDecided, Counter.CasesOnSpot },
            Counter.FinesAndConfiscationsFen => [Counter.FinesFen, Counter.ConfiscatedFen],
            var counter => [counter],
        }),
    ];

    private static readonly Dictionary<string, Counter> AllByName = Enum.GetValues<Counter>()
        .Where(counter => counter is not Counter.None)
        .ToDictionary(Name);

    private static readonly Dictionary<string, Counter> ByName = Enum.GetValues<Counter>().Where(IsShown).ToDictionary(Name);

    /// <summary>The counters of CONTRACT.md §3, in its order of kinds.</summary>
    public static IReadOnlyList<Counter> Shown { get; } = [.. Enum.GetValues<Counter>().Where(IsShown)];

    /// <summary>Name in documents: <c>casesFiled</c>.</summary>
    public static string Name(Counter counter) => Names[(int)counter];

    /// <summary>The shown counter of that name, or <see cref="Counter.None"/>.</summary>
    public static Counter Named(string name) => ByName.GetValueOrDefault(name);

    /// <summary>Any counter by its name, or <see cref="Counter.None"/>.</summary>
    public static Counter Find(string name) => AllByName.GetValueOrDefault(name);

    /// <summary>How many parts of metrics there can be.</summary>
    public static int PartCount => EarlyParts + FirstWithDue - FirstLaterPart;

    /// <summary>A part's place among the parts.</summary>
    public static int PartIndex(Counter counter) =>
        counter < Counter.OpenFiled ? counter - Counter.DisclosureDone : EarlyParts + (counter - Counter.DisclosureOnTime);

    /// <summary>Says what stands in a register, and is attributed to no period: 212–218, and 229–233 (SUPERVISION.md §13).</summary>
    public static bool IsRegister(Counter counter) => (int)counter is (>= 212 and <= 218) or (>= 229 and <= 233);

    /// <summary>How many places counters with a due day take, those between them that nothing has yet included.</summary>
    public static int DueCount { get; } = (int)Enum.GetValues<Counter>().Max() - FirstWithDue + 1;

    /// <summary>The place of a counter with a due day among its like.</summary>
    public static int DueIndex(Counter counter) => (int)counter - FirstWithDue;

    /// <summary>The stored counters a shown one is made of.</summary>
    public static ReadOnlySpan<Counter> Parts(Counter counter) => PartsOf[(int)counter];

    public static bool IsShown(Counter counter) => counter is > Counter.None and < Counter.DisclosureDone;

    /// <summary>Says what is so now, and is not summed over periods.</summary>
    public static bool IsStanding(Counter counter) =>
        counter is >= Counter.OpenFiled and < Counter.DisclosureOnTime or >= Counter.DisclosureOpen;

    /// <summary>Stands open with a day on which it falls due.</summary>
    public static bool HasDue(Counter counter) => counter >= Counter.DisclosureOpen;

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
