using Dashboard.Grains.Contracts;

namespace Dashboard.Grains.Domain.Inspections;

internal enum InspectionCategory : byte
{
    Other = 0,

    /// <summary>双随机抽查.</summary>
    Random,

    /// <summary>日常检查.</summary>
    Daily,

    /// <summary>专项检查.</summary>
    Special,

    /// <summary>触发式 (即时) 检查.</summary>
    Triggered,
}

internal enum InspectionResult : byte
{
    Other = 0,
    NoProblem,
    FixedOnSpot,
    Rectify,
    ToCase,
    ToOther,
    NotFound,
    Refused,
}

internal enum RecheckOutcome : byte
{
    Other = 0,
    Passed,
    Failed,
}

internal sealed record InspectionStarted(
    InspectionCategory Category, string Form, string TeamId, string[] Items, Party Party, string[] Officers, DateTimeOffset At,
    string? TaskId) : Fact
{
    public string? CombinedVisitId { get; init; }

    /// <summary>The plate of the vehicle inspected, as <see cref="Cases.Vehicles.Mask"/> hides it.</summary>
    public string? Plate { get; init; }

    /// <summary>Recorded through 掌上执法.</summary>
    public bool ViaMobile { get; init; }

    /// <summary>A certificate or the code was shown before it began (亮证、亮码).</summary>
    public bool Shown { get; init; }

    /// <summary>现场, not by letter or data.</summary>
    public bool OnSite => !Form.Equals("OffSite", StringComparison.OrdinalIgnoreCase) && Form != "非现场";

    public DateOnly On => Shanghai.Day(At);

    public override string? Team => TeamId;
    public override string? Item => Items.Length > 0 ? Items[0] : null;
}

internal sealed record InspectionCompleted(DateTimeOffset EndedAt, InspectionResult Result, bool RecordAttached, DateOnly? RectifyDue,
    string? CaseId) : Fact
{
    public DateOnly On => Shanghai.Day(EndedAt);
}

internal sealed record RectificationRechecked(DateOnly On, RecheckOutcome Outcome) : Fact
{
    public override string? Key => null;
}

internal sealed record InspectionRated(int Stars) : Fact
{
    public override string? Key => null;
}

internal sealed record PatrolReported(string TeamId, DateOnly On, int Persons, int Vehicles, int Violations) : Fact
{
    public override string? Team => TeamId;
}

internal sealed record PlanPublished(int Year, InspectionCategory Category, string[] Items, string[] Teams, DateOnly Start, DateOnly End,
    int TargetCount) : Fact
{
    /// <summary>Objects are drawn with ratios by credit or risk (INS-08).</summary>
    public bool Tiered { get; init; }

    public override string? Team => Teams.Length > 0 ? Teams[0] : null;
    public override string? Item => Items.Length > 0 ? Items[0] : null;
}

internal sealed record TaskIssued(string? PlanId, InspectionCategory Category, string[] Items, string TeamId, DateOnly Due) : Fact
{
    public override string? Team => TeamId;
    public override string? Item => Items.Length > 0 ? Items[0] : null;
}
