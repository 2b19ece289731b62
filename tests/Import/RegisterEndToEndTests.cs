using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Dashboard.Tests.Web;
using Dashboard.Web.Verification;

namespace Dashboard.Tests.Import;

/// <summary>Registers as large as real ones, through the tool as an operator runs it, into the running product.</summary>
public sealed class RegisterEndToEndTests : IDisposable
{
    private const int Inspections = 6_500;
    private static readonly TimeSpan _settled = TimeSpan.FromSeconds(30);

    private readonly ScratchFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("xlsx")]
    [InlineData("csv")]
    public async Task A_register_of_6500_inspections_is_in_within_ten_seconds_and_counts_as_a_plain_script_counts(string kind)
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        var rows = Enumerable.Range(0, Inspections).Select(Inspection).ToList();
        var file = kind == "csv"
            ? _folder.Write("hud.csv", string.Join("\r\n", rows.Prepend(_columns).Select(row => string.Join(',', row))))
            : new XlsxWriter().Sheet("Sheet1", rows.Prepend(_columns).Select(row => XlsxWriter.Texts(row))).Save(_folder.At("hud.xlsx"));

        var (exit, output, seconds, _) = await ImportAsync(dashboard, [file, "--map", SharedCases.At("real-hud-2020.map.json")]);

        Assert.True(exit == 0, output);
        Assert.InRange(seconds, 0, 10 * Crowd());
        foreach (var year in rows.GroupBy(row => row[3].Split('/', ' ')[2]))
        {
            await CountsAsync(dashboard, "jurisdiction/330203", year.Key, "inspectionsRoutine", year.Count());
        }
    }

    [Fact]
    public async Task A_csv_of_100000_rows_takes_bounded_memory_and_tells_how_far_it_is()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        var text = new StringBuilder("id,persons\n");
        for (var row = 0; row < 100_000; row++)
        {
            text.Append(CultureInfo.InvariantCulture, $"P-{row},{row % 7}\n");
        }

        var (exit, output, _, peak) = await ImportAsync(dashboard, [_folder.Write("patrols.csv", text.ToString()), "--map", PatrolMap(""),
            "--batch", "2000"]);

        Assert.True(exit == 0, output);
        Assert.Matches("accepted +100,000", output);
        Assert.InRange(peak, 1, 150L * 1024 * 1024);
        Assert.Matches(@"[0-9,]+ 行，[0-9,]+ 条事件.*%", output);
    }

    [Fact]
    public async Task A_register_published_again_counts_as_its_last_edition_says()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        var first = _folder.Write("1.csv", "id,persons\n" + string.Join('\n', Enumerable.Range(0, 300).Select(row => $"P-{row},2")));
        var second = _folder.Write("2.csv",
            "id,persons\n" + string.Join('\n', Enumerable.Range(100, 300).Select(row => $"P-{row},{row % 3}")));
        var third = _folder.Write("3.csv", "id,persons\n" + string.Join('\n', Enumerable.Range(100, 300).Select(row => $"P-{row},2")));
        await ImportAsync(dashboard, [first, "--map", PatrolMap("")]);
        await CountsAsync(dashboard, "team/T01", "2026", "patrolPersons", 600);

        await ImportAsync(dashboard, [second, "--map", PatrolMap("\"replaces\": {\"edition\": 2},"), "--earlier", first]);
        await CountsAsync(dashboard, "team/T01", "2026", "patrolPersons", Enumerable.Range(100, 300).Sum(row => row % 3));
        var (exit, output, _, _) = await ImportAsync(dashboard, [third, "--map", PatrolMap("\"replaces\": {\"edition\": 3},")]);

        Assert.True(exit == 0, output);
        await CountsAsync(dashboard, "team/T01", "2026", "patrolPersons", 600);
        Assert.Equal(0, await VerifyCommand.RunAsync(["--to", dashboard.Http.BaseAddress!.ToString()]));
    }

    private static readonly string[] _columns = ["INSPECTION_ID", "DEVELOPMENT_NAME", "STATE_CODE", "INSPECTION_DATE", "INSPECTION_SCORE"];

    /// <summary>A row of the register; its day goes through three years, month first.</summary>
    private static string[] Inspection(int number)
    {
        var day = new DateOnly(2017, 11, 1).AddDays(number % 800);
        return [$"{600_000 + number}", $"Development {number}", $"{number % 50:00}", $"{day.Month}/{day.Day}/{day.Year} 0:00",
            $"{number % 101}"];
    }

    /// <summary>How many times as long all takes because others work on this machine too: what wants to run, by processor.</summary>
    private static double Crowd() => Math.Max(1,
        double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) / Environment.ProcessorCount);

    private string PatrolMap(string words) => _folder.Write("patrols.json", $$"""
        { "source": "/nb/hs/jt/patrols", "key": ["id"], {{words}}
          "events": [ { "name": "patrol", "type": "enforcement.patrol.reported.v1", "subject": {"column": "id"},
            "time": "2026-11-20T10:00:00+08:00", "teamid": "T01",
            "data": { "patrolId": {"column": "id"}, "teamId": "T01", "day": "2026-11-19", "persons": {"integer": "persons"},
              "vehiclesChecked": 0, "violations": 0 } } ] }
        """);

    /// <summary>The tool in a process of its own: what it answered and printed, how long it took, and the most memory it held.</summary>
    private async Task<(int Exit, string Output, double Seconds, long Peak)> ImportAsync(RunningDashboard dashboard, string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        using var tool = Process.Start(new ProcessStartInfo("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "Dashboard.Web.dll"), "import", .. arguments, "--to", $"{dashboard.Http.BaseAddress}",
                "--errors", _folder.At("errors.csv")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = tool.StandardOutput.ReadToEndAsync(Cancellation);
        var errors = tool.StandardError.ReadToEndAsync(Cancellation);
        var (peak, exited) = (0L, tool.WaitForExitAsync(Cancellation));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!exited.IsCompleted && await look.WaitForNextTickAsync(Cancellation))
        {
            peak = Math.Max(peak, PeakOf(tool));
        }

        await exited;
        TestContext.Current.TestOutputHelper?.WriteLine($"{watch.Elapsed.TotalSeconds:0.0} s, {peak >> 20} MiB");
        return (tool.ExitCode, await output + await errors, watch.Elapsed.TotalSeconds, peak);
    }

    /// <summary>The most memory a process has held, in bytes; 0 once it has ended, which it may between any two questions.</summary>
    private static long PeakOf(Process process)
    {
        try
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }

    /// <summary>Waits until a counter of a closed year shows the number; sums follow the teams within moments.</summary>
    private static async Task CountsAsync(RunningDashboard dashboard, string view, string year, string counter, long expected)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(_settled);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        var shown = await CountAsync();
        while (shown != expected && !limit.IsCancellationRequested && await again.WaitForNextTickAsync(Cancellation))
        {
            shown = await CountAsync();
        }

        Assert.Equal((year, expected), (year, shown));

        async Task<long> CountAsync()
        {
            var address = new Uri($"/api/views/{view}?period={year}", UriKind.Relative);
            var document = await dashboard.Http.GetByteArrayAsync(address, Cancellation);
            var counters = JsonDocument.Parse(document).RootElement.GetProperty("counters").GetProperty("period");
            return counters.TryGetProperty(counter, out var value) ? value.GetInt64() : 0;
        }
    }
}
