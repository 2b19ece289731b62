using System.Text.Json;

namespace Dashboard.Web.Demo;

/// <summary>Teams, items with claim and checklist, the calendar and the rules of the seeds folder as CloudEvents with stable ids, so that loading them again changes nothing.</summary>
/// <param name="seedsFolder">The seeds folder.</param>
internal sealed class ReferenceData(string seedsFolder)
{
    // Before anything the demo tells, and the same whenever it is loaded.
    private static readonly DateTimeOffset Since = new(2020, 1, 1, 0, 0, 0, StoryLog.Shanghai);

    private static readonly string[] CheckPoints = ["许可、备案与人员资格", "经营行为与现场管理", "安全生产与记录台账"];

    /// <summary>Posted in every mode when missing; each element is one CloudEvents JSON object in UTF-8.</summary>
    public IEnumerable<byte[]> Events()
    {
        var seeds = new SeedFiles(seedsFolder);
        var writer = new CloudEventWriter();
        return Jurisdictions(seeds, writer).Concat(Teams(seeds, writer)).Concat(Items(seeds, writer)).Concat(Calendars(seeds, writer)).Append(Rules(seeds, writer));
    }

    /// <summary>Last, so that an installation of an earlier release, which lacks the rules, sees that something is missing.</summary>
    private static byte[] Rules(SeedFiles seeds, CloudEventWriter writer)
    {
        using var rules = seeds.ReadRules();
        var root = rules.RootElement;
        return writer.Write(Head("rules.published", root.GetProperty("version").GetString()!, null, null), json =>
        {
            foreach (var member in root.EnumerateObject())
            {
                member.WriteTo(json);
            }
        }, synthetic: false);
    }

    /// <summary>The invented officers; only for the demo.</summary>
    public IEnumerable<byte[]> DemoOfficers()
    {
        var seeds = new SeedFiles(seedsFolder);
        var writer = new CloudEventWriter();
        foreach (var officer in new DemoOfficers(seeds.Teams).All)
        {
            yield return writer.Write(Head("officer.upserted", officer.Id, officer.Team, null), json => officer.Write(json, officer.FirstValidTo), synthetic: true);
        }
    }

    // Without a place in an upstream's order, and early: whatever an upstream system says of the same subject comes after it.
    private static CloudEventHead Head(string name, string subject, string? team, string? item) =>
        new(name, Sources.Seeds, $"{name}-{subject}", subject, 0, Since, Since, team, item);

    private static IEnumerable<byte[]> Jurisdictions(SeedFiles seeds, CloudEventWriter writer)
    {
        foreach (var jurisdiction in seeds.Jurisdictions)
        {
            yield return writer.Write(Head("team.upserted", jurisdiction.Code, jurisdiction.Code, null), json =>
            {
                json.WriteString("teamId", jurisdiction.Code);
                json.WriteString("name", jurisdiction.Name);
                json.WriteString("nameEn", jurisdiction.NameEn);
                json.WriteString("status", "Jurisdiction");
                json.WriteNumber("order", 0);
            }, synthetic: false);
        }
    }

    private static IEnumerable<byte[]> Teams(SeedFiles seeds, CloudEventWriter writer)
    {
        foreach (var team in seeds.Teams)
        {
            yield return writer.Write(Head("team.upserted", team.Id, team.Id, null), json =>
            {
                json.WriteString("teamId", team.Id);
                json.WriteString("name", team.Name);
                json.WriteString("shortName", team.ShortName);
                json.WriteString("nameEn", team.NameEn);
                json.WriteString("status", "Active");
                json.WriteNumber("order", team.Order);
                json.WriteBoolean("enforcing", team.Enforcing);
                json.WriteNumber("certified", team.Certified);
                json.WriteNumber("posts", team.Posts);
                json.WriteNumber("auxiliaries", team.Auxiliaries);
            }, synthetic: false);
        }
    }

    private static IEnumerable<byte[]> Items(SeedFiles seeds, CloudEventWriter writer)
    {
        var agency = seeds.Jurisdictions[0].Uscc;
        var since = DateOnly.FromDateTime(Since.DateTime);
        foreach (var item in seeds.Items)
        {
            yield return writer.Write(Head("item.upserted", item.Code, null, item.Code), json =>
            {
                json.WriteString("itemCode", item.Code);
                json.WriteString("name", item.Name);
                json.WriteString("nameEn", item.NameEn);
                json.WriteString("category", item.Category);
                json.WriteString("level", item.Level);
                json.WriteNumber("order", item.Order);
                json.Texts("basis", [.. item.Basis]);
                json.WriteString("objectType", item.ObjectType);
                json.WriteBoolean("randomListed", item.RandomListed);
                Fines(json, item);
            }, synthetic: false);
            if (item.Basis.Count == 0)
            {
                continue;
            }

            yield return writer.Write(Head("item.claimed", item.Code, null, item.Code) with { Seq = 2 }, json =>
            {
                json.WriteString("itemCode", item.Code);
                json.WriteString("agencyUscc", agency);
                json.Day("day", since);
            }, synthetic: false);
            yield return writer.Write(Head("checklist.published", item.Code, null, item.Code) with { Seq = 3 }, json => Checklist(json, item, agency, since), synthetic: false);
        }
    }

    private static void Fines(Utf8JsonWriter json, SeedItem item)
    {
        json.WriteStartArray("fines");
        foreach (var fine in item.Fines)
        {
            json.WriteStartObject();
            json.WriteString("violation", fine.Violation);
            if (fine.Range is { } range)
            {
                json.WriteNumber("min", range[0]);
                json.WriteNumber("max", range[1]);
            }

            json.WriteString("confidence", fine.Confidence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Checklist(Utf8JsonWriter json, SeedItem item, string agency, DateOnly since)
    {
        json.WriteString("itemCode", item.Code);
        // Unified code, one digit 1–5, serial number (DOMAIN.md §14.3).
        json.WriteString("checklistCode", $"{agency}1{item.Order:D4}");
        json.WriteNumber("version", 1);
        json.Day("effectiveFrom", since);
        json.WriteStartArray("points");
        foreach (var (index, text) in CheckPoints.Index())
        {
            json.WriteStartObject();
            json.WriteString("id", $"{item.Code}-{index + 1:D2}");
            json.WriteString("text", text);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static IEnumerable<byte[]> Calendars(SeedFiles seeds, CloudEventWriter writer)
    {
        foreach (var year in seeds.Calendar.OffDays.Select(day => day.Date.Year).Distinct().Order())
        {
            var off = seeds.Calendar.OffDays.Where(day => day.Date.Year == year).ToList();
            var makeUp = seeds.Calendar.MakeUpWorkDays.Where(day => day.Date.Year == year).ToList();
            var provisional = seeds.Calendar.ProvisionalYears.Contains(year);
            // A provisional year has an id of its own, so that the real one is a new event.
            var subject = $"{year}{(provisional ? "-provisional" : "")}";
            yield return writer.Write(Head("calendar.published", subject, null, null) with { Subject = $"calendar-{year}", Time = provisional ? Since : Since.AddDays(1) }, json =>
            {
                json.WriteNumber("year", year);
                json.Texts("off", [.. off.Select(day => day.Date.ToString("yyyy-MM-dd"))]);
                json.Texts("makeUp", [.. makeUp.Select(day => day.Date.ToString("yyyy-MM-dd"))]);
                json.WriteString("sourceUrl", seeds.Calendar.Papers.TryGetValue($"{year}", out var papers) ? papers[^1] : "");
                json.WriteBoolean("provisional", provisional);
                json.WriteStartObject("names");
                foreach (var day in off)
                {
                    json.WriteString(day.Date.ToString("yyyy-MM-dd"), day.Name);
                }

                json.WriteEndObject();
            }, synthetic: false);
        }
    }
}
