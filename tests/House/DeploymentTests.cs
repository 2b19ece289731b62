using System.Diagnostics;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Serialization;

namespace Dashboard.Tests.House;

/// <summary>What is shipped to run the product by: systemd takes the units, and nothing names what the product does not know.</summary>
public sealed partial class DeploymentTests
{
    private static readonly string[] Projects = ["silo/Silo.csproj", "web/Web.csproj"];
    private static readonly string[] Units =
        ["dashboard-all.service", "dashboard-silo@1.service", "dashboard-web@5081.service", "backup-dashboard.service"];

    /// <summary>systemd's own rating from 0 (nothing is open) to 100; 20 is what it calls "OK" with room to the next.</summary>
    private const int MostExposure = 20;

    private static readonly string Folder = SharedCases.InRepository("silo/deploy");

    [Fact]
    public async Task Systemd_takes_the_units_and_finds_them_closed_to_what_they_do_not_need()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/systemd-analyze"), "systemd is not installed: its units are not tried.");
        using var copy = new TemporaryFolder();
        foreach (var path in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy.Path, Path.GetRelativePath(Folder, path));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            // Where the product is not installed systemd would miss the program.
            File.WriteAllText(to, Started().Replace(File.ReadAllText(path), "ExecStart=/usr/bin/env"));
        }

        Assert.Equal("", await AnalyzeAsync(copy.Path, ["verify", "--man=no", .. Units]));
        foreach (var unit in Directory.EnumerateFiles(copy.Path, "*.service"))
        {
            await AnalyzeAsync(copy.Path, ["security", "--offline=true", $"--threshold={MostExposure}", unit]);
        }
    }

    [Fact]
    public void What_the_units_and_the_compose_file_start_is_what_is_built()
    {
        var built = Projects.Select(project => File.ReadAllText(SharedCases.InRepository(project)))
            .Select(static project => $"{Assembly().Match(project).Groups[1].Value}.dll").ToHashSet();
        var started = Directory.EnumerateFiles(Folder).SelectMany(path => Program().Matches(File.ReadAllText(path))).ToList();

        Assert.All(started, name => Assert.Contains(name.Value, built));
        Assert.Equal(built, started.Select(name => name.Value).ToHashSet());
    }

    [Fact]
    public void Every_setting_that_is_shipped_stands_in_the_readme()
    {
        var readme = File.ReadAllText(SharedCases.InRepository("README.md"));
        var words = Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .SelectMany(path => Setting().Matches(File.ReadAllText(path)).Select(found => found.Value)).ToHashSet();

        Assert.Contains("Dashboard__Proxies", words);
        // A row may say "`Dashboard:PathBase`, `Dashboard:Proxies`" or "`Orleans:ClusterId`, `SiloPort`".
        Assert.All(words, word => Assert.True(
            readme.Contains($"`{word.Replace("__", ":", StringComparison.Ordinal)}`", StringComparison.Ordinal)
            || readme.Contains($"`{word.Split("__")[^1]}`", StringComparison.Ordinal), word));
    }

    [Fact]
    public void The_compose_file_joins_a_database_two_silos_two_web_hosts_and_a_proxy()
    {
        using var text = File.OpenText(Path.Combine(Folder, "compose.yaml"));
        var compose = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(new MergingParser(new Parser(text)));
        var services = Map(compose["services"]);

        Assert.Equal(["db", "proxy", "silo-1", "silo-2", "web-1", "web-2"], services.Keys.Select(name => (string)name).Order());
        foreach (var name in new[] { "silo-1", "silo-2" })
        {
            var network = Map(Map(Map(services[name])["networks"])["inside"]);
            Assert.Equal(network["ipv4_address"], Map(Map(services[name])["environment"])["Orleans__AdvertisedIP"]);
        }

        foreach (var name in new[] { "silo-1", "silo-2", "web-1", "web-2" })
        {
            Assert.Equal("always", Map(services[name])["restart"]);
            Assert.StartsWith("Host=db;", (string)Map(Map(services[name])["environment"])["ConnectionStrings__Dashboard"]);
        }

        var proxy = (string)Map(Map(Map(services["proxy"])["networks"])["inside"])["ipv4_address"];
        Assert.Equal(proxy, Map(Map(services["web-1"])["environment"])["Dashboard__Proxies"]);

        static Dictionary<object, object> Map(object node) => (Dictionary<object, object>)node;
    }

    /// <summary>Runs systemd-analyze on units of a folder; it must succeed.</summary>
    private static async Task<string> AnalyzeAsync(string folder, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("systemd-analyze", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["SYSTEMD_UNIT_PATH"] = $"{folder}:", ["SYSTEMD_COLORS"] = "0" },
        };
        using var process = Process.Start(start)!;
        var (said, wrong) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{string.Join(' ', arguments)}: {await said}{await wrong}");
        return await wrong;
    }

    [GeneratedRegex("^ExecStart=.*$", RegexOptions.Multiline)]
    private static partial Regex Started();

    [GeneratedRegex("<AssemblyName>(.*)</AssemblyName>")]
    private static partial Regex Assembly();

    [GeneratedRegex(@"Dashboard\.\w+\.dll")]
    private static partial Regex Program();

    [GeneratedRegex("(Dashboard|Orleans|ConnectionStrings)__\\w+|AllowedHosts")]
    private static partial Regex Setting();
}
