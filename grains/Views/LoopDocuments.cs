using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Tallies;

namespace Dashboard.Grains.Views;

/// <summary>What documents say of the supervision loop and the year: counts, no party and no officer.</summary>
internal static class LoopDocuments
{
    /// <summary>Adds <c>orders</c> and <c>duties</c>, where there are any.</summary>
    public static Document Add(Document document, Documents.Reading reading) => Duties(Orders(document, reading), reading);

    /// <summary>
    /// How many supervision orders are open, late and on the wall; nothing while none is open, and of a period that is over.
    /// </summary>
    private static Document Orders(Document document, Documents.Reading reading)
    {
        var (open, overdue) = Open(reading, Counter.OrderOpen);
        return open == 0 ? document : document.With("orders", new Document()
            .With("open", open).With("overdue", overdue).With("listed", reading.Sheet.All[Sheet.Now][Slots.OrdersListed]));
    }

    /// <summary>
    /// The duties of the year (重点工作): how many are open, how many of these are late, and how many were completed this year; nothing where
    /// there are none, and of a period that is over.
    /// </summary>
    private static Document Duties(Document document, Documents.Reading reading)
    {
        var (open, overdue) = Open(reading, Counter.DutyOpen);
        var year = reading.Period is null ? reading.Sheet.All.GetValueOrDefault(Period.OfYear(reading.Today).Code) : null;
        var done = year is null ? 0 : Sheet.Figure(year, Counter.DutiesCompleted);
        return open + done == 0 ? document
            : document.With("duties", new Document().With("open", open).With("overdue", overdue).With("done", done));
    }

    private static (long Open, long Overdue) Open(Documents.Reading reading, Counter counter)
    {
        var standing = reading.Period is null ? reading.Sheet.All.GetValueOrDefault(Sheet.Now) : null;
        var overdue = standing?[Slots.Of(counter, passed: true, ofPeriod: false)] ?? 0;
        return (overdue + (standing?[Slots.Of(counter, passed: false, ofPeriod: false)] ?? 0), overdue);
    }
}
