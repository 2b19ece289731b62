using Dashboard.Grains.Contracts;
using Dashboard.Web.Ingest;

namespace Dashboard.Web.Access;

/// <summary>What kind of caller a request or a connection comes from.</summary>
internal enum CallerKind
{
    /// <summary>Nobody has said who they are.</summary>
    Anonymous,

    /// <summary>Whoever sits at this machine (<c>Auth:Mode</c> = <c>Open</c>).</summary>
    Everyone,

    /// <summary>A person with a session.</summary>
    Person,

    /// <summary>A system that sends events, with a token.</summary>
    Source,

    /// <summary>A display on a wall that was paired.</summary>
    Screen,
}

/// <summary>What a screen may watch.</summary>
/// <param name="Place">Where it hangs, which decides what is masked.</param>
/// <param name="View">The view of its scene, and no other.</param>
internal sealed record ScreenScope(string Place, string View);

/// <summary>Who asks, and what is theirs.</summary>
/// <param name="Id">Id of the person, source or screen; empty for others.</param>
/// <param name="Name">The name the audit and the page say.</param>
/// <param name="Roles">Roles of a person.</param>
/// <param name="Teams">The teams within the scope; null for all.</param>
internal sealed record Caller(
    CallerKind Kind, string Id, string Name, string DisplayName, IReadOnlySet<string> Roles, IReadOnlySet<string>? Teams)
{
    private static readonly IReadOnlySet<string> None = new HashSet<string>();

    /// <summary>Nobody has said who they are.</summary>
    public static readonly Caller Anonymous = new(CallerKind.Anonymous, "", "", "", None, null);

    /// <summary>Whoever sits at this machine.</summary>
    public static readonly Caller Everyone =
        new(CallerKind.Everyone, "", "local", "local", new HashSet<string>(Access.Roles.All), null);

    /// <summary>What a screen may watch; null for others.</summary>
    public ScreenScope? Screen { get; init; }

    /// <summary>The source behind a token; null for others.</summary>
    public SourceScope? Source { get; init; }

    /// <summary>A code of an authenticator is asked for at sign-in.</summary>
    public bool HasSecondFactor { get; init; }

    /// <summary>A role needs a second factor, and there is none yet: only the own account is open, to begin one.</summary>
    public bool LacksSecondFactor { get; init; }

    public static Caller Of(Person person) => new(
        CallerKind.Person, person.Id, person.UserName!, person.DisplayName, person.RoleSet, person.TeamSet)
    {
        HasSecondFactor = person.TwoFactorEnabled,
    };

    /// <summary>Whether a team is within the scope.</summary>
    public bool MaySeeTeam(string? team) => Teams is null || (team is not null && Teams.Contains(team));

    /// <summary>
    /// As who they read records: who has several roles is shown what any of them is. Whoever sits at an open machine is nobody to be named,
    /// and is shown what an auditor is.
    /// </summary>
    public Reader Reader => new(Teams,
        Kind != CallerKind.Person ? FileMask.Least
        : Roles.Contains(Access.Roles.Supervisor) || Roles.Contains(Access.Roles.Admin) ? FileMask.OfLegalSection
        : Roles.Contains(Access.Roles.Leader) ? FileMask.OfLeaders
        : FileMask.Least);

    /// <summary>Whether nothing of what is theirs differs.</summary>
    public bool HasTheSameRights(Caller other) =>
        Kind == other.Kind && Id == other.Id && Screen == other.Screen && LacksSecondFactor == other.LacksSecondFactor
        && Roles.SetEquals(other.Roles)
        && (Teams is null ? other.Teams is null : other.Teams is not null && Teams.SetEquals(other.Teams));
}

/// <summary>Where the caller of a request is kept.</summary>
internal static class Callers
{
    /// <summary>
    /// Who asks; anonymous until <see cref="AccessGate"/> has looked. It stands among the items of the request, since of the request that
    /// opened a link by long polling SignalR keeps these, and no features.
    /// </summary>
    public static Caller Caller(this HttpContext context) =>
        context.Items.TryGetValue(typeof(Caller), out var found) && found is Caller caller ? caller : Access.Caller.Anonymous;
}
