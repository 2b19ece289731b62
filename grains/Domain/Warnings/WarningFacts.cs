namespace Dashboard.Grains.Domain.Warnings;

/// <summary>
/// Somebody has taken note of a warning and said why it stands; that does not clear it, and a higher level wants another.
/// </summary>
internal sealed record WarningAcknowledged(byte Rule, string By, string Reason) : Fact
{
    public override string? Key => null;
}

/// <summary>A violation that no later fact can undo has been dealt with (处置销号).</summary>
internal sealed record WarningResolved(byte Rule, string By, string Reason) : Fact
{
    public override string? Key => null;
}
