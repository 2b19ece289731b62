using Dashboard.Grains;
using Dashboard.Grains.Contracts;
using Dashboard.Web.Ingest;

namespace Dashboard.Web.Drilldown;

/// <summary>Reads quarantined events again, by the rules and the clock as they are now, and records what has become sound.</summary>
internal sealed class QuarantineRetry(IQuarantine quarantine, IEventReader reader, Intake intake)
{
    /// <summary>What becomes of each row, in order. Rows that went through are marked as retried.</summary>
    /// <exception cref="BusyException">Some of it could not be recorded now; trying again loses and doubles nothing.</exception>
    public async Task<IReadOnlyList<RetriedRow>> RetryAsync(IReadOnlyList<QuarantineRow> rows, CancellationToken cancel)
    {
        var retried = new RetriedRow[rows.Count];
        var sound = new List<IncomingEvent>();
        for (var place = 0; place < rows.Count; place++)
        {
            var (@event, code, reason) = Read(rows[place]);
            retried[place] = new(rows[place].Key, @event is null ? "quarantined" : "accepted", code, reason);
            if (@event is not null)
            {
                sound.Add(@event with { Index = place });
            }
        }

        foreach (var result in (await intake.RecordAsync(sound, cancel)).Results)
        {
            retried[result.Index] = retried[result.Index] with { Outcome = result.Outcome, Code = result.Code, Reason = result.Reason };
        }

        await quarantine.SettleAsync([.. retried.Where(static row => row.IsThrough).Select(static row => row.Key)],
            QuarantineState.Retried, cancel);
        return retried;
    }

    private (IncomingEvent? Event, string? Code, string? Reason) Read(QuarantineRow row)
    {
        if (row.Reason.EndsWith(Refusal.NumberInClear, StringComparison.Ordinal))
        {
            return (null, row.Code,
                "An identity number in it was masked before it was kept, so it is not what was sent; its source must send it again with a "
                    + "keyed hash.");
        }

        try
        {
            var read = reader.Read(row.Raw, BodyFormat.One)[0];
            // A masked remark is as good as none; a masked name of the event or its subject could be that of another.
            return read.Refusal is { } refusal ? (null, refusal.Code, refusal.Reason)
                : new[] { read.Source, read.Id, read.Event!.Subject }.Any(IdentityNumbers.IsMasked)
                    ? (null, row.Code, "Its source, id or subject was masked before it was kept; it must be sent again with others.")
                : (read, null, null);
        }
        catch (UnreadableBodyException problem)
        {
            // An earlier release set aside what is refused as a whole today.
            return (null, row.Code, problem.Message);
        }
    }
}

/// <summary>What became of a quarantined row that was tried again.</summary>
/// <param name="Outcome">accepted, duplicate or quarantined</param>
internal sealed record RetriedRow(long Key, string Outcome, string? Code, string? Reason)
{
    /// <summary>It is recorded, now or before.</summary>
    public bool IsThrough => Outcome != "quarantined";
}
