using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Dashboard.Load.Product;

/// <summary>Finds the solution and publishes the web host as the README has operators do it: compiled for the machine beforehand.</summary>
internal static class WebBuild
{
    /// <summary>The folder of Dashboard.sln, looked for upwards from here, or from a file of the build.</summary>
    public static string Root(string? file = null)
    {
        string[] starts = file is null ? [Environment.CurrentDirectory, AppContext.BaseDirectory] : [Path.GetDirectoryName(file)!];
        foreach (var start in starts)
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "Dashboard.sln")))
                {
                    return folder.FullName;
                }
            }
        }

        throw new LoadException(
            "Dashboard.sln was not found above this folder. Run from the repository or name the web host with --web FILE.");
    }

    /// <summary>Publishes it and answers the path of the web host's dll.</summary>
    public static async Task<string> PublishAsync(string root)
    {
        var project = Path.Combine(root, "web", "Web.csproj");
        var folder = Path.Combine(root, "web", "bin", "published");
        var start = new ProcessStartInfo("dotnet",
            ["publish", project, "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--no-self-contained",
                "-p:PublishReadyToRun=true", "-o", folder, "-m:1", "-nodeReuse:false", "-v", "quiet"])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new LoadException($"The web host cannot be published:\n{output}");
        }

        const string Configuration = ".runtimeconfig.json";
        return Directory.EnumerateFiles(folder, $"*{Configuration}").Single().Replace(Configuration, ".dll", StringComparison.Ordinal);
    }
}
