using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Grains.Contracts;

namespace Dashboard.Web.Reference;

/// <summary>The files of the seeds folder as typed data; read once, data only.</summary>
internal sealed class SeedFiles
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly string folder;

    /// <param name="folder">Folder that holds teams.json, items.json, calendar.json, rules.json and jurisdictions.json.</param>
    public SeedFiles(string folder)
    {
        this.folder = folder;
        Jurisdictions = Read<JurisdictionsFile>("jurisdictions.json").Jurisdictions;
        (TeamsOf, Teams) = Read<TeamsFile>("teams.json");
        Items = Read<ItemsFile>("items.json").Items;
        Calendar = Read<SeedCalendar>("calendar.json");
    }

    public IReadOnlyList<SeedJurisdiction> Jurisdictions { get; }
    /// <summary>The jurisdiction whose teams these are; null: of whichever is shown.</summary>
    public string? TeamsOf { get; }
    public IReadOnlyList<SeedTeam> Teams { get; }
    public IReadOnlyList<SeedItem> Items { get; }
    public SeedCalendar Calendar { get; }

    /// <summary>The rule set, as its event tells it.</summary>
    public static JsonObject ReadRules(string folder)
    {
        using var stream = Open(folder, "rules.json");
        return JsonNode.Parse(stream)!.AsObject();
    }

    /// <summary>How reports are worded: as the folder says, or, where it says nothing of it, as this release does.</summary>
    public static ReportWording WordingIn(string folder)
    {
        const string Name = "report-template.json";
        var own = Path.Combine(folder, Name);
        return new(File.Exists(own) ? own : Path.Combine(AppContext.BaseDirectory, "seeds", Name));
    }

    private T Read<T>(string name)
    {
        using var stream = Open(folder, name);
        return JsonSerializer.Deserialize<T>(stream, Json) ?? throw new InvalidDataException($"{Path.Combine(folder, name)} is empty.");
    }

    private static FileStream Open(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        return File.Exists(path)
            ? File.OpenRead(path)
            : throw new FileNotFoundException($"The seeds folder lacks {name}; set Dashboard:Seeds to the folder that holds it.", path);
    }

    private sealed record JurisdictionsFile(IReadOnlyList<SeedJurisdiction> Jurisdictions);

    private sealed record TeamsFile(string? Jurisdiction, IReadOnlyList<SeedTeam> Teams);

    private sealed record ItemsFile(IReadOnlyList<SeedItem> Items);
}

internal sealed record SeedJurisdiction(string Code, string Name, string NameEn, string Uscc);

/// <summary>A team; certified, posts and auxiliaries are headcounts.</summary>
internal sealed record SeedTeam(
    string Id, string Name, string ShortName, string NameEn, int Order, bool Enforcing, int Certified, int Posts, int Auxiliaries);

internal sealed record SeedItem(
    string Code, int Order, string Name, string NameEn, string Category, string Level, string ObjectType, bool RandomListed,
    IReadOnlyList<string> Basis, IReadOnlyList<SeedFine> Fines);

/// <summary>A statutory range; <paramref name="Range"/> is [min, max] in fen or null when the law states no amount.</summary>
internal sealed record SeedFine(string Violation, IReadOnlyList<long>? Range, string Confidence);

internal sealed record SeedCalendar(
    IReadOnlyDictionary<string, IReadOnlyList<string>> Papers, IReadOnlyList<int> ProvisionalYears,
    IReadOnlyList<SeedDay> OffDays, IReadOnlyList<SeedDay> MakeUpWorkDays);

internal sealed record SeedDay(DateOnly Date, string Name);
