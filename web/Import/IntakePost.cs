using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;
using Dashboard.Web.Ingest;

namespace Dashboard.Web.Import;

/// <summary>
/// Hands the batches of an import to the intake of this host, as a post of the tool would come to it, and repeats each while the ledger or
/// the cluster does not answer. A dry run has every event read and judged, and records none.
/// </summary>
/// <param name="scope">What the person who imports may send; null for anything.</param>
internal sealed class IntakePost(Intake intake, IEventReader reader, SourceScope? scope, bool dryRun, TimeProvider clock) : IEventPost
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc/>
    public async Task<PostAnswer> SendAsync(ReadOnlyMemory<byte> batch, int events, CancellationToken cancellation)
    {
        var begun = clock.GetTimestamp();
        while (true)
        {
            try
            {
                var read = reader.ReadSlices(batch, BodyFormat.Batch, scope);
                return dryRun ? await JudgedAsync(read, cancellation) : Answer(await intake.RecordAsync(read, cancellation, scope));
            }
            catch (UnreadableBodyException refused)
            {
                throw new ImportStoppedException($"系统拒收：{RefusalWords.Of(refused.Message)}", $"Refused: {refused.Message}", refused);
            }
            catch (Exception problem) when (Busy.IsPassing(problem))
            {
                if (clock.GetElapsedTime(begun) > Patience)
                {
                    throw new ImportStoppedException("数据库或集群两分钟没有答复，已停止；再导入一次即可继续，不会重复计数。",
                        "The ledger or the cluster has not answered for two minutes. Import again to go on: nothing is counted twice.",
                        problem);
                }

                await Task.Delay(Pause, clock, cancellation);
            }
        }
    }

    private async Task<PostAnswer> JudgedAsync(IEnumerable<List<IncomingEvent>> slices, CancellationToken cancellation)
    {
        var all = slices.SelectMany(slice => slice).ToList();
        await intake.AdmitAsync(scope, cancellation);
        var refused = all.Where(read => read.Refusal is not null)
            .Select(read => new PostResult(read.Index, read.Source, read.Id, "quarantined", read.Refusal!.Code, read.Refusal.Reason))
            .ToList();
        return new(all.Count - refused.Count, 0, refused.Count, refused);
    }

    private static PostAnswer Answer(Receipt receipt) => new(receipt.Accepted, receipt.Duplicates, receipt.Quarantined,
        [.. receipt.Results.Select(result =>
            new PostResult(result.Index, result.Source, result.Id, result.Outcome, result.Code, result.Reason))]);
}
