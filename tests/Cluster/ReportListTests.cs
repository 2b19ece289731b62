using Dashboard.Grains.Contracts;
using Dashboard.Grains.Reading;
using Dashboard.Tests.Domain.Orders;
using Dashboard.Tests.Domain.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Cluster;

/// <summary>The list of reports as the ledger has them, on a day of which the tests of the web host know nothing.</summary>
public sealed class ReportListTests
{
    [Theory]
    [InlineData("2027-01-29", 1, 1)]
    [InlineData("2027-02-01", 0, 1)]
    [InlineData(null, 0, 1)]
    public async Task S11_8_M78_counts_a_report_by_31_January_as_public_in_time(string? published, long onTime, long due)
    {
        var cluster = new RunningCluster();
        await cluster.InitializeAsync();
        try
        {
            // A silo that begins with its clock ahead of the machine's is taken for dead.
            cluster.Clock.Advance(OrderStory.At("2027-02-02 09:00") - cluster.Clock.GetUtcNow());
            var story = ReportStory.Drafted(kind: "Tables");
            story = published is null ? story : story.Published($"{published} 09:00");
            await cluster.PostAsync("unassigned", [.. story.Events]);
            var wording = new ReportWording(Path.Combine(AppContext.BaseDirectory, "seeds", "report-template.json"));
            var reports = ActivatorUtilities.CreateInstance<Reports>(cluster.Services,
                ActivatorUtilities.CreateInstance<ReportFigures>(cluster.Services, wording));

            var list = await reports.ListAsync(CancellationToken.None);

            Assert.Equal((onTime, due), ((long)list["onTime"]!, (long)list["due"]!));
        }
        finally
        {
            await cluster.DisposeAsync();
        }
    }
}
