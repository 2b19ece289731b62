namespace Dashboard.Web.Demo;

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
    }

    public SeedFiles Seeds { get; }
    public DemoFile Demo { get; }
    public PublishedFile Published { get; }
    public SeedWorkdays Calendar { get; }
    public DemoParties Parties { get; }
    public DemoOfficers Officers { get; }

    public DemoYear Of(int year) => Demo.Years.FirstOrDefault(entry => entry.Year == year) ?? Demo.Years[^1] with { Year = year };

    public DemoRandom Random(int year, string part) => DemoRandom.For(Demo.Seed, year, part);
}
