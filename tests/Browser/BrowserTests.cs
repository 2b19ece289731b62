using Dashboard.Tests.Browser;

[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: AssemblyFixture(typeof(DemoDashboard))]

namespace Dashboard.Tests.Browser;

/// <summary>
/// Browser tests that are alone on the machine, since they measure how long a screen takes. Those that only look at pages run beside one
/// another before them. All share one browser and one demo.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class BrowserTests
{
    internal const string Name = "Browser";
}
