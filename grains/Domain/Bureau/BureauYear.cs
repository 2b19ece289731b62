using System.Globalization;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Clocks;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain.Bureau;

/// <summary>
/// A year of the whole bureau (id: 2026), to be warned of what no team answers for: what its heads owe the rule of law (W39) and its
/// certification plan (W45). It has no facts of its own and follows from what is told of the year: its agenda, meetings, statements
/// (述法) and certification plans; the reports of the year before, which the system drafts on 1 January, say that it has begun. It belongs
/// to the legal section.
/// </summary>
internal sealed record BureauYear : OfBureau
{
    private const int First = 1990, Last = 2100;

    private DateOnly? Meeting => FirstOf("meeting");

    private DateOnly? Statement => FirstOf("statement");

    /// <inheritdoc/>
    public override string Title => Id;

    /// <inheritdoc/>
    public override string Stage => (Meeting, Statement) switch
    {
        (null, null) => "owesBoth",
        (null, _) => "owesMeeting",
        (_, null) => "owesStatement",
        _ => "held",
    };

    /// <inheritdoc/>
    public override bool Open => Meeting is null || Statement is null;

    /// <summary>What counts towards a year, as its day; null: no year a warning could stand in.</summary>
    /// <param name="doneOn">The day of what the year asks for; null where it asks for something else.</param>
    public static (string Parent, DateOnly? DoneOn)? Of(int? year, DateOnly? doneOn = null) =>
        year is >= First and <= Last ? (string.Create(CultureInfo.InvariantCulture, $"year/{year}"), doneOn) : null;

    /// <inheritdoc/>
    protected override IEnumerable<Warning> Warnings(Law law)
    {
        if (!int.TryParse(Id, NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < First or > Last
            || ((Acts)Children!).All.IsEmpty)
        {
            yield break;
        }

        var (begin, end) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        if (law.Warning("W39", begin) is { } owed)
        {
            yield return Owed(owed, end, Meeting);
            yield return Owed(owed, end, Statement);
        }

        if (law.Warning("W45", begin) is { } unplanned)
        {
            var (month, day) = law.Rules.At(begin).Forecast.PlanBy;
            yield return new Warning(unplanned.Number, null,
                [new(Shanghai.Midnight(new DateOnly(year, month, day).AddDays(1)), Level.Yellow), new(Over(end), Level.None)],
                Done(FirstOf("certPlan")));
        }
    }

    /// <summary>Yellow and red are days left in the year; once it is over it is a breach, which a person may dispose of.</summary>
    private static Warning Owed(WarningRule rule, DateOnly end, DateOnly? done)
    {
        var steps = new List<Step> { new(Over(end), Level.Breach) };
        foreach (var (left, level) in new[] { (rule.First.Yellow, Level.Yellow), (rule.First.Red, Level.Red) })
        {
            if (left is { } days)
            {
                steps.Add(new(Shanghai.Midnight(end.AddDays(-days)), level));
            }
        }

        return Warning.Of(rule, null, steps, Done(done));
    }

    private static DateTimeOffset Over(DateOnly end) => Shanghai.Midnight(end.AddDays(1));

    private static Stop? Done(DateOnly? day) => day is { } on ? new(on, Shanghai.Midnight(on), Shanghai.Midnight(on)) : null;

    private DateOnly? FirstOf(string kind) => ((Acts)Children!).ByItem.TryGetValue(kind, out var days) ? days.First : null;
}
