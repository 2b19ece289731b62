using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Dashboard.Tests.Access;
using Dashboard.Tests.Web;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace Dashboard.Tests.Proxy;

/// <summary>All that browsers and sources do, through a real nginx under a sub-path.</summary>
public sealed partial class NginxTests(Nginx nginx) : IClassFixture<Nginx>, IAsyncLifetime
{
    private static readonly string[] Prefixes = ["/test"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        Nginx.Require();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_session_is_opened_by_a_cookie_that_goes_by_TLS_to_the_sub_path_alone()
    {
        using var http = nginx.Client();
        using var answer = await SignInAsync(http);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.All(["path=/dashboard;", "secure", "httponly", "samesite=strict"],
            part => Assert.Contains(part, cookie, StringComparison.OrdinalIgnoreCase));
        Assert.True(answer.Headers.Contains("Strict-Transport-Security"));
        Assert.Equal("root", (string)(await http.ReadAsync("api/session"))["name"]!);
    }

    [Fact]
    public async Task Pages_and_what_they_name_lie_under_the_sub_path()
    {
        using var http = nginx.Client();
        using var outside = await http.GetAsync("teams/T01?lang=en", Cancel);
        Assert.Equal("/dashboard/sign-in?next=%2Fteams%2FT01%3Flang%3Den&lang=en", outside.Headers.Location!.OriginalString);
        using var session = await SignInAsync(http);

        foreach (var page in (string[])["", "teams/T01", "cases/C-1", "index.html", "forbidden.html"])
        {
            using var answer = await http.GetAsync(page, Cancel);
            var named = Links().Matches(await answer.Content.ReadAsStringAsync(Cancel)).Select(match => match.Groups[1].Value).ToList();
            Assert.NotEmpty(named);
            Assert.All(named, link => Assert.StartsWith("/dashboard/", link, StringComparison.Ordinal));
            foreach (var file in named.Where(link => Path.HasExtension(link)))
            {
                using var found = await http.GetAsync(file, Cancel);
                Assert.Equal(HttpStatusCode.OK, found.StatusCode);
            }
        }
    }

    [Fact]
    public async Task Events_come_through_in_every_mode_and_packed()
    {
        using var admin = nginx.Client();
        using var session = await SignInAsync(admin);
        using var made = await admin.PostAsJsonAsync("api/sources", new { name = "through nginx", prefixes = Prefixes }, Cancel);
        using var source = nginx.Client();
        source.DefaultRequestHeaders.Authorization =
            new("Bearer", (string)(await made.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["token"]!);
        JsonObject Filed() => Told.Filed(Told.NewId("C"), "T05");
        var big = Enumerable.Range(0, 2_000).Select(_ => Filed().With("note", new string('x', 4_000))).ToArray();
        var binary = Filed();
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Api.BatchOf(Filed(), Filed()), Cancel);
        }

        using var joined = new StringContent(binary["data"]!.ToJsonString(), Encoding.UTF8, "application/json");
        foreach (var (name, value) in binary.Where(member => member.Key != "data"))
        {
            joined.Headers.Add($"ce-{name}", (string)value!);
        }

        var accepted = new List<int>();
        foreach (var (content, type) in new (HttpContent, string?)[]
        {
            (new ByteArrayContent(Encoding.UTF8.GetBytes(Filed().ToJsonString())), Api.One),
            (new ByteArrayContent(Api.BatchOf(Filed(), Filed())), Api.Batch),
            (new StringContent($"{Filed().ToJsonString()}\n{Filed().ToJsonString()}"), Api.Lines),
            (joined, null),
            (new ByteArrayContent(packed.ToArray()) { Headers = { ContentEncoding = { "gzip" } } }, Api.Batch),
            (new ByteArrayContent(Api.BatchOf(big)), Api.Batch),
        })
        {
            using (content)
            {
                content.Headers.ContentType = type is null ? content.Headers.ContentType : new(type);
                using var answer = await source.PostAsync("api/events", content, Cancel);
                var receipt = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancel))!;
                Assert.True(answer.IsSuccessStatusCode, receipt.ToJsonString());
                accepted.Add((int)receipt["accepted"]!);
            }
        }

        Assert.Equal([1, 2, 2, 1, 2, big.Length], accepted);
    }

    [Fact]
    public async Task The_hub_opens_as_a_WebSocket_and_brings_frames_and_only_to_pages_of_the_bureau()
    {
        var cookies = new CookieContainer();
        using var http = nginx.Client(cookies);
        using var session = await SignInAsync(http);
        var frames = System.Threading.Channels.Channel.CreateUnbounded<JsonObject>();
        await using var hub = Hub(cookies, nginx.Address.GetLeftPart(UriPartial.Authority));
        hub.On<JsonObject>("frame", frame => frames.Writer.TryWrite(frame));
        await hub.StartAsync(Cancel);
        var first = await hub.InvokeAsync<JsonObject>("Watch", "team/T06", null, Cancel);

        var filed = Told.Filed(Told.NewId("C"), "T06").But(copy => copy["source"] = "/local/nginx");
        using var told = new ByteArrayContent(Api.BatchOf(filed)) { Headers = { ContentType = new(Api.Batch) } };
        using var taken = await http.PostAsync("api/events", told, Cancel);
        Assert.True(taken.IsSuccessStatusCode, await taken.Content.ReadAsStringAsync(Cancel));
        JsonObject frame;
        do
        {
            frame = await frames.Reader.ReadAsync(Cancel);
        }
        while ((long)frame["version"]! == (long)first["version"]!);

        Assert.Equal(1, (int)frame["patch"]!["counters"]!["day"]!["casesFiled"]!);
        await using var foreign = Hub(cookies, "https://evil.example");
        await Assert.ThrowsAnyAsync<Exception>(() => foreign.StartAsync(Cancel));
    }

    [Theory]
    [InlineData(Nginx.Name, null, HttpStatusCode.OK)]
    [InlineData("evil.example", null, HttpStatusCode.BadRequest)]
    [InlineData(Nginx.Name, "https://evil.example", HttpStatusCode.Forbidden)]
    [InlineData(Nginx.Name, $"http://{Nginx.Name}", HttpStatusCode.Forbidden)]
    [InlineData(Nginx.Name, $"https://{Nginx.Name}", HttpStatusCode.Unauthorized)]
    public async Task Names_and_origins_are_those_a_browser_sees(string host, string? origin, HttpStatusCode expected)
    {
        using var http = nginx.Client();
        var (method, path) = origin is null ? (HttpMethod.Get, "api/about") : (HttpMethod.Post, "api/verify");
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Host = host;
        if (origin is not null)
        {
            request.Headers.Add("Origin", origin);
        }

        using var answer = await http.SendAsync(request, Cancel);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task What_an_unknown_proxy_says_of_its_caller_is_not_believed()
    {
        // The same machine by another address: not the one that is named.
        using var http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancel) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
                await socket.ConnectAsync(IPAddress.Loopback, nginx.Running.Port, cancel);
                return new NetworkStream(socket, ownsSocket: true);
            },
        }) { BaseAddress = new($"http://localhost:{nginx.Running.Port}") };
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        http.DefaultRequestHeaders.Add("X-Forwarded-Host", "evil.example");

        using var answer = await http.PostAsJsonAsync("/api/session", new { name = "root", password = Bureau.Password }, Cancel);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.DoesNotContain("secure", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.OrdinalIgnoreCase);

        using var foreign = new HttpRequestMessage(HttpMethod.Post, "/api/verify") { Headers = { { "Origin", "https://localhost" } } };
        using var refused = await http.SendAsync(foreign, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Contains("Dashboard:Proxies", await refused.Content.ReadAsStringAsync(Cancel));
    }

    [Fact]
    public async Task Who_asks_too_often_is_told_when_to_come_back_and_holds_up_nobody_else()
    {
        using var http = nginx.Client();
        using var session = await SignInAsync(http);
        var (refused, asked) = (default(HttpResponseMessage), 0);
        for (; asked < 30 && refused is null; asked++)
        {
            var answer = await http.GetAsync("api/audit", Cancel);
            refused = answer.StatusCode == HttpStatusCode.TooManyRequests ? answer : null;
        }

        Assert.InRange(asked, 11, 29);
        Assert.InRange(refused!.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Contains("Dashboard:Limits:Exports", await refused.Content.ReadAsStringAsync(Cancel));
        using var other = await http.GetAsync("api/session", Cancel);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    private static async Task<HttpResponseMessage> SignInAsync(HttpClient http)
    {
        var answer = await http.PostAsJsonAsync("api/session", new { name = "root", password = Bureau.Password }, Cancel);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        return answer;
    }

    private HubConnection Hub(CookieContainer cookies, string origin) => new HubConnectionBuilder()
        .WithUrl(new Uri(nginx.Address, "hubs/dashboard"), HttpTransportType.WebSockets, options =>
        {
            options.Cookies = cookies;
            options.Headers["Origin"] = origin;
            options.SkipNegotiation = true;
            options.WebSocketConfiguration = socket =>
                socket.RemoteCertificateValidationCallback = (_, shown, _, _) => nginx.IsOurs(shown);
        })
        .Build();

    [System.Text.RegularExpressions.GeneratedRegex("(?:href|src)=\"(/[^\"]*)\"")]
    private static partial System.Text.RegularExpressions.Regex Links();
}
