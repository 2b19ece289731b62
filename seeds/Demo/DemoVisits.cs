namespace Dashboard.Seeds.Demo;

/// <summary>Who visited which firm when: keeps the story clear of repeated, crowded and too frequent checks (DOMAIN.md W11–W13).</summary>
internal sealed class DemoVisits
{
    private const int RepeatDays = 90;
    private const int CrowdDays = 30;

    private readonly Dictionary<string, List<PastVisit>> byFirm = [];

    /// <summary>
    /// Not the same item again within 90 days, no other team within 30 days unless combined, not above the cap if counted.
    /// </summary>
    public bool IsFree(DemoParty firm, PastVisit next) =>
        !byFirm.TryGetValue(firm.Code, out var past)
        || (past.TrueForAll(visit => Apart(visit, next)) && (!next.Counted || CountedInYear(firm, next.Day.Year) < DemoParty.UsualCap));

    public int InYear(DemoParty firm, int year) =>
        byFirm.TryGetValue(firm.Code, out var past) ? past.Count(visit => visit.Day.Year == year) : 0;

    public int CountedInYear(DemoParty firm, int year) =>
        byFirm.TryGetValue(firm.Code, out var past) ? past.Count(visit => visit.Counted && visit.Day.Year == year) : 0;

    public void Add(DemoParty party, PastVisit visit)
    {
        if (party.IsPerson)
        {
            return;
        }

        if (!byFirm.TryGetValue(party.Code, out var past))
        {
            byFirm[party.Code] = past = [];
        }

        past.Add(visit);
    }

    private static bool Apart(PastVisit visit, PastVisit next)
    {
        var days = Math.Abs(visit.Day.DayNumber - next.Day.DayNumber);
        return (visit.Item != next.Item || days > RepeatDays)
            && (visit.Team == next.Team || visit.Combined || next.Combined || days > CrowdDays);
    }
}

/// <param name="Counted">Towards the yearly cap: on site, not triggered, not combined.</param>
internal readonly record struct PastVisit(string Team, string Item, DateOnly Day, bool Combined, bool Counted);
