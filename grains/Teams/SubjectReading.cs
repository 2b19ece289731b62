using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Ledger;

namespace Dashboard.Grains.Teams;

/// <summary>Reads one subject from the ledger and folds it with what is around it, as <see cref="WorkingSet"/> does for many that are to be written.</summary>
internal static class SubjectReading
{
    /// <summary>What is stored of it, and what is true of it.</summary>
    public static async Task<(Recalled Stored, Subject Subject)> ReadAsync(this ILedger ledger, string kind, string id, CancellationToken cancel)
    {
        var stored = (await ledger.RecallAsync([(kind, id)], cancel))[(kind, id)];
        var subject = Subject.Fold(kind, stored.Events, new(stored.Children, null, id));
        return kind is "task" or "inspection" && Giver(subject) is { } giver
            ? (stored, Subject.Fold(kind, stored.Events, new(stored.Children, (await ledger.ReadAsync(giver.Kind, giver.Id, cancel)).Subject.Given, id)))
            : (stored, subject);
    }

    /// <summary>The plan of a task, or the task of an inspection.</summary>
    public static SubjectKey? Giver(Subject subject)
    {
        var giver = subject.Parents.FirstOrDefault(static parent => parent.StartsWith("plan/", StringComparison.Ordinal) || parent.StartsWith("task/", StringComparison.Ordinal));
        return giver is null ? null : (giver[..4], giver[5..]);
    }
}
