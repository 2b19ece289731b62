using System.Collections.Frozen;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Metrics;
using Dashboard.Grains.Domain.Orders;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain.Rules;

/// <summary>A statutory limit (时限): so many units from its trigger.</summary>
/// <param name="N">How many; 0 where the document itself sets the day.</param>
/// <param name="Agency">It is the agency's duty: breach is declared only after the day it rolls to, warnings count to the raw day.</param>
/// <param name="From">Judged only for triggers of this day or later.</param>
/// <param name="ByItem">Other numbers for some supervision items.</param>
internal sealed record Limit(string Id, int N, LimitUnit Unit, bool Agency, DateOnly From, FrozenDictionary<string, int> ByItem);

/// <summary>When a warning turns yellow and red, and of which day's acts it is judged.</summary>
/// <param name="Yellow">Units left (with a limit) or gone (without); null: no such level.</param>
/// <param name="ClearsAfter">Hours after which it goes by itself; null: never.</param>
internal sealed record WarningRule(string Id, byte Number, Threshold First, Threshold Second, bool AtEvent, DateOnly From, int? ClearsAfter)
{
    /// <summary>Rule numbers go up to this.</summary>
    public const int MostNumber = 63;

    /// <summary>The number in an id, 1 of W01; 0 where the text is no such id.</summary>
    public static byte NumberOf(string id) =>
        id.Length == 3 && id[0] == 'W' && char.IsAsciiDigit(id[1]) && char.IsAsciiDigit(id[2])
            && ((id[1] - '0') * 10) + id[2] - '0' is var number and <= MostNumber
            ? (byte)number
            : (byte)0;
}

/// <summary>When the levels are reached, in units; null: never.</summary>
internal readonly record struct Threshold(int? Yellow, int? Red, int? Breach, LimitUnit Unit)
{
    /// <summary>The level of so many, where more is worse.</summary>
    public Level Of(int number) =>
        number >= Breach ? Level.Breach : number >= Red ? Level.Red : number >= Yellow ? Level.Yellow : Level.None;
}

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

    /// <summary>法规科, by its team id: what is the whole bureau's stands in its figures; null: the bureau has named none.</summary>
    public string? LegalSection { get; init; }
}

/// <summary>
/// One version of the rules in force from a day on: limits, guards, warnings, parameters and metrics, each with its article.
/// </summary>
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
    /// <summary>The numbers of supervision orders.</summary>
    public OrderTerms Orders { get; init; } = new();

    /// <summary>The numbers of the forecast of certified officers.</summary>
    public People.ForecastTerms Forecast { get; init; } = new();

    /// <summary>How the yearly tables count.</summary>
    public Reports.Tables.StatisticsTerms Statistics { get; init; } = new();

    private readonly WarningRule?[] byNumber = ByNumber(Warnings.Values);

    public static RuleSet Empty { get; } = new(
        "", DateOnly.MinValue, FrozenDictionary<string, Limit>.Empty, FrozenDictionary<string, WarningRule>.Empty, new(), [], new());

    /// <summary>The warning rule of a number up to <see cref="WarningRule.MostNumber"/>; null when there is none.</summary>
    public WarningRule? Warning(byte number) => byNumber[number];

    /// <summary>An entry of a section (limits, guards, warnings, metrics) as data; null when there is none.</summary>
    public Document? Entry(string section, string id) =>
        Source[section] is IEnumerable<object> entries
            ? entries.OfType<Document>().FirstOrDefault(entry => entry["id"] as string == id)
            : null;

    private static WarningRule?[] ByNumber(IEnumerable<WarningRule> rules)
    {
        var byNumber = new WarningRule?[WarningRule.MostNumber + 1];
        foreach (var rule in rules)
        {
            byNumber[rule.Number] = rule;
        }

        return byNumber;
    }
}
