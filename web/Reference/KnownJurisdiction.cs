using System.ComponentModel.DataAnnotations;
using Dashboard.Grains;
using Dashboard.Grains.Contracts;

namespace Dashboard.Web.Reference;

/// <summary>
/// The jurisdiction that is shown: a code that neither the reference data nor the ledger knows would show a wall of nobody.
/// </summary>
internal static class KnownJurisdiction
{
    /// <summary>Looks before anything is started.</summary>
    /// <exception cref="ValidationException">A sentence that says what to mend.</exception>
    public static async Task RequireAsync(Settings settings, IConfiguration configuration)
    {
        var own = (configuration.GetSection("Dashboard").Get<DashboardOptions>() ?? new()).Jurisdiction;
        var known = new SeedFiles(settings.Seeds).Jurisdictions.Select(jurisdiction => jurisdiction.Code).ToList();
        if (!known.Contains(own) && !await IsRegisteredAsync(settings, own))
        {
            throw new ValidationException(
                $"Dashboard:Jurisdiction is {own}, which nobody knows: set it to one of {string.Join(", ", known)}, or add it to "
                    + $"jurisdictions.json in {settings.Seeds} (Dashboard:Seeds), with its teams in teams.json.");
        }
    }

    private static async Task<bool> IsRegisteredAsync(Settings settings, string code)
    {
        await using var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddDashboardReading(settings.ConnectionString, settings.DataPath).BuildServiceProvider();
        try
        {
            await services.GetRequiredService<ILedgerReading>().PrepareAsync(CancellationToken.None);
            return (await services.GetRequiredService<IRegisters>().ListAsync("team", code, null, 0, 1, CancellationToken.None)).Total > 0;
        }
        catch (Exception problem) when (Busy.IsPassing(problem))
        {
            // The database is away: what it knows cannot be asked, and nothing is refused for that.
            return true;
        }
    }
}
