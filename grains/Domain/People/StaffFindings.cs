using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain.People;

/// <summary>What is found of a team, or of the bureau, that no subject of its own can be warned of.</summary>
/// <param name="Team">Null: the bureau.</param>
/// <param name="Why">certified, forecast, noPlan, share, fullTime or unqualified.</param>
/// <param name="Number">How many there are.</param>
/// <param name="On">From when on, where it lies ahead.</param>
internal sealed record StaffFinding(string Rule, Level Level, string? Team, string Why, int Number, DateOnly? On = null);

/// <summary>W45 持证缺口 and W46 法制力量不足, judged of all officers and plans at one day (SUPERVISION.md §8).</summary>
internal static class StaffFindings
{
    /// <summary>W45 of a team that acts itself; null when it has enough for as long as is looked ahead.</summary>
    public static StaffFinding? OfTeam(string team, Forecast forecast, ForecastTerms terms)
    {
        var points = forecast.Points(terms.Horizon);
        var now = points[0].Floor;
        return now < terms.LeastCertified ? new("W45", Level.Breach, team, "certified", now)
            : now < terms.MinCertified ? new("W45", Level.Red, team, "certified", now)
            : points.FirstOrDefault(point => point.Plan < terms.MinCertified) is { } ahead
                ? new("W45", Level.Yellow, team, "forecast", ahead.Plan, ahead.Day)
            : null;
    }

    /// <summary>W45 of the bureau: no plan with seats in the year although its day has passed.</summary>
    public static StaffFinding? OfPlans(IEnumerable<CertificationPlan> plans, ForecastTerms terms, DateOnly today) =>
        today > new DateOnly(today.Year, terms.PlanBy.Month, terms.PlanBy.Day)
            && !plans.Any(plan => plan is { IsCancelled: false, Seats: > 0 } && plan.Year == today.Year)
            ? new("W45", Level.Yellow, null, "noPlan", 0)
            : null;

    /// <summary>W46 of the bureau.</summary>
    public static IEnumerable<StaffFinding> OfReviewers(IReadOnlyList<Officer> officers, int certified, ForecastTerms terms)
    {
        var reviewers = officers.Where(IsReviewer).ToList();
        if (reviewers.Count * 100 < terms.ReviewerShare * certified)
        {
            yield return new("W46", Level.Yellow, null, "share", reviewers.Count);
        }

        if (certified > 0 && !officers.Any(IsFullTime))
        {
            yield return new("W46", Level.Yellow, null, "fullTime", 0);
        }

        if (reviewers.Count(reviewer => IsUnqualified(reviewer, terms)) is > 0 and var unqualified)
        {
            yield return new("W46", Level.Red, null, "unqualified", unqualified);
        }
    }

    /// <summary>Reviews penalties, and serves.</summary>
    public static bool IsReviewer(Officer officer) => officer.Registered is { Serves: true, ReviewerSince: not null };

    /// <summary>Does nothing but legal review, and serves.</summary>
    public static bool IsFullTime(Officer officer) => officer.Registered is { Serves: true, LegalDuty: "FullTime" };

    /// <summary>Reviews penalties for the first time since the law asks for the legal qualification, and has none.</summary>
    public static bool IsUnqualified(Officer officer, ForecastTerms terms) =>
        IsReviewer(officer) && officer.Registered is { LegalQualified: false } registered
            && registered.ReviewerSince >= terms.QualificationFrom;
}
