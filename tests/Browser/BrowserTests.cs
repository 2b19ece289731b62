namespace Dashboard.Tests.Browser;

/// <summary>One browser and one demo for all; alone on the machine, since several of these tests measure how long a screen takes.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class BrowserTests : ICollectionFixture<Chromium>, ICollectionFixture<DemoDashboard>
{
    internal const string Name = "Browser";
}
