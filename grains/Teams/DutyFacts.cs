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

        var year = assigned.Day("due")!.Value.Year;
        var counted = await ledger.CountAsync(measure, year);
        return counted == course.Count ? [] :
        [
            OrderFacts.Said((key.Kind, "dutyId", key.Id), team, "duty.measured", now, null, now, json =>
            {
                json.WriteString("at", Rfc3339.Write(now));
                json.WriteNumber("count", counted);
                json.WriteBoolean("done", counted >= measure.Least);
            }),
        ];
    }

    /// <summary>How many subjects have a fact of a measure in a year; each once.</summary>
    private static async Task<int> CountAsync(this ILedger ledger, DutyMeasure measure, int year)
    {
        var keys = new List<SubjectKey>();
        await foreach (var row in ledger.SubjectsAsync(new() { Kinds = [Facts.Find(measure.FactType!)!.Kind] }, CancellationToken.None))
        {
            keys.Add(new(row.Kind, row.Id));
        }

        var stored = await ledger.RecallAsync(keys, CancellationToken.None);
        return stored.Count(one => one.Value.Row is not null
            && ((DeclaredSubject)Subject.Fold(one.Key, one.Value.Events)).Deeds.Exists(deed => measure.Counts(deed, year)));
    }
}
