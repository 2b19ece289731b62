using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;

namespace Dashboard.Grains.Ledger;

/// <summary>Reads subjects from the ledger and folds them, as teams do for those that are to be written.</summary>
internal static class SubjectReading
{
    /// <summary>
    /// Subjects that stand by themselves, each folded of its own events: for tabulations of some hundreds. Of each its row and its events
    /// too; those of which nothing had happened by then are left out.
    /// </summary>
    /// <param name="filter">Which.</param>
    /// <param name="before">Of what happened before this instant; null: of all.</param>
    public static async Task<List<(SubjectRow Row, Subject Subject, IReadOnlyList<SourceEvent> Events)>> FoldAsync(
        this ILedger ledger, SubjectFilter filter, CancellationToken cancel, DateTimeOffset? before = null)
    {
        var keys = new List<SubjectKey>();
        await foreach (var row in ledger.SubjectsAsync(filter, cancel))
        {
            keys.Add(new(row.Kind, row.Id));
        }

        var folded = new List<(SubjectRow, Subject, IReadOnlyList<SourceEvent>)>(keys.Count);
        foreach (var (key, stored) in await ledger.RecallAsync(keys, cancel))
        {
            var events = before is null ? stored.Events : [.. stored.Events.Where(@event => @event.Time < before)];
            if (stored.Row is { } row && events.Count > 0)
            {
                folded.Add((row, Subject.Fold(key, events), events));
            }
        }

        return folded;
    }

    /// <summary>What is stored of it, and what is true of it.</summary>
    public static async Task<(Recalled Stored, Subject Subject)> ReadAsync(this ILedger ledger, SubjectKey key, CancellationToken cancel)
    {
        var stored = (await ledger.RecallAsync([key], cancel))[key];
        var subject = Subject.Fold(key, stored.Events, stored.Children, null);
        return subject.Giver is { } giver
            ? (stored, subject.Under((await ledger.ReadAsync(giver, cancel)).Subject.Gives))
            : (stored, subject);
    }
}
