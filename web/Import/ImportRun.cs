using Dashboard.Web.Import.Files;

namespace Dashboard.Web.Import;

/// <summary>
/// Takes a file's rows through the map to the server, batch after batch; holds one batch at a time. A row with an error is left out
/// whole and told with its line; the others go on.
/// </summary>
/// <param name="map">How rows become events.</param>
/// <param name="post">Where the events go; null: nowhere (dry run).</param>
/// <param name="batchSize">Events per post.</param>
/// <param name="show">How many events to show to the watcher in a dry run.</param>
/// <param name="watcher">Is told what happens.</param>
internal sealed class ImportRun(ImportMap map, EventPost? post, int batchSize, int show, IImportWatcher watcher)
{
    public ImportTally Tally { get; } = new();

    /// <exception cref="MapException">The map does not fit the file; nothing was sent.</exception>
    /// <exception cref="ImportStoppedException">The file cannot be read further, or the server does not take the events.</exception>
    public async Task RunAsync(IRowFile file, CancellationToken cancellation)
    {
        var batch = new EventBatch(batchSize);
        await foreach (var row in file.ReadAsync(cancellation))
        {
            Tally.Rows++;
            foreach (var mapped in Events(row))
            {
                if (post is null && Tally.Events < show)
                {
                    watcher.EventShown(row.Line, mapped.Json);
                }

                Tally.Events++;
                batch.Add(row.Line, mapped);
                if (batch.IsFull)
                {
                    await SendAsync(batch, file, cancellation);
                }
            }
        }

        await SendAsync(batch, file, cancellation);
    }

    private IReadOnlyList<MappedEvent> Events(SourceRow row)
    {
        var errors = new RowErrors();
        if (row.Defect is { } defect)
        {
            errors.Add(defect);
        }

        var events = row.Defect is null ? map.Map(row, errors) : [];
        foreach (var sentence in errors.Sentences)
        {
            watcher.RowFailed(row.Line, sentence);
        }

        Tally.RowsFailed += errors.Sentences.Count > 0 ? 1 : 0;
        return events;
    }

    private async Task SendAsync(EventBatch batch, IRowFile file, CancellationToken cancellation)
    {
        if (post is not null && batch.Events.Count > 0)
        {
            var answer = await post.SendAsync(batch.Close(), batch.Events.Count, cancellation);
            Tally.Accepted += answer.Accepted;
            Tally.Duplicates += answer.Duplicates;
            Tally.Quarantined += answer.Quarantined;
            foreach (var result in answer.Results ?? [])
            {
                if (result.Outcome == "quarantined")
                {
                    var code = result.Code ?? "?";
                    Tally.QuarantinedByCode[code] = Tally.QuarantinedByCode.GetValueOrDefault(code) + 1;
                    var (line, id) = batch.Events[result.Index];
                    watcher.EventQuarantined(line, id, code, result.Reason ?? "no reason given");
                }
            }
        }

        batch.Clear();
        watcher.Advanced(Tally, file.Progress);
    }
}
