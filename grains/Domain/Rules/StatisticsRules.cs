using Dashboard.Grains.Domain.Cases;
using Dashboard.Grains.Domain.Reports.Tables;

namespace Dashboard.Grains.Domain.Rules;

/// <summary>Reads the section <c>statistics</c> of a rule set: how the yearly tables count.</summary>
internal static class StatisticsRules
{
    private const int MostWords = 50, LongestWord = 40;

    public static StatisticsTerms Read(RuleMembers statistics)
    {
        var usual = new StatisticsTerms();
        return new()
        {
            Severity = Severity(statistics, usual.Severity),
            CountsInspectionsToCase = statistics.Word("inspectionsToCase", "excluded", "counted") is "counted",
        };
    }

    private static IReadOnlyList<PenaltyKind> Severity(RuleMembers statistics, IReadOnlyList<PenaltyKind> all)
    {
        var words = statistics.Texts("severity", MostWords, LongestWord);
        if (words.Length == 0)
        {
            return all;
        }

        var kinds = Array.ConvertAll(words, static word => Enum.TryParse<PenaltyKind>(word, out var kind) ? kind : PenaltyKind.Other);
        if (kinds.Length == all.Count && all.All(kinds.Contains))
        {
            return kinds;
        }

        statistics.Refuse("severity", $"must name each of these once, the lightest first: {string.Join(", ", all)}.");
        return all;
    }
}
