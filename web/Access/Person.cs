using Microsoft.AspNetCore.Identity;

namespace Dashboard.Web.Access;

/// <summary>A person with an account of this product.</summary>
internal sealed class Person : IdentityUser
{
    private const char Gap = ' ';

    /// <summary>The name pages show.</summary>
    public string DisplayName { get; set; } = "";

    /// <summary>Roles with a blank between them (<see cref="Access.Roles"/>).</summary>
    public string Roles { get; set; } = "";

    /// <summary>Ids of the teams within the scope, with a blank between them; null for all.</summary>
    public string? Teams { get; set; }

    /// <summary>Roles of the person.</summary>
    public IReadOnlySet<string> RoleSet => Roles.Split(Gap, StringSplitOptions.RemoveEmptyEntries).ToHashSet();

    /// <summary>Teams within the scope; null for all.</summary>
    public IReadOnlySet<string>? TeamSet => Teams?.Split(Gap, StringSplitOptions.RemoveEmptyEntries).ToHashSet();

    /// <summary>Gives the person these rights.</summary>
    public void Grant(IEnumerable<string> roles, IEnumerable<string>? teams) =>
        (Roles, Teams) = (string.Join(Gap, roles.Distinct()), teams is null ? null : string.Join(Gap, teams.Distinct()));
}
