using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain.Bureau;

/// <summary>
/// All officers of the bureau together, to be warned of what no one of them answers for: W46, fewer than 5 % of the certified review
/// penalties, or nobody does so full time (国办发〔2018〕118号). It follows from what officers count in; it belongs to the legal section.
/// </summary>
internal sealed record Staff : OfBureau
{
    /// <summary>There is one.</summary>
    public const string Key = "staff/bureau";

    private StaffRegister Officers => (StaffRegister)Children!;

    /// <summary>What an officer gives it; null for who is nothing of what is asked for.</summary>
    public static Contribution? Give(SubjectCounts counts)
    {
        var certified = counts.Find(Counter.OfficersCertified);
        var (reviewer, fullTime) = (counts.DayOf(Counter.OfficersReviewers), counts.DayOf(Counter.OfficersLegalFullTime));
        if ((certified?.Day ?? reviewer ?? fullTime) is not { } registered)
        {
            return null;
        }

        var ends = certified is { } last && last.Due != Count.Never ? last.Due.AddDays(1) : (DateOnly?)null;
        var retires = certified is null ? null : counts.Find(Counter.OfficersRetiring)?.Due;
        return new(registered, "", "", Until: ends is null || retires < ends ? retires ?? ends : ends,
            Roles: (certified is null ? StaffRoles.None : StaffRoles.Certified)
                | (reviewer is null ? StaffRoles.None : StaffRoles.Reviewer)
                | (fullTime is null ? StaffRoles.None : StaffRoles.FullTime));
    }

    /// <inheritdoc/>
    protected override IEnumerable<Warning> Warnings(Law law)
    {
        var turns = Officers.Turns().ToList();
        if (turns.Count == 0 || law.Warning("W46", turns[^1].Day) is not { } rule)
        {
            yield break;
        }

        var steps = new List<Step>();
        foreach (var (day, certified, reviewers, fullTime) in turns)
        {
            var share = law.Rules.At(day).Forecast.ReviewerShare;
            var level = certified > 0 && (reviewers * 100 < share * certified || fullTime == 0) ? Level.Yellow : Level.None;
            if (level != (steps.Count > 0 ? steps[^1].Level : Level.None))
            {
                steps.Add(new(Shanghai.Midnight(day), level));
            }
        }

        if (steps.Count > 0)
        {
            yield return new(rule.Number, null, [.. steps]);
        }
    }
}
