using System.Diagnostics.Metrics;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Identity;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Ledger;
using Microsoft.Extensions.Options;

namespace Dashboard.Grains.Reading;

/// <summary>Sets events aside, shows and settles them; the wall and the measurements at <c>/metrics</c> hear of it.</summary>
internal sealed class Quarantine : IQuarantine, IDisposable
{
    /// <summary>Sources named by the gauge, those with most first: labels must not grow with what is sent.</summary>
    private const int MostMeasured = 64;

    private readonly ILedger ledger;
    private readonly IGrainFactory grains;
    private readonly string jurisdiction;
    private readonly Meter meter = new("Dashboard.Ingest");
    private readonly Counter<long> added;
    private readonly Counter<long> settled;
    private IReadOnlyList<QuarantineCount> open = [];
    private int counting;

    public Quarantine(ILedger ledger, IGrainFactory grains, IOptions<DashboardOptions> options)
    {
        (this.ledger, this.grains, jurisdiction) = (ledger, grains, options.Value.Jurisdiction);
        added = meter.CreateCounter<long>("quarantine.added", "{event}", "Events set aside, by code; one sent again counts again.");
        settled = meter.CreateCounter<long>("quarantine.settled", "{event}", "Quarantined events that were retried or dismissed.");
        meter.CreateObservableGauge("quarantine.open", Measure, "{event}", "Events that wait in quarantine, by source and code.");
    }

    /// <inheritdoc/>
    public async Task AddAsync(IReadOnlyList<QuarantineRow> rows, CancellationToken cancel)
    {
        await ledger.QuarantineAsync(rows, cancel);
        foreach (var ofCode in rows.CountBy(static row => row.Code))
        {
            added.Add(ofCode.Value, new KeyValuePair<string, object?>("code", ofCode.Key));
        }

        await TellAsync();
    }

    /// <inheritdoc/>
    public async Task SettleAsync(IReadOnlyCollection<long> keys, QuarantineState state, CancellationToken cancel)
    {
        if (keys.Count > 0)
        {
            await ledger.SetQuarantineStateAsync(keys, state, cancel);
            settled.Add(keys.Count, new KeyValuePair<string, object?>("state", state.ToString().ToLowerInvariant()));
            await TellAsync();
        }
    }

    /// <inheritdoc/>
    public async Task<Document> ListAsync(QuarantineFilter filter, int page, int size, CancellationToken cancel)
    {
        var (total, rows) = await ledger.QuarantinedAsync(filter, (page - 1) * size, size, cancel);
        var counts = await ledger.QuarantineCountsAsync(filter.Source, cancel);
        return new Document()
            .With("total", total)
            .With("open", counts.GroupBy(static count => count.Code)
                .Aggregate(new Document(), static (codes, ofCode) => codes.With(ofCode.Key, ofCode.Sum(static count => count.Open))))
            .With("page", page)
            .With("size", size)
            .With("rows", rows.Select(static row => (object)QuarantinedEvent.Describe(row)).ToArray());
    }

    /// <inheritdoc/>
    public async Task<Document?> ShowAsync(long key, CancellationToken cancel) => await FindAsync(key, cancel) is { } row
        ? QuarantinedEvent.Describe(row)
            .With("field", QuarantinedEvent.FieldAtFault(row.Reason))
            .With("event", QuarantinedEvent.Of(row))
        : null;

    /// <inheritdoc/>
    public Task<QuarantineRow?> FindAsync(long key, CancellationToken cancel) => ledger.QuarantinedAsync(key, cancel);

    /// <inheritdoc/>
    public IAsyncEnumerable<IReadOnlyList<QuarantineRow>> OpenAsync(
        string? source, string? code, int atOnce, CancellationToken cancel) => ledger.OpenQuarantineAsync(source, code, atOnce, cancel);

    public void Dispose() => meter.Dispose();

    private Task TellAsync() => grains.GetGrain<IJurisdictionGrain>(jurisdiction).QuarantineChanged();

    /// <summary>What was counted at the last measurement; it is counted anew for the next.</summary>
    private IEnumerable<Measurement<long>> Measure()
    {
        _ = CountAsync();
        return open.Take(MostMeasured).Select(static count => new Measurement<long>(count.Open,
            new("source", IdentityNumber.Mask(count.Source, NumberContext.OfWall)), new("code", count.Code)));
    }

    private async Task CountAsync()
    {
        if (Interlocked.Exchange(ref counting, 1) == 0)
        {
            try
            {
                open = await ledger.QuarantineCountsAsync(null, CancellationToken.None);
            }
            catch (Exception busy) when (busy is System.Data.Common.DbException or LedgerBusyException)
            {
                // A measurement may be missing; the next one counts again.
            }
            finally
            {
                Volatile.Write(ref counting, 0);
            }
        }
    }
}
