using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Dashboard.Tests.Access;

/// <summary>
/// An identity provider as a house has one: discovery document, keys, signed tokens for a code with PKCE, and a way to leave. Who asks for
/// a code is signed in as <see cref="Who"/> at once; what is wrong with the next token, a test says.
/// </summary>
internal sealed class HouseProvider : IAsyncDisposable
{
    public const string Client = "dashboard", Secret = "the client's own";

    private static readonly string[] Code = ["code"], Subjects = ["public"], Algorithms = ["RS256"];

    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge, string Redirect)> codes = [];
    private readonly RsaSecurityKey known = new(RSA.Create(2048)) { KeyId = "house" };
    private readonly RsaSecurityKey unknown = new(RSA.Create(2048)) { KeyId = "house" };
    private readonly WebApplication app;

    private HouseProvider(WebApplication app) => this.app = app;

    /// <summary>Another site than 127.0.0.1, on the same machine.</summary>
    public string Authority { get; private set; } = "";

    /// <summary>Claims of the person who signs in.</summary>
    public Dictionary<string, object> Who { get; set; } = [];

    /// <summary>What is wrong with tokens: their nonce, issuer, audience or key, or that they are expired or unsigned.</summary>
    public string? Wrong { get; set; }

    /// <summary>Subject of the last person whose session ended here.</summary>
    public string? Left { get; private set; }

    public static async Task<HouseProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var house = new HouseProvider(builder.Build());
        house.Map();
        await house.app.StartAsync();
        house.Authority = house.app.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
        return house;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private void Map()
    {
        app.MapGet("/.well-known/openid-configuration", () => Results.Json(new
        {
            issuer = Authority,
            authorization_endpoint = $"{Authority}/authorize",
            token_endpoint = $"{Authority}/token",
            end_session_endpoint = $"{Authority}/logout",
            jwks_uri = $"{Authority}/keys",
            response_types_supported = Code,
            subject_types_supported = Subjects,
            id_token_signing_alg_values_supported = Algorithms,
        }));
        app.MapGet("/keys", () =>
        {
            var key = known.Rsa.ExportParameters(false);
            var (n, e) = (Base64UrlEncoder.Encode(key.Modulus), Base64UrlEncoder.Encode(key.Exponent));
            return Results.Json(new { keys = new[] { new { kty = "RSA", use = "sig", alg = "RS256", kid = known.KeyId, n, e } } });
        });
        app.MapGet("/authorize", (HttpRequest request) =>
        {
            var (query, code) = (request.Query, Guid.NewGuid().ToString("N"));
            if (query["client_id"] != Client || query["code_challenge_method"] != "S256" || query["response_type"] != "code")
            {
                return Results.BadRequest();
            }

            codes[code] = ($"{query["nonce"]}", $"{query["code_challenge"]}", $"{query["redirect_uri"]}");
            return Results.Redirect($"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString($"{query["state"]}")}");
        });
        app.MapGet("/logout", async (HttpRequest request) =>
        {
            var query = request.Query;
            var shown = await new JsonWebTokenHandler().ValidateTokenAsync(query["id_token_hint"],
                new() { ValidIssuer = Authority, ValidAudience = Client, IssuerSigningKey = known });
            if (!shown.IsValid || query["client_id"] != Client)
            {
                return Results.BadRequest();
            }

            Left = ((JsonWebToken)shown.SecurityToken).Subject;
            return Results.Redirect($"{query["post_logout_redirect_uri"]}?state={Uri.EscapeDataString($"{query["state"]}")}");
        });
        app.MapPost("/token", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            var challenge = Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes($"{form["code_verifier"]}")));
            return codes.TryRemove($"{form["code"]}", out var code) && code.Challenge == challenge && form["client_secret"] == Secret
                && form["redirect_uri"] == code.Redirect
                ? Results.Json(new { access_token = "none", token_type = "Bearer", id_token = Token(code.Nonce) })
                : Results.Json(new { error = "invalid_grant" }, statusCode: 400);
        });
    }

    private string Token(string nonce)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var age = Wrong == "expired" ? TimeSpan.FromHours(2) : TimeSpan.Zero;
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Wrong == "issuer" ? "https://elsewhere.example" : Authority,
            Audience = Wrong == "audience" ? "another product" : Client,
            IssuedAt = now - age,
            NotBefore = now - age,
            Expires = now - age + TimeSpan.FromMinutes(5),
            Claims = new Dictionary<string, object>(Who) { ["nonce"] = Wrong == "nonce" ? "another" : nonce },
            SigningCredentials = Wrong == "unsigned" ? null
                : new(Wrong == "key" ? unknown : known, SecurityAlgorithms.RsaSha256),
        });
    }
}
