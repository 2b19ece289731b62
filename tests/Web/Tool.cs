using System.Diagnostics;

namespace Dashboard.Tests.Web;

/// <summary>A program of the product that is run to its end: a tool, or a start that is refused.</summary>
internal static class Tool
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="program">Its file.</param>
    /// <returns>What it ended with, and what it printed.</returns>
    public static async Task<(int Code, string Printed)> RunAsync(string program, string[] arguments,
        (string Key, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, program), .. arguments])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["DOTNET_ENVIRONMENT"] = "Production" },
        };
        start.Environment.Remove("ASPNETCORE_URLS");
        var data = Directory.CreateTempSubdirectory("dashboard-");
        start.Environment["Dashboard__DataPath"] = data.FullName;
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        using var process = Process.Start(start)!;
        try
        {
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            using var limit = new CancellationTokenSource(Patience.Long);
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }

            data.Delete(recursive: true);
        }
    }
}
