using Dashboard.Grains.Ledger;
using Microsoft.Extensions.Logging;

namespace Dashboard.Grains.Teams;

/// <summary>
/// Whether the ledger is still the one that an activation has read: an older copy that was put in its place lacks what was written since.
/// </summary>
internal sealed partial class Footing(string team, ILedger ledger, KeptSnapshot kept, WarmSubjects warm, ILogger log)
{
    private (long Sequence, DateTimeOffset At)? last;

    /// <summary>Looks for the newest change, and for the one that was it when this was asked before.</summary>
    /// <param name="sequence">Of the newest change in the figures; 0 when there is none.</param>
    /// <param name="at">When that was written.</param>
    /// <param name="cancel">Nobody waits for it any more.</param>
    /// <returns>
    /// False when one is not there: the figures are to be read anew, and nothing that was made of them is kept. True when the ledger does
    /// not answer.
    /// </returns>
    public async Task<bool> HoldsAsync(long sequence, DateTimeOffset at, CancellationToken cancel)
    {
        if (sequence == 0)
        {
            return true;
        }

        try
        {
            var (newest, before) = ((Sequence: sequence, At: at), last ?? (sequence, at));
            var written = await ledger.WrittenAtAsync(team, [before.Sequence, newest.Sequence], cancel);
            foreach (var sought in new[] { before, newest })
            {
                if (!written.TryGetValue(sought.Sequence, out var then) || then != sought.At)
                {
                    LogGone(team, sought.Sequence);
                    kept.Forsake();
                    warm.Clear();
                    return false;
                }
            }

            last = newest;
            return true;
        }
        catch (Exception problem) when (Outage.Of(problem) is not null)
        {
            return true;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "The ledger holds change {Sequence} of team {Team} no more, as if an older copy had taken its place; all is read anew")]
    private partial void LogGone(string team, long sequence);
}
