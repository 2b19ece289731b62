using System.Collections.Frozen;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Items;
using Dashboard.Grains.Domain.People;
using Dashboard.Grains.Domain.Rules;

namespace Dashboard.Grains.Roster;

/// <summary>The teams, items and the law that are registered, at one moment.</summary>
/// <param name="Basis">Names the law and the program by which subjects are folded: the same on every host that knows the same.</param>
internal sealed record RosterEdition(
    FrozenDictionary<string, RosterTeam> Jurisdictions, FrozenDictionary<string, RosterTeam> Teams,
    FrozenDictionary<string, RosterItem> Items, Law Law, long Basis, long Number)
{
    /// <summary>Behind all teams that are registered.</summary>
    private const int LastPlace = 99;

    /// <summary>The tree made last, and of what: an edition made of this one has the same fields.</summary>
    private KnownTree? tree;

    public static RosterEdition Empty { get; } = new(FrozenDictionary<string, RosterTeam>.Empty, FrozenDictionary<string, RosterTeam>.Empty,
        FrozenDictionary<string, RosterItem>.Empty, Law.None, 0, 0);

    public WorkCalendar Calendar => Law.Calendar;

    /// <summary>The calendars and rule sets as they were published, over which another is judged.</summary>
    public PublishedLaw Published { get; init; } = PublishedLaw.None;

    /// <summary>What was recorded and cannot be in force, with the reason.</summary>
    public IReadOnlyList<RosterProblem> Problems { get; init; } = [];

    /// <summary>The rule set or calendar that is left out, if any: every screen says so.</summary>
    public RosterProblem? LawProblem => Published.Problems.Count > 0 ? Published.Problems[0] : null;

    /// <summary>The legal section (法规科), where the rule set names a registered team as such; null: there is none.</summary>
    public string? LegalSection => Law.LegalSection is { } named && Teams.ContainsKey(named) ? named : null;

    /// <summary>The team in whose figures something stands that names this team.</summary>
    public string TeamFor(string? declared) => declared is not null && Teams.ContainsKey(declared) ? declared : RosterTeam.Unassigned;

    /// <summary>
    /// The teams that are added up to a jurisdiction, those of jurisdictions within it too. "unassigned", and those whose parent is no
    /// jurisdiction (none, the bureau, another team), belong to this installation's own.
    /// </summary>
    public IReadOnlyList<string> TeamsOf(string jurisdiction, string own) => Tree(own).Teams(jurisdiction);

    /// <summary>What is added up to which jurisdiction.</summary>
    /// <param name="own">This installation's own.</param>
    public JurisdictionTree Tree(string own)
    {
        var known = tree;
        if (known is null || known.Own != own || !ReferenceEquals(known.Jurisdictions, Jurisdictions)
            || !ReferenceEquals(known.Teams, Teams))
        {
            tree = known = new(own, Jurisdictions, Teams, new(Jurisdictions, Teams.Values, own));
        }

        return known.Tree;
    }

    /// <summary>The team as it is shown: by its registration, else as the one that takes the unknown.</summary>
    public RosterTeam TeamOf(string id) => Teams.GetValueOrDefault(id) ?? new(id, "未分配", null, LastPlace, null);

    /// <summary>A member of a jurisdiction as it is shown: a jurisdiction within it, or a team.</summary>
    public RosterTeam MemberOf(string id) => Jurisdictions.GetValueOrDefault(id) ?? TeamOf(id);

    /// <summary>The name of an item as it is shown; in English where one is registered.</summary>
    public (string Name, string? NameEn) NameOf(string item) =>
        Items.GetValueOrDefault(item) is { } known ? (known.Name, known.NameEn) : ("未归类", null);

    /// <summary>
    /// Whether subjects are folded and judged after an event as before it: nothing waits for one that was sent again, or says another name.
    /// What does count is which teams and items there are, the fines of an item, and the certificates of an officer.
    /// </summary>
    public bool FoldsAlikeWith(SourceEvent @event) => @event.Operation == Operation.Insert && @event.Fact switch
    {
        TeamUpserted team => (IsJurisdiction(team) ? Jurisdictions : Teams).ContainsKey(team.TeamId),
        ItemUpserted item => Items.ContainsKey(item.Code)
            && (Law.FineRanges.TryGetValue(item.Code, out var range) ? item.FineRange == range : item.FineRange is null),
        ItemClaimed or ItemUnclaimed => true,
        OfficerUpserted officer => Law.Certificates.Hold(officer),
        _ => false,
    };

    /// <summary>A jurisdiction is registered like a team, with a status of its own: it is what teams name as their parent.</summary>
    public static bool IsJurisdiction(TeamUpserted team) => team.Status == "Jurisdiction";

    /// <summary>What is known here of a team or jurisdiction that is registered so.</summary>
    public static RosterTeam EntryOf(TeamUpserted team) => new(team.TeamId, team.Name, team.NameEn, team.Order, team.ParentId);

    /// <summary>What is known here of an item that is registered so.</summary>
    public static RosterItem EntryOf(ItemUpserted item, bool isClaimed) =>
        new(item.Code, item.Name, item.NameEn, item.Category, item.RandomListed, isClaimed);

    /// <summary>The item under which something is shown that names this item.</summary>
    public string ItemFor(string? declared) => declared is not null && Items.ContainsKey(declared) ? declared : RosterItem.Unclassified;

    private sealed record KnownTree(string Own, FrozenDictionary<string, RosterTeam> Jurisdictions,
        FrozenDictionary<string, RosterTeam> Teams, JurisdictionTree Tree);
}
