using System.Diagnostics;
using System.Text.RegularExpressions;
using Dashboard.Tests.Ledger;
using Dashboard.Tests.Web;

namespace Dashboard.Tests.Faults;

/// <summary>
/// What the kernel is asked for, in order: no post is answered before what it brought was forced to the disk (PERFORMANCE.md, R3).
/// </summary>
public sealed partial class DurableAnswerTests : IAsyncDisposable
{
    private const int Posts = 25;

    private readonly string trace = Path.GetTempFileName();
    private Process? strace;

    [Fact]
    public async Task No_post_is_answered_before_SQLite_has_its_log_on_the_disk()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        await FollowAsync(dashboard.ProcessId);

        await PostAsync(dashboard);

        Assert.Empty(await AnsweredEarlyAsync(@"dashboard\.db-wal"));
    }

    /// <param name="fsync">Of the server; one that forces nothing to the disk is noticed.</param>
    [Theory]
    [InlineData("on", false)]
    [InlineData("off", true)]
    public async Task No_post_is_answered_before_PostgreSQL_has_its_log_on_the_disk(string fsync, bool isEarly)
    {
        await using var server = await PostgresServer.StartNewAsync();
        var database = await server.CreateDatabaseAsync();
        await PostgresServer.ExecuteAsync(database, $"ALTER SYSTEM SET fsync = {fsync}");
        await PostgresServer.ExecuteAsync(database, "SELECT pg_reload_conf()");
        await using var dashboard = await RunningDashboard.StartAsync(connection: database);
        // Servers of connections that were opened before are other processes already.
        var servers = await File.ReadAllTextAsync($"/proc/{server.ProcessId}/task/{server.ProcessId}/children",
            TestContext.Current.CancellationToken);
        await FollowAsync([dashboard.ProcessId, server.ProcessId,
            .. servers.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)]);

        await PostAsync(dashboard);

        Assert.Equal(isEarly, (await AnsweredEarlyAsync("/pg_wal/")).Count > 0);
    }

    public ValueTask DisposeAsync()
    {
        strace?.Dispose();
        File.Delete(trace);
        return ValueTask.CompletedTask;
    }

    private static async Task PostAsync(RunningDashboard dashboard)
    {
        for (var post = 0; post < Posts; post++)
        {
            await dashboard.Http.AcceptAsync(Told.Filed(Told.NewId("D"), "T01"));
        }
    }

    /// <summary>Writes down from now on what the processes, and those they start, ask the kernel for.</summary>
    private async Task FollowAsync(params int[] processes)
    {
        try
        {
            strace = Process.Start(new ProcessStartInfo("strace",
                ["-f", "-y", "-s", "64", "-o", trace, "-e", "trace=fsync,fdatasync,recvmsg,recvfrom,read,sendmsg,sendto,write,writev",
                    .. processes.SelectMany(static process => new[] { "-p", $"{process}" })]) { RedirectStandardError = true })!;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("strace is not installed: left out");
        }

        // It says of each process that it is attached, or why it may not be.
        for (var attached = 0; attached < processes.Length;)
        {
            var said = await strace.StandardError.ReadLineAsync(TestContext.Current.CancellationToken);
            Assert.SkipWhen(said is null || said.Contains("not permitted", StringComparison.Ordinal), $"strace may not look here: {said}");
            attached += said!.Contains(" attached", StringComparison.Ordinal) ? 1 : 0;
        }

        _ = strace.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>The posts between which and their answer no log was forced to the disk, begun after the post had come.</summary>
    /// <param name="log">A pattern of the path of what is forced.</param>
    private async Task<List<int>> AnsweredEarlyAsync(string log)
    {
        await Process.Start("kill", ["-INT", $"{strace!.Id}"]).WaitForExitAsync(TestContext.Current.CancellationToken);
        await strace.WaitForExitAsync(TestContext.Current.CancellationToken);
        var (answers, posts, isPosted, forced) = (0, 0, false, false);
        var (begun, early) = (new HashSet<string>(), new List<int>());
        foreach (var line in await File.ReadAllLinesAsync(trace, TestContext.Current.CancellationToken))
        {
            var process = line.Split(' ')[0];
            if (line.Contains("\"POST /api/events", StringComparison.Ordinal))
            {
                (posts, isPosted, forced) = (posts + 1, true, false);
                begun.Clear();
            }
            else if (Forcing().Match(line) is { Success: true } forcing)
            {
                var isOver = !line.EndsWith("<unfinished ...>", StringComparison.Ordinal);
                if (!forcing.Groups["resumed"].Success && Regex.IsMatch(line, log))
                {
                    begun.Add(process);
                }

                forced |= isOver && begun.Contains(process);
            }
            else if (isPosted && line.Contains("\"HTTP/1.1 200", StringComparison.Ordinal))
            {
                (answers, isPosted) = (answers + 1, false);
                if (!forced)
                {
                    early.Add(posts);
                }
            }
        }

        Assert.Equal((Posts, Posts), (posts, answers));
        return early;
    }

    [GeneratedRegex(@"\b(?<call>fsync|fdatasync)\(|<\.\.\. (?<resumed>fsync|fdatasync) resumed>")]
    private static partial Regex Forcing();
}
