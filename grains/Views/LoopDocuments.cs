using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Tallies;

namespace Dashboard.Grains.Views;

/// <summary>What documents say of the supervision loop and the year: counts, no party and no officer.</summary>
internal static class LoopDocuments
{
    /// <summary>Adds <c>orders</c>, <c>duties</c> and <c>complaints</c>, where there are any.</summary>
    public static Document Add(Document document, Documents.Reading reading) =>
        Complaints(Duties(Orders(document, reading), reading), reading);

    /// <summary>
    /// How many supervision orders are open, late and on the wall; nothing while none is open, and of a period that is over.
    /// </summary>
    private static Document Orders(Document document, Documents.Reading reading)
    {
        var (open, overdue) = Open(reading, Counter.OrderOpen);
        return open == 0 ? document : document.With("orders", new Document()
            .With("open", open).With("overdue", overdue).With("listed", reading.Sheet.All[Sheet.Now]![Slots.OrdersListed]));
    }

    /// <summary>
    /// The duties due this year (重点工作): how many are open and how many are verified, and how many duties of this year or an earlier one are
    /// late; nothing where there are none, and of a period that is over. The page of the year counts the same.
    /// </summary>
    private static Document Duties(Document document, Documents.Reading reading)
    {
        var (open, overdue) = (Open(reading, Counter.DutyOpen, ofPeriod: true).Open, Open(reading, Counter.DutyOpen).Overdue);
        var parts = reading.Period is null ? reading.Sheet.All[Sheet.Parts] : null;
        var done = parts is null ? 0 : parts[Counters.PartIndex(Counter.DutyOnTime)] + parts[Counters.PartIndex(Counter.DutyLate)];
        return open + overdue + done == 0 ? document
            : document.With("duties", new Document().With("open", open).With("overdue", overdue).With("done", done));
    }

    /// <summary>
    /// How many complaints are open and late; how many ever came is no score, and stands on no wall (SUPERVISION.md §12). Nothing while
    /// none is open.
    /// </summary>
    private static Document Complaints(Document document, Documents.Reading reading)
    {
        var (open, overdue) = Open(reading, Counter.ComplaintOpen);
        return open == 0 ? document
            : document.With("complaints", new Document().With("open", open).With("overdue", overdue));
    }

    private static (long Open, long Overdue) Open(Documents.Reading reading, Counter counter, bool ofPeriod = false)
    {
        var standing = reading.Period is null ? reading.Sheet.All[Sheet.Now] : null;
        var overdue = standing?[Slots.Of(counter, passed: true, ofPeriod)] ?? 0;
        return (overdue + (standing?[Slots.Of(counter, passed: false, ofPeriod)] ?? 0), overdue);
    }
}
