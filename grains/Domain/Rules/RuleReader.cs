using System.Collections.Frozen;
using System.Globalization;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Metrics;

namespace Dashboard.Grains.Domain.Rules;

/// <summary>Reads a rule set from its data, and says what is wrong with it as a sentence.</summary>
internal static class RuleReader
{
    private static readonly string[] Sections = ["limits", "guards", "warnings", "metrics"];

    /// <summary>What keeps the data from being a rule set, or null.</summary>
    public static string? Problem(Document data)
    {
        if (data["version"] is not string { Length: > 0 and <= 40 } || Day(data, "effectiveFrom") is null)
        {
            return "data.version (1 to 40 characters) and data.effectiveFrom (yyyy-MM-dd) are required.";
        }

        foreach (var section in Sections)
        {
            if (data[section] is { } value && (value is not IEnumerable<object> entries || entries.Any(entry => entry is not Document { } named || named["id"] is not string { Length: > 0 })))
            {
                return $"data.{section} must be a list of objects, each with an id.";
            }
        }

        foreach (var limit in Entries(data, "limits"))
        {
            if (limit["unit"] is not null && Unit(limit["unit"]) is null)
            {
                return $"The unit of limit {limit["id"]} must be WD, CD, H, M or Y.";
            }
        }

        foreach (var warning in Entries(data, "warnings"))
        {
            if (Number(warning) is null)
            {
                return $"The id of warning {warning["id"]} must be W and a number from 1 to {WarningRule.MostNumber}.";
            }
        }

        foreach (var metric in Entries(data, "metrics"))
        {
            foreach (var part in new[] { "numerator", "denominator", "pending" })
            {
                if (metric[part] is not IEnumerable<object> terms)
                {
                    return $"Metric {metric["id"]} needs {part}: a list of terms.";
                }

                if (terms.FirstOrDefault(term => term is not string text || Term.Parse(text) is null) is { } unknown)
                {
                    return $"Metric {metric["id"]} names {unknown}, which is no figure.";
                }
            }
        }

        return data["parameters"] is null or Document ? null : "data.parameters must be an object.";
    }

    /// <summary>A rule set laid over an earlier one: entries replace those of the same id, parameters those of the same name.</summary>
    public static Document Over(Document before, Document data)
    {
        var merged = data.Copy();
        foreach (var section in Sections)
        {
            var fresh = Entries(data, section).ToList();
            var replaced = fresh.ToDictionary(Id);
            var kept = Entries(before, section).Select(entry => replaced.Remove(Id(entry), out var later) ? later : entry).ToList();
            merged.With(section, kept.Concat(fresh.Where(entry => replaced.ContainsKey(Id(entry)))).Cast<object>().ToArray());
        }

        var parameters = (before["parameters"] as Document ?? new()).Copy();
        foreach (var (name, value) in (data["parameters"] as Document ?? new()).Members)
        {
            parameters.With(name, value);
        }

        return merged.With("parameters", parameters);
    }

    public static RuleSet Read(Document data) => new(
        (string)data["version"]!,
        Day(data, "effectiveFrom")!.Value,
        Entries(data, "limits").Select(ReadLimit).ToFrozenDictionary(limit => limit.Id),
        Entries(data, "warnings").Select(ReadWarning).ToFrozenDictionary(rule => rule.Id),
        ReadParameters(data["parameters"] as Document ?? new()),
        [.. Entries(data, "metrics").Select(Metric.Read)],
        data);

    private static Limit ReadLimit(Document limit) => new(
        Id(limit), (int)Whole(limit, "n", 0) * (limit["unit"] as string == "Y" ? 12 : 1), Unit(limit["unit"]) ?? LimitUnit.Days, limit["role"] as string != "P",
        Day(limit, "from") ?? DateOnly.MinValue, Numbers(limit["items"]));

    private static WarningRule ReadWarning(Document rule) => new(
        Id(rule),
        Number(rule)!.Value,
        new(WholeOrNull(rule, "yellow"), WholeOrNull(rule, "red"), WholeOrNull(rule, "breach"), Unit(rule["unit"]) ?? LimitUnit.Days),
        new(WholeOrNull(rule, "yellow2"), WholeOrNull(rule, "red2"), WholeOrNull(rule, "breach2"), Unit(rule["unit2"]) ?? LimitUnit.Days),
        rule["atEvent"] is true,
        Day(rule, "from") ?? DateOnly.MinValue);

    private static Parameters ReadParameters(Document set)
    {
        var usual = new Parameters();
        return new()
        {
            FrequencyCap = (int)Whole(set, "frequencyCap", usual.FrequencyCap),
            CapByItem = Numbers(set["capByItem"]),
            CapByCreditClass = Numbers(set["capByCreditClass"]),
            RepeatDays = (int)Whole(set, "repeatDays", usual.RepeatDays),
            MultipleTeamsDays = (int)Whole(set, "multipleTeamsDays", usual.MultipleTeamsDays),
            TrainingHours = (int)Whole(set, "trainingHours", usual.TrainingHours),
            PassMark = (int)Whole(set, "passMark", usual.PassMark),
            ExcellentMark = (int)Whole(set, "excellentMark", usual.ExcellentMark),
            GoodStars = (int)Whole(set, "goodStars", usual.GoodStars),
            OnSpotCitizenFen = Whole(set, "onSpotCitizenFen", usual.OnSpotCitizenFen),
            OnSpotOrganisationFen = Whole(set, "onSpotOrganisationFen", usual.OnSpotOrganisationFen),
            ReviewsEveryOrdinaryCase = set["legalReview"] is not string text || text == "ordinary",
            DiscussionKinds = Texts(set["discussionKinds"]).ToFrozenSet(StringComparer.OrdinalIgnoreCase),
            DiscussionFineFen = set["discussionFineFen"] as long?,
            SuspensionStopsClock = set["suspensionStopsClock"] is true,
            WorkFrom = Time(set, "workFrom", usual.WorkFrom),
            WorkTo = Time(set, "workTo", usual.WorkTo),
            WatchedSources = [.. Texts(set["watchedSources"])],
            OverloadItems = Texts(set["overloadItems"]).ToFrozenSet(),
            VehicleViolations = (int)Whole(set, "vehicleViolations", usual.VehicleViolations),
        };
    }

    private static IEnumerable<Document> Entries(Document data, string section) => data[section] is IEnumerable<object> entries ? entries.OfType<Document>() : [];

    private static string Id(Document entry) => (string)entry["id"]!;

    private static byte? Number(Document rule) =>
        rule["id"] is string { Length: > 1 } id && id[0] == 'W' && byte.TryParse(id.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= WarningRule.MostNumber ? number : null;

    private static LimitUnit? Unit(object? text) => text switch { "WD" => LimitUnit.Workdays, "CD" => LimitUnit.Days, "H" => LimitUnit.Hours, "min" => LimitUnit.Hours, "M" or "Y" => LimitUnit.Months, _ => null };

    private static DateOnly? Day(Document data, string name) =>
        data[name] is string text && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static TimeOnly Time(Document data, string name, TimeOnly usual) =>
        data[name] is string text && TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : usual;

    private static long Whole(Document data, string name, long usual) => data[name] as long? ?? usual;

    private static int? WholeOrNull(Document data, string name) => data[name] is long number ? (int)number : null;

    private static IEnumerable<string> Texts(object? list) => list is IEnumerable<object> entries ? entries.OfType<string>() : [];

    private static FrozenDictionary<string, int> Numbers(object? named) =>
        named is Document document ? document.Members.Where(member => member.Value is long).ToFrozenDictionary(member => member.Key, member => (int)(long)member.Value) : FrozenDictionary<string, int>.Empty;
}
