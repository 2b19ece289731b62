using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Dashboard.Load.Product;

/// <summary>
/// What lets the harness into a product that asks who one is (CONTRACT.md §7): the first administrator, signed in on the product's own
/// client; a token to post with; and the credential of a screen at each place.
/// </summary>
/// <param name="Token">Bearer token of a source that may send whatever the story tells.</param>
internal sealed record Admission(DashboardProcess Product, string Token)
{
    private const string Name = "load", Password = "seven green lanterns", SecretBefore = "/setup?secret=";

    /// <summary>Makes the administrator by the address that a first start prints, and the token.</summary>
    public static async Task<Admission> OfAsync(DashboardProcess product)
    {
        var line = product.LogTail().Split('\n').FirstOrDefault(line => line.Contains(SecretBefore, StringComparison.Ordinal))
            ?? throw new LoadException("The product printed no set-up address.");
        var secret = line[(line.IndexOf(SecretBefore, StringComparison.Ordinal) + SecretBefore.Length)..].Trim();
        await PostAsync(product.Http, "/api/setup", new { secret, name = Name, displayName = Name, password = Password });
        await PostAsync(product.Http, "/api/session", new { name = Name, password = Password });
        var source = await PostAsync(product.Http, "/api/sources", new { name = Name, prefixes = (string[])["/"], master = true });
        return new(product, (string)source["token"]!);
    }

    /// <summary>A client that posts events and nothing else.</summary>
    public HttpClient Source()
    {
        var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 512, UseProxy = false })
        {
            BaseAddress = Product.Address,
        };
        http.DefaultRequestHeaders.Authorization = new("Bearer", Token);
        return http;
    }

    /// <summary>Pairs a screen at a place (hall, corridor, command).</summary>
    /// <returns>The header that is its credential.</returns>
    public async Task<string> ScreenAsync(string place)
    {
        var cookies = new CookieContainer();
        using var screen = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies, UseProxy = false })
        {
            BaseAddress = Product.Address,
        };
        var offer = await PostAsync(screen, "/api/screens/pairings", new { });
        await PostAsync(Product.Http, "/api/screens", new { code = (string)offer["code"]!, name = place, place });
        using var bound = await screen.GetAsync(new Uri($"/api/screens/pairings/{(string)offer["secret"]!}", UriKind.Relative));
        bound.EnsureSuccessStatusCode();
        return cookies.GetCookieHeader(Product.Address);
    }

    private static async Task<JsonObject> PostAsync(HttpClient http, string path, object body)
    {
        using var answer = await http.PostAsJsonAsync(new Uri(path, UriKind.Relative), body);
        var text = await answer.Content.ReadAsStringAsync();
        return !answer.IsSuccessStatusCode ? throw new LoadException($"POST {path} answered {(int)answer.StatusCode}: {text}")
            : text.Length == 0 ? [] : JsonNode.Parse(text)!.AsObject();
    }
}
