namespace Dashboard.Seeds.Demo;

/// <summary>What all parts of the story draw on.</summary>
internal sealed class StoryWorld
{
    public StoryWorld(string seedsFolder)
    {
        Seeds = new(seedsFolder);
        Demo = Seeds.ReadDemo();
        Published = Seeds.ReadPublished();
        Calendar = new(Seeds.Calendar);
        Parties = new(Demo);
        Officers = new(Seeds.Teams);
        Enforcing = [.. Seeds.Teams.Where(team => team.Enforcing)];
    }

    public SeedFiles Seeds { get; }
    public DemoFile Demo { get; }
    public PublishedFile Published { get; }
    public SeedWorkdays Calendar { get; }
    public DemoParties Parties { get; }
    public DemoOfficers Officers { get; }
    public IReadOnlyList<SeedTeam> Enforcing { get; }

    /// <summary>Visits told so far, so that the next one need not come too soon.</summary>
    public DemoVisits Visits { get; } = new();

    public DemoYear Of(int year) => Demo.Years.FirstOrDefault(entry => entry.Year == year) ?? Demo.Years[^1] with { Year = year };

    /// <summary>The months of the year in which something is planned to go wrong, so that a wall has warnings to show.</summary>
    public IEnumerable<DateOnly> DifficultMonths(int year) =>
        Enumerable.Range(1, 12).Select(month => new DateOnly(year, month, 1)).Where(month => month >= Demo.DifficultFrom);

    public DemoRandom Random(int year, string part) => DemoRandom.For(Demo.Seed, year, part);
}
