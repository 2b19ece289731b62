using System.Collections.Immutable;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.People;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Tests.Domain.People;

/// <summary>The examples of SUPERVISION.md §8 with their numbers.</summary>
public sealed class ForecastTests
{
    private static readonly ForecastTerms Terms = new();
    private static readonly DateOnly Today = new(2026, 11, 27);
    private static readonly PassRate Usual = new(70, 100, IsOwn: false);

    [Fact]
    public void Supervision_8_1_Certified_posts_need_and_gap_of_today()
    {
        var now = Of(Fixture()).Points(1)[0];

        Assert.Equal((78, 85, 7), (now.Floor, now.Need, now.Gap));
        Assert.Equal(82.9, Math.Floor(1000.0 * now.Floor / 94) / 10);
    }

    [Fact]
    public void Supervision_8_2_Six_retire_within_24_months_and_none_comes()
    {
        var officers = Fixture(retire: Enumerable.Range(1, 6).Select(static n => new DateOnly(2026, 11, 30).AddMonths(n * 4)));

        var points = Of(officers).Points(36);

        Assert.Equal((72, 72, 13, 19), (points[24].Floor, points[24].Plan, points[24].Gap, points[24].Candidates));
        Assert.Equal(76.5, Math.Floor(1000.0 * points[24].Floor / 94) / 10);
        Assert.Equal(6, points.Sum(static point => point.Leave));
        Assert.Equal([4, 8, 12, 16, 20, 24], Enumerable.Range(1, 36).Where(month => points[month].Leave > 0));
    }

    [Fact]
    public void Supervision_8_3_Fourteen_are_registered_nine_are_expected_and_twelve_pass()
    {
        var plan = Plan(Enumerable.Range(78, 14));
        var retire = Enumerable.Repeat(new DateOnly(2026, 12, 15), 6);

        var before = Of(Fixture(retire), plan).Points(12);
        // 2027-06 is 7 months ahead, 2027-07 is 8.
        Assert.Equal((72, 72), (before[7].Floor, before[7].Plan));
        Assert.Equal((72, 81, 4, 9), (before[8].Floor, before[8].Plan, before[8].Gap, before[8].Come));
        Assert.Equal(86.1, Math.Floor(1000.0 * before[12].Plan / 94) / 10);

        var after = Of(Sat(Fixture(retire), plan, Enumerable.Range(78, 14), passed: 12), plan).Points(12);
        Assert.Equal((84, 1), (after[8].Plan, after[8].Gap));
    }

    [Fact]
    public void Supervision_8_5_A_plan_that_is_cancelled_brings_nobody_and_leaves_the_year_without_one()
    {
        var plan = Plan(Enumerable.Range(78, 14)) with { Year = 2026 };
        var cancelled = plan with { IsCancelled = true };

        Assert.Equal((87, 78), (Of(Fixture(), plan).Points(12)[12].Plan, Of(Fixture(), cancelled).Points(12)[12].Plan));
        Assert.Null(StaffFindings.OfPlans([plan], Terms, Today));
        Assert.Equal(("W45", Level.Yellow, null, "noPlan"), Said(StaffFindings.OfPlans([cancelled], Terms, Today)));
        Assert.Null(StaffFindings.OfPlans([], Terms, new(2026, 6, 30)));
        Assert.NotNull(StaffFindings.OfPlans([], Terms, new(2026, 7, 1)));
    }

    [Fact]
    public void Supervision_8_6_Three_reviewers_of_81_certified_are_too_few_and_five_are_enough()
    {
        Assert.Contains(StaffFindings.OfReviewers(Reviewers(3), 81, Terms), static found => found.Why == "share");
        Assert.DoesNotContain(StaffFindings.OfReviewers(Reviewers(5), 81, Terms), static found => found.Why == "share");
        Assert.Equal(["fullTime"], StaffFindings.OfReviewers(Reviewers(5), 81, Terms).Select(static found => found.Why));
        Assert.Empty(StaffFindings.OfReviewers(Reviewers(5, "FullTime"), 81, Terms));
        Assert.Equal(3.7, Math.Floor(1000.0 * 3 / 81) / 10);
        Assert.Equal(6.1, Math.Floor(1000.0 * 5 / 81) / 10);
    }

    [Fact]
    public void Supervision_8_7_A_team_of_five_of_whom_two_retire_in_month_nine_is_yellow_now_and_red_from_then()
    {
        var (first, second) = (new DateOnly(2027, 8, 10), new DateOnly(2027, 8, 20));
        List<Officer> team =
        [
            .. Enumerable.Range(0, 5).Select(n => Person(n, certified: true, n switch { 0 => first, 1 => second, _ => null })),
        ];

        Assert.Equal(new("W45", Level.Yellow, "T09", "forecast", 3, new(2027, 8, 31)), StaffFindings.OfTeam("T09", Of(team), Terms));
        Assert.Equal(("W45", Level.Red, "T09", "certified"),
            Said(StaffFindings.OfTeam("T09", new(team, [], null, Terms, Usual, second), Terms)));
        Assert.Equal(Level.Breach, StaffFindings.OfTeam("T09", Of(team[..1]), Terms)!.Level);
        Assert.Null(StaffFindings.OfTeam("T09", Of(team[2..]), Terms with { MinCertified = 3 }));
    }

    [Fact]
    public void A_forecast_agrees_with_a_count_person_by_person_on_any_day()
    {
        var random = new Random(8);
        for (var round = 0; round < 50; round++)
        {
            List<Officer> officers = [.. Enumerable.Range(0, 60).Select(n =>
                Person(n, random.Next(4) > 0, random.Next(3) == 0 ? Today.AddDays(random.Next(-200, 1500)) : null,
                    Today.AddDays(random.Next(-100, 1500))))];
            var plan = Plan(Enumerable.Range(0, 60).Where(_ => random.Next(3) == 0)) with { IssueOn = Today.AddDays(random.Next(1, 900)) };
            var terms = Terms with { AssumesRenewal = random.Next(2) == 0, Target = random.Next(101) };
            var rate = new PassRate(random.Next(1, 10), 10, IsOwn: true);

            var points = new Forecast(officers, [plan], 60, terms, rate, Today).Points(36);

            for (var month = 0; month <= 36; month++)
            {
                var day = month == 0 ? Today : new DateOnly(2026, 11, 1).AddMonths(month + 1).AddDays(-1);
                var (floor, registered) = (0, 0);
                foreach (var officer in officers)
                {
                    var said = officer.Registered!;
                    var gone = said.RetiresOn is { } retires && retires <= day;
                    var now = said.CertNo is not null && said.CertValidTo >= Today && !(said.RetiresOn <= Today);
                    floor += now && !gone && (terms.AssumesRenewal || said.CertValidTo >= day) ? 1 : 0;
                    registered += !now && !gone && plan.Registered.Contains(officer.Id) ? 1 : 0;
                }

                var coming = plan.IssueOn <= day ? registered * rate.Passed / 10 : 0;
                var need = (int)Math.Ceiling(terms.Target * 60 / 100m);
                Assert.Equal((day, floor, floor + coming, need, Math.Max(0, need - floor - coming)),
                    (points[month].Day, points[month].Floor, points[month].Plan, points[month].Need, points[month].Gap));
                Assert.Equal((int)Math.Ceiling(Math.Max(0, need - floor) * 10m / rate.Passed), points[month].Candidates);
            }
        }
    }

    [Fact]
    public void The_pass_rate_is_that_of_the_last_three_exams_once_there_are_three()
    {
        List<Officer> officers = [.. Enumerable.Range(0, 4).Select(static n => Person(n, certified: false))];
        officers[0] = Exams(officers[0], ("2024-05-01", false), ("2025-05-01", true), ("2026-05-01", true));
        officers[1] = Exams(officers[1], ("2025-05-01", false), ("2026-05-01", true));

        Assert.Equal(new(3, 5, IsOwn: true), PassRate.Of(officers, Terms));
        Assert.Equal(Usual, PassRate.Of(officers, Terms with { Sittings = 4 }));
        Assert.Equal(new(3, 4, IsOwn: true), PassRate.Of(officers, Terms with { Sittings = 2 }));
        Assert.Null(new PassRate(0, 9, IsOwn: true).CandidatesFor(1));
    }

    private static (string, Level, string?, string) Said(StaffFinding? found) =>
        (found!.Rule, found.Level, found.Team, found.Why);

    private static Forecast Of(IReadOnlyList<Officer> officers, params CertificationPlan[] plans) =>
        new(officers, plans, null, Terms, Usual, Today);

    /// <summary>T01 to T09: 94 on post, of whom the first 78 are certified.</summary>
    private static List<Officer> Fixture(IEnumerable<DateOnly>? retire = null)
    {
        var days = (retire ?? []).ToList();
        return [.. Enumerable.Range(0, 94).Select(n => Person(n, n < 78, n < days.Count ? days[n] : null))];
    }

    private static List<Officer> Reviewers(int number, string duty = "Part") =>
    [
        .. Enumerable.Range(0, number).Select(n => Person(n, certified: true)).Select(officer => officer with
        {
            Registered = officer.Registered! with { ReviewerSince = new(2017, 1, 1), LegalDuty = duty },
        }),
    ];

    private static List<Officer> Sat(List<Officer> officers, CertificationPlan plan, IEnumerable<int> who, int passed)
    {
        foreach (var n in who)
        {
            officers[n] = officers[n] with { Exams = [new(plan.ExamOn, "Qualification", passed-- > 0, plan.Id)] };
        }

        return officers;
    }

    private static Officer Exams(Officer officer, params (string Day, bool Passed)[] exams) => officer with
    {
        Exams = [.. exams.Select(static exam => new ExamTaken(DateOnly.Parse(exam.Day, null), "Qualification", exam.Passed, null))],
    };

    private static CertificationPlan Plan(IEnumerable<int> registered) => new("CP-1", 2027, "Province", 14, new(2027, 5, 15),
        new(2027, 7, 15), IsCancelled: false, [.. registered.Select(static n => $"O{n}")]);

    private static Officer Person(int n, bool certified, DateOnly? retires = null, DateOnly? validTo = null) =>
        (Officer)Dashboard.Grains.Domain.Subject.Fold(new SubjectKey("officer", $"O{n}"), []) with
        {
            Registered = new OfficerUpserted("T01", true, "Active", certified ? $"C{n}" : null, null,
                certified ? validTo ?? new DateOnly(2029, 1, 1) : null) { RetiresOn = retires },
        };
}
