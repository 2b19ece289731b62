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
    InspectionCategory Category, string Form, string TeamId, string[] Items, Party Party, string[] Officers, DateTimeOffset At, string? TaskId) : Fact
{
    public override string? Team => TeamId;
    public override string? Item => Items.Length > 0 ? Items[0] : null;
}

internal sealed record InspectionCompleted(DateTimeOffset EndedAt, InspectionResult Result, bool RecordAttached, DateOnly? RectifyDue, string? CaseId) : Fact;

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

internal sealed record PlanPublished(int Year, InspectionCategory Category, string[] Items, string[] Teams, DateOnly Start, DateOnly End, int TargetCount) : Fact
{
    public override string? Team => Teams.Length > 0 ? Teams[0] : null;
    public override string? Item => Items.Length > 0 ? Items[0] : null;
}

internal sealed record TaskIssued(string? PlanId, InspectionCategory Category, string[] Items, string TeamId, DateOnly Due) : Fact
{
    public override string? Team => TeamId;
    public override string? Item => Items.Length > 0 ? Items[0] : null;
}
