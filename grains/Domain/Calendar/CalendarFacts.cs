namespace Dashboard.Grains.Domain.Calendar;

/// <summary>The State Council's notice for a year; the latest one replaces the earlier.</summary>
internal sealed record CalendarPublished(CalendarYear Calendar) : Fact;
