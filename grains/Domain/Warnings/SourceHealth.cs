using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Identity;
using Dashboard.Grains.Domain.Rules;

namespace Dashboard.Grains.Domain.Warnings;

/// <summary>How many events of a source stand open in quarantine under one code, and when the first and the last were received.</summary>
internal sealed record QuarantineCount(string Source, string Code, long Open, DateTimeOffset First, DateTimeOffset Last);

/// <summary>
/// W55: a source whose clock is wrong (V1); W56: a source of which much is refused, for whatever reason. Both say how many events wait in
/// quarantine, and stand until these are retried or dismissed.
/// </summary>
internal static class SourceHealth
{
    private static readonly (string Rule, Func<QuarantineCount, bool> IsOf)[] Findings =
        [("W55", static count => count.Code == "V1"), ("W56", static _ => true)];

    /// <summary>The warnings of every source of which something stands in quarantine, named without anybody's number.</summary>
    public static IEnumerable<(string Source, Watch Watch, long Events)> Judge(Law law, IReadOnlyList<QuarantineCount> open)
    {
        foreach (var ofSource in open.GroupBy(static count => IdentityNumber.Mask(count.Source, NumberContext.OfWall)))
        {
            foreach (var (id, isOf) in Findings)
            {
                var counts = ofSource.Where(isOf).ToList();
                var events = counts.Sum(static count => count.Open);
                if (events > 0 && RuleOf(law, id, counts.Max(static count => count.Last)) is { } rule
                    && rule.First.Of((int)Math.Min(events, int.MaxValue)) is not Level.None and var level)
                {
                    var since = Watch.Seconds(counts.Min(static count => count.First));
                    yield return (ofSource.Key, new(rule.Number, null, [(since, level)], null), events);
                }
            }
        }
    }

    private static WarningRule? RuleOf(Law law, string id, DateTimeOffset at) =>
        law.Rules.At(Shanghai.Day(at)).Warnings.GetValueOrDefault(id);

    /// <summary>The rule speaks of sources, which are known by what came in, not by facts.</summary>
    public static bool IsOfSources(string rule) => rule is "W28" or "W57" || Findings.Any(finding => finding.Rule == rule);
}
