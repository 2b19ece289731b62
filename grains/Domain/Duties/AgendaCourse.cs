using Dashboard.Grains.Domain.Clocks;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Rules;

namespace Dashboard.Grains.Domain.Duties;

/// <summary>The course of an agenda: issued by the end of March of its year (DUT-01).</summary>
internal sealed class AgendaCourse(DeclaredKind kind, Law law) : Course(kind, law)
{
    private static readonly (int Month, int Day) Last = (3, 31);
    private Deed? published;

    /// <inheritdoc/>
    public override IEnumerable<Clock> Clocks
    {
        get
        {
            if (published?.Count("year") is >= 1990 and <= 2100 and var year
                && Law.Clock("DUT-01", new(year, 1, 1), stop: Stop.By(published, published.Day("issuedOn")!.Value)) is { } clock)
            {
                yield return clock.Until(new(year, Last.Month, Last.Day), Law);
            }
        }
    }

    /// <inheritdoc/>
    protected override void Moved(TakenDeed taken) => published ??= taken.Deed;
}
