using System.Diagnostics;
using OpenTelemetry.Trace;

namespace Dashboard.Grains;

/// <summary>
/// A trace begins with a request, or with the trace its sender says he is in: so many of them as are wanted. What the product does by
/// itself, renewing a watch for example, begins none.
/// </summary>
/// <param name="share">Of requests that are traced, from 0 to 1.</param>
internal sealed class RequestSampler(double share) : Sampler
{
    private readonly TraceIdRatioBasedSampler some = new(share);

    /// <inheritdoc/>
    public override SamplingResult ShouldSample(in SamplingParameters samplingParameters) =>
        samplingParameters.Kind == ActivityKind.Server ? some.ShouldSample(samplingParameters) : new(SamplingDecision.Drop);
}
