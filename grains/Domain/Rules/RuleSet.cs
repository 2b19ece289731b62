using System.Collections.Frozen;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Metrics;

namespace Dashboard.Grains.Domain.Rules;

/// <summary>A statutory limit (时限): so many units from its trigger.</summary>
/// <param name="N">How many; 0 where the document itself sets the day.</param>
/// <param name="Agency">It is the agency's duty: breach is declared only after the day it rolls to, warnings count to the raw day.</param>
/// <param name="From">Judged only for triggers of this day or later.</param>
/// <param name="ByItem">Other numbers for some supervision items.</param>
internal sealed record Limit(string Id, int N, LimitUnit Unit, bool Agency, DateOnly From, FrozenDictionary<string, int> ByItem);

/// <summary>When a warning turns yellow and red, and of which day's acts it is judged.</summary>
/// <param name="Yellow">Units left (with a limit) or gone (without); null: no such level.</param>
internal sealed record WarningRule(string Id, byte Number, Threshold First, Threshold Second, bool AtEvent, DateOnly From)
{
    /// <summary>Rule numbers go up to this.</summary>
    public const int MostNumber = 63;
}

/// <summary>When the levels are reached, in units; null: never.</summary>
internal readonly record struct Threshold(int? Yellow, int? Red, int? Breach, LimitUnit Unit);

/// <summary>What the rules leave to be set (DOMAIN.md §16: what is not known is configuration).</summary>
internal sealed record Parameters
{
    /// <summary>Counted visits of one enterprise in a calendar year (INS-03).</summary>
    public int FrequencyCap { get; init; } = 2;
    public FrozenDictionary<string, int> CapByItem { get; init; } = FrozenDictionary<string, int>.Empty;
    public FrozenDictionary<string, int> CapByCreditClass { get; init; } = FrozenDictionary<string, int>.Empty;
    public int RepeatDays { get; init; } = 90;
    public int MultipleTeamsDays { get; init; } = 30;
    public int TrainingHours { get; init; } = 60;
    public int PassMark { get; init; } = 60;
    public int ExcellentMark { get; init; } = 90;
    public int GoodStars { get; init; } = 4;
    public long OnSpotCitizenFen { get; init; } = 20_000;
    public long OnSpotOrganisationFen { get; init; } = 300_000;

    /// <summary>True: every ordinary case needs a legal review; false: only those that say so or have a hearing (REV-01).</summary>
    public bool ReviewsEveryOrdinaryCase { get; init; } = true;
    public FrozenSet<string> DiscussionKinds { get; init; } = FrozenSet<string>.Empty;
    public long? DiscussionFineFen { get; init; }

    /// <summary>A suspension of a case stops its 90 days (DOMAIN.md §5.1: unsure for transport, so off).</summary>
    public bool SuspensionStopsClock { get; init; }
    public TimeOnly WorkFrom { get; init; } = new(8, 30);
    public TimeOnly WorkTo { get; init; } = new(17, 30);
    public IReadOnlyList<string> WatchedSources { get; init; } = [];
    public FrozenSet<string> OverloadItems { get; init; } = FrozenSet<string>.Empty;

    /// <summary>More violations of one vehicle than this within a year (公路安全保护条例 art. 66).</summary>
    public int VehicleViolations { get; init; } = 3;
}

/// <summary>One version of the rules in force from a day on: limits, guards, warnings, parameters and metrics, each with its article.</summary>
/// <param name="Source">All of it as data, as <c>GET /api/rules</c> shows it.</param>
internal sealed record RuleSet(
    string Version,
    DateOnly EffectiveFrom,
    FrozenDictionary<string, Limit> Limits,
    FrozenDictionary<string, WarningRule> Warnings,
    Parameters Parameters,
    IReadOnlyList<Metric> Metrics,
    Document Source)
{
    public static RuleSet Empty { get; } = new(
        "", DateOnly.MinValue, FrozenDictionary<string, Limit>.Empty, FrozenDictionary<string, WarningRule>.Empty, new(), [], new());

    /// <summary>An entry of a section (limits, guards, warnings, metrics) as data; null when there is none.</summary>
    public Document? Entry(string section, string id) =>
        Source[section] is IEnumerable<object> entries ? entries.OfType<Document>().FirstOrDefault(entry => entry["id"] as string == id) : null;
}

/// <summary>All published rule sets in order; what happened is judged by the one in force on its day, for ever.</summary>
internal sealed class RuleBook
{
    private readonly RuleSet[] sets;

    /// <param name="published">Rule sets as data, in any order; each lies over the one in force before it.</param>
    public RuleBook(IEnumerable<Document> published)
    {
        var before = new Document();
        sets = [.. published
            .OrderBy(data => data["effectiveFrom"] as string, StringComparer.Ordinal).ThenBy(data => data["version"] as string, StringComparer.Ordinal)
            .Select(data => RuleReader.Read(before = RuleReader.Over(before, data)))];
    }

    public static RuleBook Empty { get; } = new([]);

    public IReadOnlyList<RuleSet> Sets => sets;

    /// <summary>The rule set in force on a day; before the first one, the first.</summary>
    public RuleSet At(DateOnly day)
    {
        for (var i = sets.Length - 1; i > 0; i--)
        {
            if (sets[i].EffectiveFrom <= day)
            {
                return sets[i];
            }
        }

        return sets.Length > 0 ? sets[0] : RuleSet.Empty;
    }
}
