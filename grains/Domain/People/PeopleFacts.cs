namespace Dashboard.Grains.Domain.People;

internal sealed record TeamUpserted(string TeamId, string Name, string? NameEn, string Status, int Order, string? ParentId) : Fact
{
    public override string? Team => TeamId;
}

/// <param name="Post">Stands on an enforcement post; auxiliaries do not.</param>
internal sealed record OfficerUpserted(string TeamId, bool Post, string Status, string? CertNo, DateOnly? CertValidFrom,
    DateOnly? CertValidTo) : Fact
{
    private static readonly string[] Gone = ["left", "retired", "inactive", "resigned", "transferred", "dismissed", "离职", "退休", "调离", "注销"];

    /// <summary>Serves; those on leave do too.</summary>
    public bool Serves => !Gone.Contains(Status, StringComparer.OrdinalIgnoreCase);

    public override string? Team => TeamId;
}

internal sealed record TrainingCompleted(DateOnly On, int Hours) : Fact
{
    public override string? Key => null;
}

internal sealed record AccountabilityDecided(DateOnly On, string Kind, string TeamId) : Fact
{
    public override string? Team => TeamId;
}
