using Dashboard.Web;
using Dashboard.Web.Access;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Time.Testing;

namespace Dashboard.Tests.Access;

/// <summary>Guessing is held up, and whoever makes up names cannot have it forgotten (CONTRACT.md §7).</summary>
public sealed class SignInGateTests
{
    private readonly SignInGate gate = new(
        Settings.From(
            new ConfigurationBuilder().AddInMemoryCollection([new("Dashboard:DataPath", Path.GetTempPath())]).Build(),
            new HostingEnvironment { EnvironmentName = "Production" }),
        new FakeTimeProvider());

    [Fact]
    public void A_name_stays_held_up_whatever_names_another_host_makes_up()
    {
        for (var attempt = 0; attempt < RateLimits.FailuresOfName.Most; attempt++)
        {
            Assert.Null(gate.Begin("leader", "10.0.0.1"));
        }

        for (var made = 0; made < 150_000; made++)
        {
            gate.Begin($"nobody {made}", "10.0.0.2");
        }

        Assert.NotNull(gate.Begin("leader", "10.0.0.1"));
        Assert.NotNull(gate.Begin("leader", "10.0.0.2"));
        Assert.Null(gate.Begin("auditor", "10.0.0.3"));
    }
}
