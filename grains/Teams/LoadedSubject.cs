using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Ledger;

namespace Dashboard.Grains.Teams;

/// <summary>A subject in memory, as it is stored and as it is folded. Not changed once made, so that teams may share it.</summary>
/// <param name="Row">Its stored row; null when the ledger has none.</param>
/// <param name="State">All its facts folded, with what its children and its plan give.</param>
/// <param name="End">Where those facts end.</param>
/// <param name="Counts">What it counts in by its row.</param>
internal sealed record LoadedSubject(SubjectRow? Row, Subject State, FactsEnd End, SubjectCounts Counts)
{
    /// <summary>A subject the ledger knows nothing of.</summary>
    public static LoadedSubject Nothing(SubjectKey key) => new(null, Subject.Fold(key, []), FactsEnd.Nothing, SubjectCounts.None);

    /// <summary>A subject as the ledger has it; what its plan gives is still to be found.</summary>
    public static LoadedSubject From(SubjectKey key, Recalled recalled) => new(
        recalled.Row, Subject.Fold(key, recalled.Events, recalled.Children, null), FactsEnd.Of(recalled.Events),
        SubjectCounts.Decode(recalled.Row?.Counts ?? []));

    /// <summary>What it gives a parent by its row; null when it gives nothing.</summary>
    /// <param name="text">The parent as rows name it.</param>
    public Contribution? GivesTo(SubjectKey parent, string text) =>
        Row is { } row && (row.Parent == text || row.Also == text)
            ? Contribution.Of(parent.Kind, row.Kind, row.DoneOn, row.Team, row.Item, Counts)
            : null;
}
