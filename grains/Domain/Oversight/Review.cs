using Dashboard.Grains.Domain.Tallies;

namespace Dashboard.Grains.Domain.Oversight;

/// <summary>An administrative reconsideration with the bureau as respondent (行政复议).</summary>
internal sealed record Review : Subject
{
    public ReviewReceived? Received { get; init; }
    public ReviewConcluded? Concluded { get; init; }

    public override string Stage => Concluded is null ? "received" : "concluded";

    public override bool Open => Received is not null && Concluded is null;

    protected override Subject Apply(Fact fact) => fact switch
    {
        ReviewReceived received => this with { Received = received },
        ReviewConcluded concluded => this with { Concluded = concluded },
        _ => this,
    };

    public override IEnumerable<Count> Counts()
    {
        if (Received is { } received)
        {
            yield return new(Counter.ReviewsReceived, received.On, 1);
        }

        if (Concluded is { } concluded)
        {
            yield return new(Counter.ReviewsConcluded, concluded.On, 1);
            yield return new(Counter.ReviewsCorrected, concluded.On, concluded.Verdict == Verdict.Against ? 1 : 0);
        }
    }
}

/// <summary>A lawsuit against the bureau (行政诉讼): concluded by its last final judgment.</summary>
internal sealed record Lawsuit : Subject
{
    public LawsuitServed? Served { get; init; }
    public LawsuitJudged? Judgment { get; init; }

    public override string Stage => Judgment is null ? "served" : "concluded";

    public override bool Open => Served is not null && Judgment is null;

    protected override Subject Apply(Fact fact) => fact switch
    {
        LawsuitServed served => this with { Served = served },
        LawsuitJudged { Final: true } judged => this with { Judgment = judged },
        _ => this,
    };

    public override IEnumerable<Count> Counts()
    {
        if (Served is { } served)
        {
            yield return new(Counter.LawsuitsServed, served.On, 1);
        }

        if (Judgment is { } judgment)
        {
            yield return new(Counter.LawsuitsConcluded, judgment.On, 1);
            yield return new(Counter.LawsuitsLost, judgment.On, judgment.Verdict == Verdict.Against ? 1 : 0);
        }
    }
}

/// <summary>A supervision document of the justice bureau (监督通知书、意见书、决定书).</summary>
internal sealed record SupervisionDocument : Subject
{
    public SupervisionNoticeIssued? Issued { get; init; }
    public bool Replied { get; init; }

    public override string Stage => Replied ? "replied" : "issued";

    public override bool Open => Issued is not null && !Replied;

    protected override Subject Apply(Fact fact) => fact switch
    {
        SupervisionNoticeIssued issued => this with { Issued = issued },
        SupervisionNoticeReplied => this with { Replied = true },
        _ => this,
    };
}

/// <summary>A publication of something that is no subject here.</summary>
internal sealed record Publication : Subject
{
    public Disclosure Disclosure { get; init; } = Disclosure.None;

    protected override Subject Apply(Fact fact) => fact is DecisionPublished published ? this with { Disclosure = Disclosure.Apply(published) } : this;

    public override IEnumerable<Count> Counts() => Disclosure.Counts(null, required: false);
}
