namespace Dashboard.Web.Demo;

/// <summary>An invented party. Organisations have a uscc of an unused region (330299) and an organisation part that begins with DEM0; persons a 64-digit hash, never an id number.</summary>
internal sealed record DemoParty(string Kind, string Name, string CodeType, string Code, bool? IsMinor = null)
{
    public bool IsPerson => Kind == "NaturalPerson";
}
