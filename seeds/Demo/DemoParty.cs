namespace Dashboard.Seeds.Demo;

/// <summary>
/// An invented party. Organisations have a uscc of an unused region (330299) and an organisation part that begins with DEM0; persons a
/// 64-digit hash, never an id number.
/// </summary>
internal sealed record DemoParty(string Kind, string Name, string CodeType, string Code, bool? IsMinor = null, string? Credit = null)
{
    /// <summary>Counted visits a year (DOMAIN.md INS-03).</summary>
    public const int UsualCap = 2;

    public bool IsPerson => Kind == "NaturalPerson";

    public bool IsTrusted => Credit is "A" or "B";

    /// <summary>Firms of lower credit may be visited more often.</summary>
    public int VisitCap => Credit switch { "C" => UsualCap + 1, "D" => UsualCap + 2, _ => UsualCap };
}
