using Dashboard.Grains.Contracts;

namespace Dashboard.Web.Supervision;

/// <summary>
/// Drafts the reports of a year once it is over, so that their days run and warn although nobody has thought of them. Hosts that do it at
/// the same moment draft twice, which says the same.
/// </summary>
internal sealed class ReportsDue(IReports reports, ReportForms forms, TimeProvider clock, ILogger<ReportsDue> log)
    : RecurringWork(TimeSpan.FromMinutes(10), clock, log)
{
    /// <inheritdoc/>
    protected override async Task WorkOnceAsync(CancellationToken cancel)
    {
        // From 1 January to the last of their days; the rest of the year there is nothing to look for.
        if (Shanghai.Day(Clock.GetUtcNow()).Month > 4)
        {
            return;
        }

        foreach (var (year, kind) in await reports.DueAsync(cancel))
        {
            await forms.DraftAsync(year, kind, cancel);
        }
    }
}
