using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Tallies;

namespace Dashboard.Grains.Domain.Cases;

/// <summary>What a case contributes to metrics (DOMAIN.md §8), each part on the day its metric attributes it to.</summary>
internal static class CaseParts
{
    private const int LongCase = 90;

    public static IEnumerable<Count> Of(CaseFile file)
    {
        var @case = file.Case;
        foreach (var count in OfLimit(file).Concat(OfOfficers(@case, file.Law)))
        {
            yield return count;
        }

        if (@case.NoPenalty is { } none)
        {
            yield return new(Counter.NoPenaltyFirstOffence, none.On,
                none.Reason.Equals("FirstOffence", StringComparison.OrdinalIgnoreCase)
                    || none.Reason.Contains("首违", StringComparison.Ordinal)
                    ? 1
                    : 0);
            yield return new(Counter.NoPenaltyMinor, none.On,
                none.Reason.Equals("Minor", StringComparison.OrdinalIgnoreCase) || none.Reason.Contains("轻微", StringComparison.Ordinal)
                    ? 1
                    : 0);
        }

        if (@case is { Closed: { } closed, IsOrdinary: true })
        {
            yield return new(Counter.FilesClosed, closed.On, 1);
            yield return new(Counter.FilesClosedReviewed, closed.On, @case.FileReview is null ? 0 : 1);
        }
    }

    /// <summary>What was due before and after one decision.</summary>
    public static IEnumerable<Count> OfRound(CaseFile file) =>
        OfDecision(file).Concat(OfService(file)).Concat(OfPayment(file)).Concat(OfWithdrawal(file));

    /// <summary>M08 and M10: the 90 days, kept, broken or running.</summary>
    private static IEnumerable<Count> OfLimit(CaseFile file)
    {
        var @case = file.Case;
        if (file.Limit is { } limit)
        {
            yield return limit.Stopped is null ? new(Counter.LimitOpen, limit.Deadline.Due, 1, limit.Deadline.Due)
                : new(limit.IsMet ? Counter.LimitKept : Counter.LimitBroken, limit.Deadline.Due, 1);
        }

        if (@case.IsOrdinary)
        {
            yield return new(Counter.CasesExtended, @case.Filed!.On, @case.Extended is null ? 0 : 1);
            yield return CaseClocks.Ended(@case) is null
                ? new(Counter.CaseRunning, @case.Filed.On, 1, @case.Filed.On.AddDays(LongCase))
                : new(Counter.CasesDecidedByFiling, @case.Filed.On, 1);
        }
    }

    /// <summary>M05, M06, M09: what was due before the decision, and how long it took.</summary>
    private static IEnumerable<Count> OfDecision(CaseFile file)
    {
        var @case = file.Case;
        if (@case is { Decided: { } decided, IsOrdinary: true })
        {
            yield return new(Counter.DecisionDays, decided.On, Math.Max(0, decided.On.DayNumber - @case.Filed!.On.DayNumber));
            if (file.NeedsReview)
            {
                yield return new(Counter.LegalReviewRequired, decided.On, 1);
                yield return new(Counter.LegalReviewPassed, decided.On, CaseGuards.PassedReview(@case) is null ? 0 : 1);
            }

            if (file.NeedsDiscussion)
            {
                yield return new(Counter.DiscussionRequired, decided.On, 1);
                yield return new(Counter.DiscussionHeld, decided.On, @case.Discussed?.On <= decided.On ? 1 : 0);
            }
        }
    }

    /// <summary>M11: served in time; public notice is not counted.</summary>
    private static IEnumerable<Count> OfService(CaseFile file)
    {
        var @case = file.Case;
        if (file.Service is { } service && @case.Service is not { NoticeStartedOn: not null }
            && (@case.Service is not null || service.Stopped is null))
        {
            yield return service.Stopped is null ? new(Counter.ServiceOpen, service.Trigger, 1, service.Deadline.Due)
                : new(service.IsMet ? Counter.ServedOnTime : Counter.ServedLate, service.Trigger, 1);
        }
    }

    /// <summary>M37: what was decided and is due, and how much of it was paid; of what was annulled nothing is due any more.</summary>
    private static IEnumerable<Count> OfPayment(CaseFile file)
    {
        var @case = file.Case;
        if (file.Payment is { } payment)
        {
            var (due, paid) = (payment.Deadline.Due, Math.Min(@case.PaidFen, @case.PayableFen));
            yield return new(Counter.PaidDueFen, due, paid);
            yield return new(Counter.PayableOpenFen, due, @case.AnnulledOn is null ? @case.PayableFen - paid : 0, due);
        }
    }

    /// <summary>M03: a decision that was undone is withdrawn where it was published.</summary>
    private static IEnumerable<Count> OfWithdrawal(CaseFile file)
    {
        if (file.Withdrawal is { } withdrawal)
        {
            if (withdrawal.Stopped is null)
            {
                yield return new(Counter.WithdrawalOpen, withdrawal.Trigger, 1, withdrawal.Deadline.Due);
            }
            else
            {
                yield return new(Counter.WithdrawalDone, withdrawal.Trigger, 1);
                yield return new(Counter.WithdrawalOnTime, withdrawal.Trigger, withdrawal.IsMet ? 1 : 0);
            }
        }
    }

    /// <summary>M04b: acts of fewer than two certified officers.</summary>
    private static IEnumerable<Count> OfOfficers(PenaltyCase @case, Law law)
    {
        if (@case.OnSpot is { } onSpot)
        {
            yield return new(Counter.ActsUnderstaffed, onSpot.On, law.Certificates.AreEnough(onSpot.Officers, onSpot.On) ? 0 : 1);
        }
        else if (@case.Filed is { } filed)
        {
            yield return new(Counter.ActsUnderstaffed, filed.On, law.Certificates.AreEnough(filed.Officers, filed.On) ? 0 : 1);
        }
    }
}
