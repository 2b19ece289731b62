using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Clocks;
using Dashboard.Grains.Domain.Rules;

namespace Dashboard.Grains.Domain.Cases;

/// <summary>The statutory limits of a case (DOMAIN.md §4.1–4.3, 4.5).</summary>
internal static class CaseClocks
{
    public static IEnumerable<Clock> Of(CaseFile file)
    {
        var (@case, law) = (file.Case, file.Law);
        return new[]
            {
                OfDecision(@case, law), OfExtension(@case, law), OfHearing(@case, law), OfHearingNotice(@case, law),
                OfHearingRequest(@case, law), OfStatement(@case, law), OfOnSpotRecord(@case, law),
                OfLimitation(@case, law), OfCrime(@case, law), OfHandover(@case, law), OfArchive(@case, law),
            }
            .Concat(OfRound(@case, law)).OfType<Clock>()
            .Concat(OfEvidence(@case, law)).Concat(OfMeasures(@case, law)).OrderBy(clock => clock.Trigger)
            // Behind them those of earlier decisions, told apart by their documents.
            .Concat(file.Earlier.SelectMany(round => OfRound(round.Case, law).OfType<Clock>()
                .Select(clock => clock with { Key = round.Case.Decided?.DocNo ?? "" })));
    }

    /// <summary>PEN-03: 90 days from filing to the decision (行政处罚法 art. 60).</summary>
    public static Clock? OfDecision(PenaltyCase @case, Law law) =>
        @case.IsOrdinary
            ? law.Clock("PEN-03", @case.Filed!.On,
                extra: law.Rules.At(@case.Filed.On).Parameters.SuspensionStopsClock ? SuspendedDays(@case) : 0, stop: Ended(@case))
            : null;

    /// <summary>PEN-04: 30 days more, when their approval is dated within the first 90.</summary>
    public static Clock? OfExtension(PenaltyCase @case, Law law)
    {
        if (@case.Extended is not { } extended || OfDecision(@case, law) is not { } first || extended.ApprovedOn > first.Deadline.Raw
            || law.Clock("PEN-04", first.Deadline.Raw, stop: first.Stopped) is not { } longer)
        {
            return null;
        }

        return extended.NewDue < longer.Deadline.Raw && extended.NewDue > first.Deadline.Raw
            ? longer.Until(extended.NewDue, law)
            : longer;
    }

    /// <summary>The limit that the decision must keep: the extended one where there is one.</summary>
    public static Clock? OfLimit(PenaltyCase @case, Law law) => OfExtension(@case, law) ?? OfDecision(@case, law);

    /// <summary>What ends a case for the 90 days: a decision, the first of several, no penalty, withdrawal, transfer.</summary>
    public static Stop? Ended(PenaltyCase @case) => Stop.First(
        By(@case.Decided, @case.Decided?.On), By(@case.NoPenalty, @case.NoPenalty?.On), By(@case.Withdrawn, @case.Withdrawn?.On),
        By(@case.Transferred, @case.Transferred?.On), @case.Previous is { } previous ? Ended(previous) : null);

    /// <summary>DIS-01: published within 7 working days of the decision, where it must be disclosed.</summary>
    public static Clock? OfDisclosure(PenaltyCase @case, Law law) =>
        Disclosed(@case) is { } decided
            ? law.Clock("DIS-01", decided, stop: Stop.First(@case.Disclosure.StopFrom(decided), @case.Fall))
            : null;

    /// <summary>DIS-06: a published decision that was undone is withdrawn within 3 working days.</summary>
    public static Clock? OfWithdrawal(PenaltyCase @case, Law law) =>
        @case.ChangedOn is { } changed && @case.Disclosure.PublishedOn <= changed
            ? law.Clock("DIS-06", changed, stop: By(@case.Disclosure.Withdrawn, @case.Disclosure.Withdrawn?.On)) : null;

    /// <summary>PEN-10: served within 7 working days; service by public notice takes its own time.</summary>
    public static Clock? OfService(PenaltyCase @case, Law law) => @case.Decided is { } decided
        ? law.Clock("PEN-10", decided.On,
            stop: Stop.First(By(@case.Service, @case.Service?.NoticeStartedOn ?? @case.Service?.On), @case.Fall))
        : null;

    /// <summary>PEN-12: paid within 15 days of service; on the spot the decision is handed over at once.</summary>
    public static Clock? OfPayment(PenaltyCase @case, Law law)
    {
        var served = @case.Service?.On ?? @case.OnSpot?.On;
        var clock = served is { } day && @case.PayableFen > 0 ? law.Clock("PEN-12", day, stop: Settled(@case)) : null;
        return clock is not null && @case.Instalments is { } granted && granted.Until > clock.Deadline.Raw
            ? clock.Until(granted.Until, law)
            : clock;
    }

    /// <summary>PEN-14: money taken on the spot is handed in within 2 working days.</summary>
    public static Clock? OfCash(PenaltyCase @case, Law law) =>
        @case.OnSpot is { CollectedOnSpot: true, FineFen: > 0 }
            ? law.Clock("PEN-14", @case.OnSpot.On, stop: Settled(@case))
            : null;

    /// <summary>PEN-19: three months to apply to the court, after the six months in which the party may sue (行政强制法 art. 53).</summary>
    public static Clock? OfCourt(PenaltyCase @case, Law law)
    {
        if ((@case.Service?.On ?? @case.OnSpot?.On) is not { } served || @case.PayableFen == 0
            || law.Clock("LIT-01", served) is not { } suit)
        {
            return null;
        }

        var from = @case.Instalments is { } granted && granted.Until > suit.Deadline.Due ? granted.Until : suit.Deadline.Due;
        return law.Clock("PEN-19", from,
            stop: Stop.First(Settled(@case), Acted(@case, @case.Court), Acted(@case, @case.Closed)));
    }

    /// <summary>PEN-20: a suspected crime is reported and handed over within 3 days.</summary>
    public static Clock? OfCrime(PenaltyCase @case, Law law) =>
        @case.Crime is { } crime
            ? law.Clock("PEN-20", crime.On, stop: @case.Transferred is { ToPolice: true } handed ? Stop.By(handed, handed.On) : null,
                presupposes: true)
            : null;

    /// <summary>PEN-05: evidence registered for safekeeping is dealt with within 7 working days.</summary>
    public static IEnumerable<Clock> OfEvidence(PenaltyCase @case, Law law) => @case.Measures.OfType<EvidencePreserved>()
        .Select(preserved => law.Clock("PEN-05", preserved.On, preserved.DocNo, stop: @case.Measures.OfType<EvidenceHandled>()
            .Where(handled => handled.DocNo == preserved.DocNo || @case.Measures.OfType<EvidencePreserved>().Count() == 1)
            .Select(handled => Stop.By(handled, handled.On))
            .FirstOrDefault(), presupposes: true))
        .OfType<Clock>();

    /// <summary>COE-02, COE-03: seizure for 30 days, 30 more when extended; days of testing do not count (行政强制法 art. 25).</summary>
    public static IEnumerable<Clock> OfMeasures(PenaltyCase @case, Law law)
    {
        foreach (var taken in @case.Measures.OfType<MeasureTaken>())
        {
            var lifted = @case.Measures.OfType<MeasureLifted>().FirstOrDefault(fact => fact.Kind == taken.Kind);
            var stop = Stop.First(By(lifted, lifted?.On), By(@case.Decided, @case.Decided?.On));
            if (law.Clock("COE-02", taken.On, taken.Kind, extra: taken.TestingDays, stop: stop) is not { } seizure)
            {
                continue;
            }

            var extended = @case.Measures.OfType<MeasureExtended>()
                .FirstOrDefault(fact => fact.Kind == taken.Kind && fact.On <= seizure.Deadline.Raw);
            var clock = extended is null ? seizure : law.Clock("COE-03", seizure.Deadline.Raw, taken.Kind, stop: stop) ?? seizure;
            var until = extended?.Until ?? taken.Until;
            yield return until < clock.Deadline.Raw && until > taken.On ? clock.Until(until, law) : clock;
        }
    }

    /// <summary>PEN-07: the party's 5 working days for a statement; a decision within them is a breach (art. 62).</summary>
    public static Clock? OfStatement(PenaltyCase @case, Law law) => @case.Notice is { } notice
        ? law.Clock("PEN-07", notice.On,
            stop: Stop.First(notice.WaivedOn is { } waived ? Stop.By(notice, waived) : null,
                @case.Statements.Count > 0 ? Stop.By(@case.Statements[0], @case.Statements[0].On) : null))
        : null;

    /// <summary>PEN-20H: handed to the police within 24 hours of approval.</summary>
    public static Clock? OfHandover(PenaltyCase @case, Law law) => @case.Crime is { ApprovedAt: { } approved }
        ? law.Clock("PEN-20H", Shanghai.Day(approved),
            stop: @case.Transferred is { ToPolice: true } handed ? Stop.By(handed, handed.On) : null)
        : null;

    /// <summary>What runs on a decision.</summary>
    private static IEnumerable<Clock?> OfRound(PenaltyCase round, Law law) =>
    [
        OfService(round, law), OfPublicNotice(round, law), OfPayment(round, law), OfCash(round, law), OfDemand(round, law),
        OfCourt(round, law), OfSurcharge(round, law), OfDisclosure(round, law), OfWithdrawal(round, law), OfReviewRight(round, law),
        OfSuitRight(round, law),
    ];

    /// <summary>PEN-17: surcharges have run for more than 30 days; then the law's own enforcement may begin (行政强制法 art. 46).</summary>
    private static Clock? OfSurcharge(PenaltyCase @case, Law law) =>
        OfPayment(@case, law) is { } payment && (payment.Stopped is null || !payment.IsMet)
            ? law.Clock("PEN-17", payment.Deadline.Due, stop: payment.Stopped)
            : null;

    /// <summary>PEN-01: two years from the offence to its discovery (行政处罚法 art. 36).</summary>
    private static Clock? OfLimitation(PenaltyCase @case, Law law) =>
        @case.Filed is { OffenceOn: { } offence } filed ? law.Clock("PEN-01", offence, stop: Stop.By(filed, filed.On)) : null;

    private static Clock? OfHearing(PenaltyCase @case, Law law) =>
        @case.HearingRequest is { } request
            ? law.Clock("PEN-09", request.On, stop: By(@case.Hearing, @case.Hearing?.On), presupposes: true)
            : null;

    private static Clock? OfHearingNotice(PenaltyCase @case, Law law)
    {
        if (@case.Hearing is not { NoticeDay: { } notice } hearing
            || law.Clock("PEN-08", hearing.On, stop: Stop.By(hearing, notice)) is not { } clock)
        {
            return null;
        }

        // At least so many working days ahead: counted back from the hearing.
        var calendar = law.CalendarOf((hearing.On, Days: Math.Abs(clock.N)),
            static (calendar, terms) => calendar.WorkdaysBefore(terms.On, terms.Days), clock.Stopped);
        var latest = calendar.WorkdaysBefore(hearing.On, Math.Abs(clock.N));
        return clock with { Deadline = new(latest, latest, calendar.IsProvisional(latest)) };
    }

    private static Clock? OfHearingRequest(PenaltyCase @case, Law law) =>
        @case.Notice is { HearingRight: true } notice
            ? law.Clock("PEN-06", notice.On, stop: By(@case.HearingRequest, @case.HearingRequest?.On), presupposes: true)
            : null;

    private static Clock? OfPublicNotice(PenaltyCase @case, Law law) =>
        @case.Service is { NoticeStartedOn: { } started } served ? law.Clock("PEN-11", started, stop: Stop.By(served, served.On)) : null;

    private static Clock? OfOnSpotRecord(PenaltyCase @case, Law law) =>
        @case.OnSpot is { } onSpot
            ? law.Clock("PEN-16", onSpot.On, stop: onSpot.RecordedOn is { } recorded ? Stop.By(onSpot, recorded) : null)
            : null;

    private static Clock? OfDemand(PenaltyCase @case, Law law) =>
        @case.Demand is { } demand && @case.Serves(demand.On)
            ? law.Clock("PEN-18", demand.On, stop: Stop.First(Settled(@case), Acted(@case, @case.Court)))
            : null;

    private static Clock? OfArchive(PenaltyCase @case, Law law) =>
        @case.Closed is { } closed ? law.Clock("PEN-23", closed.On, stop: By(@case.Archived, @case.Archived?.OccurredOn)) : null;

    private static Clock? OfReviewRight(PenaltyCase @case, Law law) => @case.Service is { } served ? law.Clock("REC-01", served.On) : null;

    private static Clock? OfSuitRight(PenaltyCase @case, Law law) => @case.Service is { } served ? law.Clock("LIT-01", served.On) : null;

    private static DateOnly? Disclosed(PenaltyCase @case) =>
        @case.Decided is { } decided ? decided.DisclosureRequired ? decided.On : null
        : @case.OnSpot is { } onSpot ? onSpot.DisclosureRequired ? onSpot.On : null
        : @case.NoPenalty is { DisclosureRequired: true } none ? none.On : null;

    private static int SuspendedDays(PenaltyCase @case)
    {
        var (days, since) = (0, (DateOnly?)null);
        foreach (var fact in @case.Suspensions)
        {
            if (fact is CaseSuspended suspended)
            {
                since ??= suspended.On;
            }
            else if (fact is CaseResumed resumed && since is { } from)
            {
                (days, since) = (days + Math.Max(0, resumed.On.DayNumber - from.DayNumber), null);
            }
        }

        return days;
    }

    /// <summary>Nothing is due any more: it was paid, or annulled.</summary>
    private static Stop? Settled(PenaltyCase @case) =>
        Stop.First(@case.PaidUp is { } paid ? Stop.By(paid, paid.On) : null, @case.Fall);

    /// <summary>An act on the decision, unless it lies before it.</summary>
    private static Stop? Acted(PenaltyCase @case, Fact? act) =>
        act?.ActedOn is { } on && @case.Serves(on) ? Stop.By(act, on) : null;

    private static Stop? By(Fact? fact, DateOnly? on) => fact is not null && on is { } day ? Stop.By(fact, day) : null;
}
