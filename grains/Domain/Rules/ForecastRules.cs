using System.Globalization;
using Dashboard.Grains.Domain.People;

namespace Dashboard.Grains.Domain.Rules;

/// <summary>Reads the section <c>forecast</c> of a rule set: target, pass rate and switches of the forecast.</summary>
internal static class ForecastRules
{
    private const int MostMonths = 36, MostOfficers = 1_000;

    public static ForecastTerms Read(RuleMembers forecast)
    {
        var usual = new ForecastTerms();
        return new()
        {
            Target = forecast.Count("target", 0, 100) ?? usual.Target,
            PassRate = forecast.Count("passRate", 1, 100) ?? usual.PassRate,
            Sittings = forecast.Count("sittings", 1, 20) ?? usual.Sittings,
            AssumesRenewal = forecast.Word("renewal", "assumed", "none") is not "none",
            CountsEstablishedPosts = forecast.Word("posts", "established", "persons") is not "persons",
            IssueMonths = forecast.Count("issueMonths", 0, MostMonths) ?? usual.IssueMonths,
            Horizon = forecast.Count("horizon", 1, MostMonths) ?? usual.Horizon,
            MinCertified = forecast.Count("minCertified", 0, MostOfficers) ?? usual.MinCertified,
            LeastCertified = forecast.Count("leastCertified", 0, MostOfficers) ?? usual.LeastCertified,
            ReviewerShare = forecast.Count("reviewerShare", 0, 100) ?? usual.ReviewerShare,
            QualificationFrom = forecast.Day("qualificationFrom") ?? usual.QualificationFrom,
            PlanBy = DayOfYear(forecast, "planBy") ?? usual.PlanBy,
        };
    }

    /// <summary>Month and day as MM-dd.</summary>
    private static (int Month, int Day)? DayOfYear(RuleMembers forecast, string name)
    {
        if (forecast.Text(name, 5) is not { } text)
        {
            return null;
        }

        // Of a year that is no leap year, so that the day is there in every year.
        if (DateOnly.TryParseExact($"2001-{text}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return (day.Month, day.Day);
        }

        forecast.Refuse(name, "must be a month and day as MM-dd.");
        return null;
    }
}
