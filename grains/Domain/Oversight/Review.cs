using System.Collections.Immutable;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Clocks;
using Dashboard.Grains.Domain.Guards;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain.Oversight;

/// <summary>An administrative reconsideration with the bureau as respondent (行政复议).</summary>
internal sealed record Review : Subject
{
    public ReviewReceived? Received { get; init; }
    public ReviewAnswered? Answered { get; init; }
    public ReviewConcluded? Concluded { get; init; }

    public override string Stage => Concluded is null ? "received" : "concluded";

    public override bool Open => Received is not null && Concluded is null;

    /// <summary>Lost, it counts towards the act it undid: what was published of that is withdrawn (DIS-06).</summary>
    public override IReadOnlyList<string> Parents => DoneOn is not null ? [Received!.About] : [];

    public override DateOnly? DoneOn =>
        Received is not null && Concluded is { } concluded && concluded.Ruling.IsAgainst() ? concluded.On : null;

    protected override Subject Apply(Fact fact) => fact switch
    {
        ReviewReceived received => this with { Received = received },
        ReviewAnswered answered => this with { Answered = answered },
        ReviewConcluded concluded => this with { Concluded = concluded },
        _ => this,
    };

    protected override IEnumerable<Clock> Clocks(Law law)
    {
        if (OfAnswer(law) is { } answer)
        {
            yield return answer;
        }

        if (Received is { } received
            && law.Clock(received.Simple ? "REC-05S" : "REC-05", received.On,
                stop: Concluded is { } concluded ? Stop.By(concluded, concluded.On) : null, presupposes: true) is { } decision)
        {
            yield return decision;
        }

        if (Concluded is { } decided && law.Clock("LIT-02", decided.On) is { } suit)
        {
            yield return suit;
        }
    }

    protected override IEnumerable<Guard> Guards(Law law) => Conclusion.Marks(Concluded?.Ruling, Concluded?.On);

    /// <summary>W18: without answer and evidence in time the act counts as made without any (行政复议法 art. 70).</summary>
    protected override IEnumerable<Warning> Warnings(Law law)
    {
        if (OfAnswer(law) is { } clock && law.Warning("W18", clock.Trigger) is { } rule)
        {
            yield return clock.Warn(rule, rule.First, Received!.InstantOn(Received.On), law.Calendar);
        }
    }

    protected override IEnumerable<Count> Counts(Law law)
    {
        if (Received is { } received)
        {
            yield return new(Counter.ReviewsReceived, received.On, 1);
        }

        if (Concluded is { } concluded)
        {
            yield return new(Counter.ReviewsConcluded, concluded.On, 1);
            yield return new(Counter.ReviewsCorrected, concluded.On, concluded.Ruling.IsAgainst() ? 1 : 0);
            foreach (var part in Conclusion.Parts(concluded.Ruling, concluded.On))
            {
                yield return part;
            }
        }

        if (OfAnswer(law) is { } answer)
        {
            yield return Answer.Part(answer);
        }
    }

    /// <summary>REC-03: 10 working days for the answer, 5 in the simple procedure.</summary>
    private Clock? OfAnswer(Law law) =>
        Received is { } received
            ? law.Clock(received.Simple ? "REC-03S" : "REC-03", received.On,
                stop: Answered is { } answered ? Stop.By(answered, answered.On) : null, presupposes: true)
            : null;
}

/// <summary>A lawsuit against the bureau (行政诉讼): concluded by its last final judgment.</summary>
internal sealed record Lawsuit : Subject
{
    public LawsuitServed? Served { get; init; }
    public LawsuitAnswered? Answered { get; init; }

    /// <summary>The final judgment; what it leaves as it was is what the instance before ruled.</summary>
    public LawsuitJudged? Judgment { get; init; }

    /// <summary>What the last instance ruled that ruled itself.</summary>
    public Ruling Before { get; init; }
    public ImmutableList<LawsuitHeard> Hearings { get; init; } = [];

    /// <summary>The hearings the court has set, as it told of them.</summary>
    public ImmutableList<LawsuitSummoned> Summonses { get; init; } = [];

    public override string Stage => Judgment is null ? "served" : "concluded";

    public override bool Open => Served is not null && Judgment is null;

    /// <summary>Lost, it counts towards the act it undid.</summary>
    public override IReadOnlyList<string> Parents => DoneOn is not null ? [Served!.About] : [];

    public override DateOnly? DoneOn => Served is not null && Judgment is { } judgment && Ruling.IsAgainst() ? judgment.On : null;

    /// <summary>What came of it; unread while no instance has said it.</summary>
    private Ruling Ruling => Judgment?.Ruling is { } ruling and not Ruling.AsBefore ? ruling : Before;

    protected override Subject Apply(Fact fact) => fact switch
    {
        LawsuitServed served => this with { Served = served },
        LawsuitAnswered answered => this with { Answered = Answered ?? answered },
        LawsuitSummoned summoned => this with { Summonses = Summonses.Add(summoned) },
        LawsuitHeard heard => this with { Hearings = Hearings.Add(heard) },
        LawsuitJudged judged => this with
        {
            Judgment = judged.Final ? judged : Judgment,
            Before = judged.Ruling == Ruling.AsBefore ? Before : judged.Ruling,
        },
        _ => this,
    };

    protected override IEnumerable<Clock> Clocks(Law law)
    {
        if (OfAnswer(law) is { } answer)
        {
            yield return answer;
        }

        if (Served is { } served
            && law.Clock("LIT-04", served.On, stop: Judgment is { } judged ? Stop.By(judged, judged.On) : null, presupposes: true)
                is { } instance)
        {
            yield return instance;
        }

        if (Judgment is { } judgment && law.Clock("LIT-05", judgment.On) is { } appeal)
        {
            yield return appeal;
        }
    }

    protected override IEnumerable<Guard> Guards(Law law) => Conclusion.Marks(Judgment is null ? null : Ruling, Judgment?.On);

    /// <summary>The hearings of each instance in which the district is sued.</summary>
    private IEnumerable<IGrouping<string, LawsuitHeard>> Instances =>
        Hearings.Where(static hearing => !hearing.IsOfCity).GroupBy(static hearing => hearing.Instance);

    /// <summary>
    /// W18: answer and evidence within 15 days (行政诉讼法 art. 67). W49: a hearing is near and no head is named, or an instance ended and
    /// none had come, without a reason in law.
    /// </summary>
    protected override IEnumerable<Warning> Warnings(Law law)
    {
        if (OfAnswer(law) is { } clock && law.Warning("W18", clock.Trigger) is { } rule)
        {
            yield return clock.Warn(rule, rule.Second, Served!.InstantOn(Served.On), law.Calendar);
        }

        if (Judgment is { } ended && law.Warning("W49", ended.On) is { AtEvent: true } absent
            && Instances.Any(static instance => !instance.Any(static hearing => hearing.IsAttended || hearing.IsExcused)))
        {
            yield return Warning.Violation(absent, Shanghai.Midnight(ended.On));
        }

        foreach (var unnamed in Summonses.Where(static one => !one.IsOfCity).GroupBy(static one => one.Instance)
            .Select(told => Unnamed([.. told], law)).OfType<Warning>())
        {
            yield return unnamed;
        }
    }

    /// <summary>
    /// What an instance is warned of until it is settled which head comes to its hearing: of a day that was moved the last counts. One that
    /// a head has come to asks for none again (法释〔2020〕3号 art. 7). After the hearing it is over.
    /// </summary>
    /// <param name="told">What the court told of the instance, in order.</param>
    private Warning? Unnamed(IReadOnlyList<LawsuitSummoned> told, Law law)
    {
        var day = told[^1].On;
        var ofDay = told.Where(one => one.On == day).ToList();
        var heard = Hearings.FindAll(hearing => hearing.Instance == told[0].Instance && !hearing.IsOfCity);
        if (law.Warning("W49", ofDay[0].OccurredOn) is not { First: { } left } rule || heard.Exists(one => one.On < day && one.IsAttended))
        {
            return null;
        }

        var steps = new List<Step>();
        foreach (var (units, level) in new[] { (left.Yellow, Level.Yellow), (left.Red, Level.Red) })
        {
            if (units is { } number)
            {
                var at = Shanghai.Midnight(left.Unit == LimitUnit.Workdays ? law.Calendar.WhenLeft(day, number) : day.AddDays(-number));
                steps.Add(new(at > ofDay[0].OccurredAt ? at : ofDay[0].OccurredAt, level));
            }
        }

        var stop = ofDay.Find(static one => one.IsHeadNamed) is { } named ? Stop.By(named, named.OccurredOn)
            : heard.Find(one => one.On >= day) is { } held ? Stop.By(held, held.On) : null;
        var over = Shanghai.Midnight(day.AddDays(1));
        steps.RemoveAll(step => step.At >= over);
        if (steps.Count == 0)
        {
            return null;
        }

        var warning = Warning.Of(rule, day, steps, stop);
        return warning with { Steps = warning.Steps.Add(new(over, Level.None)) };
    }

    protected override IEnumerable<Count> Counts(Law law)
    {
        if (Served is { } served)
        {
            yield return new(Counter.LawsuitsServed, served.On, 1);
        }

        if (Judgment is { } judgment)
        {
            yield return new(Counter.LawsuitsConcluded, judgment.On, 1);
            yield return new(Counter.LawsuitsLost, judgment.On, Ruling.IsAgainst() ? 1 : 0);
            foreach (var part in Conclusion.Parts(Ruling, judgment.On))
            {
                yield return part;
            }
        }

        // The head is asked for in each instance, not at each hearing (M29).
        foreach (var instance in Instances)
        {
            var last = instance.Max(static hearing => hearing.On);
            yield return new(Counter.InstanceHeard, last, 1);
            yield return new(Counter.InstanceAttended, last, instance.Any(static hearing => hearing.IsAttended) ? 1 : 0);
        }

        foreach (var hearing in Hearings)
        {
            yield return new(Counter.HearingsHeld, hearing.On, 1);
            yield return new(Counter.HearingsAttended, hearing.On, hearing.HeadAppeared ? 1 : 0);
        }

        if (OfAnswer(law) is { } answer)
        {
            yield return Answer.Part(answer);
        }
    }

    private Clock? OfAnswer(Law law) =>
        Served is { } served
            ? law.Clock("LIT-03", served.On, stop: Answered is { } answered ? Stop.By(answered, answered.On) : null, presupposes: true)
            : null;
}

/// <summary>The answer of the agency in review or court, as a part of M30.</summary>
internal static class Answer
{
    public static Count Part(Clock clock) => clock.Stopped is null ? new(Counter.AnswerOpen, clock.Deadline.Due, 1, clock.Deadline.Due)
        : new(clock.IsMet ? Counter.AnswersOnTime : Counter.AnswersLate, clock.Deadline.Due, 1);
}

/// <summary>What follows for figures and for people from how a review or a lawsuit ended.</summary>
internal static class Conclusion
{
    /// <summary>Whether it annulled the act, or a person has yet to read it: that is pending in M27 and M28.</summary>
    public static IEnumerable<Count> Parts(Ruling ruling, DateOnly on) => ruling switch
    {
        Ruling.Annulled => [new(Counter.DecisionsAnnulled, on, 1)],
        Ruling.Unread => [new(Counter.OutcomesUnread, on, 1)],
        _ => [],
    };

    /// <summary>V5: the words of the outcome are not understood.</summary>
    public static IEnumerable<Guard> Marks(Ruling? ruling, DateOnly? on) =>
        ruling == Ruling.Unread ? [new("V5", false, Finding.OutcomeUnread, ("day", on!.Value))] : [];
}

/// <summary>A supervision document of the justice bureau (监督通知书、意见书、决定书).</summary>
internal sealed record SupervisionDocument : Subject
{
    public SupervisionNoticeIssued? Issued { get; init; }
    public SupervisionNoticeReplied? Replied { get; init; }
    public SupervisionNoticeConcluded? Concluded { get; init; }

    public override string Stage => Concluded is not null ? "concluded" : Replied is null ? "issued" : "replied";

    public override bool Open => Issued is not null && Replied is null && Concluded is null;

    protected override Subject Apply(Fact fact) => fact switch
    {
        SupervisionNoticeIssued issued => this with { Issued = issued },
        SupervisionNoticeReplied replied => this with { Replied = replied },
        SupervisionNoticeConcluded concluded => this with { Concluded = concluded },
        _ => this,
    };

    /// <summary>M54: documents to this bureau, each on the day it is to be answered.</summary>
    protected override IEnumerable<Count> Counts(Law law)
    {
        if (Issued is { IsOutgoing: false } issued)
        {
            yield return Replied is null ? new(Counter.NoticeOpen, issued.Due, 1, issued.Due)
                : new(Replied.On <= issued.Due ? Counter.NoticeOnTime : Counter.NoticeLate, issued.Due, 1);
        }
    }

    /// <summary>W29: unanswered as the day stated in it comes near.</summary>
    protected override IEnumerable<Warning> Warnings(Law law)
    {
        if (Issued is not { } issued || law.Warning("W29", issued.OccurredOn) is not { } rule)
        {
            yield break;
        }

        var steps = new List<Step> { new(Shanghai.Midnight(issued.Due.AddDays(1)), Level.Breach) };
        foreach (var (left, level) in new[] { (rule.First.Yellow, Level.Yellow), (rule.First.Red, Level.Red) })
        {
            if (left is { } days)
            {
                var at = Shanghai.Midnight(law.Calendar.WhenLeft(issued.Due, days));
                steps.Add(new(at > issued.OccurredAt ? at : issued.OccurredAt, level));
            }
        }

        yield return Warning.Of(rule, issued.Due, steps, Replied is { } replied ? Stop.By(replied, replied.On) : null);
    }
}

/// <summary>A publication of something that is no subject here.</summary>
internal sealed record Publication : Subject
{
    public Disclosure Disclosure { get; init; } = Disclosure.None;

    protected override Subject Apply(Fact fact) =>
        fact is DecisionPublished published ? this with { Disclosure = Disclosure.Apply(published) } : this;

    protected override IEnumerable<Count> Counts(Law law) => Disclosure.Counts(null);
}
