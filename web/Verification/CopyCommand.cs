using System.ComponentModel.DataAnnotations;
using Dashboard.Grains;
using Dashboard.Grains.Contracts;

namespace Dashboard.Web.Verification;

/// <summary>
/// <c>backup FILE</c> and <c>restore FILE [--replace]</c>: the whole database, which the settings name, as one file. A backup is made while
/// the product runs; for a restore every process is stopped. <c>verify</c> proves afterwards that all figures follow from what came back.
/// </summary>
internal static class CopyCommand
{
    private const string Usage = "backup FILE\nrestore FILE [--replace]\nThe database is the one that ConnectionStrings__Dashboard or "
        + "Dashboard__DataPath name (environment, or appsettings.json).";

    /// <returns>0 when it was done, 1 when it could not be done, 2 when the command is none.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not (["backup" or "restore", { Length: > 0 }] or ["restore", { Length: > 0 }, "--replace"]) || args[1].StartsWith('-'))
        {
            Console.Error.WriteLine(Usage);
            return 2;
        }

        var configuration = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddEnvironmentVariables().Build();
        var data = configuration["Dashboard:DataPath"] is { Length: > 0 } path ? path : "data";
        await using var services = new ServiceCollection().AddLogging()
            .AddDashboardReading(configuration.GetConnectionString("Dashboard"), data).BuildServiceProvider();
        var copy = services.GetRequiredService<ILedgerCopy>();
        try
        {
            DashboardOptions.Check(configuration);
            await (args[0] == "backup" ? copy.BackUpAsync(args[1], CancellationToken.None)
                : copy.RestoreAsync(args[1], args.Length > 2, CancellationToken.None));
            Console.Out.WriteLine(args[0] == "backup" ? $"Backed up to {args[1]} ({new FileInfo(args[1]).Length} bytes)."
                : $"Restored from {args[1]}. Start the dashboard, and let verify prove the figures and the audit.");
            return 0;
        }
        catch (Exception problem) when (problem is ValidationException or IOException or UnauthorizedAccessException
            or System.Data.Common.DbException)
        {
            Console.Error.WriteLine(problem.Message);
            return 1;
        }
    }
}
