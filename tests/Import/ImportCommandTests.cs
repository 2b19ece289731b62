using System.Net;
using System.Text;
using Dashboard.Grains.Contracts;

namespace Dashboard.Tests.Import;

public sealed class ImportCommandTests : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly StandInDashboard _dashboard = new();
    private readonly ImportTrial _trial;
    private readonly string _map;

    public ImportCommandTests()
    {
        _trial = new(_dashboard);
        _map = _folder.Write("map.json", Maps.WithData("""{"day": {"date": "day"}}"""));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _dashboard.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task All_rows_of_a_good_file_are_in_and_the_exit_code_is_0()
    {
        var exit = await _trial.RunAsync([Rows(1201), "--map", _map], Cancellation);

        Assert.Equal(0, exit);
        Assert.Equal([500, 500, 201], _dashboard.Posts);
        Assert.Equal(1201, _dashboard.Events.Count);
        Assert.Matches(@"accepted +1,201", _trial.Output);
    }

    [Fact]
    public async Task Rows_with_errors_are_told_by_line_and_the_others_go_on()
    {
        var exit = await _trial.RunAsync([_folder.Write("a.csv", "no,day\n1,2026-01-01\n2,01.02.2026\n,2026-01-03\n4,2026-01-04\n"),
            "--map", _map], Cancellation);

        Assert.Equal(1, exit);
        Assert.Equal(["1/seen", "4/seen"], _dashboard.Events.Select(cloudEvent => cloudEvent.GetProperty("id").GetString()));
        Assert.Contains("第 3 行：“day”：“01.02.2026”不是日期（可写作 2026-03-01）", _trial.Output, StringComparison.Ordinal);
        Assert.Contains("第 4 行：“no”为空", _trial.Output, StringComparison.Ordinal);
        Assert.Matches(@"rows with errors +2", _trial.Output);
    }

    [Fact]
    public async Task A_second_import_of_the_same_file_counts_nothing_again()
    {
        var file = Rows(700);
        await _trial.RunAsync([file, "--map", _map], Cancellation);

        var exit = await _trial.RunAsync([file, "--map", _map, "--batch", "33"], Cancellation);

        Assert.Equal(0, exit);
        Assert.Equal(700, _dashboard.Events.Count);
        Assert.Matches(@"duplicates +700", _trial.Output);
    }

    [Fact]
    public async Task What_the_dashboard_quarantines_is_told_by_line_and_the_exit_code_is_1()
    {
        await _trial.RunAsync([Rows(2), "--map", _map], Cancellation);

        var exit = await _trial.RunAsync([_folder.Write("b.csv", "no,day\n1,2026-01-01\n2,2026-03-03\n"), "--map", _map], Cancellation);

        Assert.Equal(1, exit);
        Assert.Contains("第 3 行：事件 2/seen 被隔离（V2）：other payload", _trial.Output, StringComparison.Ordinal);
        Assert.Matches(@"quarantined +1\s+V2 +1", _trial.Output);
    }

    [Fact]
    public async Task A_dry_run_shows_the_first_events_and_all_errors_and_sends_nothing()
    {
        var exit = await _trial.RunAsync([_folder.Write("a.csv", "no,day\n1,2026-01-01\n2,nix\n3,2026-01-03\n"), "--map", _map, "--dry-run",
            "--show", "1"], Cancellation);

        Assert.Equal(1, exit);
        Assert.Empty(_dashboard.Posts);
        Assert.Contains("\"id\": \"1/seen\"", _trial.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\"id\": \"3/seen\"", _trial.Output, StringComparison.Ordinal);
        Assert.Contains("第 3 行：“day”：“nix”不是日期", _trial.Output, StringComparison.Ordinal);
        Assert.Contains("没有发送任何内容", _trial.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_overloaded_dashboard_is_asked_again_after_the_time_it_names()
    {
        _dashboard.Instead = post => post switch
        {
            0 => Refusal(HttpStatusCode.TooManyRequests, new(TimeSpan.FromSeconds(7))),
            1 => Refusal(HttpStatusCode.ServiceUnavailable, new(_trial.Time.GetUtcNow().AddSeconds(20))),
            2 => Refusal(HttpStatusCode.ServiceUnavailable, null),
            _ => null,
        };

        var exit = await _trial.RunAsync([Rows(10), "--map", _map], Cancellation);

        Assert.Equal(0, exit);
        Assert.Equal(10, _dashboard.Events.Count);
        Assert.Equal([7, 20], _trial.Time.Delays.Take(2).Select(delay => delay.TotalSeconds));
        Assert.InRange(_trial.Time.Delays[2], TimeSpan.Zero, TimeSpan.FromSeconds(1));
        Assert.Contains("等 7 秒再送：429", _trial.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_that_is_lost_after_the_events_were_kept_doubles_nothing()
    {
        _dashboard.BeforeAnswer = post =>
        {
            if (post is 0 or 2)
            {
                throw new HttpRequestException("The connection was reset.");
            }
        };

        var exit = await _trial.RunAsync([Rows(900), "--map", _map], Cancellation);

        Assert.Equal(0, exit);
        Assert.Equal(900, _dashboard.Events.Count);
        Assert.Equal([500, 500, 400, 400], _dashboard.Posts);
    }

    [Fact]
    public async Task Without_a_limit_the_import_waits_for_the_dashboard_and_the_delays_stay_short()
    {
        _dashboard.Instead = post => post < 300 ? throw new HttpRequestException("Connection refused") : null;

        var exit = await _trial.RunAsync([Rows(1), "--map", _map], Cancellation);

        Assert.Equal(0, exit);
        // A drawn delay of less than a millisecond needs no timer.
        Assert.InRange(_trial.Time.Delays.Count, 290, 300);
        Assert.InRange(_trial.Time.Delays.Max(), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task With_a_limit_the_import_gives_up_with_a_sentence()
    {
        _dashboard.Instead = _ => throw new HttpRequestException("Connection refused");

        var exit = await _trial.RunAsync([Rows(1), "--map", _map, "--give-up-after", "60"], Cancellation);

        Assert.Equal(1, exit);
        Assert.Contains("已有 60 秒没有收下事件：Connection refused。再执行一次同样的命令", _trial.Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_cut_off_in_the_middle_and_repeated_counts_once()
    {
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        _dashboard.BeforeAnswer = post =>
        {
            if (post == 1)
            {
                cut.Cancel();
                throw new OperationCanceledException(cut.Token);
            }
        };
        var file = Rows(1500);

        var stopped = await _trial.RunAsync([file, "--map", _map], cut.Token);
        var output = _trial.Output;
        var repeated = await _trial.RunAsync([file, "--map", _map], Cancellation);

        Assert.Equal((1, 0), (stopped, repeated));
        Assert.Contains("已停止。再执行一次同样的命令", output, StringComparison.Ordinal);
        Assert.Equal(1500, _dashboard.Events.Count);
        Assert.Matches(@"accepted +500\s+重复 duplicates +1,000", _trial.Output);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "{\"title\":\"The body is not JSON.\"}", "拒收，状态 400：The body is not JSON.")]
    [InlineData(HttpStatusCode.Forbidden, "", "拒收，状态 403。")]
    [InlineData(HttpStatusCode.OK, "<html>", "的答复不像本系统；--to 写对了吗？")]
    [InlineData(HttpStatusCode.OK, "{\"accepted\":9,\"duplicates\":0,\"quarantined\":0}",
        "的答复不像本系统；--to 写对了吗？")]
    public async Task A_refusal_is_not_repeated(HttpStatusCode status, string body, string sentence)
    {
        _dashboard.Instead = _ => new(status) { Content = new StringContent(body) };

        var exit = await _trial.RunAsync([Rows(10), "--map", _map], Cancellation);

        Assert.Equal(1, exit);
        Assert.Single(_dashboard.Posts);
        Assert.Contains(sentence, _trial.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "哪个文件？")]
    [InlineData("a.csv", "哪份映射？")]
    [InlineData("a.csv --map", "--map 之后缺一个值。")]
    [InlineData("a.csv b.csv --map m.json", "一次只能导入一个文件")]
    [InlineData("a.csv --map m.json --fast", "import 没有 --fast 这个选项。")]
    [InlineData("a.csv --map m.json --to localhost", "--to 是 http://localhost:5080 这样的地址，不是 localhost。")]
    [InlineData("a.csv --map m.json --batch 0", "--batch 是 1 至 5000 的整数，不是 0。")]
    [InlineData("a.csv --map nowhere.json", "读不出")]
    public async Task A_wrong_command_line_gets_its_sentence_and_exit_code_2(string line, string sentence)
    {
        var exit = await _trial.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries), Cancellation);

        Assert.Equal(2, exit);
        Assert.Contains(sentence, _trial.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_map_that_does_not_fit_the_file_sends_nothing_and_exit_code_2()
    {
        var exit = await _trial.RunAsync([_folder.Write("a.csv", "no,date\n1,2026-01-01\n"), "--map", _map], Cancellation);

        Assert.Equal(2, exit);
        Assert.Empty(_dashboard.Posts);
        Assert.Contains("没有映射写明的列“day”", _trial.Output, StringComparison.Ordinal);
    }

    private string Rows(int count)
    {
        var text = new StringBuilder("no,day\n");
        for (var row = 1; row <= count; row++)
        {
            text.Append(row).Append(",2026-01-01\n");
        }

        return _folder.Write("rows.csv", text.ToString());
    }

    private static HttpResponseMessage Refusal(HttpStatusCode status, System.Net.Http.Headers.RetryConditionHeaderValue? retryAfter)
    {
        var refusal = new HttpResponseMessage(status);
        refusal.Headers.RetryAfter = retryAfter;
        return refusal;
    }
}
