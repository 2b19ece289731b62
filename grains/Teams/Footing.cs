using Dashboard.Grains.Ledger;
using Microsoft.Extensions.Logging;

namespace Dashboard.Grains.Teams;

/// <summary>
/// Whether the ledger is still the one that an activation has read: an older copy that was put in its place lacks what was written since.
/// </summary>
internal sealed partial class Footing(string team, ILedger ledger, KeptSnapshot kept, WarmSubjects warm, ILogger log)
{
    private Change? last;

    /// <summary>Looks for the change that was the newest when this was asked before, and remembers the one that is it now.</summary>
    /// <param name="sequence">Of the newest change in the figures; 0 when there is none.</param>
    /// <param name="at">When that was written.</param>
    /// <param name="cancel">Nobody waits for it any more.</param>
    /// <returns>
    /// False when it is not there: the figures are to be read anew, and nothing that was made of them is kept. True when the ledger does
    /// not answer.
    /// </returns>
    public async Task<bool> HoldsAsync(long sequence, DateTimeOffset at, CancellationToken cancel)
    {
        var sought = last?.Sequence ?? sequence;
        if (sought == 0)
        {
            return true;
        }

        try
        {
            Change? newest = null;
            await foreach (var change in ledger.ChangesAsync(team, sought - 1, cancel))
            {
                if (newest is null && (change.Sequence != sought || change.At != (last?.At ?? at)))
                {
                    break;
                }

                newest = change with { Delta = [], Notes = [] };
                if (change.Sequence >= sequence)
                {
                    break;
                }
            }

            // What is in the figures was committed, the newest of it too.
            var holds = newest is { } there && there.Sequence >= sequence;
            last = newest ?? last;
            if (!holds)
            {
                LogGone(team, newest is null ? sought : sequence);
                kept.Forsake();
                warm.Clear();
            }

            return holds;
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
