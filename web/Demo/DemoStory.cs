namespace Dashboard.Web.Demo;

/// <summary>
/// A synthetic story of the bureau from the first demo day on, told from a fixed seed: the same bytes for the same
/// seeds whenever it is told. Its figures of the published year equal the published ones exactly. Each element is
/// one CloudEvents 1.0 JSON object in UTF-8, in the order of time, marked data.synthetic.
/// </summary>
/// <param name="seedsFolder">The seeds folder.</param>
/// <param name="clock">Nothing later than its now is told; null: no such limit.</param>
internal sealed class DemoStory(string seedsFolder, TimeProvider? clock = null)
{
    /// <summary>Events of the days <paramref name="from"/> to <paramref name="through"/>, both included, Asia/Shanghai.</summary>
    public IEnumerable<byte[]> Events(DateOnly from, DateOnly through)
    {
        var end = Midnight(through.AddDays(1));
        var now = clock?.GetUtcNow() ?? DateTimeOffset.MaxValue;
        return Told(last: end.Year)
            .Where(told => told.Time >= Midnight(from) && told.Recorded < end && told.Recorded <= now)
            .Select(told => told.Json);
    }

    /// <summary>Everything recorded after <paramref name="moment"/>, without end; a live demo follows it as the time comes.</summary>
    public IEnumerable<StoryEvent> After(DateTimeOffset moment) => Told(last: 9000).Where(told => told.Recorded > moment);

    private IEnumerable<StoryEvent> Told(int last)
    {
        var world = new StoryWorld(seedsFolder);
        var log = new StoryLog(world.Demo.Seed);
        for (var year = world.Demo.FirstDay.Year; year <= last; year++)
        {
            if (year == world.Demo.FirstDay.Year)
            {
                Introduce(world, log);
            }

            Tell(world, log, year);
            // What was told so far about a later year waits for that year's own events.
            foreach (var told in log.TakeBefore(Midnight(new DateOnly(year + 1, 1, 1))))
            {
                yield return told;
            }
        }
    }

    private static void Tell(StoryWorld world, StoryLog log, int year)
    {
        var cases = new CasePlan(world, log).Of(year);
        new InspectionStory(world, log, year).Tell(cases);
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
    }

    /// <summary>The supervised firms.</summary>
    private static void Introduce(StoryWorld world, StoryLog log)
    {
        var random = world.Random(0, "firms");
        foreach (var (item, firm) in world.Parties.AllFirms)
        {
            var team = world.Seeds.Teams.First(entry => entry.Items.Contains(item)).Id;
            var credit = random.Pick(["A", "A", "A", "B", "B", "C", "D"]);
            var known = log.Subject(firm.Code, team, item);
            known.At(Midnight(world.Demo.FirstDay).AddHours(1), Sources.Supervision, "object.upserted", json =>
            {
                json.WriteString("uscc", firm.Code);
                json.WriteString("name", firm.Name);
                json.Texts("itemCodes", item);
                json.WriteString("creditClass", credit);
                json.WriteString("riskClass", credit is "A" or "B" ? "Low" : "Medium");
            });
            known.Tell();
        }
    }

    private static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), StoryLog.Shanghai);
}
