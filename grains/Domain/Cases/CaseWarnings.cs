using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Clocks;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain.Cases;

/// <summary>The warning rules that judge a case (DOMAIN.md §9): W01–W08, W15–W17, W21–W24.</summary>
internal static class CaseWarnings
{
    /// <param name="openOnly">What a fact has cleared is left out.</param>
    public static IEnumerable<Warning> Of(CaseFile file, bool openOnly)
    {
        foreach (var warning in By(Rules, file, openOnly))
        {
            yield return warning;
        }

        foreach (var round in file.Case.Previous is null ? [] : file.Earlier)
        {
            foreach (var warning in By(RulesOfRound, round, openOnly))
            {
                yield return warning;
            }
        }

        foreach (var clock in file.Evidence)
        {
            if (!(openOnly && clock.Stopped is not null) && Follow(file, "W16", clock, null, clock.Trigger) is { } kept)
            {
                yield return kept;
            }
        }

        foreach (var clock in file.Measures)
        {
            if (!(openOnly && clock.Stopped is not null) && file.Law.Warning("W16", clock.Trigger) is { } rule)
            {
                yield return clock.Warn(rule, rule.Second, Shanghai.Midnight(clock.Trigger), file.Law.Calendar);
            }
        }
    }

    private static IEnumerable<Warning> By((Func<CaseFile, Clock?>? Clock, Func<CaseFile, Warning?> Judge)[] rules, CaseFile file,
        bool openOnly)
    {
        foreach (var (clockOf, judge) in rules)
        {
            // A limit that has stopped warns no more, so that most of what an ended case could be judged by is passed over.
            if (!(openOnly && clockOf?.Invoke(file) is { Stopped: not null }) && judge(file) is { } warning
                && !(openOnly && warning.Cleared is not null))
            {
                yield return warning;
            }
        }
    }

    /// <summary>What an earlier decision is judged by beside the one that stands.</summary>
    private static readonly (Func<CaseFile, Clock?>? Clock, Func<CaseFile, Warning?> Judge)[] RulesOfRound =
    [
        (static file => file.Withdrawal, Unwithdrawn), (static file => file.Service, Unserved), (static file => file.Court, Uncollected),
        (static file => file.Cash, Unbanked), (static file => file.Disclosure, Undisclosed),
    ];

    /// <summary>Each rule, and the clock it follows where it follows one.</summary>
    private static readonly (Func<CaseFile, Clock?>? Clock, Func<CaseFile, Warning?> Judge)[] Rules =
    [
        (static file => file.Limit, Overdue), (static file => file.Withdrawal, Unwithdrawn), (null, Unreviewed), (null, Undiscussed),
        (null, Unnoticed), (null, Unheard),
        (null, Understaffed), (static file => file.Service, Unserved), (static file => file.Court, Uncollected), (null, Overfined),
        (static file => file.Cash, Unbanked),
        (null, OutOfRange), (static file => file.Crime, Crime), (static file => file.Crime, HandedOver),
        (static file => file.Disclosure, Undisclosed),
    ];

    /// <summary>W01: the decision is not made; counted by the extended limit where there is one.</summary>
    private static Warning? Overdue(CaseFile file) => Follow(file, "W01", file.Limit, file.Case.Filed, file.Case.Filed?.On);

    /// <summary>W02.</summary>
    private static Warning? Undisclosed(CaseFile file)
    {
        var @case = file.Case;
        Fact? decision = (Fact?)@case.Decided ?? (Fact?)@case.OnSpot ?? @case.NoPenalty;
        return decision is null || file.Disclosure is not { } clock
            ? null
            : Disclosure.Warn(file.Law, clock, decision.InstantOn(clock.Trigger)).FirstOrDefault();
    }

    /// <summary>W15: the decision is not served.</summary>
    private static Warning? Unserved(CaseFile file) => Follow(file, "W15", file.Service, file.Case.Decided, file.Case.Decided?.On);

    /// <summary>W22: money taken on the spot is not handed in.</summary>
    private static Warning? Unbanked(CaseFile file) => Follow(file, "W22", file.Cash, file.Case.OnSpot, file.Case.OnSpot?.On);

    /// <summary>W03: an annulled decision still stands published; yellow at once.</summary>
    private static Warning? Unwithdrawn(CaseFile file)
    {
        var (@case, law) = (file.Case, file.Law);
        if (file.Withdrawal is not { } clock || law.Warning("W03", clock.Trigger) is not { } rule)
        {
            return null;
        }

        var follows = clock.Warn(rule, rule.First, Shanghai.Midnight(clock.Trigger), law.Calendar);
        return Warning.Of(rule, follows.Due, [.. follows.Steps, new(Shanghai.Midnight(clock.Trigger), Level.Yellow)], follows.Cleared);
    }

    /// <summary>W04: a legal review is needed and has not passed.</summary>
    private static Warning? Unreviewed(CaseFile file)
    {
        var (@case, law) = (file.Case, file.Law);
        if (!file.NeedsReview || law.Warning("W04", @case.Filed!.On) is not { } rule)
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
    private static Warning? Undiscussed(CaseFile file)
    {
        var (@case, law) = (file.Case, file.Law);
        if (!file.NeedsDiscussion || law.Warning("W05", @case.Filed!.On) is not { } rule)
        {
            return null;
        }

        var steps = new List<Step>();
        if (@case.InvestigationEnded is { } ended && rule.First.Yellow is { } days
            && (ended.DiscussionRequired ?? @case.Filed.DiscussionRequired) == true)
        {
            steps.Add(new(Shanghai.Midnight(law.Calendar.WorkdaysAfter(ended.On, days)), Level.Yellow));
        }

        if (file.Statement is { } lapse && (@case.InvestigationEnded?.DiscussionRequired ?? @case.Filed.DiscussionRequired) == true)
        {
            steps.Add(new(Shanghai.Midnight(lapse.Deadline.Due.AddDays(1)), Level.Red));
        }

        var held = @case.Discussed is { } discussed && (@case.Decided is null || discussed.On <= @case.Decided.On)
            ? Stop.By(discussed, discussed.On)
            : null;
        return BeforeDecision(@case, rule, steps, held);
    }

    /// <summary>W06: decided without notice, or within the party's five working days.</summary>
    private static Warning? Unnoticed(CaseFile file)
    {
        var (@case, law) = (file.Case, file.Law);
        if (@case.Decided is not { } decided || !@case.IsOrdinary || law.Warning("W06", decided.On) is not { } rule)
        {
            return null;
        }

        var kept = CaseGuards.NoticeKept(@case, law);
        var on = kept switch { StatementMade statement => statement.On, NoticeServed notice => notice.WaivedOn ?? notice.On, _ => default };
        return Warning.Violation(rule, decided.InstantOn(decided.On)) with { Cleared = kept is null ? null : Stop.By(kept, on) };
    }

    /// <summary>W07: a hearing was asked for and not held.</summary>
    private static Warning? Unheard(CaseFile file)
    {
        var (@case, law) = (file.Case, file.Law);
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
    private static Warning? Understaffed(CaseFile file)
    {
        var (@case, law) = (file.Case, file.Law);
        Fact? act = (Fact?)@case.OnSpot ?? @case.Filed;
        var (officers, on) = @case.OnSpot is { } onSpot
            ? (onSpot.Officers, onSpot.On)
            : (@case.Filed?.Officers ?? [], @case.Filed?.On ?? default);
        return act is not null && law.Warning("W08", on) is { } rule && !law.Certificates.AreEnough(officers, on)
            ? Warning.Violation(rule, act.InstantOn(on))
            : null;
    }

    /// <summary>W17: unpaid, and the time to apply to the court runs out.</summary>
    private static Warning? Uncollected(CaseFile file) =>
        Follow(file, "W17", file.Court, (Fact?)file.Case.Service ?? file.Case.OnSpot, file.Case.Service?.On ?? file.Case.OnSpot?.On);

    /// <summary>W21: fined on the spot above the limit (行政处罚法 art. 51); a one-person business counts as a citizen.</summary>
    private static Warning? Overfined(CaseFile file)
    {
        var (@case, law) = (file.Case, file.Law);
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
    private static Warning? OutOfRange(CaseFile file) =>
        file.Case is { Decided: { FineFen: > 0 } decided, Item: { } item } && file.Law.FineRanges.TryGetValue(item, out var range)
        && (decided.FineFen < range.Least || decided.FineFen > range.Most) && file.Law.Warning("W23", decided.On) is { } rule
            ? Warning.Violation(rule, decided.InstantOn(decided.On), Level.Red) : null;

    /// <summary>W24: a suspected crime is not handed over.</summary>
    private static Warning? Crime(CaseFile file) => Follow(file, "W24", file.Crime, file.Case.Crime, file.Case.Crime?.On);

    /// <summary>W24 again: approved and not handed over within 24 hours.</summary>
    private static Warning? HandedOver(CaseFile file) =>
        file.Case.Crime is { ApprovedAt: { } approved } crime && file.Law.Warning("W24", crime.On) is { } rule && file.Crime is { } clock
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

    private static Warning? Follow(CaseFile file, string id, Clock? clock, Fact? trigger, DateOnly? on) =>
        clock is not null && file.Law.Warning(id, clock.Trigger) is { } rule
            ? clock.Warn(rule, rule.First, trigger?.InstantOn(on!.Value) ?? Shanghai.Midnight(clock.Trigger), file.Law.Calendar) : null;
}
