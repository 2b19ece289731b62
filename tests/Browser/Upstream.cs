using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Dashboard.Tests.Web;

namespace Dashboard.Tests.Browser;

/// <summary>An upstream system of a test: files cases and decides them on the spot, and retries as a good client does.</summary>
internal sealed class Upstream(RunningDashboard dashboard)
{
    private readonly string run = Guid.NewGuid().ToString("N")[..8];
    private int cases;

    /// <summary>Today in Shanghai.</summary>
    public static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).DateTime);

    /// <summary>How many cases it has filed and had an answer for.</summary>
    public int Filed => Volatile.Read(ref filed);

    private int filed;

    /// <summary>Files one case today and waits for the answer.</summary>
    /// <returns>Its id.</returns>
    public async Task<string> FileCaseAsync(string team = "T01", string item = "S14", string kind = "LegalPerson",
        string party = "示例运输有限公司")
    {
        var id = NextId();
        await PostAsync(id, "case.filed", team, item, new()
        {
            ["caseId"] = id,
            ["caseNo"] = $"示例〔2026〕{id}号",
            ["teamId"] = team,
            ["decidingAuthority"] = "District",
            ["procedure"] = "Ordinary",
            ["primaryItemCode"] = item,
            ["party"] = Party(kind, party),
            ["filedOn"] = $"{Today:yyyy-MM-dd}",
            ["officers"] = Officers,
        });
        // Two loops may file at once.
        Interlocked.Increment(ref filed);
        return id;
    }

    /// <summary>Decides a case on the spot today and waits for the answer.</summary>
    /// <param name="fine">In fen.</param>
    public async Task DecideOnSpotAsync(string team, string item, long fine, string kind = "LegalPerson", string party = "示例运输有限公司")
    {
        var id = NextId();
        await PostAsync(id, "case.onSpotDecided", team, item, new()
        {
            ["caseId"] = id,
            ["docNo"] = $"示例当〔2026〕{id}号",
            ["teamId"] = team,
            ["party"] = Party(kind, party),
            ["decidedOn"] = $"{Today:yyyy-MM-dd}",
            ["kinds"] = Kinds,
            ["fine"] = fine,
            ["officers"] = Officers,
            ["primaryItemCode"] = item,
        });
    }

    private static string[] Kinds { get; } = ["Fine"];

    private static object[] Officers { get; } = [new { certNo = "示例0001" }, new { certNo = "示例0002" }];

    private static Dictionary<string, object> Party(string kind, string name) => new()
    {
        ["kind"] = kind,
        ["displayName"] = name,
        ["codeType"] = "hash",
        ["code"] = "0f1e2d3c4b5a69788796a5b4c3d2e1f0",
        ["isMinor"] = false,
    };

    private string NextId() => $"CASE-{run}-{Interlocked.Increment(ref cases):0000}";

    /// <summary>Posts one event; the same one again while the server is away or too busy, so that it counts once.</summary>
    private async Task PostAsync(string subject, string type, string team, string item, Dictionary<string, object> data)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["specversion"] = "1.0",
            ["id"] = $"{subject}-{type}",
            ["source"] = "/tests/browser",
            ["type"] = $"enforcement.{type}.v1",
            ["subject"] = subject,
            ["time"] = $"{TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)):yyyy-MM-ddTHH:mm:ss.fffzzz}",
            ["teamid"] = team,
            ["itemcode"] = item,
            ["seq"] = 1,
            ["op"] = "i",
            ["data"] = data,
        });
        var waited = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (; ; )
        {
            try
            {
                using var content = new ByteArrayContent(
                    body) { Headers = { ContentType = new MediaTypeHeaderValue("application/cloudevents+json") } };
                using var answer = await dashboard.Http.PostAsync(new Uri("/api/events", UriKind.Relative), content);
                if (answer.StatusCode == HttpStatusCode.OK)
                {
                    using var result = JsonDocument.Parse(await answer.Content.ReadAsByteArrayAsync());
                    Assert.Equal(0, result.RootElement.GetProperty("quarantined").GetInt32());
                    return;
                }

                Assert.True(answer.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable,
                    $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            }
            catch (HttpRequestException)
            {
                // The server is down.
            }

            Assert.True(waited.Elapsed < Patience.Long, $"The server took no event for {Patience.Long.TotalSeconds} s:\n{dashboard.Log}");
            await timer.WaitForNextTickAsync();
        }
    }
}
