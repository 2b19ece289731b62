namespace Dashboard.Seeds.Demo;

/// <summary>The upstream systems of DOMAIN.md §14.1.</summary>
internal static class Sources
{
    public const string Inspections = "/zj/zzd-zszf";
    public const string Cases = "/zj/cfba";
    public const string Supervision = "/zj/hlwjg";
    public const string Licences = "/zj/zwfw";
    public const string Manual = "/nb/hs/jt/manual";
    public const string Seeds = "/seeds";
}
