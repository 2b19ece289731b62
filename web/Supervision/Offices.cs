using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;

namespace Dashboard.Web.Supervision;

/// <summary>
/// Which roles of SUPERVISION.md §0.1 an account has: the supervisor is the legal section (R3), a leader with a scope the head of those
/// teams (R4), a leader of all teams one of the heads in charge (R2), an administrator the head of the bureau (R1). Who sits at an open
/// machine may act as any of them, and is a different person as each.
/// </summary>
internal static class Offices
{
    /// <summary>The roles of a caller.</summary>
    public static IReadOnlySet<string> RolesOf(Caller caller)
    {
        if (caller.Kind == CallerKind.Everyone)
        {
            return new HashSet<string> { "R1", "R2", "R3", "R4" };
        }

        var roles = new HashSet<string>();
        Add(Roles.Admin, "R1");
        Add(Roles.Supervisor, "R3");
        Add(Roles.Leader, caller.Teams is null ? "R2" : "R4");
        return roles;

        void Add(string role, string its)
        {
            if (caller.Kind == CallerKind.Person && caller.Roles.Contains(role))
            {
                roles.Add(its);
            }
        }
    }

    /// <summary>As whom a caller does an act; null when it is none of theirs.</summary>
    /// <param name="roles">Whose act it is, the lowest rank first.</param>
    public static Actor? Of(Caller caller, IReadOnlyList<string> roles) =>
        roles.FirstOrDefault(RolesOf(caller).Contains) is not { } role ? null
            : new(caller.Kind == CallerKind.Everyone ? $"local/{role}" : caller.Id, role);

    /// <summary>Whether what people wrote in orders is shown: to those who work with them.</summary>
    public static bool IsOfWork(Caller caller) => RolesOf(caller).Count > 0;
}
