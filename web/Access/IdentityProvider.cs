using System.ComponentModel.DataAnnotations;

namespace Dashboard.Web.Access;

/// <summary>The identity provider of the house (OpenID Connect), at which people sign in besides with a password of ours.</summary>
/// <param name="Authority">Its address; <c>/.well-known/openid-configuration</c> follows it.</param>
/// <param name="ClientSecret">Null where the provider gave none: the code is bound to its browser by PKCE all the same.</param>
/// <param name="RoleClaim">Claim of the identity token that names roles; null: roles are given here alone.</param>
internal sealed record IdentityProvider(Uri Authority, string ClientId, string? ClientSecret, string? RoleClaim)
{
    private const string Section = "Dashboard:Auth:Oidc";

    /// <summary>What the configuration says; null when it names no provider.</summary>
    /// <exception cref="ValidationException">A sentence that says what to mend.</exception>
    public static IdentityProvider? From(IConfiguration configuration)
    {
        var (authority, client) = (configuration[$"{Section}:Authority"], configuration[$"{Section}:ClientId"]);
        if (string.IsNullOrWhiteSpace(authority) && string.IsNullOrWhiteSpace(client))
        {
            return null;
        }

        if (string.IsNullOrWhiteSpace(authority) || string.IsNullOrWhiteSpace(client))
        {
            throw new ValidationException(
                $"{Section}:{(string.IsNullOrWhiteSpace(client) ? "ClientId" : "Authority")} is missing: set both Authority (the address "
                    + "of the identity provider) and ClientId (the name it knows this product by), or neither.");
        }

        // What comes over an open line could be anybody's word for who somebody is.
        if (!Uri.TryCreate(authority, UriKind.Absolute, out var address)
            || !(address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)))
        {
            throw new ValidationException($"{Section}:Authority is \"{authority}\"; set it to an address that begins with https://.");
        }

        return new(address, client, Some(configuration[$"{Section}:ClientSecret"]), Some(configuration[$"{Section}:RoleClaim"]));
    }

    private static string? Some(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
