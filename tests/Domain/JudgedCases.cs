using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Intake;
using Dashboard.Web.Ingest;

namespace Dashboard.Tests.Domain;

/// <summary>
/// The inputs that real producers send (<c>../shared/cases</c> beside the repository), read as the edge reads them, and judged with what
/// reviews and lawsuits give the cases they are about.
/// </summary>
internal static class JudgedCases
{
    /// <summary>The events of a batch file.</summary>
    public static IReadOnlyList<SourceEvent> Read(string name) => [.. new EventReader(TimeProvider.System)
        .Read(SharedCases.Read(name), BodyFormat.Batch)
        .Select(read => read.Event ?? throw new InvalidDataException(read.Refusal!.Reason))];

    /// <summary>A case with the reviews and lawsuits about it, from all events in any order.</summary>
    public static Subject Case(IEnumerable<SourceEvent> events, string id, Law? law = null)
    {
        var subjects = events.GroupBy(@event => new SubjectKey(@event.Kind, @event.Subject)).ToDictionary(group => group.Key);
        var children = subjects.Keys.Where(key => key.Kind is "review" or "lawsuit").Select(key =>
        {
            var child = Subject.Fold(key, subjects[key]);
            var counts = SubjectCounts.Of("", child.Judge(law ?? SeededLaw.Law).Counts);
            return (child.Parents, Child: new Child(key.Kind, key.Id, child.DoneOn, Counts: counts.Encode()));
        });
        return Subject.Fold(("case", id), subjects.GetValueOrDefault(("case", id)) ?? Enumerable.Empty<SourceEvent>(),
            children.Where(child => child.Parents.Contains($"case/{id}")).Select(child => child.Child), null);
    }

    /// <summary>A clock as a text: <c>2026-09-16 2026-10-08 met 2026-09-30</c>, trigger, last day, state and day of its stop.</summary>
    public static string? Clock(Subject subject, string limit, Law? law = null) => subject.Judge(law ?? SeededLaw.Law).Clocks
        .Where(clock => clock.Limit.Id == limit && clock.Key.Length == 0)
        .Select(clock => $"{clock.Trigger:yyyy-MM-dd} {clock.Deadline.Due:yyyy-MM-dd} "
            + (clock.Stopped is { } stop ? $"{(clock.IsMet ? "met" : "late")} {stop.On:yyyy-MM-dd}" : "open"))
        .SingleOrDefault();

    /// <summary>What fails of its guards and is marked, as <c>G4 reviewReturned</c>.</summary>
    public static string[] Failed(Subject subject) => [.. subject.Judge(SeededLaw.Law).Guards.Where(guard => !guard.Passed)
        .Select(guard => $"{guard.Id} {guard.Finding}")];
}
