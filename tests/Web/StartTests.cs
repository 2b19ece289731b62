using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Dashboard.Web;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;

namespace Dashboard.Tests.Web;

/// <summary>How the product starts, refuses to start, and stops (CONTRACT.md §1).</summary>
public sealed class StartTests
{
    /// <summary>What is set, and parts of the sentence that must name the setting and say what to do.</summary>
    private static readonly (string Key, string Value) Open = ("Dashboard__Auth__Mode", "Open");

    private static readonly Dictionary<string, (string[] Arguments, (string Key, string Value)[] Settings, string[] Sentence)> Wrong = new()
    {
        ["every address"] = (["--urls", "http://0.0.0.0:5999"], [Open], ["http://0.0.0.0:5999", "http://localhost:5080"]),
        ["every address by a star"] = (["--urls", "http://*:5999"], [Open], ["http://*:5999", "http://localhost:5080"]),
        ["every address of IPv6"] = (["--urls", "http://[::]:5999"], [Open], ["http://[::]:5999", "http://localhost:5080"]),
        ["one loopback address and one that is not"] = (["--urls", "http://localhost:5999;http://192.168.1.5:5999"], [Open],
            ["http://192.168.1.5:5999", "http://localhost:5080"]),
        ["an address by the environment"] = ([], [("ASPNETCORE_URLS", "http://0.0.0.0:5999"), Open], ["http://0.0.0.0:5999"]),
        ["an address by Kestrel's own setting"] = ([], [("Kestrel__Endpoints__Http__Url", "http://0.0.0.0:5999"), Open],
            ["http://0.0.0.0:5999"]),
        ["ports without an address"] = ([], [("ASPNETCORE_HTTP_PORTS", "5999"), Open], ["http://*:5999", "http://localhost:5080"]),
        ["an address that is none"] = (["--urls", "localhost"], [], ["localhost", "http://localhost:5080"]),
        ["silo neither here nor there"] = (["--urls", "http://127.0.0.1:0"], [("Dashboard__Silo", "Remote")],
            ["Dashboard:Silo", "Embedded or External"]),
        ["silo elsewhere without a database"] = (["--urls", "http://127.0.0.1:0"], [("Dashboard__Silo", "External")],
            ["Dashboard:Silo=External", "ConnectionStrings:Dashboard"]),
        ["seeds that are not there"] = (["--urls", "http://127.0.0.1:0"], [("Dashboard__Seeds", "/nowhere")],
            ["Dashboard:Seeds", "teams.json"]),
        ["a jurisdiction nobody knows"] = (["--urls", "http://127.0.0.1:0", "--Orleans:SiloPort", $"{RunningDashboard.FreePort()}",
                "--Orleans:GatewayPort", $"{RunningDashboard.FreePort()}", "--Logging:LogLevel:Default", "None"],
            [("Dashboard__Jurisdiction", "330299")], ["Dashboard:Jurisdiction is 330299", "330203", "jurisdictions.json"]),
        ["a jurisdiction that is no code"] = (["--urls", "http://127.0.0.1:0"], [("Dashboard__Jurisdiction", "海曙")],
            ["Dashboard:Jurisdiction", "six-digit"]),
        ["a demo that is neither on nor off"] = (["--urls", "http://127.0.0.1:0"], [("Dashboard__Demo", "perhaps")],
            ["Dashboard:Demo", "true or false"]),
        ["an access that is none"] = (["--urls", "http://127.0.0.1:0"], [("Dashboard__Auth__Mode", "Sometimes")],
            ["Dashboard:Auth:Mode", "Open or Required"]),
        ["a sub-path that is none"] = (["--urls", "http://127.0.0.1:0"], [("Dashboard__PathBase", "dashboard/")], ["Dashboard:PathBase"]),
        ["a proxy that is none"] = (["--urls", "http://127.0.0.1:0"], [("Dashboard__Proxies", "proxy.local")], ["Dashboard:Proxies"]),
        ["a proxy, and nobody asked who they are"] = (["--urls", "http://127.0.0.1:0"], [("Dashboard__Proxies", "10.0.0.1"), Open],
            ["Dashboard:Auth:Mode", "10.0.0.1", "Required"]),
        ["an identity provider over an open line"] = (["--urls", "http://127.0.0.1:0"],
            [("Dashboard__Auth__Oidc__Authority", "http://house.example"), ("Dashboard__Auth__Oidc__ClientId", "dashboard")],
            ["Dashboard:Auth:Oidc:Authority", "https://"]),
        ["a limit that is none"] = (["--urls", "http://127.0.0.1:0"], [("Dashboard__Limits__Posts", "many")], ["Dashboard:Limits:Posts"]),
        ["a data folder that cannot be"] = (["--urls", "http://127.0.0.1:0"], [("Dashboard__DataPath", "/proc/nowhere")],
            ["Dashboard:DataPath", "write to"]),
        ["a port that is none"] = (["--urls", "http://127.0.0.1:0"], [("Orleans__SiloPort", "70000")], ["Orleans:SiloPort", "65535"]),
        ["a collector that is none"] = (["--urls", "http://127.0.0.1:0"], [("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317")],
            ["OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4317"]),
        ["a way to the collector that is none"] = (["--urls", "http://127.0.0.1:0"], [("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json")],
            ["OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"]),
        ["a share above all"] = (["--urls", "http://127.0.0.1:0"], [("Dashboard__TracedShare", "5")], ["Dashboard:TracedShare", "0 to 1"]),
        ["a tick beyond bounds"] = (["--urls", "http://127.0.0.1:0"], [("Dashboard__Push__TickMs", "-5")], ["TickMs"]),
        ["a tick in words"] = (["--urls", "http://127.0.0.1:0"], [("Dashboard__Push__TickMs", "fast")], ["TickMs"]),
        ["a database string that is none"] = (["--urls", "http://127.0.0.1:0"], [("ConnectionStrings__Dashboard", "somewhere")],
            ["ConnectionStrings:Dashboard"]),
    };

    public static TheoryData<string> WrongNames => [.. Wrong.Keys];

    [Theory]
    [MemberData(nameof(WrongNames))]
    public async Task A_wrong_setting_ends_the_start_with_exit_code_2_and_a_sentence_that_says_what_to_mend(string name)
    {
        var (arguments, settings, sentence) = Wrong[name];

        var (code, printed) = await Tool.RunAsync("Dashboard.Web.dll", arguments, settings);

        Assert.True(code == 2, $"exit code {code}: {printed}");
        Assert.All(sentence, part => Assert.Contains(part, printed, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", printed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Dashboard.Web.dll", "--urls")]
    [InlineData("Dashboard.Web.dll", "--Orleans:SiloPort")]
    [InlineData("Dashboard.Web.dll", "--Orleans:GatewayPort")]
    [InlineData("Dashboard.Silo.dll", "--Orleans:SiloPort")]
    [InlineData("Dashboard.Silo.dll", "--Orleans:GatewayPort")]
    public async Task A_port_that_another_process_has_ends_the_start_with_one_sentence(string program, string setting)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port.ToString();
        (string, string)[] database = program == "Dashboard.Silo.dll" ? [("ConnectionStrings__Dashboard", "Host=127.0.0.1;Port=1")] : [];

        var (code, printed) = await Tool.RunAsync(program,
            ["--urls", "http://127.0.0.1:0", "--Orleans:SiloPort", $"{RunningDashboard.FreePort()}",
                setting, setting == "--urls" ? $"http://127.0.0.1:{port}" : port],
            database);

        Assert.True(code == 2, $"exit code {code}: {printed}");
        Assert.Contains(port, printed, StringComparison.Ordinal);
        Assert.Single(printed.Trim().Split('\n'));
    }

    /// <summary>A database that somebody names is somebody's; synthetic cases come into it by a setting only.</summary>
    [Theory]
    [InlineData("Development", null, null, true)]
    [InlineData("Development", "Host=localhost", null, false)]
    [InlineData("Development", "Host=localhost", "true", true)]
    [InlineData("Production", null, null, false)]
    public void A_demo_is_told_by_itself_only_on_a_developers_own_machine(string name, string? connection, string? demo, bool isTold)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["ConnectionStrings:Dashboard"] = connection,
            ["Dashboard:Demo"] = demo,
            ["Dashboard:DataPath"] = Path.GetTempPath(),
        }).Build();

        Assert.Equal(isTold, Settings.From(configuration, new HostingEnvironment { EnvironmentName = name }).Demo);
    }

    [Fact]
    public async Task Accounts_are_not_made_in_a_database_that_is_none()
    {
        var folder = Directory.CreateTempSubdirectory("dashboard-none-");

        var (code, printed) = await Tool.RunAsync(
            "Dashboard.Web.dll", ["users", "add", "a", "--role", "admin"], [("Dashboard__DataPath", folder.FullName)]);

        Assert.Equal(1, code);
        Assert.Contains("There is no database in", printed, StringComparison.Ordinal);
        Assert.Empty(folder.EnumerateFileSystemInfos());
        folder.Delete();
    }

    [Fact]
    public async Task A_second_process_on_the_folder_of_an_embedded_database_is_refused_with_one_sentence()
    {
        await using var first = await RunningDashboard.StartAsync();
        string[] ports = ["--urls", "http://127.0.0.1:0", "--Orleans:SiloPort", $"{RunningDashboard.FreePort()}",
            "--Orleans:GatewayPort", $"{RunningDashboard.FreePort()}"];

        var (code, printed) = await Tool.RunAsync("Dashboard.Web.dll", ports, [("Dashboard__DataPath", first.Data)]);

        Assert.True(code == 2, $"exit code {code}: {printed}");
        Assert.Contains($"another dashboard uses the database in \"{first.Data}\"", Assert.Single(printed.Trim().Split('\n')),
            StringComparison.Ordinal);
        await first.Http.AcceptAsync(Told.Filed(Told.NewId("C"), "T01"));
    }

    [Fact]
    public async Task A_log_that_was_deleted_takes_events_with_it_and_the_proof_says_so_until_somebody_has_seen_to_it()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        var mark = Path.Combine(dashboard.Data, "dashboard.mark");
        await Patience.UntilAsync(
            async () =>
            {
                await dashboard.Http.AcceptAsync(Told.Filed(Told.NewId("C"), "T01"));
                return (await dashboard.Http.ViewAsync(Api.Jurisdiction)).Figure("year", "casesFiled") > 20 && File.Exists(mark);
            },
            "the mark is made");
        await dashboard.Http.VerifyAsync();
        await dashboard.KillAsync();
        File.Delete(Path.Combine(dashboard.Data, "dashboard.db-wal"));
        File.Delete(Path.Combine(dashboard.Data, "dashboard.db-shm"));
        dashboard.Launch();
        await dashboard.ReadyAsync();
        await dashboard.StopAsync();
        dashboard.Launch();
        await dashboard.ReadyAsync();

        var (_, proof) = await dashboard.Http.DoAsync("/api/verify");

        Assert.Contains("what was written last is gone", (string)Assert.Single(proof["differences"]!.AsArray())!, StringComparison.Ordinal);
        await dashboard.StopAsync();
        File.Delete(mark);
        dashboard.Launch();
        await dashboard.ReadyAsync();
        await dashboard.Http.VerifyAsync();
    }

    [Fact]
    public async Task A_program_older_than_the_database_refuses_it_with_a_sentence()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await dashboard.StopAsync();
        await using (var database = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={Path.Combine(dashboard.Data, "dashboard.db")};Pooling=False"))
        {
            database.Open();
            await using var later = database.CreateCommand();
            later.CommandText = "INSERT INTO SchemaVersions (ScriptName, Applied) VALUES ('999-later', '2030-01-01')";
            later.ExecuteNonQuery();
        }

        var (code, printed) = await Tool.RunAsync("Dashboard.Web.dll",
            ["--urls", "http://127.0.0.1:0", "--Orleans:SiloPort", $"{RunningDashboard.FreePort()}",
                "--Orleans:GatewayPort", $"{RunningDashboard.FreePort()}"],
            [("Dashboard__DataPath", dashboard.Data)]);

        Assert.True(code == 2, $"exit code {code}: {printed}");
        Assert.Contains("later version", printed, StringComparison.Ordinal);
        Assert.Contains("999-later", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_silo_without_a_database_says_what_it_needs()
    {
        var (code, printed) = await Tool.RunAsync("Dashboard.Silo.dll", [], []);

        Assert.True(code == 2, $"exit code {code}: {printed}");
        Assert.Contains("ConnectionStrings:Dashboard", printed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_a_little_work_a_quiet_period_and_a_stop_log_no_trouble_and_no_personal_data()
    {
        const string Person = "欧阳试验", Officer = "JIAOTONG88001";
        await using var dashboard = await RunningDashboard.StartAsync();
        await using (var screen = await Screen.OpenAsync(dashboard, Api.Jurisdiction))
        {
            var told = Told.Filed(Told.NewId("C"), "T01", party: Told.Person(Person))
                .With("officers", new System.Text.Json.Nodes.JsonArray(new System.Text.Json.Nodes.JsonObject { ["certNo"] = Officer }));
            await dashboard.Http.TellAsync(told, told, told.With("caseNo", "another"),
                Told.Filed(Told.NewId("C"), "T01", party: Told.Person(Person)).With("filedOn", null));
            await screen.UntilAsync(document => document.Figure("year", "casesFiled") == 1);
            await screen.UntilAsync(_ => screen.Frames.Count(frame => (long?)frame["base"] == (long)frame["version"]!) >= 2);
        }

        await dashboard.StopAsync();

        Assert.True(dashboard.ExitCode == 0, $"exit code {dashboard.ExitCode}: {dashboard.Log}");
        // Orleans warns when the machine is so busy that its own timers are late; that is the machine's trouble.
        var trouble = dashboard.Log.Split('\n')
            .Where(line => line.StartsWith("warn:", StringComparison.Ordinal) || line.StartsWith("fail:", StringComparison.Ordinal)
                || line.StartsWith("crit:", StringComparison.Ordinal));
        Assert.True(trouble.All(line => line.Contains("LocalSiloHealthMonitor", StringComparison.Ordinal)), dashboard.Log);
        Assert.DoesNotContain(Person, dashboard.Log, StringComparison.Ordinal);
        Assert.DoesNotContain(Officer, dashboard.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_stop_and_a_start_the_figures_are_the_same()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await dashboard.Http.AcceptAsync([.. Enumerable.Range(0, 20).Select(_ => Told.Filed(Told.NewId("C"), "T03"))]);
        var before = Screen.Comparable(await dashboard.Http.ViewAsync(Api.Jurisdiction));

        await dashboard.StopAsync();
        dashboard.Launch();
        await dashboard.ReadyAsync();

        Assert.Equal(before.ToJsonString(), Screen.Comparable(await dashboard.Http.ViewAsync(Api.Jurisdiction)).ToJsonString());
        await dashboard.Http.VerifyAsync();
    }
}
