namespace Dashboard.Grains.Domain.Oversight;

/// <param name="About">Kind and id of the act under review.</param>
internal sealed record ReviewReceived(string About, DateOnly On, bool Simple = false) : Fact;

internal sealed record ReviewAnswered(DateOnly On) : Fact;

internal sealed record ReviewConcluded(DateOnly On, Ruling Ruling) : Fact;

/// <param name="About">Kind and id of the act sued over.</param>
internal sealed record LawsuitServed(string About, DateOnly On) : Fact;

internal sealed record LawsuitAnswered(DateOnly On) : Fact
{
    public override string? Key => null;
}

/// <summary>The court has set the day of a hearing (LIT-07: at least 3 days before it); said again, who comes, or another day.</summary>
internal sealed record LawsuitSummoned(DateOnly On) : Fact
{
    /// <summary>As <see cref="LawsuitHeard.Instance"/>.</summary>
    public string Instance { get; init; } = "First";

    /// <summary>The city bureau is sued.</summary>
    public bool IsOfCity { get; init; }

    /// <summary>Which head comes has been settled.</summary>
    public bool IsHeadNamed { get; init; }

    public override string? Key => null;
}

/// <summary>A hearing.</summary>
/// <param name="HeadAppeared">A head of the agency was there.</param>
internal sealed record LawsuitHeard(DateOnly On, bool HeadAppeared = false) : Fact
{
    /// <summary>First, Second or Retrial; whatever else it is called is an instance of its own.</summary>
    public string Instance { get; init; } = "First";

    /// <summary>The city bureau is sued; whether its head comes is not this one's to answer for.</summary>
    public bool IsOfCity { get; init; }

    /// <summary>Principal, Deputy or Other, which is no head (法释〔2020〕3号 art. 2).</summary>
    public string? HeadRank { get; init; }

    /// <summary>ForceMajeure, Accident, Irreplaceable (art. 8), or Other.</summary>
    public string? AbsenceReason { get; init; }

    /// <summary>One of those whom the law means was there.</summary>
    public bool IsAttended => HeadAppeared && HeadRank is not "Other";

    /// <summary>Nobody was, for a reason the law accepts.</summary>
    public bool IsExcused => AbsenceReason is "ForceMajeure" or "Accident" or "Irreplaceable";

    public override string? Key => null;
}

internal sealed record LawsuitJudged(DateOnly On, Ruling Ruling, bool Final) : Fact
{
    public override string? Key => null;
}

/// <summary>案卷评查: points from 0 to 100; a veto item fails the file whatever its points.</summary>
internal sealed record FileScored(DateOnly On, int Score, bool Vetoed) : Fact;

internal sealed record SupervisionNoticeIssued(string Kind, DateOnly Due, string Target) : Fact
{
    /// <summary>Of this bureau to another (约谈、通报); else of the supervising authority to this bureau.</summary>
    public bool IsOutgoing { get; init; }

    public DateOnly? ReceivedOn { get; init; }

    /// <summary>Explain, SelfCorrect, Correct, Revoke or Perform; null where the document asks for nothing of these.</summary>
    public string? Demand { get; init; }
}

/// <param name="Day">The day of the reply; null: that of the event.</param>
internal sealed record SupervisionNoticeReplied(DateOnly? Day, string? DocNo) : Fact
{
    /// <summary>The day that counts.</summary>
    public DateOnly On => Day ?? OccurredOn;
}

/// <param name="IsFurther">The authority asks for more.</param>
internal sealed record SupervisionNoticeConcluded(DateOnly On, bool IsFurther) : Fact;

/// <summary>公示: a decision or result made public; one per channel.</summary>
internal sealed record DecisionPublished(DateOnly On, string? Channel) : Fact
{
    public override string? Key => Channel ?? "";

    public override DateOnly? ActedOn => On;
}

internal sealed record DecisionWithdrawn(DateOnly On, string Reason) : Fact
{
    /// <summary>Not the publication alone was taken back, the decision itself was.</summary>
    public bool Annuls { get; } = OutcomeWords.SayAnnulment(Reason);

    public override DateOnly? ActedOn => On;
}

/// <summary>全过程记录: a text, sound or picture record attached to an act.</summary>
internal sealed record RecordAttached(string Media, string Sha256) : Fact
{
    /// <summary>文字; else sound or pictures (音像).</summary>
    public bool IsText => Media.Equals("Text", StringComparison.OrdinalIgnoreCase) || Media is "文字" or "Document" or "document";

    public override string? Key => Sha256;
}
