namespace Dashboard.Grains.Domain.Licences;

internal sealed record LicenceAccepted(DateOnly On, string ItemCode, int? PromisedWorkdays = null) : Fact
{
    public override string? Item => ItemCode;
}

/// <param name="ExcludedWorkdays">Working days of hearings, tests and reviews, which do not count (行政许可法 art. 45).</param>
internal sealed record LicenceExtended(DateOnly On, int ExcludedWorkdays = 0) : Fact
{
    public override string? Key => null;
}

internal sealed record LicenceDecided(DateOnly On, string? ItemCode, string? Outcome, bool DisclosureRequired, int ExcludedWorkdays = 0)
    : Fact
{
    public bool Granted =>
        Outcome is null || Outcome.Equals("Granted", StringComparison.OrdinalIgnoreCase)
            || Outcome is "准予" or "准予许可" or "Approved" or "approved";

    public override string? Item => ItemCode;
}

internal sealed record LicenceIssued(DateOnly On) : Fact;
