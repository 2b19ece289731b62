using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Ledger;
using Dashboard.Grains.Roster;

namespace Dashboard.Grains.Reading;

/// <summary>How sound the data is (数据质量), record by record and source by source.</summary>
internal sealed class QualityReport(ILedger ledger, CurrentRoster roster, DataQuality quality) : IQualityReport
{
    private const int MostListed = 500;

    /// <inheritdoc/>
    public async Task<Document> ReadAsync(CancellationToken cancel)
    {
        await roster.ReadyAsync();
        await quality.LookAsync(cancel);
        var (reading, doubles) = (quality.Current, await ledger.DoublesAsync(cancel).SelectMany(static some => some).ToListAsync(cancel));
        return new Document()
            .With("conflicts", doubles.Select(one => (one.Kind, one.Id)).Distinct().LongCount())
            .With("quarantined", reading.Quarantined)
            .With("unknown", reading.Unknown)
            .With("marked", reading.Marked)
            .With("groups", Groups(doubles, roster.Current))
            .With("marks", await MarkedAsync(roster.Current, cancel))
            .With("sources", Sources(await ledger.SourcesAsync(cancel), await ledger.QuarantineCountsAsync(null, cancel)));
    }

    /// <summary>What is shared, with the records that share it.</summary>
    private static object[] Groups(IReadOnlyList<DoubleRecord> doubles, RosterEdition edition) =>
    [
        .. doubles
            .GroupBy(one => one.Shared)
            .Take(MostListed)
            .Select(group => new Document()
                .With("by", group.Key.By)
                .With("text", group.Key.Text)
                .With("records", group.Select(one => (object)new Document()
                    .With("kind", one.Kind)
                    .With("id", one.Id)
                    .With("team", one.Team)
                    .With("item", edition.ItemFor(one.Item))
                    .With("stage", one.Stage)
                    .With("title", one.Title)).ToArray())),
    ];

    private async Task<object[]> MarkedAsync(RosterEdition edition, CancellationToken cancel)
    {
        var marked = new List<object>();
        await foreach (var row in ledger.SubjectsAsync(new() { Marked = true, Take = MostListed }, cancel))
        {
            marked.Add(new Document()
                .With("kind", row.Kind)
                .With("id", row.Id)
                .With("team", row.Team)
                .With("item", edition.ItemFor(row.Item))
                .With("marks", row.Marks!.Split(' '))
                .With("title", row.Title));
        }

        return [.. marked];
    }

    /// <summary>What each source sent, and what of it was late or is set aside; one all of whose events are set aside too.</summary>
    private static object[] Sources(
        IReadOnlyList<SourceFigures> sources, IReadOnlyList<QuarantineCount> quarantined)
    {
        var (sent, aside) = (sources.ToDictionary(one => one.Source), quarantined.ToLookup(row => row.Source));
        return
        [
            .. sent.Keys.Union(aside.Select(group => group.Key)).Order(StringComparer.Ordinal).Select(source => new Document()
                .With("source", source)
                .With("events", sent.GetValueOrDefault(source)?.Events ?? 0)
                .With("late", sent.GetValueOrDefault(source)?.Late ?? 0)
                .With("quarantined", aside[source].Sum(row => row.Open))
                .With("codes", aside[source].Aggregate(new Document(), static (codes, row) => codes.With(row.Code, row.Open)))),
        ];
    }
}
