namespace Dashboard.Seeds.Demo;

/// <summary>
/// The cases of each month that are planned to go wrong or to go on to the last day. They hang on the calendar, not on the day on which
/// the demo starts, so that a later start tells the same; staggered so that on any day some of each kind stand open.
/// </summary>
internal sealed class DifficultCases(StoryWorld world, CasePlan plan, int year)
{
    // Flaw, day of the month on which the case is filed, days from filing to decision.
    private static readonly (CaseFlaw Flaw, int Day, int Decided)[] Monthly =
    [
        (CaseFlaw.LastDays, 2, 88),
        (CaseFlaw.LongDetention, 9, 88),
        (CaseFlaw.LastDays, 16, 88),
        (CaseFlaw.LongDetention, 23, 88),
        (CaseFlaw.TooLate, 5, 120),
        (CaseFlaw.Undisclosed, 3, 35),
        (CaseFlaw.RecordedLate, 12, 34),
        (CaseFlaw.WithoutNotice, 6, 33),
        (CaseFlaw.Unpaid, 4, 36),
    ];

    private readonly SeedWorkdays calendar = world.Calendar;
    private readonly DemoRandom random = world.Random(year, "difficult");

    public IEnumerable<DemoCase> All()
    {
        foreach (var month in world.DifficultMonths(year))
        {
            foreach (var (n, (flaw, day, decided)) in Monthly.Index())
            {
                // Another team each month.
                var team = world.Enforcing[(month.Month * 2 + n * 4) % world.Enforcing.Count];
                var number = 900_000 + month.Month * 100 + n + 1;
                var @case = plan.Difficult($"CASE-{year}-{number:D6}", $"示例罚〔{year}〕{number:D6}号", team, flaw, month.AddDays(day - 1),
                    random);
                Schedule(@case, decided);
                yield return @case;
            }
        }
    }

    private void Schedule(DemoCase @case, int days)
    {
        // Far enough back for review, notice and the party's five working days, whatever holidays come between.
        @case.Investigated = calendar.OnOrBefore(@case.Filed.AddDays(days - 29));
        @case.LegallyReviewed = calendar.Add(@case.Investigated, 2);
        @case.Noticed = calendar.Add(@case.LegallyReviewed, 1);
        @case.Ended = days > 90 ? calendar.OnOrAfter(@case.Filed.AddDays(days)) : calendar.OnOrBefore(@case.Filed.AddDays(days));
        @case.Served = calendar.Add(@case.Ended, 1);
    }
}
