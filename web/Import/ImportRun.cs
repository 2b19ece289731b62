using System.IO.Hashing;
using System.Runtime.InteropServices;
using Dashboard.Web.Import.Files;
using Dashboard.Web.Ingest;

namespace Dashboard.Web.Import;

/// <summary>
/// Takes a file's rows through the map to the server, batch after batch; holds one batch at a time. A row with an error is left out
/// whole and told with its line; the others go on.
/// </summary>
/// <param name="map">How rows become events.</param>
/// <param name="post">Where the events go; null: nowhere (dry run).</param>
/// <param name="batchSize">Events per post.</param>
/// <param name="show">How many events to show to the watcher.</param>
/// <param name="watcher">Is told what happens.</param>
internal sealed class ImportRun(ImportMap map, IEventPost? post, int batchSize, int show, IImportWatcher watcher)
{
    private readonly EventBatch _batch = new(batchSize);

    /// <summary>What this edition has said something of; empty where the file is none.</summary>
    private readonly HashSet<UInt128> _corrected = [];

    public ImportTally Tally { get; } = new();

    /// <summary>Brings a file in.</summary>
    /// <param name="file">Its rows.</param>
    /// <param name="earlier">The edition before it, whose events are taken back where the file has them no longer; null: none.</param>
    /// <param name="cancellation">Stops the import; a repeat goes on safely.</param>
    /// <exception cref="MapException">The map does not fit the file; nothing was sent.</exception>
    /// <exception cref="ImportStoppedException">The file cannot be read further, or the server does not take the events.</exception>
    public async Task RunAsync(IRowFile file, IRowFile? earlier, CancellationToken cancellation)
    {
        HashSet<UInt128>? said = earlier is null ? null : [];
        await ReadAsync(file, row => Events(row, said), cancellation);
        if (earlier is null)
        {
            return;
        }

        if (Tally.RowsFailed > 0)
        {
            watcher.Remarked(new("有读不了的行，不知道它们说了什么，所以没有撤回上一版多出的内容；改好后请再执行一次。",
                "Some rows cannot be read, so nothing of the earlier edition was taken back. Mend them and repeat."));
            return;
        }

        var before = Tally.Events;
        await ReadAsync(earlier, row => Gone(row, said!), cancellation);
        watcher.Remarked(new($"上一版有而这一版没有的，撤回 {Tally.Events - before} 条事件。",
            $"What the earlier edition has and this one has not was taken back: {Tally.Events - before} events."));
    }

    private async Task ReadAsync(IRowFile file, Func<SourceRow, IEnumerable<MappedEvent>> events, CancellationToken cancellation)
    {
        var told = 0;
        try
        {
            await foreach (var row in file.ReadAsync(cancellation))
            {
                TellRemarks();
                foreach (var mapped in events(row))
                {
                    if (Tally.Events < show)
                    {
                        watcher.EventShown(row.Line, mapped.Json);
                    }

                    Tally.Events++;
                    _batch.Add(row.Line, mapped);
                    if (_batch.IsFull)
                    {
                        await SendAsync(file, cancellation);
                    }
                }
            }
        }
        finally
        {
            TellRemarks();
        }

        await SendAsync(file, cancellation);

        void TellRemarks()
        {
            for (; told < file.Remarks.Count; told++)
            {
                watcher.Remarked(file.Remarks[told]);
            }
        }
    }

    private IReadOnlyList<MappedEvent> Events(SourceRow row, HashSet<UInt128>? said)
    {
        Tally.Rows++;
        var errors = new RowErrors();
        if (row.Defect is { } defect)
        {
            errors.Add(defect);
        }

        var events = row.Defect is null ? map.Map(row, errors) : [];
        if (map.Edition is not null && !events.All(mapped => _corrected.Add(Hash(mapped.About))))
        {
            errors.Add("这一版里同一对象已有一条同类事件，replaces 分不清各替换哪一条",
                "this edition says the same kind of thing of the same record twice; replaces cannot tell which replaces which");
            events = [];
        }

        if (errors.Clauses.Count > 0)
        {
            Tally.RowsFailed++;
            watcher.RowFailed(row.Line, row.Note is { } note
                ? new($"只有一格有字（{RowErrors.Quote(note)}），像是表格以外的说明，没有读；表尾可在映射中写 \"footer\": \"开头的字\"",
                    $"only one cell holds text ({RowErrors.Quote(note)}): a remark outside the table, not read; a map can say \"footer\"")
                : Said.Join(errors.Clauses));
        }

        said?.UnionWith(events.Select(mapped => Hash(mapped.Fact)));
        return events;
    }

    /// <summary>What a row of the earlier edition said and this one does not; a row that could not be read then said nothing.</summary>
    private IEnumerable<MappedEvent> Gone(SourceRow row, HashSet<UInt128> said) => row.Defect is null
        ? map.Map(row, new(), isGone: true).Where(mapped => !said.Contains(Hash(mapped.Fact)))
        : [];

    private static UInt128 Hash(string text) => XxHash128.HashToUInt128(MemoryMarshal.AsBytes(text.AsSpan()));

    private async Task SendAsync(IRowFile file, CancellationToken cancellation)
    {
        if (post is not null && _batch.Events.Count > 0)
        {
            var answer = await post.SendAsync(_batch.Close(), _batch.Events.Count, cancellation);
            Tally.Accepted += answer.Accepted;
            Tally.Duplicates += answer.Duplicates;
            Tally.Quarantined += answer.Quarantined;
            foreach (var result in answer.Results ?? [])
            {
                if (result.Outcome == "quarantined")
                {
                    var code = result.Code ?? "?";
                    Tally.QuarantinedByCode[code] = Tally.QuarantinedByCode.GetValueOrDefault(code) + 1;
                    var (line, id) = _batch.Events[result.Index];
                    watcher.EventQuarantined(line, id, code,
                        result.Reason is { } reason ? RefusalWords.Of(reason) : new("没有说明原因", "no reason was given"));
                }
            }
        }

        _batch.Clear();
        watcher.Advanced(Tally, file.Progress);
    }
}
