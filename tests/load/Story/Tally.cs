using System.Globalization;
using System.Runtime.InteropServices;

namespace Dashboard.Load.Story;

/// <summary>
/// An independent count of everything posted to one server: what each view must show, per scope, counter and day.
/// It knows nothing of folds; a generated story holds each fact once, so a plain sum over the facts is the truth.
/// </summary>
internal sealed class Tally
{
    private readonly Dictionary<string, Dictionary<(string Counter, int Day), long>> scopes = [];
    private readonly Dictionary<string, long> open = [];
    private readonly HashSet<(int Plan, int Task)> done = [];

    /// <summary>Counters that are not compared.</summary>
    public IReadOnlySet<string> Without { get; init; } = new HashSet<string>();

    /// <summary>Events added.</summary>
    public long Events { get; private set; }

    /// <summary>The views that must show something.</summary>
    public IEnumerable<string> Views => scopes.Keys;

    /// <summary>Which counters one fact raises, and by how much.</summary>
    public static IEnumerable<(string Counter, long Amount)> Counts(Fact fact)
    {
        switch (fact.Kind)
        {
            case FactKind.CaseFiled:
                yield return ("casesFiled", 1);
                break;
            case FactKind.CaseDecided:
                yield return ("casesDecided", 1);
                yield return ("penalties", 1);
                if (fact.IsForCity)
                {
                    yield return ("penaltiesForCity", 1);
                }

                yield return ("finesFen", fact.Fine);
                yield return ("confiscatedFen", fact.Confiscated);
                yield return ("finesAndConfiscationsFen", fact.Fine + (long)fact.Confiscated);
                break;
            case FactKind.OnSpotDecided:
                yield return ("casesOnSpot", 1);
                yield return ("penalties", 1);
                yield return ("finesFen", fact.Fine);
                yield return ("finesAndConfiscationsFen", fact.Fine);
                break;
            case FactKind.CasePaid:
                yield return ("paidFen", fact.Fine);
                break;
            case FactKind.CaseClosed:
                yield return ("casesClosed", 1);
                break;
            case FactKind.InspectionCompleted:
                yield return (Workload.Categories[fact.Category].Counter, 1);
                if (fact.Problem)
                {
                    yield return ("inspectionsWithProblem", 1);
                    yield return ("rectificationsOrdered", 1);
                }

                break;
            case FactKind.LicenceAccepted:
                yield return ("licencesAccepted", 1);
                break;
            case FactKind.LicenceDecided:
                yield return ("licencesDecided", 1);
                break;
            case FactKind.DecisionPublished:
                yield return ("decisionsPublished", 1);
                break;
            case FactKind.PlanPublished:
                yield return ("plansPublished", 1);
                break;
            default:
                break;
        }
    }

    /// <summary>
    /// The counter that this fact raises by exactly one and that is also its own; null for facts that only move a stage or money.
    /// </summary>
    public static string? Mark(Fact fact)
    {
        foreach (var (counter, amount) in Counts(fact))
        {
            if (amount == 1)
            {
                return counter;
            }
        }

        return null;
    }

    /// <summary>Takes in the first so many events of a workload.</summary>
    public void Add(Workload workload, int posted, string jurisdiction)
    {
        var whole = Scope($"jurisdiction/{jurisdiction}");
        var teams = Array.ConvertAll(workload.Teams, team => Scope($"team/{team}"));
        var items = Array.ConvertAll(workload.Items, item => Scope($"item/{item}"));
        var opened = new long[workload.Teams.Length];
        foreach (var fact in workload.Facts.AsSpan(0, posted))
        {
            foreach (var (counter, amount) in Counts(fact).Concat(Finished(fact)))
            {
                if (amount == 0)
                {
                    continue;
                }

                CollectionsMarshal.GetValueRefOrAddDefault(whole, (counter, fact.Day), out _) += amount;
                CollectionsMarshal.GetValueRefOrAddDefault(teams[fact.Team], (counter, fact.Day), out _) += amount;
                CollectionsMarshal.GetValueRefOrAddDefault(items[fact.Item], (counter, fact.Day), out _) += amount;
                if (workload.DistrictOf(fact.Team) is > 0 and var district)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(Scope($"jurisdiction/{Workload.DistrictCode(district)}"),
                        (counter, fact.Day), out _) += amount;
                }

                if (fact.Firm > 0)
                {
                    var firm = Scope($"enterprise/{Firms.Shared(fact.Firm)}");
                    CollectionsMarshal.GetValueRefOrAddDefault(firm, (counter, fact.Day), out _) += amount;
                }
            }

            opened[fact.Team] += fact.Kind switch { FactKind.CaseFiled or FactKind.OnSpotDecided => 1, FactKind.CaseClosed => -1, _ => 0 };
        }

        for (var team = 0; team < opened.Length; team++)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(open, $"team/{workload.Teams[team]}", out _) += opened[team];
            CollectionsMarshal.GetValueRefOrAddDefault(open, $"jurisdiction/{jurisdiction}", out _) += opened[team];
            if (workload.DistrictOf(team) is > 0 and var district)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(open, $"jurisdiction/{Workload.DistrictCode(district)}", out _) += opened[team];
            }
        }

        Events += posted;
    }

    /// <summary>What a view must show for the day, the month or the year of <paramref name="day"/>; counters of 0 are left out.</summary>
    public Dictionary<string, long> Figures(string view, string period, DateOnly day)
    {
        var figures = new Dictionary<string, long>();
        if (!scopes.TryGetValue(view, out var cells))
        {
            return figures;
        }

        var (from, to) = period switch
        {
            "day" => (day, day),
            "month" => (new DateOnly(day.Year, day.Month, 1), new DateOnly(day.Year, day.Month, 1).AddMonths(1).AddDays(-1)),
            "year" => (new DateOnly(day.Year, 1, 1), new DateOnly(day.Year, 12, 31)),
            _ => throw new ArgumentOutOfRangeException(nameof(period), period, CultureInfo.InvariantCulture.Name),
        };
        foreach (var ((counter, on), amount) in cells)
        {
            if (on >= from.DayNumber && on <= to.DayNumber)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(figures, counter, out _) += amount;
            }
        }

        return figures;
    }

    /// <summary>Open cases of a team or of the jurisdiction; null for other views.</summary>
    public long? OpenCases(string view) => open.TryGetValue(view, out var cases) ? cases : null;

    /// <summary>A task is finished by the first inspection for it, whichever workload that is in; all of them are of one day.</summary>
    private IEnumerable<(string Counter, long Amount)> Finished(Fact fact) =>
        fact is { Kind: FactKind.InspectionCompleted, Task: > 0 } && done.Add((fact.Plan, fact.Task)) ? [("tasksFinished", 1)] : [];

    private Dictionary<(string Counter, int Day), long> Scope(string view)
    {
        if (!scopes.TryGetValue(view, out var cells))
        {
            scopes[view] = cells = [];
        }

        return cells;
    }
}
