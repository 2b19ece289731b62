using Dashboard.Tests.Browser;

[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: AssemblyFixture(typeof(DemoDashboard))]

namespace Dashboard.Tests.Browser;

/// <summary>
/// One browser and one demo for all; alone on the machine, since several of these tests measure how long a screen takes, and since two
/// pages that are drawn beside one another take longer than one after the other.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class BrowserTests
{
    internal const string Name = "Browser";
}
