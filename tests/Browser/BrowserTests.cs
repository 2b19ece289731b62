using Dashboard.Tests.Browser;

[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: AssemblyFixture(typeof(DemoDashboard))]

namespace Dashboard.Tests.Browser;

/// <summary>
/// Pages are looked at one after the other: two that are drawn at once take longer than in turn. One browser and one demo serve all.
/// Where a page has gone is asked with <c>ToHaveURLAsync</c>, which looks again and again: <c>WaitForURLAsync</c> looks once and then
/// listens, and waits for ever for a page that arrived in between.
/// </summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests
{
    internal const string Name = "Browser";
}

/// <summary>What a page does while its server is away: these tests wait for most of their time, and do so beside the others.</summary>
[CollectionDefinition(Name)]
public sealed class OutageTests
{
    internal const string Name = "Outages";
}
