using System.Reflection;
using Dashboard.Web.Access;
using Dashboard.Web.Import;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Tests.Import;

/// <summary>Imports through the browser, while the cluster does not answer.</summary>
public sealed class ImportJobsTests
{
    [Fact]
    public async Task An_import_that_could_not_begin_keeps_no_place_of_those_that_wait()
    {
        using var jobs = new ImportJobs(null!, null!, DispatchProxy.Create<IGrainFactory, Silent>(), null!, TimeProvider.System, null!,
            NullLogger<ImportJobs>.Instance);
        var map = ImportMap.Parse(Maps.WithData("{}"));
        var form = new MultipartFormDataContent { { new StringContent("no\n1\n"), "file", "rows.csv" } };
        var request = new DefaultHttpContext().Request;
        request.ContentType = form.Headers.ContentType!.ToString();
        request.Body = await form.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        using var upload = await Upload.ReadAsync(request, TestContext.Current.CancellationToken);

        // More than may wait: one that is refused for that is answered with null, and does not ask the cluster.
        foreach (var _ in Enumerable.Range(0, 20))
        {
            await Assert.ThrowsAsync<TimeoutException>(() => jobs.BeginAsync(upload, map, dryRun: true, Caller.Everyone));
        }
    }

    /// <summary>A cluster that does not answer.</summary>
    public class Silent : DispatchProxy
    {
        /// <inheritdoc/>
        protected override object Invoke(MethodInfo? targetMethod, object?[]? args) => throw new TimeoutException("no answer");
    }
}
