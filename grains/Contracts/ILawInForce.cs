namespace Dashboard.Grains.Contracts;

/// <summary>By what everything is judged, with article, confidence and version, so that every number can be explained.</summary>
public interface ILawInForce
{
    /// <summary>The rule set in force on a day, today where it is null, with the <c>versions</c> there are and the <c>problems</c> of what
    /// was published and is left out.</summary>
    Task<Document> RulesAsync(DateOnly? on);

    /// <summary>The working days of a year, and the <c>problems</c> of calendars that are left out.</summary>
    Task<Document> CalendarAsync(int year);

    /// <summary>
    /// Why each of these calendars and rule sets may not be recorded, as a sentence; null where it may. Each is judged as it would lie over
    /// what is in force, and over those before it that may.
    /// </summary>
    Task<IReadOnlyList<string?>> ProblemsOfAsync(IEnumerable<SourceEvent> published, CancellationToken cancel);

    /// <summary>An entry of a section (limits, guards, warnings, metrics) of the rules in force today; null when there is none.</summary>
    Document? Entry(string section, string id);
}
