using System.Diagnostics;

namespace Dashboard.Load.Product;

/// <summary>Finds the solution and builds the web host in Release, as an operator would run it.</summary>
internal static class WebBuild
{
    /// <summary>The folder of Dashboard.sln, looked for upwards from here, or from a file of the build.</summary>
    public static string Root(string? file = null)
    {
        foreach (var start in file is null
            ? [Environment.CurrentDirectory, AppContext.BaseDirectory]
            : new[] { Path.GetDirectoryName(file)! })
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

    /// <summary>Builds and answers the path of the web host's dll.</summary>
    public static async Task<string> BuildAsync(string root)
    {
        var start = new ProcessStartInfo("dotnet",
            ["build", Path.Combine(root, "web", "Web.csproj"), "-c", "Release", "-m:1", "-nodeReuse:false", "-v", "quiet"])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new LoadException($"The web host does not build:\n{output}");
        }

        var folder = Path.Combine(root, "web", "bin", "Release", "net10.0");
        return Directory.EnumerateFiles(folder, "*.runtimeconfig.json")
            .Select(file => file.Replace(".runtimeconfig.json", ".dll", StringComparison.Ordinal))
            .Single();
    }
}
