using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;

namespace Dashboard.Grains.Ledger;

/// <summary>Reads one subject from the ledger and folds it with what is around it, as teams do for many that are to be written.</summary>
internal static class SubjectReading
{
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
