using Dashboard.Grains;
using Dashboard.Grains.Contracts;
using Dashboard.Web.Reference;

namespace Dashboard.Web;

/// <summary>
/// Whether this host can do its work: seeds loaded, roster and law read, ledger writable. A rule set or calendar that is left out does not
/// stop it, and is named.
/// </summary>
internal sealed class Readiness(SeedLoader seeds, IRoster roster, ILedgerReading ledger, Busy busy)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Why the ledger takes no writes now, or does not answer within 5 s; null when it does.</summary>
    public async Task<Exception?> LedgerProblemAsync(CancellationToken cancel)
    {
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(Patience);
            await ledger.CheckWritableAsync(limit.Token);
            return null;
        }
        catch (Exception problem) when (!cancel.IsCancellationRequested)
        {
            return problem;
        }
    }

    /// <summary>200 with what is left out, or 503 with a sentence.</summary>
    public async Task<IResult> AnswerAsync(HttpContext context, CancellationToken cancel)
    {
        // The ledger first: what cannot be written is why nothing else gets on.
        if (await LedgerProblemAsync(cancel) is { } problem)
        {
            return Outage.Of(problem) is { Kind: OutageKind.Full or OutageKind.ReadOnly } outage ? busy.Answer(context, outage)
                : Busy.Answer(context, $"The ledger cannot be written: {problem.Message}");
        }

        if (!seeds.Ready || !roster.IsRead)
        {
            return Busy.Answer(
                context, seeds.Ready ? "The teams, items and the law have not been read from the ledger yet." : seeds.Progress);
        }

        var problems = roster.Problems;
        return Results.Json(new { status = problems.Count == 0 ? "ready" : "degraded", problems });
    }
}
