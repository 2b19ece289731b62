using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Dashboard.Tests.Ledger;
using Dashboard.Tests.Web;
using Dashboard.Web.Access;
using Microsoft.Data.Sqlite;

namespace Dashboard.Tests.Access;

/// <summary>A dashboard that asks who one is, with one person of each role; shared by the tests that only ask it.</summary>
public class Bureau : IAsyncLifetime
{
    /// <summary>The password of everybody here.</summary>
    public const string Password = "seven green lanterns";

    /// <summary>Prefixes of every source the tests tell of.</summary>
    internal static readonly string[] AnySource = ["/test"];

    /// <summary>The process.</summary>
    internal RunningDashboard Running { get; private set; } = null!;

    /// <summary>The identity provider of the house.</summary>
    internal HouseProvider Provider { get; private set; } = null!;

    /// <summary>An Npgsql string; null: SQLite in the folder of the process.</summary>
    protected string? Connection { get; set; }

    public virtual async ValueTask InitializeAsync()
    {
        Provider = await HouseProvider.StartAsync();
        Running = await RunningDashboard.StartAsync(connection: Connection, more: new Dictionary<string, string>
        {
            ["Dashboard__Auth__Mode"] = "Required",
            ["AllowedHosts"] = "bureau.example",
            ["Dashboard__Auth__Oidc__Authority"] = Provider.Authority,
            ["Dashboard__Auth__Oidc__ClientId"] = HouseProvider.Client,
            ["Dashboard__Auth__Oidc__ClientSecret"] = HouseProvider.Secret,
            ["Dashboard__Auth__Oidc__RoleClaim"] = "roles",
        });
        await SetUpAsync(Running);
        var admin = await SignInAsync("root");
        foreach (var role in Roles.All.Where(role => role != Roles.Admin))
        {
            await AddAsync(admin, role, role, role == Roles.Leader ? ["T01"] : null);
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        await Running.DisposeAsync();
        await Provider.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A client that comes from another address of the loopback.</summary>
    internal HttpClient From(string address) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancel) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
            await socket.ConnectAsync(IPAddress.Loopback, Running.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        },
    }) { BaseAddress = new($"http://127.0.0.1:{Running.Port}") };

    /// <summary>Changes the database behind the product's back.</summary>
    internal virtual async Task ChangeAsync(string statement)
    {
        await using var database = new SqliteConnection($"Data Source={Path.Combine(Running.Data, "dashboard.db")};Default Timeout=30");
        await database.OpenAsync();
        await using var command = database.CreateCommand();
#pragma warning disable CA2100 // A statement of a test.
        command.CommandText = statement;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Makes the administrator <c>root</c> by the address the first start prints.</summary>
    internal static async Task SetUpAsync(RunningDashboard dashboard)
    {
        using var answer = await dashboard.Http.PostAsJsonAsync("/api/setup",
            new { secret = await SecretAsync(dashboard), name = "root", displayName = "Root", password = Password });
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    /// <summary>The secret in the line that a first start prints.</summary>
    internal static async Task<string> SecretAsync(RunningDashboard dashboard)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        const string Before = "/setup?secret=";
        for (var look = 0; look < 400 && await timer.WaitForNextTickAsync(); look++)
        {
            if (dashboard.Log.Split('\n').FirstOrDefault(line => line.Contains(Before, StringComparison.Ordinal)) is { } line)
            {
                return line[(line.IndexOf(Before, StringComparison.Ordinal) + Before.Length)..].Trim();
            }
        }

        throw new InvalidOperationException($"No set-up address was printed:\n{dashboard.Log}");
    }

    /// <summary>A client with a session of its own.</summary>
    /// <param name="cookies">Where the cookie of the session is kept besides.</param>
    internal static async Task<HttpClient> SignInAsync(RunningDashboard dashboard, string name, CookieContainer? cookies = null)
    {
        var http = Anonymous(dashboard, cookies);
        using var answer = await http.PostAsJsonAsync("/api/session", new { name, password = Password });
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        return http;
    }

    /// <summary>A client that sends a token.</summary>
    internal HttpClient With(string token)
    {
        var http = Anonymous(Running);
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return http;
    }

    internal Task<HttpClient> SignInAsync(string name) => SignInAsync(Running, name);

    /// <summary>A client that keeps cookies and has none yet.</summary>
    internal static HttpClient Anonymous(RunningDashboard dashboard, CookieContainer? cookies = null) =>
        new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = cookies ?? new() })
        {
            BaseAddress = new($"http://127.0.0.1:{dashboard.Port}"),
        };

    /// <summary>Adds a person.</summary>
    /// <returns>The id.</returns>
    internal static async Task<string> AddAsync(HttpClient admin, string name, string role, string[]? teams = null)
    {
        using var answer = await admin.PostAsJsonAsync("/api/people", new { name, roles = new[] { role }, teams, password = Password });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
    }

    /// <summary>Pairs a screen at a place.</summary>
    /// <returns>Its id, and the cookies that are its credential.</returns>
    internal static async Task<(string Id, CookieContainer Cookies)> PairAsync(
        RunningDashboard dashboard, HttpClient admin, string place, string? name = null)
    {
        var cookies = new CookieContainer();
        using var screen = Anonymous(dashboard, cookies);
        using var offered = await screen.PostAsync(new Uri("/api/screens/pairings", UriKind.Relative), null);
        var offer = (await offered.Content.ReadFromJsonAsync<JsonObject>())!;
        using var named = await admin.PostAsJsonAsync("/api/screens", new { code = (string)offer["code"]!, name = name ?? place, place });
        Assert.Equal(HttpStatusCode.Created, named.StatusCode);
        using var bound = await screen.GetAsync(new Uri($"/api/screens/pairings/{(string)offer["secret"]!}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.OK, bound.StatusCode);
        return ((string)(await named.Content.ReadFromJsonAsync<JsonObject>())!["id"]!, cookies);
    }

    /// <summary>Makes a token.</summary>
    internal static async Task<(string Id, string Token)> TokenAsync(HttpClient admin, object wanted)
    {
        using var answer = await admin.PostAsJsonAsync("/api/sources", wanted);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var made = (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
        return ((string)made["id"]!, (string)made["token"]!);
    }
}

/// <summary>The same with people, tokens, screens and audit in PostgreSQL; it does not start where there is none.</summary>
public sealed class PostgresBureau : Bureau
{
    public override async ValueTask InitializeAsync()
    {
        if (PostgresServer.Missing is null)
        {
            Connection = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
            await base.InitializeAsync();
        }
    }

    public override ValueTask DisposeAsync() => Connection is null ? ValueTask.CompletedTask : base.DisposeAsync();

    internal override Task ChangeAsync(string statement) => PostgresServer.ExecuteAsync(Connection!, statement);
}

/// <summary>Tests on one bureau run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class BureauUsers : ICollectionFixture<Bureau>
{
    /// <summary>Name of the collection.</summary>
    public const string Name = "the bureau";
}
