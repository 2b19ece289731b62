using System.Text.Json;

namespace Dashboard.Seeds.Demo;

/// <summary>The files of the seeds folder that the demo draws on, as typed data; read once.</summary>
internal sealed class SeedFiles
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly string folder;

    /// <param name="folder">Folder that holds teams.json, items.json, calendar.json, demo.json and published-2020.json.</param>
    public SeedFiles(string folder)
    {
        this.folder = folder;
        Teams = Read<TeamsFile>("teams.json").Teams;
        Items = Read<ItemsFile>("items.json").Items;
        Calendar = Read<SeedCalendar>("calendar.json");
    }

    public IReadOnlyList<SeedTeam> Teams { get; }
    public IReadOnlyList<SeedItem> Items { get; }
    public SeedCalendar Calendar { get; }

    /// <summary>Parameters of the demo story.</summary>
    public DemoFile ReadDemo() => Read<DemoFile>("demo.json");

    /// <summary>The published figures that the story of their year adds up to.</summary>
    public PublishedFile ReadPublished() => Read<PublishedFile>("published-2020.json");

    private T Read<T>(string name)
    {
        var path = Path.Combine(folder, name);
        using var stream = File.Exists(path)
            ? File.OpenRead(path)
            : throw new FileNotFoundException(
                $"The seeds folder lacks {name}, which the demo needs; set Dashboard:Seeds to the folder that holds it.", path);
        return JsonSerializer.Deserialize<T>(stream, Json) ?? throw new InvalidDataException($"{path} is empty.");
    }

    private sealed record TeamsFile(IReadOnlyList<SeedTeam> Teams);

    private sealed record ItemsFile(IReadOnlyList<SeedItem> Items);
}

/// <summary>A team; certified, posts and auxiliaries are headcounts.</summary>
internal sealed record SeedTeam(string Id, int Order, bool Enforcing, int Certified, int Posts, int Auxiliaries,
    IReadOnlyList<string> Items);

internal sealed record SeedItem(string Code, bool RandomListed, IReadOnlyList<SeedFine> Fines);

/// <summary>A statutory range; <paramref name="Range"/> is [min, max] in fen or null when the law states no amount.</summary>
internal sealed record SeedFine(IReadOnlyList<long>? Range);

internal sealed record SeedCalendar(IReadOnlyList<SeedDay> OffDays, IReadOnlyList<SeedDay> MakeUpWorkDays);

internal sealed record SeedDay(DateOnly Date);

/// <param name="DifficultFrom">From this month on each month has its planned failures.</param>
internal sealed record DemoFile(
    ulong Seed,
    DateOnly FirstDay,
    DateOnly DifficultFrom,
    IReadOnlyList<DemoYear> Years,
    IReadOnlyList<DemoCaseMix> Cases,
    IReadOnlyList<DemoLicenceMix> Licences,
    IReadOnlyList<DemoTrade> Trades,
    IReadOnlyDictionary<string, string> TradeOfItem);

/// <summary>How much happens in a year; the last one stands for every later year.</summary>
internal sealed record DemoYear(
    int Year, int OrdinaryFiled, int OnSpot, int LicencesDecided, int Random, int Routine, int AdHoc, int Plans, int Reviews, int Lawsuits,
    int NoPenaltyPerMille, int CityPerMille, int Accountabilities);

/// <summary>One kind of case: relative weights, amounts in yuan as [min, max].</summary>
internal sealed record DemoCaseMix(
    string Team, string Item, int Ordinary, IReadOnlyList<int> FineYuan, int StepYuan, int Skew, int FirmPercent, int GainsPercent,
    int SeizurePercent,
    int OnSpot, IReadOnlyList<int>? OnSpotFirmYuan, IReadOnlyList<int>? OnSpotPersonYuan, int OnSpotFirmPercent);

internal sealed record DemoLicenceMix(string Team, string Item, int Weight, int PromisedWd, bool SameDay);

internal sealed record DemoTrade(string Item, string Trade, int Count);

internal sealed record PublishedFile(int Year, PublishedFigures Figures);

internal sealed record PublishedFigures(
    int Penalties, long FinesAndConfiscationsFen, int LicencesDecided, int InspectionsRandom, int InspectionsRoutine, int InspectionsAdHoc,
    int PlansPublished, int PlansFinished);
