namespace Dashboard.Grains.Domain.Licences;

/// <summary>Somebody applied (申请); whether it is accepted is another matter (行政许可法 art. 32).</summary>
internal sealed record LicenceApplied(DateOnly On, string ItemCode) : Fact
{
    public override string? Item => ItemCode;
}

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
    private static readonly string[] Yes = ["Granted", "Approved", "许可", "行政许可", "同意", "变更", "延续"],
        No = ["Refused", "Denied", "Rejected", "驳回"];

    /// <summary>准予许可; changes and renewals (变更、延续) that are allowed are too. Where no word is said, it is.</summary>
    public bool Granted => Outcome is null || Yes.Contains(Outcome, StringComparer.OrdinalIgnoreCase)
        || Outcome.StartsWith("准予", StringComparison.Ordinal);

    /// <summary>不予许可. Neither granted nor refused is what ended without a decision on it: 撤回申请, 终止.</summary>
    public bool Refused => Outcome is { } said && (No.Contains(said, StringComparer.OrdinalIgnoreCase)
        || said.StartsWith('不') || said.StartsWith("未准", StringComparison.Ordinal));

    public override string? Item => ItemCode;
}

internal sealed record LicenceIssued(DateOnly On) : Fact;

/// <summary>A licence that was granted is revoked (撤销许可, 行政许可法 art. 69).</summary>
internal sealed record LicenceRevoked(DateOnly On, string Reason) : Fact;
