using System.Collections.Frozen;
using System.Globalization;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Metrics;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain.Rules;

/// <summary>
/// Reads a rule set from its data and says in the same pass what is wrong with it, as a sentence that names section, id and member: what
/// is refused at the edge and what is left out of the law in force are the same.
/// </summary>
internal static class RuleReader
{
    /// <summary>A rule set has at most so many bytes of JSON.</summary>
    public const int MostBytes = 1024 * 1024;

    /// <summary>The longest limit in days, working days or hours; in months and years it is about as long.</summary>
    private const int MostUnits = 3_650, MostMonths = 120, MostYears = 10;

    private const int MostText = 4_000, MostName = 100, MostId = 40, MostValues = 40_000, MostDepth = 8;
    private const long MostFen = 1_000_000_000_000;
    private static readonly (string Name, int Most)[] Sections = [("limits", 500), ("guards", 200), ("warnings", WarningRule.MostNumber),
        ("metrics", 500)];
    private static readonly string[] ObjectSections = ["orders", "forecast", "statistics"];
    private static readonly string[] MetricParts = ["numerator", "denominator", "pending"];

    /// <summary>What keeps the data from being a rule set whatever it is laid over, or null.</summary>
    public static string? Problem(Document data)
    {
        var findings = new RuleFindings();
        CheckShape(data, findings);
        if (findings.First is null)
        {
            Read(data, findings);
        }

        return findings.First;
    }

    /// <summary>The rule set laid over an earlier one: entries replace those of the same id, parameters those of the same name.</summary>
    /// <param name="whole">All of it as data; what came before where there is a problem.</param>
    /// <param name="problem">Why it cannot be in force, as a sentence; null when it can.</param>
    /// <returns>Null where there is a problem.</returns>
    public static RuleSet? Read(Document before, Document data, out Document whole, out string? problem)
    {
        var findings = new RuleFindings();
        CheckShape(data, findings);
        whole = findings.First is null ? Over(before, data) : before;
        var read = findings.First is null ? Read(whole, findings) : null;
        if (read?.Parameters is { } hours && hours.WorkFrom >= hours.WorkTo)
        {
            findings.Refuse(string.Create(
                CultureInfo.InvariantCulture,
                $"data.parameters: workFrom must be before workTo; {hours.WorkFrom:HH\\:mm} is not before {hours.WorkTo:HH\\:mm}."));
        }

        problem = findings.First;
        return problem is null ? read : null;
    }

    private static Document Over(Document before, Document data)
    {
        var merged = data.Copy();
        foreach (var (section, _) in Sections)
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

        foreach (var section in ObjectSections)
        {
            if ((before[section] as Document ?? data[section] as Document) is { } earlier)
            {
                // Without a copy the rules of before would be changed.
                var members = earlier.Copy();
                foreach (var (name, value) in (data[section] as Document ?? new()).Members)
                {
                    members.With(name, value);
                }

                merged.With(section, members);
            }
        }

        return merged.With("parameters", parameters);
    }

    /// <summary>
    /// What must hold before it can be laid over another: sections are lists of objects, each with an id of its own, and all is of bounded
    /// size.
    /// </summary>
    private static void CheckShape(Document data, RuleFindings findings)
    {
        if (data["version"] is not string { Length: > 0 and <= MostId } || data["effectiveFrom"] is not string)
        {
            findings.Refuse($"data.version (1 to {MostId} characters) and data.effectiveFrom (yyyy-MM-dd) are required.");
        }

        var values = 0;
        CheckSize(data, "data", 0, ref values, findings);
        foreach (var (section, _) in Sections)
        {
            if (data[section] is not { } value || value is IEnumerable<object> list && IsListOfEntries(list))
            {
                continue;
            }

            findings.Refuse($"data.{section} must be a list of objects, each with an id of 1 to {MostId} characters.");
        }

        foreach (var part in (string[])["parameters", .. ObjectSections])
        {
            if (data[part] is not (null or Document))
            {
                findings.Refuse($"data.{part} must be an object.");
            }
        }

        foreach (var (section, _) in findings.First is null ? Sections : [])
        {
            if (Entries(data, section).GroupBy(Id).FirstOrDefault(entries => entries.Count() > 1) is { } doubled)
            {
                findings.Refuse($"data.{section} {doubled.Key}: the id stands {doubled.Count()} times; each entry needs an id of its own.");
            }
        }
    }

    private static bool IsListOfEntries(IEnumerable<object> list) =>
        list.All(entry => entry is Document named && named["id"] is string { Length: > 0 and <= MostId } id && !id.Any(char.IsControl));

    /// <summary>Texts, lists and numbers that nothing reads are shown, so they are bounded too.</summary>
    private static void CheckSize(object? value, string where, int depth, ref int values, RuleFindings findings)
    {
        if (++values > MostValues || depth > MostDepth)
        {
            findings.Refuse($"data holds more than {MostValues} values, or nests deeper than {MostDepth}.");
        }

        if (findings.First is not null)
        {
            return;
        }

        switch (value)
        {
            case string { Length: > MostText }:
                findings.Refuse($"{where} is longer than {MostText} characters.");
                break;
            // A number beyond all that a computer holds is read as the text it is written as.
            case string text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && !double.IsFinite(number):
                findings.Refuse($"{where} is too large a number.");
                break;
            case Document document:
                foreach (var (name, member) in document.Members)
                {
                    if (name.Length > MostName)
                    {
                        findings.Refuse($"{where} has a member whose name is longer than {MostName} characters.");
                    }

                    CheckSize(member, $"{where}.{name}", depth + 1, ref values, findings);
                }

                break;
            case IEnumerable<object> list:
                foreach (var entry in list)
                {
                    CheckSize(entry, entry is Document named && named["id"] is string id ? $"{where} {id}" : where, depth + 1, ref values,
                        findings);
                }

                break;
        }
    }

    private static RuleSet Read(Document whole, RuleFindings findings)
    {
        foreach (var (section, most) in Sections)
        {
            if (Entries(whole, section).Count() is var count && count > most)
            {
                findings.Refuse($"data.{section} has {count} entries, together with those in force; at most {most} are possible.");
            }
        }

        var head = new RuleMembers(whole, "data", findings);
        return new(
            (string)whole["version"]!,
            head.Day("effectiveFrom") ?? DateOnly.MinValue,
            Section(whole, "limits", findings).Select(ReadLimit).ToFrozenDictionary(limit => limit.Id),
            Section(whole, "warnings", findings).Select(ReadWarning).ToFrozenDictionary(rule => rule.Id),
            ReadParameters(new(whole["parameters"] as Document ?? new(), "data.parameters", findings)),
            [.. Section(whole, "metrics", findings).Select(ReadMetric)],
            whole)
        {
            Forecast = ForecastRules.Read(new(whole["forecast"] as Document ?? new(), "data.forecast", findings)),
            Orders = OrderRules.Read(new(whole["orders"] as Document ?? new(), "data.orders", findings)),
            Statistics = StatisticsRules.Read(new(whole["statistics"] as Document ?? new(), "data.statistics", findings)),
        };
    }

    private static Limit ReadLimit((string Id, RuleMembers Members) entry)
    {
        var (id, limit) = entry;
        var unit = limit.Word("unit", "WD", "CD", "H", "M", "Y");
        var most = unit switch { "Y" => MostYears, "M" => MostMonths, _ => MostUnits };
        var times = unit == "Y" ? 12 : 1;
        // Below 0: at least so long before.
        var n = limit.Count("n", -most, most) ?? 0;
        var byItem = limit.Numbers("items", -most, most);
        return new(
            id, n * times, Unit(unit), limit.Text("role", 10) != "P", limit.Day("from") ?? DateOnly.MinValue,
            times == 1 ? byItem : byItem.ToFrozenDictionary(item => item.Key, item => item.Value * times));
    }

    private static WarningRule ReadWarning((string Id, RuleMembers Members) entry)
    {
        var (id, rule) = entry;
        var number = WarningRule.NumberOf(id);
        if (number == 0)
        {
            rule.Refuse("id", $"must be W and two digits, W01 to W{WarningRule.MostNumber}.");
        }

        return new(id, number, Threshold(rule, ""), Threshold(rule, "2"), rule.Flag("atEvent"), rule.Day("from") ?? DateOnly.MinValue,
            rule.Count("clearsAfter", 1, (int)Spell.Kept.TotalHours));
    }

    private static Threshold Threshold(RuleMembers rule, string which) => new(
        rule.Count("yellow" + which, 0, MostUnits), rule.Count("red" + which, 0, MostUnits), rule.Count("breach" + which, 0, MostUnits),
        Unit(rule.Word("unit" + which, "WD", "CD", "H", "M", "Y", "min")));

    private static Metric ReadMetric((string Id, RuleMembers Members) entry)
    {
        var (id, metric) = entry;
        var parts = Array.ConvertAll(MetricParts, part =>
        {
            if (!metric.IsList(part))
            {
                metric.Refuse(part, "is required (a list of terms).");
            }

            var texts = metric.Texts(part, 50, 400);
            var terms = Array.ConvertAll(texts, Term.Parse);
            if (Array.IndexOf(terms, null) is >= 0 and var unknown)
            {
                metric.Refuse(part, $"names {texts[unknown]}, which is no figure.");
            }

            return terms.OfType<Term>().ToArray();
        });
        var unit = metric.Word("unit", "percent", "count", "fen", "days", "ratio") switch
        {
            "count" => MetricUnit.Count,
            "fen" => MetricUnit.Fen,
            "days" or "ratio" => MetricUnit.Quotient,
            _ => MetricUnit.Percent,
        };
        return new(id, parts[0], parts[1], parts[2], unit, metric.Flag("snapshot"),
            metric.Word("scope", "all", "jurisdiction") == "jurisdiction");
    }

    private static Parameters ReadParameters(RuleMembers set)
    {
        var usual = new Parameters();
        return new()
        {
            FrequencyCap = set.Count("frequencyCap", 0, 1_000) ?? usual.FrequencyCap,
            CapByItem = set.Numbers("capByItem", 0, 1_000),
            CapByCreditClass = set.Numbers("capByCreditClass", 0, 1_000),
            RepeatDays = set.Count("repeatDays", 0, MostUnits) ?? usual.RepeatDays,
            MultipleTeamsDays = set.Count("multipleTeamsDays", 0, MostUnits) ?? usual.MultipleTeamsDays,
            TrainingHours = set.Count("trainingHours", 0, 10_000) ?? usual.TrainingHours,
            PassMark = set.Count("passMark", 0, 100) ?? usual.PassMark,
            ExcellentMark = set.Count("excellentMark", 0, 100) ?? usual.ExcellentMark,
            GoodStars = set.Count("goodStars", 0, 5) ?? usual.GoodStars,
            OnSpotCitizenFen = set.Whole("onSpotCitizenFen", 0, MostFen) ?? usual.OnSpotCitizenFen,
            OnSpotOrganisationFen = set.Whole("onSpotOrganisationFen", 0, MostFen) ?? usual.OnSpotOrganisationFen,
            ReviewsEveryOrdinaryCase = set.Text("legalReview", MostId) is null or "ordinary",
            DiscussionKinds = set.Texts("discussionKinds", 100, MostId).ToFrozenSet(StringComparer.OrdinalIgnoreCase),
            DiscussionFineFen = set.Whole("discussionFineFen", 0, MostFen),
            SuspensionStopsClock = set.Flag("suspensionStopsClock"),
            WorkFrom = set.Time("workFrom") ?? usual.WorkFrom,
            WorkTo = set.Time("workTo") ?? usual.WorkTo,
            WatchedSources = set.Texts("watchedSources", 200, 200),
            LegalSection = set.Text("legalSection", MostId),
        };
    }

    private static IEnumerable<(string Id, RuleMembers Members)> Section(Document whole, string section, RuleFindings findings) =>
        Entries(whole, section).Select(entry => (Id(entry), new RuleMembers(entry, $"data.{section} {Id(entry)}", findings)));

    private static IEnumerable<Document> Entries(Document data, string section) =>
        data[section] is IEnumerable<object> entries ? entries.OfType<Document>() : [];

    private static string Id(Document entry) => (string)entry["id"]!;

    private static LimitUnit Unit(string? word) =>
        word switch { "WD" => LimitUnit.Workdays, "H" or "min" => LimitUnit.Hours, "M" or "Y" => LimitUnit.Months, _ => LimitUnit.Days };
}
