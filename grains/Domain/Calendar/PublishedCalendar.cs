namespace Dashboard.Grains.Domain.Calendar;

/// <summary>The published calendar of one year.</summary>
internal sealed record PublishedCalendar : Subject
{
    public CalendarYear? Year { get; init; }

    protected override bool IsBusiness => false;

    protected override Subject Apply(Fact fact) => fact is CalendarPublished published ? this with { Year = published.Calendar } : this;
}
