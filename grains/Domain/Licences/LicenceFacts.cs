namespace Dashboard.Grains.Domain.Licences;

internal sealed record LicenceAccepted(DateOnly On, string ItemCode) : Fact
{
    public override string? Item => ItemCode;
}

internal sealed record LicenceExtended(DateOnly On) : Fact
{
    public override string? Key => null;
}

internal sealed record LicenceDecided(DateOnly On, string? ItemCode, string? Outcome, bool DisclosureRequired) : Fact
{
    public override string? Item => ItemCode;
}

internal sealed record LicenceIssued(DateOnly On) : Fact;
