namespace Dashboard.Seeds.Demo;

/// <summary>
/// A synthetic story of the bureau from the first demo day on, told from a fixed seed: the same bytes for the same
/// seeds whenever it is told. Its figures of the published year equal the published ones exactly. Each element is
/// one CloudEvents 1.0 JSON object in UTF-8, in the order of recording, marked data.synthetic: a longer story begins with the shorter one.
/// </summary>
/// <param name="seedsFolder">The seeds folder.</param>
/// <param name="clock">Nothing later than its now is told; null: no such limit.</param>
internal sealed class DemoStory(string seedsFolder, TimeProvider? clock = null)
{
    /// <summary>Events recorded on the days <paramref name="from"/> to <paramref name="through"/>, both included, Asia/Shanghai.</summary>
    public IEnumerable<byte[]> Events(DateOnly from, DateOnly through)
    {
        var end = Midnight(through.AddDays(1));
        var now = clock?.GetUtcNow() ?? DateTimeOffset.MaxValue;
        return Told(new(seedsFolder), last: end.Year)
            .Where(told => told.Recorded >= Midnight(from) && told.Recorded < end && told.Recorded <= now)
            .Select(told => told.Json);
    }

    /// <summary>Everything recorded after <paramref name="moment"/>, without end; a live demo follows it as the time comes.</summary>
    public IEnumerable<StoryEvent> After(DateTimeOffset moment) => After(moment, new(seedsFolder));

    /// <param name="moment">Recorded after it.</param>
    /// <param name="world">Knows the visits of the year that is being told.</param>
    public static IEnumerable<StoryEvent> After(DateTimeOffset moment, StoryWorld world) =>
        Told(world, last: 9000).Where(told => told.Recorded > moment);

    private static IEnumerable<StoryEvent> Told(StoryWorld world, int last)
    {
        var log = new StoryLog(world.Demo.Seed);
        for (var year = world.Demo.FirstDay.Year; year <= last; year++)
        {
            if (year == world.Demo.FirstDay.Year)
            {
                Introduce(world, log);
            }

            Tell(world, log, year);
            // What is recorded in a later year waits for that year's own events.
            foreach (var told in log.TakeBefore(Midnight(new DateOnly(year + 1, 1, 1))))
            {
                yield return told;
            }
        }
    }

    private static void Tell(StoryWorld world, StoryLog log, int year)
    {
        var plan = new CasePlan(world, log);
        var cases = plan.Of(year);
        new YearlyPlanStory(world, log, year + 1).Tell();
        new InspectionStory(world, log, year).Tell(cases);
        cases = [.. cases, .. new DifficultCases(world, plan, year).All()];
        var story = new CaseStory(world, log, year);
        foreach (var @case in cases)
        {
            story.Add(@case);
        }

        // Reviews need the days of service, which public notice moves; so they come after the cases' own steps.
        new OfficeStory(world, log, year).Tell(cases);
        foreach (var @case in cases)
        {
            @case.Log.Tell();
        }

        new LicenceStory(world, log, year).Tell();
        new OrderStory(world, log, year).Tell();
        new YearStory(world, log, year).Tell();
        new PeopleStory(world, log, year).Tell();
        new BookStory(world, log, year).Tell();
    }

    /// <summary>The supervised firms.</summary>
    private static void Introduce(StoryWorld world, StoryLog log)
    {
        foreach (var (item, firm) in world.Parties.AllFirms)
        {
            var team = world.Seeds.Teams.First(entry => entry.Items.Contains(item)).Id;
            var known = log.Subject(firm.Code, team, item);
            known.At(Midnight(world.Demo.FirstDay).AddHours(1), Sources.Supervision, "object.upserted", json =>
            {
                json.WriteString("uscc", firm.Code);
                json.WriteString("name", firm.Name);
                json.Texts("itemCodes", item);
                json.WriteString("creditClass", firm.Credit);
                json.WriteString("riskClass", firm.IsTrusted ? "Low" : "Medium");
                if (firm.VisitCap != DemoParty.UsualCap)
                {
                    json.WriteNumber("capOverride", firm.VisitCap);
                }
            });
            known.Tell();
        }
    }

    private static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), StoryLog.Shanghai);
}
