using Dashboard.Grains.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Seeds.Demo;

/// <summary>Adds the demo to a host.</summary>
public static class DemoSetup
{
    /// <summary>Tells the story at start, and goes on live if wanted, to the <see cref="IStoryIntake"/> of the host.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="seedsFolder">Folder of the reference data, of demo.json and published-2020.json.</param>
    /// <param name="isLive">False: nothing happens after the story.</param>
    public static IServiceCollection AddDemo(this IServiceCollection services, string seedsFolder, bool isLive) =>
        services.AddHostedService(host => ActivatorUtilities.CreateInstance<Demonstration>(host, seedsFolder, isLive));
}
