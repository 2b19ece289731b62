namespace Dashboard.Grains.Domain.People;

internal sealed record TeamUpserted(string TeamId, string Name, string? NameEn, string Status, int Order, string? ParentId) : Fact
{
    public override string? Team => TeamId;
}

internal sealed record OfficerUpserted(string TeamId, bool Post, string? CertNo, DateOnly? CertValidTo) : Fact
{
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
