using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Web.Access;

namespace Dashboard.Web.Ingest;

/// <summary>What a token allows its source to send, or a session its person.</summary>
/// <param name="Prefixes">Beginnings of the <c>source</c> of its events.</param>
/// <param name="Teams">Teams its events belong to, each of which must name one; null for all.</param>
/// <param name="IsMaster">It may register and retract teams, items, calendars and rule sets.</param>
internal sealed record SourceScope(IReadOnlyList<string> Prefixes, IReadOnlySet<string>? Teams, bool IsMaster)
{
    /// <summary>What pages of this product send: forms as <c>/local/…</c>, acknowledgements as <c>/dashboard</c>.</summary>
    private static readonly string[] OfPages = ["/local/", "/dashboard"];

    /// <summary>Reference data, which binds everybody's figures.</summary>
    private static readonly string[] Mastered = ["team.", "item.", "calendar.", "rules."];

    private const int MostNoted = 100;

    /// <summary>
    /// What the events of a body reach, each with the place of the first that does; null for who sends for every team, of whom nothing of
    /// this is asked.
    /// </summary>
    private Dictionary<SubjectKey, int>? reached = Teams is null ? null : [];

    /// <summary>What a person sends, for the audit: place in the body, type, and what it is about. Null for systems.</summary>
    public List<(int Index, string Type, string Target)>? Noted { get; private init; }

    /// <summary>What a caller may send, of each body anew; null when it may send anything.</summary>
    public static SourceScope? Of(Caller caller) => caller.Kind switch
    {
        CallerKind.Everyone => null,
        CallerKind.Source => new(caller.Source!.Prefixes, caller.Source.Teams, caller.Source.IsMaster),
        _ => new(OfPages, caller.Teams, caller.Roles.Contains(Roles.Operator) || caller.Roles.Contains(Roles.Admin)) { Noted = [] },
    };

    /// <summary>Lets an event of a body pass, or refuses the body.</summary>
    /// <param name="type">Its type without prefix and version: <c>case.filed</c>.</param>
    /// <exception cref="UnreadableBodyException">The event is not its sender's to send.</exception>
    public void Admit(JsonPiece json, int index, string source, ReadOnlySpan<char> type)
    {
        if ((Refusal(source, type) ?? (Teams is null ? null : RefusalOf(TeamsIn(json)))) is { } sentence)
        {
            throw Refused(index, sentence);
        }

        if (reached is not null && Facts.Find(type) is { } row)
        {
            foreach (var subject in Reach.Of(row, json.Attribute("data") ?? default))
            {
                reached.TryAdd(subject, index);
            }
        }

        if (Noted?.Count < MostNoted)
        {
            var data = json.Attribute("data") ?? default;
            var id = data["subjectId"].TextOrNull() ?? json.Attribute("subject")?.TextOrNull();
            Noted.Add((index, type.ToString(), id is null ? "" : $"{data["subjectType"].TextOrNull()}/{id}"));
        }
    }

    /// <summary>What the events that were let pass reach, since this was asked; null for who sends for every team.</summary>
    public IReadOnlyDictionary<SubjectKey, int>? TakeReached()
    {
        var taken = reached;
        reached = taken is null ? null : [];
        return taken;
    }

    /// <summary>Why a body is refused that reaches what stands under another team.</summary>
    public UnreadableBodyException RefusedFor(SubjectKey subject, int index) =>
        Refused(index, $"{subject} stands under a team that is not among {Named}, for which this token sends.");

    private static UnreadableBodyException Refused(int index, string sentence) =>
        new($"Event {index} is not this sender's to send: {sentence}", StatusCodes.Status403Forbidden);

    private string? Refusal(string source, ReadOnlySpan<char> type)
    {
        if (!Prefixes.Any(prefix => source.StartsWith(prefix, StringComparison.Ordinal)))
        {
            return $"its source must begin with {string.Join(" or ", Prefixes)}.";
        }

        foreach (var kind in IsMaster ? [] : Mastered)
        {
            if (type.StartsWith(kind))
            {
                return "teams, items, calendars and rule sets are registered and retracted by operators, or a source that is allowed to.";
            }
        }

        return null;
    }

    private string Named => string.Join(", ", Teams!.Order());

    private string? RefusalOf(List<string> teams) =>
        teams.Count == 0 ? $"it names no team, and this token sends for {Named} only."
        : teams.Exists(team => !Teams!.Contains(team))
            ? $"its team is not among {Named}, for which this token sends."
        : null;

    /// <summary>Every team an event names, in its envelope and in its data.</summary>
    private static List<string> TeamsIn(JsonPiece json)
    {
        // As the event will be read: attributes in any letters.
        var data = json.Attribute("data") ?? default;
        var teams = new[] { json.Attribute("teamid")?.TextOrNull(), data["teamId"].TextOrNull() }.OfType<string>().ToList();
        foreach (var team in data["teamIds"])
        {
            teams.Add(team.TextOrNull() ?? "");
        }

        return teams;
    }
}
