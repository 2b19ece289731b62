namespace Dashboard.Seeds.Demo;

/// <summary>Plans the cases of one year: who, when and how much, within the limits of the law.</summary>
internal sealed class CasePlan(StoryWorld world, StoryLog log)
{
    private const long Yuan = 100;

    // Collective discussion and hearing: the bureau's own thresholds are not known, these serve the story.
    private const long DiscussedFrom = 30_000 * Yuan;
    private const long PersonHearingFrom = 10_000 * Yuan;
    private const long FirmHearingFrom = 100_000 * Yuan;

    // Which of the three vehicles is met, in the order of the cases: four, three and three times.
    private static readonly int[] MetAgain = [0, 0, 1, 0, 1, 2, 0, 1, 2, 2];

    private readonly SeedWorkdays calendar = world.Calendar;

    /// <summary>All cases filed, and all decided on the spot, in the year.</summary>
    public IReadOnlyList<DemoCase> Of(int year)
    {
        var scale = world.Of(year);
        var random = world.Random(year, "cases");
        var workdays = calendar.Workdays(year);
        var daysOff = calendar.DaysOff(year);
        var cases = new List<DemoCase>();
        for (var n = 1; n <= scale.OrdinaryFiled; n++)
        {
            cases.Add(Ordinary(scale, n, random, workdays));
        }

        var onSpot = year == world.Published.Year
            ? world.Published.Figures.Penalties - cases.Count(@case => @case.IsPenalty && @case.Ended.Year == year)
            : scale.OnSpot;
        for (var n = 1; n <= onSpot; n++)
        {
            var day = random.Percent(93) ? random.Pick(workdays) : random.Pick(daysOff);
            cases.Add(OnSpot(scale, n, random, day));
        }

        if (year == world.Published.Year)
        {
            Fit(cases.Where(@case => @case.IsPenalty && @case.Ended.Year == year).ToList(),
                world.Published.Figures.FinesAndConfiscationsFen);
        }

        NameVehicles(year, cases);
        return cases;
    }

    /// <summary>A case that the caller schedules: of a team, with the least fine, so that neither hearing nor discussion is due.</summary>
    public DemoCase Difficult(string id, string number, SeedTeam team, CaseFlaw flaw, DateOnly filed, DemoRandom random)
    {
        var mix = random.Weighted([.. world.Demo.Cases.Where(entry => entry.Team == team.Id
            && entry.FineYuan[0] is > 0 and < (int)(PersonHearingFrom / Yuan))], entry => entry.Ordinary);
        return new(id, number, mix, log.Subject(id, mix.Team, mix.Item))
        {
            OnSpot = false,
            Party = random.Percent(mix.FirmPercent) ? random.Pick(world.Parties.FirmsOf(mix.Item)) : world.Parties.Person(random),
            Officers = world.Officers.Draw(mix.Team, random),
            Authority = "District",
            Origin = mix.Team == "T07" ? "offsite" : "patrol",
            Outcome = CaseOutcome.Penalty,
            Flaw = flaw,
            Filed = calendar.OnOrAfter(filed),
            Fine = mix.FineYuan[0] * Yuan,
        };
    }

    /// <summary>Overloaded vehicles are met once, but for three that are met again within the year (DOMAIN.md W31).</summary>
    private void NameVehicles(int year, List<DemoCase> cases)
    {
        var random = world.Random(year, "vehicles");
        var overloaded = cases.FindAll(@case => @case is { Mix.Item: "S14", IsPenalty: true });
        foreach (var @case in overloaded)
        {
            @case.Vehicle = $"浙B·D{random.Between(0, 8999):D4}";
        }

        foreach (var (n, vehicle) in MetAgain.Index())
        {
            overloaded[(n + 1) * overloaded.Count / (MetAgain.Length + 2)].Vehicle = $"浙B·D9{year % 100:D2}{vehicle}";
        }
    }

    private DemoCase Ordinary(DemoYear scale, int n, DemoRandom random, IReadOnlyList<DateOnly> workdays)
    {
        var mix = random.Weighted(world.Demo.Cases, entry => entry.Ordinary);
        var id = $"CASE-{scale.Year}-{n:D6}";
        var drawn = random.Between(1, 1000);
        var outcome = drawn <= scale.NoPenaltyPerMille ? CaseOutcome.NoPenalty
            : drawn <= scale.NoPenaltyPerMille + 15 ? CaseOutcome.Withdrawn
            : drawn <= scale.NoPenaltyPerMille + 26 ? CaseOutcome.ToAgency
            : drawn <= scale.NoPenaltyPerMille + 29 ? CaseOutcome.ToPolice
            : CaseOutcome.Penalty;
        var @case = new DemoCase(id, $"示例罚〔{scale.Year}〕{n:D6}号", mix, log.Subject(id, mix.Team, mix.Item))
        {
            OnSpot = false,
            Party = random.Percent(mix.FirmPercent) ? random.Pick(world.Parties.FirmsOf(mix.Item)) : world.Parties.Person(random),
            Officers = world.Officers.Draw(mix.Team, random),
            Authority = random.PerMille(scale.CityPerMille) ? "City" : "District",
            Origin = mix.Team == "T07"
                ? "offsite"
                : random.Pick(["inspection", "inspection", "complaint", "referral", "superior", "patrol", "patrol", "patrol"]),
            Outcome = outcome,
            Filed = random.Pick(workdays),
        };
        if (outcome == CaseOutcome.Penalty)
        {
            @case.Fine = Draw(random, mix.FineYuan, mix.StepYuan, mix.Skew);
            @case.Confiscated = mix.GainsPercent > 0 && random.Percent(mix.GainsPercent) ? random.Between(60, 2400) * Yuan : 0;
        }

        Schedule(@case, random);
        Extend(@case);
        return @case;
    }

    private DemoCase OnSpot(DemoYear scale, int n, DemoRandom random, DateOnly day)
    {
        var mix = random.Weighted(world.Demo.Cases, entry => entry.OnSpot);
        var id = $"SPOT-{scale.Year}-{n:D6}";
        var firm = random.Percent(mix.OnSpotFirmPercent) ? random.Pick(world.Parties.FirmsOf(mix.Item)) : null;
        // A one-person business counts as a citizen here: the stricter limit of art. 51.
        var range = firm is { Kind: "LegalPerson" } ? mix.OnSpotFirmYuan : mix.OnSpotPersonYuan;
        var minor = firm is null && n % 700 == 350;
        return new(id, $"示例当罚〔{scale.Year}〕{n:D6}号", mix, log.Subject(id, mix.Team, mix.Item))
        {
            OnSpot = true,
            Party = firm ?? (minor ? world.Parties.Minor : world.Parties.Person(random)),
            Officers = world.Officers.Draw(mix.Team, random),
            Authority = random.PerMille(scale.CityPerMille) ? "City" : "District",
            Origin = "patrol",
            Outcome = CaseOutcome.Penalty,
            Filed = day,
            Ended = day,
            Served = day,
            Fine = minor || random.Percent(7) ? 0 : Draw(random, range!, range![1] <= 200 ? 50 : 100, 2),
        };
    }

    private static long Draw(DemoRandom random, IReadOnlyList<int> range, int step, int skew)
    {
        var steps = random.Skewed(0, (range[1] - range[0]) / step, skew);
        return (range[0] + steps * step) * Yuan;
    }

    /// <summary>Sets the days in lawful order: decided within 90 days, or within 120 when extended in time (PEN-03, PEN-04).</summary>
    private void Schedule(DemoCase @case, DemoRandom random)
    {
        var filed = @case.Filed;
        if (@case.Outcome is CaseOutcome.Withdrawn or CaseOutcome.ToAgency or CaseOutcome.ToPolice)
        {
            @case.Ended = calendar.Add(filed, random.Between(5, 35));
            return;
        }

        var extended = random.PerMille(35);
        var investigationFrom = filed;
        if (extended)
        {
            @case.ExtensionApproved = calendar.OnOrBefore(filed.AddDays(random.Between(76, 87)));
            @case.Investigated = calendar.OnOrAfter(filed.AddDays(random.Between(60, 74)));
        }
        else
        {
            if (random.PerMille(25))
            {
                @case.SuspendedOn = calendar.Add(filed, random.Between(2, 4));
                @case.ResumedOn = investigationFrom = calendar.Add(@case.SuspendedOn.Value, random.Between(8, 18));
            }

            @case.Investigated = calendar.Add(investigationFrom, 5 + random.Skewed(0, @case.SuspendedOn is null ? 28 : 8, 2));
        }

        @case.LegallyReviewed = calendar.Add(@case.Investigated, random.Between(1, 3));
        if (random.Percent(3))
        {
            @case.ReviewReturned = @case.LegallyReviewed;
            @case.LegallyReviewed = calendar.Add(@case.LegallyReviewed, random.Between(2, 4));
        }

        if (@case.Outcome == CaseOutcome.NoPenalty)
        {
            @case.Ended = calendar.Add(@case.LegallyReviewed, random.Between(1, 4));
            return;
        }

        Announce(@case, random, mayHear: !extended && @case.SuspendedOn is null);
        @case.Served = calendar.Add(@case.Ended, random.Skewed(0, 5, 2));
    }

    /// <summary>An extension is approved inside the first 90 days and only for a case that needs it.</summary>
    private void Extend(DemoCase @case)
    {
        if (@case.Ended > @case.Filed.AddDays(90))
        {
            @case.ExtensionApproved ??= calendar.OnOrBefore(@case.Filed.AddDays(85));
        }
        else if (@case.ExtensionApproved >= @case.Ended)
        {
            @case.ExtensionApproved = null;
        }
    }

    /// <summary>Discussion, prior notice, the party's five working days, hearing, decision.</summary>
    private void Announce(DemoCase @case, DemoRandom random, bool mayHear)
    {
        var ready = @case.LegallyReviewed;
        var revocation = @case.Mix.FineYuan[1] == 0;
        if (@case.Fine >= DiscussedFrom || revocation)
        {
            @case.Discussed = ready = calendar.Add(ready, random.Between(0, 2));
        }

        @case.Noticed = calendar.Add(ready, random.Between(0, 2));
        @case.HearingRight = revocation || @case.Fine >= (@case.Party.Kind == "LegalPerson" ? FirmHearingFrom : PersonHearingFrom);
        if (mayHear && @case.HearingRight && random.Percent(15))
        {
            @case.HearingRequested = calendar.Add(@case.Noticed, random.Between(1, 4));
            @case.HearingHeld = calendar.Add(@case.HearingRequested.Value, random.Between(8, 9));
            @case.Ended = calendar.Add(@case.HearingHeld.Value, random.Between(2, 5));
            return;
        }

        @case.Waived = random.Percent(25);
        if (!@case.Waived && random.Percent(10))
        {
            @case.Statement = calendar.Add(@case.Noticed, random.Between(1, 4));
        }

        @case.Ended = calendar.Add(@case.Noticed, @case.Waived ? random.Between(1, 3) : random.Between(6, 9));
    }

    /// <summary>
    /// Moves the overloading fines, which the law grades finely, in steps of 100 yuan until the sum is the published one; the odd rest is
    /// gains confiscated.
    /// </summary>
    private static void Fit(List<DemoCase> decided, long target)
    {
        const long step = 100 * Yuan;
        var graded = decided.Where(@case => @case is { OnSpot: false, Mix.Item: "S14", Fine: > 0 }).ToList();
        var gains = decided.First(@case => @case.Confiscated > 0);
        var missing = target - decided.Sum(@case => @case.Fine + @case.Confiscated);
        var (steps, rest) = Math.DivRem(missing, step);
        if (rest < 0)
        {
            (steps, rest) = (steps - 1, rest + step);
        }

        gains.Confiscated += rest;
        for (var index = 0; steps != 0; index++)
        {
            if (index > graded.Count * 200)
            {
                throw new InvalidDataException(
                    "demo.json: the cases of the published year cannot reach the published sum; change their weights or amounts.");
            }

            var @case = graded[index % graded.Count];
            var next = @case.Fine + Math.Sign(steps) * step;
            // A fine that crossed the hearing or discussion threshold would lack steps already planned.
            var sameDuties = (next >= PersonHearingFrom) == (@case.Fine >= PersonHearingFrom)
                && (next >= DiscussedFrom) == (@case.Fine >= DiscussedFrom);
            if (sameDuties && next >= @case.Mix.FineYuan[0] * Yuan && next <= @case.Mix.FineYuan[1] * Yuan)
            {
                @case.Fine = next;
                steps -= Math.Sign(steps);
            }
        }
    }
}
