using System.Diagnostics;
using Dashboard.Tests.Web;

namespace Dashboard.Tests.Faults;

/// <summary>An embedded database on a disk of its own that fills up.</summary>
[Collection(FaultTests.Name)]
public sealed class DiskFaultTests : IAsyncLifetime
{
    private readonly string disk = Directory.CreateTempSubdirectory("dashboard-disk-").FullName;
    private bool isMounted;

    [Fact]
    public async Task On_a_full_disk_posts_are_told_within_a_second_reads_go_on_and_all_is_well_once_there_is_room()
    {
        await using var dashboard = await RunningDashboard.StartAsync(
            more: new Dictionary<string, string> { ["Dashboard__DataPath"] = disk, ["Dashboard__RoundSeconds"] = "1" });
        await using var wall = await Screen.OpenAsync(dashboard, Api.Jurisdiction);
        await using var packing = await Screen.OpenAsync(dashboard, Api.Jurisdiction, messagePack: true);
        var accepted = await TellAsync(dashboard, 3);
        var filler = Path.Combine(disk, "filler");
        await FillAsync(filler);

        var (answered, full) = (0, new List<TimeSpan>());
        for (var post = 0; post < 200 && full.Count < 5; post++)
        {
            var since = Stopwatch.StartNew();
            var (status, answer) = await dashboard.Http.PostBodyAsync(Body(), Api.Batch);
            Assert.True(status is 200 or 503, $"{status} {answer}");
            if (status == 200)
            {
                answered++;
            }
            else
            {
                full.Add(since.Elapsed);
                Assert.Contains("disk of the database is full", (string)answer["detail"]!, StringComparison.Ordinal);
            }
        }

        var (ready, why) = await dashboard.Http.TryReadAsync("/health/ready");
        var seen = (await dashboard.Http.ViewAsync(Api.Jurisdiction)).Figure("year", "casesFiled");
        await Patience.UntilAsync(() => Task.FromResult(IsSaid(wall) && IsSaid(packing)), "screens say that nothing is recorded", 12);
        var missing = (string?)(await dashboard.Http.ReadAsync("/api/ops"))["round"]!["missingSince"];
        File.Delete(filler);
        await Patience.UntilAsync(async () => (await dashboard.Http.TryReadAsync("/health/ready")).Status == 200, "it is ready again", 5);
        accepted += await TellAsync(dashboard, 1);
        await Patience.UntilAsync(() => Task.FromResult(!IsSaid(wall) && !IsSaid(packing)), "screens say so no longer", 12);

        Assert.Equal(5, full.Count);
        Assert.True(full.Max() <= TimeSpan.FromSeconds(1), string.Join(' ', full));
        Assert.Equal(503, ready);
        Assert.NotNull(missing);
        Assert.Contains("disk of the database is full", (string)why["detail"]!, StringComparison.Ordinal);
        Assert.Equal(accepted - 1 + answered, seen);
        Assert.Equal(accepted + answered, (await dashboard.Http.ViewAsync(Api.Jurisdiction)).Figure("year", "casesFiled"));
        await dashboard.Http.VerifyAsync();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"503 after {string.Join(", ", full.Select(time => $"{time.TotalMilliseconds:0} ms"))}");
    }

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        isMounted = OperatingSystem.IsLinux() && await RunAsync("mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", disk) == 0;
        Assert.SkipUnless(isMounted, "a disk of its own cannot be mounted here: that takes root on Linux");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (isMounted)
        {
            await RunAsync("umount", "--lazy", disk);
        }

        Directory.Delete(disk);
    }

    private static async Task<int> TellAsync(RunningDashboard dashboard, int posts)
    {
        for (var post = 0; post < posts; post++)
        {
            await dashboard.Http.AcceptAsync(Told.Filed(Told.NewId("C"), "T01"));
        }

        return posts;
    }

    /// <summary>Whether the last frame says that what happens may not be recorded.</summary>
    private static bool IsSaid(Screen screen) => screen.Frames is [.., var last] && last["roundMissing"] is not null;

    private static byte[] Body() => Api.BatchOf(Told.Filed(Told.NewId("C"), "T01"));

    private static async Task FillAsync(string file)
    {
        await using var filler = new FileStream(file, FileMode.Create);
        try
        {
            while (true)
            {
                await filler.WriteAsync(new byte[4096]);
                await filler.FlushAsync();
            }
        }
        catch (IOException)
        {
            // There is no room left.
        }
    }

    private static async Task<int> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(program, arguments);
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
