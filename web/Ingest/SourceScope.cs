using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;

namespace Dashboard.Web.Ingest;

/// <summary>What a token allows its source to send, or a session its person.</summary>
/// <param name="Prefixes">Beginnings of the <c>source</c> of its events.</param>
/// <param name="Teams">Teams its events belong to, each of which must name one; null for all.</param>
/// <param name="IsMaster">It may register and retract teams, items, calendars and rule sets.</param>
internal sealed record SourceScope(IReadOnlyList<string> Prefixes, IReadOnlySet<string>? Teams, bool IsMaster) : IEventScope
{
    /// <summary>What pages of this product send: forms as <c>/local/…</c>, acknowledgements as <c>/dashboard</c>.</summary>
    private static readonly string[] OfPages = ["/local/", "/dashboard"];

    /// <summary>Reference data, which binds everybody's figures.</summary>
    private static readonly string[] Mastered = ["team.", "item.", "calendar.", "rules."];

    /// <summary>
    /// What the events of a body reach, each with the place of the first that does; null for who sends for every team, of whom nothing of
    /// this is asked.
    /// </summary>
    private Dictionary<SubjectKey, int>? reached = Teams is null ? null : [];

    /// <summary>What a person sends, for the audit, each with its place in the body. Null for systems.</summary>
    public List<(int Index, AuditedDeed Deed)>? Noted { get; private init; }

    /// <summary>What a caller may send, of each body anew; null when it may send anything.</summary>
    public static SourceScope? Of(Caller caller) => caller.Kind switch
    {
        CallerKind.Everyone => null,
        CallerKind.Source => new(caller.Source!.Prefixes, caller.Source.Teams, caller.Source.IsMaster),
        _ => new(OfPages, caller.Teams, caller.Roles.Contains(Roles.Operator) || caller.Roles.Contains(Roles.Admin)) { Noted = [] },
    };

    /// <inheritdoc/>
    public void Admit(IEventHead @event)
    {
        if ((Refusal(@event.Source, @event.Type) ?? (Teams is null ? null : RefusalOf(@event.Teams()))) is { } sentence)
        {
            throw Refused(@event.Index, sentence);
        }

        if (reached is not null)
        {
            foreach (var subject in @event.Reached())
            {
                reached.TryAdd(subject, @event.Index);
            }
        }

        Noted?.Add((@event.Index, new(@event.Type, @event.About(), $"{@event.Source} {@event.Id}")));
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

    private string? Refusal(string source, string type)
    {
        if (!Prefixes.Any(prefix => source.StartsWith(prefix, StringComparison.Ordinal)))
        {
            return $"its source must begin with {string.Join(" or ", Prefixes)}.";
        }

        foreach (var kind in IsMaster ? [] : Mastered)
        {
            if (type.StartsWith(kind, StringComparison.Ordinal))
            {
                return "teams, items, calendars and rule sets are registered and retracted by operators, or a source that is allowed to.";
            }
        }

        return null;
    }

    private string Named => string.Join(", ", Teams!.Order());

    private string? RefusalOf(IReadOnlyList<string> teams) =>
        teams.Count == 0 ? $"it names no team, and this token sends for {Named} only."
        : teams.Any(team => !Teams!.Contains(team))
            ? $"its team is not among {Named}, for which this token sends."
        : null;
}
