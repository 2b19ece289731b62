using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Dashboard.Web.Reference;

/// <summary>
/// Jurisdictions, teams, items with claim and checklist, the calendar and the rules of the seeds folder as CloudEvents with stable ids,
/// so that loading them again changes nothing.
/// </summary>
/// <param name="seedsFolder">The seeds folder.</param>
/// <param name="jurisdiction">Whose they are to be: teams of another are not loaded, nor what another has claimed.</param>
internal sealed class ReferenceData(string seedsFolder, string jurisdiction)
{
    /// <summary>Whose events these are.</summary>
    public const string Source = "/seeds";

    private const string Day = "yyyy-MM-dd";

    // Before anything upstream tells, and the same whenever it is loaded.
    private static readonly DateTimeOffset Since = new(2020, 1, 1, 0, 0, 0, TimeSpan.FromHours(8));

    private static readonly string[] CheckPoints = ["许可、备案与人员资格", "经营行为与现场管理", "安全生产与记录台账"];

    // Chinese text stays readable; nothing here is written into HTML.
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>All of a fresh installation; each element is one CloudEvents JSON object in UTF-8.</summary>
    public IEnumerable<byte[]> Events() => [.. Registers(), Rules(seedsFolder, null)];

    /// <summary>All but the rules: posted in every mode when missing.</summary>
    public IEnumerable<byte[]> Registers()
    {
        var seeds = new SeedFiles(seedsFolder);
        var own = seeds.Jurisdictions.FirstOrDefault(known => known.Code == jurisdiction);
        return
        [
            .. seeds.Jurisdictions.Select(Jurisdiction),
            .. (seeds.TeamsOf ?? jurisdiction) == jurisdiction ? seeds.Teams.Select(Team) : [],
            .. seeds.Items.SelectMany(item => Item(item, own?.Uscc)),
            .. seeds.Calendar.OffDays.Select(day => day.Date.Year).Distinct().Order().Select(year => CalendarYear(seeds.Calendar, year)),
        ];
    }

    /// <summary>The rule set, as it is shipped or in force from another day on.</summary>
    public static byte[] Rules(string seedsFolder, DateOnly? from)
    {
        var rules = SeedFiles.ReadRules(seedsFolder);
        rules["effectiveFrom"] = from?.ToString(Day) ?? rules["effectiveFrom"];
        return Event("rules.published", (string)rules["version"]!, rules);
    }

    private static byte[] Jurisdiction(SeedJurisdiction jurisdiction) =>
        Event("team.upserted", jurisdiction.Code, team: jurisdiction.Code, data: new
    {
        teamId = jurisdiction.Code,
        name = jurisdiction.Name,
        nameEn = jurisdiction.NameEn,
        status = "Jurisdiction",
        order = 0,
    });

    private byte[] Team(SeedTeam team) => Event("team.upserted", team.Id, team: team.Id, data: new
    {
        teamId = team.Id,
        name = team.Name,
        shortName = team.ShortName,
        nameEn = team.NameEn,
        status = "Active",
        order = team.Order,
        enforcing = team.Enforcing,
        certified = team.Certified,
        posts = team.Posts,
        auxiliaries = team.Auxiliaries,
        // What names no known team is kept for whichever jurisdiction is shown.
        parentId = team.Id == "unassigned" ? null : jurisdiction,
    });

    private static IEnumerable<byte[]> Item(SeedItem item, string? agency)
    {
        yield return Event("item.upserted", item.Code, item: item.Code, data: new
        {
            itemCode = item.Code,
            name = item.Name,
            nameEn = item.NameEn,
            category = item.Category,
            level = item.Level,
            order = item.Order,
            basis = item.Basis,
            objectType = item.ObjectType,
            randomListed = item.RandomListed,
            fines = item.Fines.Select(fine =>
                new { violation = fine.Violation, min = fine.Range?[0], max = fine.Range?[1], confidence = fine.Confidence }),
        });
        if (item.Basis.Count == 0 || agency is null)
        {
            yield break;
        }

        yield return Event("item.claimed", item.Code, item: item.Code, seq: 2,
            data: new { itemCode = item.Code, agencyUscc = agency, day = Since.ToString(Day) });
        yield return Event("checklist.published", item.Code, item: item.Code, seq: 3, data: new
        {
            itemCode = item.Code,
            // Unified code, one digit 1–5, serial number (DOMAIN.md §14.3).
            checklistCode = $"{agency}1{item.Order:D4}",
            version = 1,
            effectiveFrom = Since.ToString(Day),
            points = CheckPoints.Select((text, index) => new { id = $"{item.Code}-{index + 1:D2}", text }),
        });
    }

    private static byte[] CalendarYear(SeedCalendar calendar, int year)
    {
        var off = calendar.OffDays.Where(day => day.Date.Year == year).ToList();
        var provisional = calendar.ProvisionalYears.Contains(year);
        // A provisional year has an id of its own, so that the real one is a new event.
        return Event("calendar.published", $"{year}{(provisional ? "-provisional" : "")}", subject: $"calendar-{year}",
            time: provisional ? Since : Since.AddDays(1), data: new
        {
            year,
            off = off.Select(day => day.Date.ToString(Day)),
            makeUp = calendar.MakeUpWorkDays.Where(day => day.Date.Year == year).Select(day => day.Date.ToString(Day)),
            sourceUrl = calendar.Papers.TryGetValue($"{year}", out var papers) ? papers[^1] : "",
            provisional,
            names = off.ToDictionary(day => day.Date.ToString(Day), day => day.Name),
        });
    }

    /// <summary>
    /// Without a place in an upstream's order, and early: whatever an upstream system says of the same subject comes after it.
    /// </summary>
    private static byte[] Event(
        string name, string key, object data, string? subject = null, string? team = null, string? item = null, long seq = 0,
        DateTimeOffset? time = null) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                specversion = "1.0",
                id = $"{name}-{key}",
                source = Source,
                type = $"enforcement.{name}.v1",
                subject = subject ?? key,
                time = Instant(time ?? Since),
                recordedat = Instant(Since),
                teamid = team,
                itemcode = item,
                seq,
                op = "i",
                datacontenttype = "application/json",
                data,
            },
            Json);

    private static string Instant(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd'T'HH:mm:sszzz");
}
