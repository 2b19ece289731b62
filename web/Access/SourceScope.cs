namespace Dashboard.Web.Access;

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

    /// <summary>What a caller may send; null when it may send anything.</summary>
    public static SourceScope? Of(Caller caller) => caller.Kind switch
    {
        CallerKind.Everyone => null,
        CallerKind.Source => caller.Source!,
        _ => new(OfPages, caller.Teams, caller.Roles.Contains(Roles.Operator) || caller.Roles.Contains(Roles.Admin)),
    };

    /// <summary>Why an event may not be sent, as a sentence; null when it may.</summary>
    /// <param name="type">Its type without prefix and version: <c>case.filed</c>.</param>
    /// <param name="teams">The teams it names.</param>
    public string? Refusal(string source, ReadOnlySpan<char> type, IReadOnlyList<string> teams)
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

        return Teams is null ? null
            : teams.Count == 0 ? $"it names no team, and this token sends for {string.Join(", ", Teams.Order())} only."
            : teams.FirstOrDefault(team => !Teams.Contains(team)) is not null
                ? $"its team is not among {string.Join(", ", Teams.Order())}, for which this token sends."
            : null;
    }
}
