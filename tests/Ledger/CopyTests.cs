using Dashboard.Tests.Faults;
using Dashboard.Tests.Web;

namespace Dashboard.Tests.Ledger;

/// <summary>A copy that was made while events came in, put into the place of another database, holds whole and provable figures.</summary>
public sealed class CopyTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("dashboard-copy-");

    private string Copy => Path.Combine(folder.FullName, "copy");

    [Fact]
    public Task What_was_backed_up_of_SQLite_under_load_is_proved_after_it_was_restored()
    {
        (string, string)[] there = [("Dashboard__DataPath", Path.Combine(folder.FullName, "there"))];
        return ComesBackAsync(null, there, null, [("Dashboard__DataPath", Directory.CreateDirectory(
            Path.Combine(folder.FullName, "back")).FullName)]);
    }

    [Fact]
    public async Task What_was_backed_up_of_PostgreSQL_under_load_is_proved_after_it_was_restored()
    {
        var server = await PostgresServer.SharedAsync();
        var (there, back) = (await server.CreateDatabaseAsync(), await server.CreateDatabaseAsync());
        await ComesBackAsync(there, [("ConnectionStrings__Dashboard", there)], back, [("ConnectionStrings__Dashboard", back)]);
    }

    [Fact]
    public async Task A_database_in_use_and_a_file_that_is_no_copy_are_refused_with_a_sentence_and_nothing_is_changed()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await dashboard.Http.AcceptAsync(Told.Filed(Told.NewId("C"), "T01"));
        (string, string)[] settings = [("Dashboard__DataPath", dashboard.Data)];
        var other = Path.Combine(folder.FullName, "other");
        await File.WriteAllTextAsync(other, "no copy", TestContext.Current.CancellationToken);

        var (made, _) = await Tool.RunAsync("Dashboard.Web.dll", ["backup", Copy], settings);
        var (again, saidAgain) = await Tool.RunAsync("Dashboard.Web.dll", ["backup", Copy], settings);
        var (used, saidUsed) = await Tool.RunAsync("Dashboard.Web.dll", ["restore", Copy, "--replace"], settings);
        await dashboard.StopAsync();
        var (none, saidNone) = await Tool.RunAsync("Dashboard.Web.dll", ["restore", other, "--replace"], settings);
        var (there, saidThere) = await Tool.RunAsync("Dashboard.Web.dll", ["restore", Copy], settings);

        Assert.Equal((0, 1, 1, 1, 1), (made, again, used, none, there));
        Assert.Contains("already", saidAgain, StringComparison.Ordinal);
        Assert.Contains("another dashboard uses", saidUsed, StringComparison.Ordinal);
        Assert.Contains("is no copy", saidNone, StringComparison.Ordinal);
        Assert.Contains("--replace", saidThere, StringComparison.Ordinal);
        dashboard.Launch();
        await dashboard.ReadyAsync();
        Assert.Equal(1, (await dashboard.Http.ViewAsync(Api.Jurisdiction)).Figure("year", "casesFiled"));
    }

    /// <inheritdoc/>
    public void Dispose() => folder.Delete(recursive: true);

    private async Task ComesBackAsync(
        string? connection, (string Key, string Value)[] settings, string? otherConnection, (string Key, string Value)[] others)
    {
        long before, after;
        await using (var dashboard = await RunningDashboard.StartAsync(
            connection: connection, more: settings.ToDictionary(setting => setting.Key, setting => setting.Value)))
        {
            await using var source = new RepeatingSource(dashboard.Http);
            await source.EveryTeamIsTakenAsync(60);
            before = source.Accepted;
            var (code, printed) = await Tool.RunAsync("Dashboard.Web.dll", ["backup", Copy], settings);
            await source.EveryTeamIsTakenAsync(60);
            after = source.Accepted;
            Assert.True(code == 0, printed);
        }

        var (restored, said) = await Tool.RunAsync("Dashboard.Web.dll", ["restore", Copy], others);
        Assert.True(restored == 0, said);
        var (again, refused) = await Tool.RunAsync("Dashboard.Web.dll", ["restore", Copy], others);
        Assert.True(again == 1 && refused.Contains("--replace", StringComparison.Ordinal), refused);
        var (replaced, told) = await Tool.RunAsync("Dashboard.Web.dll", ["restore", Copy, "--replace"], others);
        Assert.True(replaced == 0, told);

        await using var back = await RunningDashboard.StartAsync(
            connection: otherConnection, more: others.ToDictionary(setting => setting.Key, setting => setting.Value));
        Assert.InRange((await back.Http.ViewAsync(Api.Jurisdiction)).Figure("year", "casesFiled"), before, after);
        await back.Http.VerifyAsync();
    }
}
