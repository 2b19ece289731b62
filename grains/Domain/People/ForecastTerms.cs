namespace Dashboard.Grains.Domain.People;

/// <summary>The numbers of the forecast of certified officers (section <c>forecast</c> of a rule set; SUPERVISION.md §8).</summary>
internal sealed record ForecastTerms
{
    /// <summary>Percent of the posts that are to be certified.</summary>
    public int Target { get; init; } = 90;

    /// <summary>Percent who pass, while there are too few exams of our own.</summary>
    public int PassRate { get; init; } = 70;

    /// <summary>The pass rate is that of so many last exams.</summary>
    public int Sittings { get; init; } = 3;

    /// <summary>Certificates that end are taken for renewed; else their holders are lost on that day.</summary>
    public bool AssumesRenewal { get; init; } = true;

    /// <summary>Posts are those established; else the persons on post.</summary>
    public bool CountsEstablishedPosts { get; init; } = true;

    /// <summary>Months from an exam to its certificates, where the plan does not say.</summary>
    public int IssueMonths { get; init; } = 2;

    /// <summary>So many months ahead a team short of certificates is warned of (W45).</summary>
    public int Horizon { get; init; } = 12;

    /// <summary>A team with fewer certified officers is short (W45).</summary>
    public int MinCertified { get; init; } = 4;

    /// <summary>With fewer a team can no longer act (行政处罚法 art. 42).</summary>
    public int LeastCertified { get; init; } = 2;

    /// <summary>Percent of certified officers who are to be legal reviewers (W46).</summary>
    public int ReviewerShare { get; init; } = 5;

    /// <summary>Who reviews penalties for the first time from this day on needs the legal qualification (W46).</summary>
    public DateOnly QualificationFrom { get; init; } = new(2018, 1, 1);

    /// <summary>Month and day by which there is a plan with seats in the year (W45).</summary>
    public (int Month, int Day) PlanBy { get; init; } = (6, 30);
}
