using Dashboard.Tests.Browser;

[assembly: AssemblyFixture(typeof(Chromium))]
[assembly: AssemblyFixture(typeof(DemoDashboard))]

namespace Dashboard.Tests.Browser;

/// <summary>
/// One browser and one demo for all; alone on the machine, since several of these tests measure how long a screen takes, and since two
/// pages that are drawn beside one another take longer than one after the other. Not in it are those that mostly wait
/// (<see cref="ReconnectionTests"/>, <see cref="GreyingTests"/>, <see cref="TransportTests"/>): they run before the others, beside one
/// another.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class BrowserTests
{
    internal const string Name = "Browser";
}
