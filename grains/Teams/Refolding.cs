using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.People;
using Dashboard.Grains.Ledger;
using Dashboard.Grains.Roster;

namespace Dashboard.Grains.Teams;

/// <summary>
/// Finds what a team is to fold again: what was folded by another law than the one in force, or by an earlier release, or set aside by one;
/// and what names a team that was registered meanwhile.
/// </summary>
internal sealed class Refolding(string team, ILedger ledger, CurrentRoster roster, TimeProvider clock)
{
    /// <summary>Since when each is seen to be unsettled: by the timestamp, since a clock may be set back meanwhile.</summary>
    private readonly Dictionary<SubjectKey, long> unsettled = [];
    private bool isRetried;

    /// <summary>
    /// The subjects of another basis, and first of all the acts of officers whose certificates changed. What another process writes by an
    /// old law meanwhile is found the next time.
    /// </summary>
    /// <returns>What to fold again, in this order; officers that are settled last.</returns>
    public async Task<IReadOnlyList<SubjectKey>> FindStaleAsync()
    {
        // Never back to an older law: what is folded by a newer one than this process knew would look stale too.
        await roster.RefreshAsync();
        var (stale, officers) = (new List<SubjectKey>(), new List<SubjectKey>());
        var filter = new SubjectFilter { Teams = [team], BasisOtherThan = roster.Current.Basis };
        if (roster.Current.Basis == 0)
        {
            return [];
        }

        if (await ledger.CountSubjectsAsync(filter, CancellationToken.None) > 0)
        {
            await foreach (var row in ledger.SubjectsAsync(filter, CancellationToken.None))
            {
                (row is { Kind: "officer", Basis: 0 } ? officers : stale).Add(new(row.Kind, row.Id));
            }
        }

        if (!isRetried && team == RosterTeam.Unassigned)
        {
            // What is set aside belongs to no team. Once in the life of an activation: a release in between may have mended what kept it
            // from being folded.
            isRetried = true;
            await foreach (var row in ledger.SubjectsAsync(new() { Teams = [team], Stage = BatchFold.SetAside }, CancellationToken.None))
            {
                stale.Add(new(row.Kind, row.Id));
            }
        }

        return [.. await SignedByAsync(officers), .. stale, .. Settled(officers)];
    }

    /// <summary>Subjects kept for unknown teams that name one registered meanwhile.</summary>
    public async Task<IReadOnlyList<SubjectKey>> FindHomelessAsync()
    {
        var registered = roster.Current.Teams.Keys.Where(id => id != RosterTeam.Unassigned).ToList();
        var moving = new List<SubjectKey>();
        if (registered.Count > 0)
        {
            await foreach (var row in ledger.SubjectsAsync(new() { Teams = [RosterTeam.Unassigned], DeclaredTeams = registered },
                CancellationToken.None))
            {
                moving.Add(new(row.Kind, row.Id));
            }
        }

        return moving;
    }

    /// <summary>Whether every process has read the officer's change by now, so that what it signed is folded by it for good.</summary>
    public bool IsSettled(SubjectKey officer) =>
        unsettled.TryGetValue(officer, out var since) && clock.GetElapsedTime(since) >= 2 * CurrentRoster.Interval;

    /// <summary>The officer has changed again.</summary>
    public void Unsettle(SubjectKey officer) => unsettled.Remove(officer);

    private async Task<IReadOnlyList<SubjectKey>> SignedByAsync(List<SubjectKey> officers)
    {
        if (officers.Count == 0)
        {
            return [];
        }

        var known = await ledger.RecallAsync(officers, CancellationToken.None);
        var certificates = known.Values.SelectMany(officer => new OfficerRecord(officer.Events).Certificates()).ToHashSet();
        return certificates.Count == 0 ? [] : await ledger.SignedAsync(certificates, CancellationToken.None);
    }

    /// <summary>
    /// Officers whose change was seen so long ago that every process has read it by now: nobody judges by the old certificates any more.
    /// </summary>
    private List<SubjectKey> Settled(List<SubjectKey> officers)
    {
        var now = clock.GetTimestamp();
        foreach (var settled in unsettled.Keys.Except(officers).ToList())
        {
            unsettled.Remove(settled);
        }

        officers.ForEach(officer => unsettled.TryAdd(officer, now));
        return officers.FindAll(IsSettled);
    }
}
