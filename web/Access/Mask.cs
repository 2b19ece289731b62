using Dashboard.Grains.Contracts;
using Dashboard.Web.Screens;

namespace Dashboard.Web.Access;

/// <summary>
/// What of a view a caller is shown: masks are applied here, before anything is pushed, and those with equal masks share one feed.
/// Who may open no files is shown no single warning; who has a scope is shown no other team; a screen is shown what its place may see.
/// </summary>
internal sealed record Mask
{
    /// <summary>Nothing is hidden.</summary>
    public static readonly Mask None = new("", null, false);

    private readonly IReadOnlySet<string>? teams;
    private readonly bool hidesSubjects;
    private readonly ScreenScope? screen;

    private Mask(string key, IReadOnlySet<string>? teams, bool hidesSubjects) =>
        (Key, this.teams, this.hidesSubjects) = (key, teams, hidesSubjects);

    private Mask(ScreenScope screen)
        : this(screen.Place, null, screen.Place == Places.Hall) => this.screen = screen;

    /// <summary>The same for masks that hide the same; empty when nothing is hidden.</summary>
    public string Key { get; }

    public static Mask Of(Caller caller)
    {
        if (caller.Screen is { } screen)
        {
            return new(screen);
        }

        var hides = !Permissions.Of("GET", "/api/subjects")!.Include(caller);
        return caller.Teams is null && !hides ? None
            : new((hides ? "figures" : "files") + (caller.Teams is { } teams ? " " + string.Join(' ', teams.Order()) : ""), caller.Teams,
                hides);
    }

    /// <summary>Whether a view may be seen at all.</summary>
    /// <remarks>A firm is no team's: its figures are those of all teams that visit it, and shown to who may see all.</remarks>
    public bool Admits(string kind, string key) => screen is not null ? $"{kind}/{key}" == screen.View
        : teams is null || (kind == "team" ? teams.Contains(key) : kind != "enterprise");

    /// <summary>A document without what is hidden; the same object when nothing is.</summary>
    public Document Apply(Document document)
    {
        if (Key.Length == 0)
        {
            return document;
        }

        var shown = document.Copy();
        if (teams is not null)
        {
            Keep(shown, "teams", (name, _) => teams.Contains(name));
            Keep(shown, "recent", (_, line) => IsWithin(line));
        }

        if (shown["warnings"] is Document warnings)
        {
            var few = warnings.Copy();
            Keep(few, "top", (_, warning) => !hidesSubjects && IsWithin(warning));
            shown.With("warnings", few);
        }

        return screen is null ? shown : WallMask.Apply(shown, screen.Place);
    }

    private bool IsWithin(object entry) =>
        teams is null || (entry is Document { } line && line["team"] is string team && teams.Contains(team));

    private static void Keep(Document document, string name, Func<string, object, bool> wanted)
    {
        if (document[name] is Document members)
        {
            var kept = new Document();
            foreach (var (key, value) in members.Members)
            {
                if (wanted(key, value))
                {
                    kept.With(key, value);
                }
            }

            document.With(name, kept);
        }
    }
}
