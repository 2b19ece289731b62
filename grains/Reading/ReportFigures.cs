using System.Globalization;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Duties;
using Dashboard.Grains.Domain.Items;
using Dashboard.Grains.Domain.People;
using Dashboard.Grains.Domain.Reports;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Ledger;
using Dashboard.Grains.Roster;
using Microsoft.Extensions.Options;

namespace Dashboard.Grains.Reading;

/// <summary>
/// The figures of a year for its report: those of the bureau's view of that year, and what is counted from subjects themselves. Each opens
/// to what it counts.
/// </summary>
internal sealed class ReportFigures(
    ILedger ledger, CurrentRoster roster, IGrainFactory grains, IYear years, LongOpenWarnings longOpen,
    IOptions<DashboardOptions> options, ReportWording wording)
{
    private const string StaffMetric = "M04", ClaimMetric = "M33", ChecklistMetric = "M34";

    /// <summary>Rates of what stands in a register: a year has them as they stood at its end.</summary>
    private static readonly string[] OfRegisters = [StaffMetric, ClaimMetric, ChecklistMetric];

    private static readonly Reader Everybody = new(null, FileMask.Least);
    private readonly ReportTemplate template = ReportTemplate.Read(wording.Path);

    /// <summary>How reports are worded.</summary>
    public ReportTemplate Template => template;

    /// <summary>The bureau's own view.</summary>
    public string View => $"jurisdiction/{options.Value.Jurisdiction}";

    /// <summary>Name and unit of a figure of the report, and where it comes from; null: there is none of this id.</summary>
    public FigureSource? SourceOf(string id, DateOnly on) => template.Figures.GetValueOrDefault(id)
        ?? (RulesOn(on).Entry("metrics", id.Split('.')[0]) is { } rule
            ? new($"{rule["name"]}{Part(id).Chinese}", $"{rule["nameEn"]}{Part(id).English}", "%")
            : FigureSource.IsWarning(id) && RulesOn(on).Entry("warnings", id) is { } warning
                ? new($"{warning["name"]}预警超过90日未解除", $"{warning["nameEn"]}, open for more than 90 days", "件") : null);

    /// <summary>Which number of the bureau's view of a year it is; null where it is none of it.</summary>
    public EvidenceQuery? QueryOf(string id, int year)
    {
        var query = new EvidenceQuery { View = View, Period = $"{year}" };
        return template.Figures.TryGetValue(id, out var source)
                ? source.Counter is { } counter ? query with { Counter = counter } : null
            : FigureSource.IsMetric(id) && !OfRegisters.Contains(id) ? query with { Metric = id, Part = "numerator" }
            : null;
    }

    /// <summary>Whether the ledger has counted anything of the bureau in a year.</summary>
    public async Task<bool> HasAnyAsync(int year) =>
        (await ViewAsync(year))["counters"] is Document counters && counters["period"] is Document { Count: > 0 };

    /// <summary>All figures of a year, and the rates that may be found wanting.</summary>
    public async Task<(IReadOnlyList<DraftFigure> Figures, IReadOnlyList<DraftMetric> Metrics)> OfAsync(int year, CancellationToken cancel)
    {
        await roster.ReadyAsync();
        var (view, before) = (await ViewAsync(year), await ViewAsync(year - 1));
        var held = await years.ReadAsync(year, Everybody, cancel);
        var (registers, registersBefore) = (await RegistersAsync(year, cancel), await RegistersAsync(year - 1, cancel));
        var figures = new List<DraftFigure>();
        foreach (var (id, source) in template.Figures)
        {
            if (await FigureAsync(id, source, view, held, registers, year, cancel) is { } figure)
            {
                figures.Add(figure);
            }
        }

        var metrics = new List<DraftMetric>();
        foreach (var rule in Rates(new(year, 12, 31)))
        {
            var id = (string)rule["id"]!;
            var (now, then) = OfRegisters.Contains(id) ? (registers.Rate(id), registersBefore.Rate(id))
                : (RateIn(view, id), RateIn(before, id));
            if (now is { } value)
            {
                figures.Add(new(id, ReportDraft.Shown(value), "%"));
                if (rule["target"] is not null && !Article74.ForbidsMetric(id))
                {
                    metrics.Add(new(id, (string)rule["name"]!, value, Number(rule["target"]), then));
                }
            }
        }

        return (figures, metrics);
    }

    /// <summary>Warnings that had stood for more than 90 days when the year ended, as its report names them.</summary>
    public async Task<IReadOnlyList<DraftWarning>> LongOpenAsync(int year, CancellationToken cancel)
    {
        var rules = RulesOn(new(year, 12, 31));
        return [.. (await longOpen.AtEndOfAsync(year, cancel)).GroupBy(static one => one.Rule)
            .Select(rule => new DraftWarning(rule.Key, rules.Entry("warnings", rule.Key)?["name"] as string ?? rule.Key, rule.Count()))];
    }

    /// <summary>What a figure counts, where it is no number of a view: subjects of the year.</summary>
    public async Task<IReadOnlyList<Document>> RowsAsync(string id, int year, Reader reader, CancellationToken cancel)
    {
        var source = SourceOf(id, new(year, 12, 31));
        if (source is { Held: { } kind })
        {
            var held = await years.ReadAsync(year, Everybody, cancel);
            return [.. Held(held, kind, source.Of).Select(static one => Row((string)one["subjectKind"]!, (string)one["id"]!)
                .With("day", one["day"]).With("title", one["topic"] ?? one["name"] ?? one["title"]))];
        }

        if (source is { Duties: { } which })
        {
            var known = await years.ReadAsync(year, reader, cancel);
            return [.. Duties(known, which).Select(static one => Row("duty", (string)one["id"]!).With("team", one["team"])
                .With("day", one["due"]).With("stage", one["stage"]).With("title", one["text"]))];
        }

        if (source is { Officers: not null } || id.StartsWith(StaffMetric, StringComparison.Ordinal))
        {
            var registers = await RegistersAsync(year, cancel);
            return [.. registers.Of(source?.Officers ?? "certified").Where(one => reader.MaySeeTeam(one.Team))
                .Select(static one => Row("officer", one.Officer.Id).With("team", one.Team))];
        }

        if (OfRegisters.Contains(id.Split('.')[0]))
        {
            var registers = await RegistersAsync(year, cancel);
            return [.. registers.ItemsOf(id.Split('.')[0]).Above.Select(static item => Row("item", item.Id).With("item", item.Id)
                .With("stage", item.Stage).With("title", item.Title))];
        }

        if (FigureSource.IsWarning(id))
        {
            return [.. (await longOpen.AtEndOfAsync(year, cancel)).Where(one => one.Rule == id && reader.MaySeeTeam(one.Team))
                .Select(static one => Row(one.Subject.Kind, one.Subject.Id).With("team", one.Team).With("day", Rfc3339.Write(one.Since)))];
        }

        return source is { Plans: not null }
            ? [.. (await PlansAsync(year, cancel)).Select(static one => Row("certPlan", one.Id).With("day", Rfc3339.Write(one.ExamOn)))]
            : [];
    }

    private RuleSet RulesOn(DateOnly day) => roster.Current.Law.Rules.At(day);

    /// <summary>
    /// Rates of a rule set that a year has; what is so now only is none, but for officers and items, which are counted at its end.
    /// </summary>
    private IEnumerable<Document> Rates(DateOnly on) => (RulesOn(on).Source["metrics"] as IEnumerable<object> ?? []).OfType<Document>()
        .Where(static rule => rule["unit"] is null or "percent"
            && (rule["snapshot"] is not true || (rule["id"] is string id && OfRegisters.Contains(id))));

    private async Task<Document> ViewAsync(int year) =>
        (await grains.Find(View)!.Get($"{year}"))?.Document ?? new();

    /// <summary>A figure of the template; null where it does not apply.</summary>
    private async Task<DraftFigure?> FigureAsync(
        string id, FigureSource source, Document view, Document held, Registers registers, int year, CancellationToken cancel)
    {
        if (source.Counter is { } counter)
        {
            return Domain.Tallies.Counters.Named(counter) is Domain.Tallies.Counter.None ? null
                : new(id, Money(counter, CounterIn(view, counter)), source.Unit);
        }

        if (source.Zero is { } zero)
        {
            // What was never told of is not known; what was lost is said in numbers instead.
            return Array.Exists(zero, name => CounterIn(view, template.Figures[name].Counter!) != 0) ? null
                : new(id, await HasRulingsAsync(cancel) ? source.Sentence : null, source.Unit);
        }

        var count = source switch
        {
            { Held: { } kind } => Held(held, kind, source.Of).Count(),
            { Duties: { } which } => Duties(held, which).Count(),
            { Officers: { } which } => registers.Of(which).Count(),
            _ => (await PlansAsync(year, cancel)).Count,
        };
        return new(id, $"{count}", source.Unit);
    }

    private static IEnumerable<Document> Held(Document year, string kind, string? sort) =>
        Rows(year, "held").Where(one => one["subjectKind"] as string == kind && (sort is null || one["kind"] as string == sort));

    private static IEnumerable<Document> Duties(Document year, string which) => Rows(year, "rows").Where(one => which switch
    {
        "done" => one["stage"] is "verified",
        "open" => one["stage"] is not ("verified" or "cancelled"),
        _ => one["stage"] is not "cancelled",
    });

    private static IEnumerable<Document> Rows(Document document, string name) =>
        (document[name] as IEnumerable<object> ?? []).OfType<Document>();

    private static Document Row(string kind, string id) => new Document().With("kind", kind).With("id", id).With("amount", 1L);

    private static long CounterIn(Document view, string counter) =>
        (view["counters"] as Document)?["period"] is Document period && period[counter] is long number ? number : 0;

    private static double? RateIn(Document view, string metric) =>
        (view["metrics"] as Document)?[metric] is Document rate ? Number(rate["value"]) : null;

    private static double? Number(object? value) => value switch { double number => number, long number => number, _ => null };

    /// <summary>Money in yuan, with fen only where there are some.</summary>
    private static string Money(string counter, long amount) => counter.EndsWith("Fen", StringComparison.Ordinal)
        ? (amount / 100m).ToString("0.##", CultureInfo.InvariantCulture) : amount.ToString(CultureInfo.InvariantCulture);

    private static (string Chinese, string English) Part(string id) => id[(id.IndexOf('.', StringComparison.Ordinal) + 1)..] switch
    {
        "target" => ("的目标", ", target"),
        "fall" => ("较上年下降", ", points under the year before"),
        _ => ("", ""),
    };

    private async Task<bool> HasRulingsAsync(CancellationToken cancel)
    {
        await foreach (var row in ledger.SubjectsAsync(new() { Kinds = ["review", "lawsuit"], Take = 1 }, cancel))
        {
            return row.Id.Length > 0;
        }

        return false;
    }

    private async Task<IReadOnlyList<CertificationPlan>> PlansAsync(int year, CancellationToken cancel)
    {
        var terms = RulesOn(new(year, 12, 31)).Forecast;
        return [.. (await ledger.FoldAsync(new() { Kinds = ["certPlan"] }, cancel))
            .Select(static one => one.Subject).OfType<Domain.Declared.DeclaredSubject>()
            .Select(one => CertificationPlan.Of(one, terms)).OfType<CertificationPlan>()
            .Where(plan => !plan.IsCancelled && plan.ExamOn.Year == year + 1).OrderBy(static plan => plan.Id, StringComparer.Ordinal)];
    }

    /// <summary>The bureau's officers and the items as they stood at the end of a year: of each what had happened by then.</summary>
    private async Task<Registers> RegistersAsync(int year, CancellationToken cancel)
    {
        var (end, own) = (new DateOnly(year, 12, 31), options.Value.Jurisdiction);
        var before = Shanghai.Midnight(end.AddDays(1));
        var officers = await ledger.FoldAsync(
            new() { Kinds = ["officer"], Teams = [.. roster.Current.TeamsOf(own, own)] }, cancel, before);
        var items = await ledger.FoldAsync(new() { Kinds = ["item"] }, cancel, before);
        return new(end, [.. officers.Where(static one => one.Subject is Officer { Registered: not null })
                .Select(static one => ((Officer)one.Subject, one.Row.Team)).OrderBy(static one => one.Item1.Id, StringComparer.Ordinal)],
            [.. items.Select(static one => one.Subject).OfType<SupervisionItem>().Where(static item => item.IsAssigned)
                .OrderBy(static item => item.Id, StringComparer.Ordinal)]);
    }

    private sealed record Registers(
        DateOnly End, IReadOnlyList<(Officer Officer, string Team)> Officers, IReadOnlyList<SupervisionItem> Items)
    {
        /// <summary>A metric of a register at the end of the year, rounded down as everywhere; null where nothing is to be rated.</summary>
        public double? Rate(string metric)
        {
            var (above, below) = metric == StaffMetric ? (Of("certified").Count(), Of("onPost").Count())
                : (ItemsOf(metric).Above.Count(), ItemsOf(metric).Below.Count());
            return below > 0 ? (double)(above * 1000 / below) / 10 : null;
        }

        /// <summary>M33: claimed of those that are assigned. M34: with a checklist of those that are claimed.</summary>
        public (IEnumerable<SupervisionItem> Above, IEnumerable<SupervisionItem> Below) ItemsOf(string metric)
        {
            var claimed = Items.Where(static item => item.Claimed);
            return metric == ClaimMetric ? (claimed, Items) : (claimed.Where(static item => item.Checklist is not null), claimed);
        }

        public IEnumerable<(Officer Officer, string Team)> Of(string which) => Officers.Where(one => which switch
        {
            "onPost" => one.Officer.OnPost,
            "certified" => one.Officer.IsCertifiedOn(End),
            "retired" => one.Officer.Registered!.RetiresOn is { } day && day.Year == End.Year && day <= End,
            _ => one.Officer.Registered is { CertNo: not null, CertValidFrom: { } from } && from.Year == End.Year,
        });
    }
}
