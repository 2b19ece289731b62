using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Duties;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Ledger;

namespace Dashboard.Grains.Teams;

/// <summary>What the product itself says of duties: how many of the facts they are measured by the ledger has.</summary>
internal static class DutyFacts
{
    /// <summary>The count of a duty that the ledger measures, if it is another than was said last; else nothing.</summary>
    public static async Task<IReadOnlyList<SourceEvent>> MeasuredAsync(
        this ILedger ledger, SubjectKey key, string team, Law law, DateTimeOffset now)
    {
        var (stored, subject) = await ledger.ReadAsync(key, CancellationToken.None);
        if (stored.Row is null || subject is not DeclaredSubject declared || declared.CourseBy(law) is not DutyCourse
            {
                IsOpen: true, Measure: { Sort: MeasureSort.Facts } measure, Assigned: { } assigned,
            } course)
        {
            return [];
        }

        var facts = await ledger.FactsAsync(measure, assigned.Day("due")!.Value.Year);
        if (facts.Count == course.Count)
        {
            return [];
        }

        // When it became true, not when it was found; of a count that has fallen, since a fact was taken back, that is not known, and what
        // was said before of that moment is not said again.
        var at = facts.Count > course.Count ? facts[Math.Min(facts.Count, Math.Max(measure.Least, course.Count + 1)) - 1] : now;
        at = course.Taken.Any(taken => taken.Deed.Type == "duty.measured" && taken.Deed.At == at) ? now : at;
        return
        [
            OrderFacts.Said((key.Kind, "dutyId", key.Id), team, "duty.measured", at, null, now, json =>
            {
                json.WriteString("at", Rfc3339.Write(at));
                json.WriteNumber("count", facts.Count);
                json.WriteBoolean("done", facts.Count >= measure.Least);
            }),
        ];
    }

    /// <summary>When the facts of a measure happened in a year, of each subject the first, in order.</summary>
    private static async Task<List<DateTimeOffset>> FactsAsync(this ILedger ledger, DutyMeasure measure, int year)
    {
        var keys = new List<SubjectKey>();
        await foreach (var row in ledger.SubjectsAsync(new() { Kinds = [Facts.Find(measure.FactType!)!.Kind] }, CancellationToken.None))
        {
            keys.Add(new(row.Kind, row.Id));
        }

        var stored = await ledger.RecallAsync(keys, CancellationToken.None);
        return
        [
            .. stored.Where(static one => one.Value.Row is not null)
                .Select(one => ((DeclaredSubject)Subject.Fold(one.Key, one.Value.Events)).Deeds.Find(deed => measure.Counts(deed, year)))
                .OfType<Deed>().Select(static deed => deed.At).Order(),
        ];
    }
}
