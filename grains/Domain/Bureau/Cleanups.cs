using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Clocks;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain.Bureau;

/// <summary>
/// The clean-ups of documents (清理) of the bureau together: from the day the last was published the next is due within two years (NDC-05,
/// W47).
/// </summary>
internal sealed record Cleanups : OfBureau
{
    /// <summary>There is one.</summary>
    public const string Key = "cleanups/bureau";

    private DateOnly? Last => ((Acts)Children!).Last?.On;

    /// <inheritdoc/>
    protected override IEnumerable<Clock> Clocks(Law law)
    {
        if (Last is { } last && law.Clock("NDC-05", last) is { } next)
        {
            yield return next;
        }
    }

    /// <inheritdoc/>
    protected override IEnumerable<Warning> Warnings(Law law)
    {
        foreach (var next in Clocks(law))
        {
            if (law.Warning("W47", next.Trigger) is { } rule)
            {
                yield return next.Warn(rule, rule.First, Shanghai.Midnight(next.Trigger), law.Calendar);
            }
        }
    }
}
