using Dashboard.Grains.Contracts;

namespace Dashboard.Grains.Views;

/// <summary>
/// Which events stand in the ticker, and what of them. Only what may stand on a wall goes in (DOMAIN.md §13): no person, no undecided
/// party, no officer.
/// </summary>
internal static class TickerText
{
    private static readonly HashSet<string> Shown =
    [
        "case.filed", "case.decided", "case.onSpotDecided", "case.noPenalty", "case.withdrawn", "case.transferred", "case.closed",
        "inspection.completed", "rectification.rechecked", "plan.published", "patrol.reported", "licence.decided", "decision.published",
        "review.received", "review.concluded", "lawsuit.served", "lawsuit.judged", "supervision.noticeIssued",
    ];

    /// <summary>The line of an event, or null when the event is not for the ticker.</summary>
    /// <param name="title">The subject's masked label.</param>
    public static TickerLine? LineOf(SourceEvent @event, string team, string? item, string title)
    {
        if (@event.Operation != Operation.Insert || !Shown.Contains(@event.Type))
        {
            return null;
        }

        var party = KindOf(title);
        return new(@event.Time, @event.Type, team, item, party, @event.Subject, party is null && title.Length > 0 ? title : null);
    }

    /// <summary>The kind behind the label of a party that must not be named.</summary>
    private static string? KindOf(string label) => label switch
    {
        "当事人(个人)" => "person",
        "某个体工商户" => "individual",
        "某企业" => "enterprise",
        "某单位" => "organisation",
        _ => null,
    };
}
