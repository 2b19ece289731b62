using Dashboard.Grains.Contracts;
using Dashboard.Grains.Parts;

namespace Dashboard.Grains.Teams;

/// <summary>What a team folds again.</summary>
internal sealed partial class TeamGrain
{
    private bool refolding, refoldingAgain;

    /// <summary>
    /// Folds again what another law, or another release, made of it; once at a time. Who asks meanwhile may know of a newer law than what
    /// is under way was begun by: then once more.
    /// </summary>
    private async Task RefoldAsync()
    {
        refoldingAgain = true;
        if (refolding)
        {
            return;
        }

        refolding = true;
        while (refoldingAgain)
        {
            refoldingAgain = false;
            await FoldAgainAsync(book.Refolding.FindStaleAsync);
        }

        refolding = false;
    }

    private async Task FoldAgainAsync(Func<Task<IReadOnlyList<SubjectKey>>> find)
    {
        try
        {
            await WriteAsync(await find());
        }
        catch (Exception problem)
        {
            LogNotRefolded(Team, problem.Message);
        }
    }

    /// <summary>
    /// The law changed: what was judged is judged anew, by every team, and by jurisdictions what is registered of them. What hangs on an
    /// officer's certificate waits for the next housekeeping.
    /// </summary>
    private void JudgeAnew()
    {
        foreach (var team in roster.Current.Teams.Keys.Union(roster.Current.Jurisdictions.Keys).Append(RosterTeam.Unassigned).Distinct())
        {
            GrainFactory.GetGrain<ITeamParts>(team).Refold().Ignore();
        }
    }
}
