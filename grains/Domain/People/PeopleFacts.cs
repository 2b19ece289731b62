namespace Dashboard.Grains.Domain.People;

internal sealed record TeamUpserted(string TeamId, string Name, string? NameEn, string Status, int Order, string? ParentId) : Fact
{
    public override string? Team => TeamId;

    /// <summary>Established enforcement posts (编制); null where the register does not say.</summary>
    public int? Posts { get; init; }

    /// <summary>Acts itself; the legal section does not.</summary>
    public bool Enforces { get; init; } = true;
}

/// <param name="Post">Stands on an enforcement post; auxiliaries do not.</param>
internal sealed record OfficerUpserted(string TeamId, bool Post, string Status, string? CertNo, DateOnly? CertValidFrom,
    DateOnly? CertValidTo) : Fact
{
    private static readonly string[] Gone = ["left", "retired", "inactive", "resigned", "transferred", "dismissed", "离职", "退休", "调离", "注销"];

    /// <summary>The day of retirement; there is no day of birth (<see cref="Contracts.Retirement"/>).</summary>
    public DateOnly? RetiresOn { get; init; }

    /// <summary>From when on it may be chosen to retire earlier.</summary>
    public DateOnly? EarliestRetiresOn { get; init; }

    /// <summary>The day the qualification exam was passed that the certificate rests on.</summary>
    public DateOnly? QualifiedOn { get; init; }

    /// <summary>Holds the legal profession qualification (法律职业资格).</summary>
    public bool LegalQualified { get; init; }

    /// <summary>None, Part or FullTime: how far the work is legal review.</summary>
    public string? LegalDuty { get; init; }

    /// <summary>Reviews penalties since; null for who does not.</summary>
    public DateOnly? ReviewerSince { get; init; }

    /// <summary>Serves; those on leave do too.</summary>
    public bool Serves => !Gone.Contains(Status, StringComparer.OrdinalIgnoreCase);

    public override string? Team => TeamId;
}

/// <param name="Kind">Public, Business or Political; null where it is not said.</param>
internal sealed record TrainingCompleted(DateOnly On, int Hours, string? Kind) : Fact
{
    public override string? Key => null;
}

/// <summary>An exam that an officer sat; how many points is for the personnel section and read by nothing.</summary>
/// <param name="Kind">Qualification, Annual or Business.</param>
/// <param name="PlanId">The certification plan it belongs to; null where none is named.</param>
internal sealed record ExamTaken(DateOnly On, string Kind, bool Passed, string? PlanId) : Fact
{
    /// <summary>The exam that leads to a certificate.</summary>
    public bool IsQualification => Kind == "Qualification";

    public override string? Key => null;
}

internal sealed record AccountabilityDecided(DateOnly On, string Kind, string TeamId) : Fact
{
    public override string? Team => TeamId;
}
