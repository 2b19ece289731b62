using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Clocks;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain.Cases;

/// <summary>The warning rules that judge a case (DOMAIN.md §9): W01–W08, W15–W17, W21–W24.</summary>
internal static class CaseWarnings
{
    public static IEnumerable<Warning> Of(PenaltyCase @case, Law law) => new[]
        {
            Overdue(@case, law), Unwithdrawn(@case, law), Unreviewed(@case, law), Undiscussed(@case, law), Unnoticed(@case, law),
            Unheard(@case, law), Understaffed(@case, law),
            Follow(law, "W15", CaseClocks.OfService(@case, law), @case.Decided, @case.Decided?.On), Uncollected(@case, law),
            Overfined(@case, law),
            Follow(law, "W22", CaseClocks.OfCash(@case, law), @case.OnSpot, @case.OnSpot?.On), OutOfRange(@case, law), Crime(@case, law),
            HandedOver(@case, law),
        }
        .OfType<Warning>()
        .Concat(Undisclosed(@case, law))
        .Concat(CaseClocks.OfEvidence(@case, law).Select(clock => Follow(law, "W16", clock, null, clock.Trigger)).OfType<Warning>())
        .Concat(CaseClocks.OfMeasures(@case, law)
            .Select(clock => law.Warning("W16", clock.Trigger) is { } rule
                ? clock.Warn(rule, rule.Second, Shanghai.Midnight(clock.Trigger), law.Calendar)
                : null)
            .OfType<Warning>());

    /// <summary>W01: the decision is not made; counted by the extended limit where there is one.</summary>
    private static Warning? Overdue(PenaltyCase @case, Law law) =>
        Follow(law, "W01", CaseClocks.OfLimit(@case, law), @case.Filed, @case.Filed?.On);

    private static IEnumerable<Warning> Undisclosed(PenaltyCase @case, Law law)
    {
        Fact? decision = (Fact?)@case.Decided ?? (Fact?)@case.OnSpot ?? @case.NoPenalty;
        return decision is null || CaseClocks.OfDisclosure(@case, law) is not { } clock
            ? []
            : Disclosure.Warn(law, clock, decision.InstantOn(clock.Trigger));
    }

    /// <summary>W03: an annulled decision still stands published; yellow at once.</summary>
    private static Warning? Unwithdrawn(PenaltyCase @case, Law law)
    {
        if (CaseClocks.OfWithdrawal(@case, law) is not { } clock || law.Warning("W03", clock.Trigger) is not { } rule)
        {
            return null;
        }

        var follows = clock.Warn(rule, rule.First, Shanghai.Midnight(clock.Trigger), law.Calendar);
        return Warning.Of(rule, follows.Due, follows.Steps.Append(new(Shanghai.Midnight(clock.Trigger), Level.Yellow)), follows.Cleared);
    }

    /// <summary>W04: a legal review is needed and has not passed.</summary>
    private static Warning? Unreviewed(PenaltyCase @case, Law law)
    {
        if (!CaseGuards.NeedsReview(@case, law) || law.Warning("W04", @case.Filed!.On) is not { } rule)
        {
            return null;
        }

        var steps = new List<Step>();
        if (@case.InvestigationEnded is { } ended && rule.First.Yellow is { } days)
        {
            steps.Add(new(Shanghai.Midnight(law.Calendar.WorkdaysAfter(ended.On, days)), Level.Yellow));
        }

        if (@case.Notice is { } notice)
        {
            steps.Add(new(notice.InstantOn(notice.On), Level.Red));
        }

        return BeforeDecision(@case, rule, steps, CaseGuards.PassedReview(@case) is { } passed ? Stop.By(passed, passed.On) : null);
    }

    /// <summary>W05: the heads must discuss it and have not.</summary>
    private static Warning? Undiscussed(PenaltyCase @case, Law law)
    {
        if (!CaseGuards.NeedsDiscussion(@case, law) || law.Warning("W05", @case.Filed!.On) is not { } rule)
        {
            return null;
        }

        var steps = new List<Step>();
        if (@case.InvestigationEnded is { } ended && rule.First.Yellow is { } days
            && (ended.DiscussionRequired ?? @case.Filed.DiscussionRequired) == true)
        {
            steps.Add(new(Shanghai.Midnight(law.Calendar.WorkdaysAfter(ended.On, days)), Level.Yellow));
        }

        if (CaseClocks.OfStatement(@case, law) is { } lapse
            && (@case.InvestigationEnded?.DiscussionRequired ?? @case.Filed.DiscussionRequired) == true)
        {
            steps.Add(new(Shanghai.Midnight(lapse.Deadline.Due.AddDays(1)), Level.Red));
        }

        var held = @case.Discussed is { } discussed && (@case.Decided is null || discussed.On <= @case.Decided.On)
            ? Stop.By(discussed, discussed.On)
            : null;
        return BeforeDecision(@case, rule, steps, held);
    }

    /// <summary>W06: decided without notice, or within the party's five working days.</summary>
    private static Warning? Unnoticed(PenaltyCase @case, Law law)
    {
        if (@case.Decided is not { } decided || !@case.IsOrdinary || law.Warning("W06", decided.On) is not { } rule)
        {
            return null;
        }

        var kept = CaseGuards.NoticeKept(@case, law);
        var on = kept switch { StatementMade statement => statement.On, NoticeServed notice => notice.WaivedOn ?? notice.On, _ => default };
        return Warning.Violation(rule, decided.InstantOn(decided.On)) with { Cleared = kept is null ? null : Stop.By(kept, on) };
    }

    /// <summary>W07: a hearing was asked for and not held.</summary>
    private static Warning? Unheard(PenaltyCase @case, Law law)
    {
        if (@case.HearingRequest is not { } request || law.Warning("W07", request.On) is not { } rule)
        {
            return null;
        }

        var steps = new List<Step>();
        if (rule.First.Yellow is { } yellow)
        {
            steps.Add(new(Shanghai.Midnight(request.On.AddDays(yellow)), Level.Yellow));
        }

        if (rule.First.Red is { } red)
        {
            steps.Add(new(Shanghai.Midnight(request.On.AddDays(red)), Level.Red));
        }

        var held = @case.Hearing is { } hearing && (@case.Decided is null || hearing.On <= @case.Decided.On)
            ? Stop.By(hearing, hearing.On)
            : null;
        return BeforeDecision(@case, rule, steps, held);
    }

    /// <summary>W08: fewer than two officers with valid certificates.</summary>
    private static Warning? Understaffed(PenaltyCase @case, Law law)
    {
        Fact? act = (Fact?)@case.OnSpot ?? @case.Filed;
        var (officers, on) = @case.OnSpot is { } onSpot
            ? (onSpot.Officers, onSpot.On)
            : (@case.Filed?.Officers ?? [], @case.Filed?.On ?? default);
        return act is not null && law.Warning("W08", on) is { } rule && !law.Certificates.AreEnough(officers, on)
            ? Warning.Violation(rule, act.InstantOn(on))
            : null;
    }

    /// <summary>W17: unpaid, and the time to apply to the court runs out.</summary>
    private static Warning? Uncollected(PenaltyCase @case, Law law) =>
        Follow(law, "W17", CaseClocks.OfCourt(@case, law), (Fact?)@case.Served ?? @case.OnSpot, @case.Served?.On ?? @case.OnSpot?.On);

    /// <summary>W21: fined on the spot above the limit (行政处罚法 art. 51); a one-person business counts as a citizen.</summary>
    private static Warning? Overfined(PenaltyCase @case, Law law)
    {
        if (@case.OnSpot is not { } onSpot || law.Warning("W21", onSpot.On) is not { } rule)
        {
            return null;
        }

        var limits = law.Rules.At(onSpot.On).Parameters;
        var most = onSpot.Party.Kind is PartyKind.LegalPerson or PartyKind.OtherOrg
            ? limits.OnSpotOrganisationFen
            : limits.OnSpotCitizenFen;
        return onSpot.FineFen > most ? Warning.Violation(rule, onSpot.InstantOn(onSpot.On)) : null;
    }

    /// <summary>W23: a fine outside the statutory range of its item, where one is set.</summary>
    private static Warning? OutOfRange(PenaltyCase @case, Law law) =>
        @case.Decided is { FineFen: > 0 } decided && @case.Item is { } item && law.FineRanges.TryGetValue(item, out var range)
            && (decided.FineFen < range.Least || decided.FineFen > range.Most)
        && law.Warning("W23", decided.On) is { } rule ? Warning.Violation(rule, decided.InstantOn(decided.On), Level.Red) : null;

    private static Warning? Crime(PenaltyCase @case, Law law) =>
        Follow(law, "W24", CaseClocks.OfCrime(@case, law), @case.Crime, @case.Crime?.On);

    /// <summary>W24 again: approved and not handed over within 24 hours.</summary>
    private static Warning? HandedOver(PenaltyCase @case, Law law) =>
        @case.Crime is { ApprovedAt: { } approved } crime && law.Warning("W24", crime.On) is { } rule
            && CaseClocks.OfCrime(@case, law) is { } clock
            ? new(rule.Number, clock.Deadline.Due, [new(approved.AddHours(24), Level.Breach)], clock.Stopped) : null;

    /// <summary>
    /// A duty before the decision: warnings until it is done or the case ends otherwise; the decision without it is a breach for good.
    /// </summary>
    private static Warning? BeforeDecision(PenaltyCase @case, WarningRule rule, List<Step> steps, Stop? done)
    {
        if (@case.Decided is { } decided)
        {
            steps.Add(new(decided.InstantOn(decided.On), Level.Breach));
        }

        return steps.Count == 0 ? null : Warning.Of(rule, null, steps, done ?? (@case.Decided is null ? CaseClocks.Ended(@case) : null));
    }

    private static Warning? Follow(Law law, string id, Clock? clock, Fact? trigger, DateOnly? on) =>
        clock is not null && law.Warning(id, clock.Trigger) is { } rule
            ? clock.Warn(rule, rule.First, trigger?.InstantOn(on!.Value) ?? Shanghai.Midnight(clock.Trigger), law.Calendar) : null;
}
