using System.Globalization;
using System.Text.Json;
using Dashboard.Tests.Web;
using Dashboard.Web.Import;
using Dashboard.Web.Verification;
using Spectre.Console;

namespace Dashboard.Tests.Import;

/// <summary>The real file into the running product: its figures are those of a plain count of the file, by district and by year.</summary>
public sealed class LongBeachEndToEndTests : IDisposable
{
    private static readonly TimeSpan _settled = TimeSpan.FromSeconds(30);

    private readonly LongBeach _file = LongBeach.Read();
    private readonly StringWriter _output = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _output.Dispose();

    [Fact]
    public async Task Imported_twice_the_real_file_counts_once_by_district_and_by_year()
    {
        await using var dashboard = await RunningDashboard.StartAsync();

        Assert.Equal(0, await ImportAsync(dashboard, new SocketsHttpHandler(), Cancellation));
        await FiguresEqualTheFileAsync(dashboard);
        Assert.Equal(0, await ImportAsync(dashboard, new SocketsHttpHandler(), Cancellation, "--batch", "77"));

        Assert.Matches(@"accepted +5,783[\s\S]+accepted +0\s+重复 duplicates +5,783", _output.ToString());
        await FiguresEqualTheFileAsync(dashboard);
        await EvidenceEqualsTheFileAsync(dashboard);
        Assert.Equal(0, await VerifyCommand.RunAsync(["--to", dashboard.Http.BaseAddress!.ToString()]));
    }

    [Fact]
    public async Task Cut_off_in_the_middle_and_repeated_while_the_dashboard_is_killed_the_real_file_counts_once()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var stopped = await ImportAsync(dashboard, new Interrupted(7, async () => await cut.CancelAsync()), cut.Token, "--batch", "300");
        var repeated = await ImportAsync(dashboard, new Interrupted(10, () => RestartAsync(dashboard)), Cancellation, "--batch", "200");

        Assert.Equal((1, 0), (stopped, repeated));
        Assert.Contains("再执行一次同样的命令即可继续", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("秒再送：", _output.ToString(), StringComparison.Ordinal);
        await FiguresEqualTheFileAsync(dashboard);
    }

    private async Task<int> ImportAsync(RunningDashboard dashboard, HttpMessageHandler connection, CancellationToken cancellation,
        params string[] more)
    {
        var console = AnsiConsole.Create(new() { Ansi = AnsiSupport.No, Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(_output) });
        console.Profile.Width = 4096;
        using (connection)
        {
            return await ImportCommand.RunAsync(
                [_file.Path, "--map", LongBeach.Map, "--to", dashboard.Http.BaseAddress!.ToString(), .. more], console, connection,
                TimeProvider.System, cancellation);
        }
    }

    /// <summary>Kills the dashboard at once and lets it come back while the import goes on asking.</summary>
    private static async Task RestartAsync(RunningDashboard dashboard)
    {
        await dashboard.KillAsync();
        dashboard.Launch();
    }

    /// <summary>Cases by day filed and inspections by day held, for each district and year and for the whole.</summary>
    private async Task FiguresEqualTheFileAsync(RunningDashboard dashboard)
    {
        var years = Enumerable.Range(2009, 8).Select(year => year.ToString(CultureInfo.InvariantCulture)).ToList();
        var expected = new SortedDictionary<string, long>(StringComparer.Ordinal) { ["open cases"] = _file.Rows.Count };
        foreach (var year in years)
        {
            Add("jurisdiction/330203", year, _ => true);
            for (var district = 1; district <= 9; district++)
            {
                var of = $"{district}";
                Add($"team/T0{district}", year, row => row[1] == of);
            }
        }

        // Sums follow the teams within moments of the acknowledgement.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(_settled);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        var shown = await FiguresAsync(dashboard, years);
        while (!shown.SequenceEqual(expected) && !limit.IsCancellationRequested && await again.WaitForNextTickAsync(Cancellation))
        {
            shown = await FiguresAsync(dashboard, years);
        }

        Assert.Equal(expected, shown);

        void Add(string view, string year, Func<string[], bool> which)
        {
            expected[$"{view} {year} filed"] = _file.Rows.Count(row => which(row) && row[2].StartsWith(year, StringComparison.Ordinal));
            expected[$"{view} {year} inspected"] = _file.Rows.Count(row => which(row) && row[3].StartsWith(year, StringComparison.Ordinal));
        }
    }

    private static async Task<SortedDictionary<string, long>> FiguresAsync(RunningDashboard dashboard, IEnumerable<string> years)
    {
        var now = await GetAsync(dashboard, "/api/views/jurisdiction/330203");
        var shown = new SortedDictionary<string, long>(StringComparer.Ordinal) { ["open cases"] = Number(now.GetProperty("open"),
            "cases") };
        foreach (var year in years)
        {
            foreach (var view in Enumerable.Range(1, 9).Select(district => $"team/T0{district}").Append("jurisdiction/330203"))
            {
                var counters = (await GetAsync(dashboard, $"/api/views/{view}?period={year}"))
                    .GetProperty("counters")
                    .GetProperty("period");
                shown[$"{view} {year} filed"] = Number(counters, "casesFiled");
                shown[$"{view} {year} inspected"] = Number(counters, "inspectionsRoutine") + Number(counters, "inspectionsAdHoc")
                    + Number(counters, "inspectionsRandom");
            }
        }

        return shown;
    }

    private async Task EvidenceEqualsTheFileAsync(RunningDashboard dashboard)
    {
        for (var district = 1; district <= 9; district++)
        {
            var evidence = await GetAsync(dashboard, $"/api/evidence?view=team/T0{district}&counter=casesFiled&period=2016&size=1");

            Assert.Equal(_file.Rows.Count(row => row[1] == $"{district}" && row[2].StartsWith("2016", StringComparison.Ordinal)),
                Number(evidence, "total"));
        }
    }

    private static async Task<JsonElement> GetAsync(RunningDashboard dashboard, string address) =>
        JsonDocument.Parse(await dashboard.Http.GetByteArrayAsync(new Uri(address, UriKind.Relative), Cancellation)).RootElement;

    private static long Number(JsonElement parent, string name) => parent.TryGetProperty(name, out var value) ? value.GetInt64() : 0;

    /// <summary>Lets posts through and has something happen while one of them, counted from 1, is under way.</summary>
    private sealed class Interrupted(int post, Func<Task> happen) : DelegatingHandler(new SocketsHttpHandler())
    {
        private int _posts;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = base.SendAsync(request, cancellationToken);
            if (Interlocked.Increment(ref _posts) == post)
            {
                await happen();
            }

            return await answer;
        }
    }
}
