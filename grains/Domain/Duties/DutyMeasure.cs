using Dashboard.Grains.Domain.Declared;

namespace Dashboard.Grains.Domain.Duties;

/// <summary>How a duty is measured (SUPERVISION.md §3).</summary>
internal enum MeasureSort : byte
{
    /// <summary>By what its people put forward.</summary>
    Evidence,

    /// <summary>By a metric of the team.</summary>
    Metric,

    /// <summary>By facts of the year that the ledger counts itself.</summary>
    Facts,
}

/// <summary>The measure of a duty.</summary>
/// <param name="Metric">Id of a metric: M07; null for the other sorts.</param>
/// <param name="Target">What the metric is to reach, in its unit.</param>
/// <param name="FactType">Event that is counted: <c>lawCase.published</c>.</param>
/// <param name="Where">What a field of it must say; null: any.</param>
/// <param name="Least">So many at least.</param>
internal sealed record DutyMeasure(MeasureSort Sort, string? Metric, int Target, string? FactType, (string Field, string Value)? Where,
    int Least)
{
    /// <summary>Whether an event is one of those that are counted for a year.</summary>
    public bool Counts(Deed deed, int year) => deed.Type == FactType && deed.On.Year == year
        && (Where is not var (field, value) || deed.Values.GetValueOrDefault(field) as string == value);

    /// <summary>How far so many facts have come: 0 to 100, and 100 only when it is reached.</summary>
    public int PercentOf(int counted) => counted >= Least ? 100 : (int)((long)counted * 100 / Least);
}
