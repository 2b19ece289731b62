using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;
using Dashboard.Web.Views;

namespace Dashboard.Web.Drilldown;

/// <summary>
/// The tables of a page that is taken away, in the order in which the page has them: what stands, what is late and due, the metrics beside
/// their own past, the counters. Of one view only, so that no team stands beside another but in the totals of the bureau.
/// </summary>
internal sealed class ExportBook(
    IGrainFactory grains, DemoMark demo, IEvidence evidence, IRoster roster, ILawInForce law, TimeProvider clock)
{
    private const int MostRows = 500, DaysAhead = 7;
    private static readonly string[] Columns = ["day", "month", "year"];

    private static readonly string[] RowHeads =
    [
        "编号 Id", "类别 Kind", "规则 Rule", "级别 Level", "到期 Due", "起始 Since", "中队 Team", "事项 Item", "环节 Stage", "知悉 Acknowledged",
        "对象 About",
    ];

    /// <summary>The view as a caller is shown it; null when there is none.</summary>
    public async Task<Document?> ViewAsync(string? view, string? period, Caller caller)
    {
        var (kind, key) = ViewNames.Split(view);
        return grains.Find($"{kind}/{roster.IdOf(kind, key)}") is { } grain && await grain.Get(period) is { } found
            ? Mask.Of(caller).Apply(demo.Mark(found).Document)
            : null;
    }

    public async Task<IReadOnlyList<TakenTable>> TablesAsync(Document document, ExportQuery asked, Caller caller, CancellationToken cancel)
    {
        await roster.ReadyAsync();
        var tables = new List<TakenTable> { Overview(document, asked.Period) };
        var mayRead = Permissions.Of("GET", "/api/evidence")!.Include(caller);
        if (asked.Period is null && mayRead && !asked.View!.StartsWith("enterprise/", StringComparison.Ordinal))
        {
            var today = Shanghai.Day(clock.GetUtcNow());
            var late = new EvidenceQuery { View = asked.View, Warning = "all", Level = "breach", Size = MostRows };
            var due = late with { Warning = null, Level = null, Due = $"{today:yyyy-MM-dd}..{today.AddDays(DaysAhead - 1):yyyy-MM-dd}" };
            tables.Add(Rows("逾期与违规 Late", await evidence.OpenAsync(late, caller.Reader, cancel), asked));
            tables.Add(Rows("7日内到期 Due", await evidence.OpenAsync(due, caller.Reader, cancel), asked));
        }

        tables.Add(await MetricsAsync(document, asked, caller));
        tables.Add(Counters(document, asked));
        return tables;
    }

    private static TakenTable Overview(Document document, string? period)
    {
        var warnings = document["warnings"] as Document;
        return new("概况 Overview", ["项目 Item", "值 Value"],
        [
            ["名称 Name", document["name"]],
            ["视图 View", document["view"]],
            ["期间 Period", period ?? "实时 live"],
            ["数据截至 As of", document["asOf"]],
            ["版本 Version", $"{document["version"]}"],
            ["规则集 Rules", document["rulesVersion"]],
            ["数据性质 Data", document["demo"] is true ? "演示数据 DEMO DATA" : "实际数据 real data"],
            ["违规 Breach", warnings?["breach"]],
            ["红色 Red", warnings?["red"]],
            ["黄色 Yellow", warnings?["yellow"]],
            ["在办案件 Open cases", (document["open"] as Document)?["cases"]],
        ]);
    }

    private TakenTable Rows(string name, Document found, ExportQuery asked)
    {
        var (rows, total) = (((IEnumerable<object>)found["rows"]!).Cast<Document>().ToList(), (long)found["total"]!);
        var lines = rows.Select(row => new object?[]
        {
            row["id"], Caption(asked, "kind", row["kind"]), Named("warnings", row["rule"]), row["level"], row["due"], row["since"],
            row["team"] is string { Length: > 0 } team ? roster.TeamOf(team).Name : null,
            row["item"] is string { Length: > 0 } item ? roster.NameOf(item).Name : null,
            Caption(asked, "stage", row["stage"]), row["acknowledged"] is true ? "是 yes" : "否 no", row["title"],
        }).ToList();
        if (total > rows.Count)
        {
            lines.Add([$"仅列前 {rows.Count} 项，共 {total} 项 first {rows.Count} of {total}"]);
        }

        return new(name, RowHeads, lines);
    }

    private async Task<TakenTable> MetricsAsync(Document document, ExportQuery asked, Caller caller)
    {
        var others = new List<(string Period, Document? Metrics)>();
        foreach (var period in asked.Periods ?? [])
        {
            others.Add((period, (await ViewAsync(asked.View, period, caller))?["metrics"] as Document));
        }

        var metrics = document["metrics"] as Document ?? new();
        string[] heads =
        [
            "指标 Metric", "名称 Name", "性质 Kind", "单位 Unit", "目标 Target", "分子 Numerator", "分母 Denominator", "未到期 Pending", "值 Value",
            .. others.SelectMany(static other => new[] { $"{other.Period} 分子", $"{other.Period} 分母", $"{other.Period} 值" }),
        ];
        return new("指标 Metrics", heads, [.. metrics.Members.Select(member =>
        {
            var rule = law.Entry("metrics", member.Key);
            var value = (Document)member.Value;
            return new object?[]
            {
                member.Key, Named("metrics", member.Key), rule?["kind"], rule?["unit"] ?? "percent", rule?["target"],
                value["numerator"], value["denominator"], value["pending"], value["value"],
            }.Concat(others.SelectMany(other => IsComparable(rule) && other.Metrics?[member.Key] is Document past
                ? new[] { past["numerator"], past["denominator"], past["value"] }
                : [null, null, null])).ToArray();
        })]);
    }

    /// <summary>
    /// As on the page: rates of duties and how long things take. Never how much was done or fined, nor what is known of today only
    /// (DOMAIN.md §1.4).
    /// </summary>
    private static bool IsComparable(Document? rule) => rule is not null && rule["snapshot"] is not true
        && (rule["unit"] is "days" || (rule["unit"] is null or "percent" && rule["kind"] is not "info"));

    private static TakenTable Counters(Document document, ExportQuery asked)
    {
        var counters = document["counters"] as Document ?? new();
        var columns = asked.Period is null ? Columns : ["period"];
        var names = columns.SelectMany(column => (counters[column] as Document ?? new()).Members.Select(static one => one.Key));
        return new("计数 Counters", ["代码 Code", "名称 Name", .. columns.Select(column => asked.Period ?? Head(column))],
            [.. names.Distinct().Order(StringComparer.Ordinal).Select(name => new object?[] { name, Caption(asked, "counter", name) }
                .Concat(columns.Select(column => Shown(name, (counters[column] as Document)?[name]))).ToArray())]);
    }

    private static string Head(string column) => column switch { "day" => "今日 Today", "month" => "本月 Month", _ => "本年 Year" };

    /// <summary>Money in yuan, as pages have it.</summary>
    private static object Shown(string counter, object? value) => value is long amount
        ? counter.EndsWith("Fen", StringComparison.Ordinal) ? amount / 100.0 : amount
        : 0L;

    private static object? Caption(ExportQuery asked, string family, object? code) =>
        code is string name ? asked.Captions!.GetValueOrDefault($"{family}.{name}", name) : code;

    /// <summary>An entry of the rule set by id and name, in both languages.</summary>
    private string Named(string section, object? id) =>
        string.Join(' ', new[] { id, law.Entry(section, $"{id}")?["name"], law.Entry(section, $"{id}")?["nameEn"] }.OfType<string>());
}
