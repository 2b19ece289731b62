using Dashboard.Grains.Contracts;


namespace Dashboard.Web.Access;

/// <summary>What an export says of itself, so that one that turns up elsewhere is known again: who took it, when, and which state it is.
/// </summary>
/// <param name="AsOf">The instant whose state it is.</param>
/// <param name="Version">What tells that state from others of its kind: a version, a position, an id.</param>
internal sealed record Watermark(string Who, DateTimeOffset When, DateTimeOffset AsOf, string Version)
{
    /// <summary>Who takes it away, as the mark names them.</summary>
    public static string NameOf(Caller caller) =>
        caller.Name == caller.DisplayName ? caller.Name : $"{caller.DisplayName} ({caller.Name})";

    public string Chinese => $"{Who} 于 {Rfc3339.Write(When)} 导出；数据截至 {Rfc3339.Write(AsOf)}；版本 {Version}";

    public string English => $"Exported by {Who} at {Rfc3339.Write(When)}; as of {Rfc3339.Write(AsOf)}; version {Version}";
}
