namespace Dashboard.Seeds.Demo;

/// <summary>
/// Licence applications of one year: as many as it takes for the year's number of decisions; the late ones are decided in the next year.
/// </summary>
internal sealed class LicenceStory(StoryWorld world, StoryLog log, int year)
{
    /// <summary>One in so many licences is revoked, so long after it was issued.</summary>
    private const int RevokedOf = 1_200, DaysToRevocation = 45;

    private readonly SeedWorkdays calendar = world.Calendar;
    private readonly DemoRandom random = world.Random(year, "licences");

    public void Tell()
    {
        var wanted = year == world.Published.Year ? world.Published.Figures.LicencesDecided : world.Of(year).LicencesDecided;
        var workdays = calendar.Workdays(year);
        for (int decided = 0, number = 1; decided < wanted; number++)
        {
            var day = Apply($"LIC-{year}-{number:D5}", random.Pick(workdays), isRevoked: number % RevokedOf == 0);
            decided += day.Year == year ? 1 : 0;
        }

        var slow = world.Demo.Licences.Where(entry => !entry.SameDay).ToList();
        foreach (var month in world.DifficultMonths(year))
        {
            // One decided on the last day, one after it (LIC-02).
            Apply($"LIC-{year}-{90000 + month.Month * 10 + 1}", calendar.OnOrAfter(month.AddDays(2)), slow[month.Month % slow.Count], 20);
            Apply($"LIC-{year}-{90000 + month.Month * 10 + 2}", calendar.OnOrAfter(month.AddDays(13)), slow[(month.Month + 3) % slow.Count],
                26);
        }
    }

    /// <param name="applicationNo">Number of the application.</param>
    /// <param name="accepted">Day of acceptance.</param>
    /// <param name="planned">Kind of licence; drawn when null.</param>
    /// <param name="workingDays">From acceptance to decision; drawn when null.</param>
    /// <param name="isRevoked">Where it is granted, it is revoked later.</param>
    private DateOnly Apply(
        string applicationNo, DateOnly accepted, DemoLicenceMix? planned = null, int? workingDays = null, bool isRevoked = false)
    {
        var mix = planned ?? random.Weighted(world.Demo.Licences, entry => entry.Weight);
        var licence = log.Subject(applicationNo, mix.Team, mix.Item);
        licence.On(accepted, Sources.Licences, "licence.accepted", json =>
        {
            json.WriteString("applicationNo", applicationNo);
            json.WriteString("itemCode", mix.Item);
            json.Day("day", accepted);
            json.WriteNumber("promisedWd", mix.PromisedWd);
        });

        var decided = workingDays is { } last ? calendar.Add(accepted, last)
            : mix.SameDay && random.Percent(70) ? accepted
            : calendar.Add(accepted, random.Between(1, mix.PromisedWd));
        if (workingDays is null && !mix.SameDay && random.PerMille(12))
        {
            // Extended by the head inside the 20 working days, decided inside the ten more (LIC-02, LIC-03).
            var extended = calendar.Add(accepted, random.Between(15, 19));
            licence.On(extended, Sources.Licences, "licence.extended", json =>
            {
                json.WriteString("applicationNo", applicationNo);
                json.WriteString("itemCode", mix.Item);
                json.Day("day", extended);
            });
            decided = calendar.Add(accepted, random.Between(21, 28));
        }

        var granted = !random.PerMille(14);
        licence.On(decided, Sources.Licences, "licence.decided", json =>
        {
            json.WriteString("applicationNo", applicationNo);
            json.WriteString("itemCode", mix.Item);
            json.Day("day", decided);
            json.WriteString("outcome", granted ? "Granted" : "Refused");
        });
        if (granted)
        {
            var issued = calendar.Add(decided, random.Skewed(0, 4, 2));
            licence.On(issued, Sources.Licences, "licence.issued", json =>
            {
                json.WriteString("applicationNo", applicationNo);
                json.WriteString("itemCode", mix.Item);
                json.Day("day", issued);
            });
            if (isRevoked)
            {
                Revoke(licence, applicationNo, calendar.OnOrAfter(issued.AddDays(DaysToRevocation)));
            }
        }

        var published = calendar.Add(decided, 1 + random.Skewed(0, 4, 3));
        licence.On(published, Sources.Supervision, "decision.published",
            json => Publication.Write(json, "licence", applicationNo, published));
        licence.Tell();
        return decided;
    }

    private static void Revoke(SubjectLog licence, string applicationNo, DateOnly day) =>
        licence.On(day, Sources.Licences, "licence.revoked", json =>
        {
            json.WriteString("applicationNo", applicationNo);
            json.Day("day", day);
            json.WriteString("reason", "以欺骗手段取得许可");
        });
}
