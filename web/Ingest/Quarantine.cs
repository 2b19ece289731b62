using System.Diagnostics.Metrics;
using Dashboard.Grains;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Identity;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Ledger;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Ingest;

/// <summary>Sets events aside and settles them; the wall and the measurements at <c>/metrics</c> hear of it.</summary>
internal sealed class Quarantine : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Dashboard.Ingest";

    /// <summary>Sources named by the gauge, those with most first: labels must not grow with what is sent.</summary>
    private const int MostMeasured = 64;

    private readonly ILedger ledger;
    private readonly IGrainFactory grains;
    private readonly string jurisdiction;
    private readonly Meter meter = new(MeterName);
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

    /// <summary>Writes rows to quarantine durably.</summary>
    public async Task AddAsync(IReadOnlyList<QuarantineRow> rows, CancellationToken cancel)
    {
        await ledger.QuarantineAsync(rows, cancel);
        foreach (var ofCode in rows.CountBy(static row => row.Code))
        {
            added.Add(ofCode.Value, new KeyValuePair<string, object?>("code", ofCode.Key));
        }

        await TellAsync();
    }

    /// <summary>Marks rows as retried or dismissed.</summary>
    public async Task SettleAsync(IReadOnlyCollection<long> keys, QuarantineState state, CancellationToken cancel)
    {
        if (keys.Count > 0)
        {
            await ledger.SetQuarantineStateAsync(keys, state, cancel);
            settled.Add(keys.Count, new KeyValuePair<string, object?>("state", state.ToString().ToLowerInvariant()));
            await TellAsync();
        }
    }

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
