namespace Dashboard.Grains.Domain.People;

/// <summary>One month of a forecast.</summary>
/// <param name="Day">Seen at the end of this day: the last of its month, or today.</param>
/// <param name="Floor">Certified officers on post if nobody comes.</param>
/// <param name="Plan">The same with those whom plans bring.</param>
/// <param name="Need">So many the target asks for.</param>
/// <param name="Gap">How many are missing with the plans.</param>
/// <param name="Candidates">How many have to sit the exam so that, without the plans, none is missing; null where nobody passes.</param>
/// <param name="Leave">Who stopped being certified on post since the point before.</param>
/// <param name="Come">Who came by plans since then.</param>
internal sealed record ForecastPoint(DateOnly Day, int Floor, int Plan, int Need, int Gap, int? Candidates, int Leave, int Come);

/// <summary>A certified officer who leaves.</summary>
/// <param name="On">The day of retirement, or the last of the certificate.</param>
/// <param name="Retires">False: the certificate ends, and is not taken for renewed.</param>
internal sealed record Departure(Officer Officer, DateOnly On, bool Retires);

/// <summary>
/// The gap forecast (持证缺口预测, SUPERVISION.md §8) of some officers: month by month how many are certified on post, with and without what is
/// planned, against how many are needed. Pure: officers, plans and numbers in, points out.
/// </summary>
internal sealed class Forecast
{
    private readonly IReadOnlyList<Officer> officers;
    private readonly IReadOnlyList<CertificationPlan> plans;
    private readonly ForecastTerms terms;
    private readonly PassRate rate;
    private readonly DateOnly today;

    /// <param name="officers">Of the bureau, or of one team.</param>
    /// <param name="plans">All plans; who is registered and not among the officers is passed over.</param>
    /// <param name="establishedPosts">Established posts; null where no register says.</param>
    /// <param name="terms">The numbers of the rule set.</param>
    /// <param name="rate">How many pass.</param>
    /// <param name="today">The day on which it is made.</param>
    public Forecast(
        IReadOnlyList<Officer> officers, IEnumerable<CertificationPlan> plans, int? establishedPosts, ForecastTerms terms,
        PassRate rate, DateOnly today)
    {
        (this.officers, this.terms, this.rate, this.today) = (officers, terms, rate, today);
        this.plans = [.. plans.Where(static plan => !plan.IsCancelled).OrderBy(static plan => plan.IssueOn)
            .ThenBy(static plan => plan.Id, StringComparer.Ordinal)];
        var persons = officers.Count(static officer => officer.OnPost);
        Posts = terms.CountsEstablishedPosts && establishedPosts is { } posts ? posts : persons;
    }

    /// <summary>Posts that the target is a part of.</summary>
    public int Posts { get; }

    /// <summary>So many the target asks for.</summary>
    public int Need => ((terms.Target * Posts) + 99) / 100;

    /// <summary>Certified on post at the end of a day if nobody comes: whose certificate is valid now and who is there then.</summary>
    public int FloorOn(DateOnly day) => officers.Count(officer => IsCertified(officer) && !(DepartureOf(officer)?.On <= day));

    /// <summary>Those whom plans bring until the end of a day: of who is registered the part that passes, and who has passed.</summary>
    public int ComingBy(DateOnly day)
    {
        var (coming, seen) = (0, new HashSet<string>(StringComparer.Ordinal));
        foreach (var plan in plans.Where(plan => IssueOf(plan) <= day))
        {
            var undecided = 0;
            foreach (var officer in officers.Where(officer => plan.Registered.Contains(officer.Id) && officer.OnPost
                && !IsCertified(officer) && !(officer.Registered!.RetiresOn <= day)))
            {
                // Who did not pass may be registered once more; nobody comes twice.
                if (plan.OutcomeOf(officer) is not false && seen.Add(officer.Id))
                {
                    (coming, undecided) = plan.OutcomeOf(officer) is true ? (coming + 1, undecided) : (coming, undecided + 1);
                }
            }

            coming += rate.Of(undecided);
        }

        return coming;
    }

    /// <summary>Today, and the end of each month after it.</summary>
    /// <param name="months">How many months.</param>
    public IReadOnlyList<ForecastPoint> Points(int months)
    {
        var points = new List<ForecastPoint>(months + 1);
        for (var month = 0; month <= months; month++)
        {
            var day = DayOf(month);
            var (floor, coming) = (FloorOn(day), ComingBy(day));
            var before = points.Count > 0 ? points[^1] : new(day, floor, floor + coming, 0, 0, 0, 0, 0);
            points.Add(new(day, floor, floor + coming, Need, Math.Max(0, Need - floor - coming), rate.CandidatesFor(Need - floor),
                before.Floor - floor, coming - (before.Plan - before.Floor)));
        }

        return points;
    }

    /// <summary>The day at the end of which a month is seen.</summary>
    public DateOnly DayOf(int month) =>
        month == 0 ? today : new DateOnly(today.Year, today.Month, 1).AddMonths(month + 1).AddDays(-1);

    /// <summary>Who leaves after one day and by the end of another, by day, then by id.</summary>
    public IEnumerable<Departure> Departures(DateOnly after, DateOnly through) =>
        officers.Where(IsCertified).Select(DepartureOf).OfType<Departure>()
            .Where(departure => departure.On > after && departure.On <= through)
            .OrderBy(static departure => departure.On).ThenBy(static departure => departure.Officer.Id, StringComparer.Ordinal);

    /// <summary>On post with a certificate that is valid today (M04).</summary>
    public bool IsCertified(Officer officer) => officer.OnPost && officer.Registered is { CertNo: not null } registered
        && !(registered.CertValidTo < today) && !(registered.RetiresOn <= today);

    private Departure? DepartureOf(Officer officer)
    {
        var (retires, ends) = (officer.Registered!.RetiresOn, officer.Registered.CertValidTo);
        // A certificate holds on its last day, a retired officer is gone on the day.
        var lapses = terms.AssumesRenewal ? null : ends?.AddDays(1);
        return lapses is { } lapse && !(retires <= lapse) ? new(officer, lapse, Retires: false)
            : retires is { } day ? new(officer, day, Retires: true)
            : null;
    }

    /// <summary>What was expected by today and has not come is still to come.</summary>
    private DateOnly IssueOf(CertificationPlan plan) => plan.IssueOn > today ? plan.IssueOn : today.AddDays(1);
}
