using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Roster;
using Dashboard.Grains.Teams;

namespace Dashboard.Grains.Reading;

/// <summary>A subject as its events say it should stand in the ledger.</summary>
internal sealed record JudgedSubject(
    string Team, string Stage, IReadOnlyList<string> Parents, DateOnly? DoneOn, SubjectCounts Counts, byte[] Watches, KnownBy KnownBy,
    string? Marks)
{
    public static JudgedSubject Of(SubjectKey key, Subject subject, RosterEdition edition)
    {
        try
        {
            var judged = subject.Judge(edition.Law);
            var watches = judged.Watches();
            return new(
                key.Kind == "team" ? key.Id : edition.TeamFor(judged.Standing.Team), judged.Standing.Stage,
                [.. judged.Parents.Select(parent => edition.Law.Firms.Parent(parent)!)], judged.DoneOn,
                SubjectCounts.Of(edition.ItemFor(subject.Item), judged.Counts),
                WatchedSubject.Encode(watches), KnownBy.Of(key.Kind, subject), subject.Marks);
        }
#pragma warning disable CA1031 // See Recomputation.
        catch (Exception)
#pragma warning restore CA1031
        {
            return Aside(key, edition);
        }
    }

    public static JudgedSubject Aside(SubjectKey key, RosterEdition edition) =>
        new(key.Kind == "team" ? key.Id : edition.TeamFor(null), BatchFold.SetAside, [], null, SubjectCounts.SetAside, [],
            KnownBy.Nothing(key.Id), null);
}
