using System.Collections.Immutable;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Rules;

namespace Dashboard.Grains.Roster;

/// <summary>
/// The calendars and rule sets as they were published: what of them is in force, and what is left out with its reason. The edge judges a
/// new one by laying it over these, exactly as it would come into force.
/// </summary>
internal sealed class PublishedLaw
{
    /// <summary>A year or a version may be published so often; what takes one back is always taken.</summary>
    private const int MostTold = 100;

    private readonly ImmutableDictionary<SubjectKey, ImmutableList<SourceEvent>> told;
    private readonly ImmutableDictionary<int, CalendarYear> years;

    private PublishedLaw(ImmutableDictionary<SubjectKey, ImmutableList<SourceEvent>> told, PublishedLaw? before,
        IReadOnlySet<string> changed)
    {
        this.told = told;
        var problems = new List<RosterProblem>();
        (years, Calendar, Superseded) = before is not null && !changed.Contains("calendar")
            ? (before.years, before.Calendar, before.Superseded)
            : ReadCalendar(problems);
        // Rule sets are tried by the calendar, so another calendar tries all anew.
        Rules = RuleBook.Read(ReadRules(problems), Calendar);
        problems.AddRange(Rules.Problems.Select(problem => new RosterProblem("rules", problem.Version, problem.Reason)));
        problems.AddRange(before is not null && !changed.Contains("calendar")
            ? before.Problems.Where(problem => problem.Kind == "calendar")
            : []);
        Problems = problems;
    }

    public static PublishedLaw None { get; } = new(ImmutableDictionary<SubjectKey, ImmutableList<SourceEvent>>.Empty, null,
        ImmutableHashSet<string>.Empty);

    public WorkCalendar Calendar { get; }

    /// <summary>The calendars before the amendments of published years (<see cref="Law.Superseded"/>).</summary>
    public ImmutableArray<(DateTimeOffset Until, WorkCalendar Calendar)> Superseded { get; }

    public RuleBook Rules { get; }

    /// <summary>What was published and is not in force.</summary>
    public IReadOnlyList<RosterProblem> Problems { get; }

    /// <summary>All that was ever published: what is in force follows from it alone.</summary>
    public IEnumerable<SourceEvent> Events => told.Values.SelectMany(events => events);

    /// <summary>Whether an event is about the law.</summary>
    public static bool Concerns(SourceEvent @event) => @event.Kind is "calendar" or "rules";

    /// <summary>The same with more published; what is known already is passed over.</summary>
    public PublishedLaw With(IEnumerable<SourceEvent> more)
    {
        var (all, changed) = (told, new HashSet<string>());
        foreach (var @event in more.Where(Concerns))
        {
            var events = all.GetValueOrDefault((@event.Kind, @event.Subject), []);
            if (!events.Exists(other => other.Source == @event.Source && other.Id == @event.Id))
            {
                all = all.SetItem((@event.Kind, @event.Subject),
                    events.Add(RegisteredSubject.Unreadable(@event) is null ? @event.Slim() : @event));
                changed.Add(@event.Kind);
            }
        }

        return changed.Count == 0 ? this : new(all, this, changed);
    }

    /// <summary>Why an event may not be recorded: as it would lie over what is in force, as a sentence; null when it may.</summary>
    public string? Problem(SourceEvent @event)
    {
        if (!Concerns(@event) || @event.Operation == Operation.Delete)
        {
            return null;
        }

        var events = told.GetValueOrDefault((@event.Kind, @event.Subject), []);
        if (events.Exists(other => other.Source == @event.Source && other.Id == @event.Id))
        {
            return null;
        }

        if (events.Count >= MostTold)
        {
            return $"{@event.Kind} {@event.Subject} was published {events.Count} times already; take something of it back (op d), or " +
                "give it another version.";
        }

        var with = With([@event]);
        return with.Problems
            .FirstOrDefault(problem => (problem.Kind, problem.Subject) == (@event.Kind, @event.Subject)
                || !Problems.Contains(problem))?.Reason
            ?? (@event.Fact is CalendarPublished { Calendar: var notice }
                ? CalendarNotice.Dropped(years.GetValueOrDefault(notice.Year), with.years.GetValueOrDefault(notice.Year))
                    ?? CalendarNotice.Contradicted(notice, years.Values)
                : null);
    }

    private (ImmutableDictionary<int, CalendarYear> Years, WorkCalendar Calendar,
        ImmutableArray<(DateTimeOffset Until, WorkCalendar Calendar)> Superseded) ReadCalendar(List<RosterProblem> problems)
    {
        var years = ImmutableDictionary.CreateBuilder<int, CalendarYear>();
        foreach (var (subject, told) in Told<CalendarPublished>("calendar", problems))
        {
            string? reason = null;
            foreach (var notice in told.Select(published => published.Calendar))
            {
                var problem = CalendarNotice.Problem(notice);
                reason ??= problem;
                if (problem is null)
                {
                    years[notice.Year] = notice;
                    break;
                }
            }

            if (reason is not null)
            {
                problems.Add(new("calendar", subject, reason));
            }
        }

        var now = years.ToImmutable();
        return (now, new(now), CalendarHistory.Before(now, told.Where(subject => subject.Key.Kind == "calendar")
            .Select(subject => subject.Value.FindAll(@event => RegisteredSubject.Unreadable(@event) is null))));
    }

    private IEnumerable<(string Version, IReadOnlyList<Document> Told)> ReadRules(List<RosterProblem> problems) =>
        Told<RulesPublished>("rules", problems)
            .Where(version => version.Told.Count > 0)
            .Select(version => (version.Subject, (IReadOnlyList<Document>)version.Told.ConvertAll(published => published.Data)));

    /// <summary>
    /// What was told of each subject of a kind and may hold, the latest first; what cannot be read is left out and named.
    /// </summary>
    private IEnumerable<(string Subject, List<T> Told)> Told<T>(string kind, List<RosterProblem> problems) where T : Fact
    {
        foreach (var (key, events) in told.Where(subject => subject.Key.Kind == kind).OrderBy(subject => subject.Key.Id,
            StringComparer.Ordinal))
        {
            var (readable, latestFirst) = (new List<SourceEvent>(), new List<T>());
            foreach (var @event in events)
            {
                if (RegisteredSubject.Unreadable(@event) is { } problem)
                {
                    problems.Add(new(kind, key.Id, problem));
                }
                else
                {
                    readable.Add(@event);
                }
            }

            // What holds, and what would hold if it had not been told.
            while (latestFirst.Count < MostTold && Chronicle.Live(readable) is [.., var last])
            {
                latestFirst.Add((T)last.Fact);
                readable.Remove(last);
            }

            yield return (key.Id, latestFirst);
        }
    }
}
