using System.Globalization;
using System.Security.Cryptography;
using Dashboard.Grains.Contracts;

namespace Dashboard.Grains.Domain.Reports;

/// <summary>A figure of a year, before it is worded.</summary>
/// <param name="Value">As it is written; null: it is asked for, and nobody knows it.</param>
internal sealed record DraftFigure(string Id, string? Value, string Unit)
{
    public bool IsZero => Value is "0" or "0.0";
}

/// <summary>A metric of the year with what it is held against.</summary>
/// <param name="Value">Percent, with one decimal.</param>
/// <param name="Target">What the rule set asks for; null: nothing.</param>
/// <param name="Before">Of the year before; null: not known.</param>
internal sealed record DraftMetric(string Id, string Name, double Value, double? Target, double? Before)
{
    /// <summary>Points under the year before from which it is named a deficiency.</summary>
    private const double Fall = 2;

    public bool IsBelow => Target is { } target && Value < target;

    public double Fallen => Before is { } before ? Math.Round(before - Value, 1) : 0;

    public bool IsWanting => IsBelow || Fallen >= Fall;
}

/// <summary>A warning rule of which some had stood for more than 90 days when the year ended.</summary>
/// <param name="Id">W01 …</param>
/// <param name="Count">So many subjects.</param>
internal sealed record DraftWarning(string Id, string Name, int Count);

/// <summary>
/// Writes the report of a year from its figures (SUPERVISION.md §11). Pure: template, figures and metrics in, sections out; the same
/// figures give the same text and the same digest.
/// </summary>
internal sealed class ReportDraft
{
    private readonly ReportTemplate template;
    private readonly Dictionary<string, DraftFigure> figures = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<DraftMetric> wanting;
    private readonly IReadOnlyList<DraftWarning> open;
    private readonly Dictionary<string, string> names;

    /// <param name="template">How it is worded.</param>
    /// <param name="bureau">The bureau's name; empty where it is not known.</param>
    /// <param name="year">The year.</param>
    /// <param name="figures">What is known; a figure that does not apply is not among them.</param>
    /// <param name="metrics">Rates of duties, which may be found wanting; never counts (行政处罚法 art. 74).</param>
    /// <param name="open">Warnings that stood for long.</param>
    public ReportDraft(ReportTemplate template, string bureau, int year, IEnumerable<DraftFigure> figures,
        IEnumerable<DraftMetric> metrics, IReadOnlyList<DraftWarning> open)
    {
        (this.template, this.open) = (template, open);
        foreach (var figure in figures)
        {
            this.figures[figure.Id] = figure;
        }

        wanting = [.. metrics.Where(static metric => metric.IsWanting)];
        foreach (var metric in wanting)
        {
            this.figures[metric.Id] = new(metric.Id, Shown(metric.Value), "%");
            this.figures[$"{metric.Id}.target"] = new($"{metric.Id}.target", Shown(metric.Target ?? 0), "%");
            this.figures[$"{metric.Id}.fall"] = new($"{metric.Id}.fall", Shown(metric.Fallen), "个百分点");
        }

        foreach (var warning in open)
        {
            this.figures[warning.Id] = new(warning.Id, $"{warning.Count}", "件");
        }

        var found = wanting.Select(metric => template.Deficiencies.Low.Replace("{name}", metric.Name))
            .Concat(open.Select(warning => template.Deficiencies.Open.Replace("{name}", warning.Name))).ToList();
        names = new()
        {
            ["bureau"] = bureau,
            ["year"] = $"{year}",
            ["nextYear"] = $"{year + 1}",
            ["yearEnd"] = $"{year}年12月31日",
            ["measures"] = found.Count == 0 ? ""
                : template.Deficiencies.Measure.Replace("{names}", string.Join('、', found)).TrimEnd('。'),
        };
        Title = Filled(template.Title);
        Sections = [.. template.Sections.Select(section => (Filled(section.Heading), TextOf(section)))];
        Used = [.. Sections.SelectMany(static section => ReportText.FiguresIn(section.Text)).Distinct(StringComparer.Ordinal)
            .Select(id => this.figures[id])];
        Locked = [.. template.Sections.SelectMany(static section => section.Paragraphs).SelectMany(static paragraph => paragraph)
            .SelectMany(static sentence => sentence).Where(static clause => clause.Always)
            .SelectMany(static clause => ReportText.FiguresIn(clause.Text)).Distinct(StringComparer.Ordinal)
            .Where(id => Used.Any(used => used.Id == id))];
    }

    /// <summary>Its title.</summary>
    public string Title { get; }

    /// <summary>Headings and texts.</summary>
    public IReadOnlyList<(string Heading, string Text)> Sections { get; }

    /// <summary>All figures by id, whether they stand in the text or not.</summary>
    public IReadOnlyDictionary<string, DraftFigure> All => figures;

    /// <summary>The figures that stand in the text, in the order in which they do.</summary>
    public IReadOnlyList<DraftFigure> Used { get; }

    /// <summary>Those that may not be left out.</summary>
    public IReadOnlyList<string> Locked { get; }

    /// <summary>A rate as it is written: without a decimal where that is zero.</summary>
    public static string Shown(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>
    /// The sum of a report: SHA-256 of its year, rule set, figures (in the order of their ids) and sections, in hexadecimal digits. The
    /// same on the screen and in every form in which it is taken away.
    /// </summary>
    public static string DigestOf(int year, string rules, IEnumerable<(string Id, string Value, string Unit)> figures,
        IEnumerable<(string Heading, string Text)> sections)
    {
        var document = new Document().With("year", (long)year).With("rules", rules)
            .With("figures", figures.OrderBy(static one => one.Id, StringComparer.Ordinal).Select(static one => (object)new Document()
                .With("id", one.Id).With("value", one.Value).With("unit", one.Unit)).ToArray())
            .With("sections", sections.Select(static one => (object)new Document()
                .With("section", one.Heading).With("text", one.Text)).ToArray());
        return Convert.ToHexStringLower(SHA256.HashData(document.ToUtf8()));
    }

    private string TextOf(TemplateSection section)
    {
        var paragraphs = section.Paragraphs.Select(Paragraph).Where(static text => text.Length > 0);
        return string.Join('\n', section.Deficiencies ? paragraphs.Concat(Deficiencies()) : paragraphs);
    }

    /// <summary>A paragraph whose sentences all begin by nothing more than a heading of their own is left out.</summary>
    private string Paragraph(IReadOnlyList<IReadOnlyList<Clause>> sentences)
    {
        var written = sentences.Select(sentence => (Text: Sentence(sentence), HasFigure: sentence.Any(HasFigure))).ToList();
        return written.Exists(static one => one.HasFigure && one.Text.Length > 0) || !written.Exists(static one => one.HasFigure)
            ? string.Concat(written.Select(static one => one.Text)) : "";
    }

    private string Sentence(IReadOnlyList<Clause> clauses)
    {
        var text = "";
        foreach (var clause in clauses.Where(Stands))
        {
            var words = Written(Filled(clause.Text));
            text += words.Length == 0 ? "" : text.Length == 0 || words[0] == '（' ? words : "，" + words;
        }

        return text.Length == 0 ? "" : text + "。";
    }

    private bool Stands(Clause clause)
    {
        var ids = ReportText.FiguresIn(clause.Text).ToList();
        return ids.TrueForAll(figures.ContainsKey)
            && (clause.Always || ids.TrueForAll(id => figures[id] is { Value: not null, IsZero: false }))
            && (clause.Same is null || clause.Same.Select(ValueOf).Distinct().Count() == 1)
            && (clause.Differ is null || clause.Differ.Select(ValueOf).Distinct().Count() > 1);
    }

    private static bool HasFigure(Clause clause) => ReportText.FiguresIn(clause.Text).Any();

    private bool IsSome(string id) => ValueOf(id) is not (null or "0");

    private string? ValueOf(string id) => figures.GetValueOrDefault(id)?.Value;

    /// <summary>A figure that is asked for and that nobody knows is for a person to write.</summary>
    private string Written(string text) => ReportText.FiguresIn(text).Where(id => figures[id].Value is null)
        .Aggregate(text, static (words, id) => words.Replace($"⟦{id}⟧", ReportText.ToWrite));

    private IEnumerable<string> Deficiencies()
    {
        var words = template.Deficiencies;
        var found = wanting.Select(metric =>
        {
            var isOfStaff = metric.Id == "M04" && ValueOf("onPost") is not null;
            var clauses = new List<string> { isOfStaff ? words.Staff : words.State };
            clauses.AddRange(metric.IsBelow ? [words.Target] : []);
            clauses.AddRange(metric.Fallen > 0 ? [words.Fall] : []);
            clauses.AddRange(isOfStaff && (IsSome("retired") || IsSome("issued")) ? [words.StaffTurn] : []);
            return $"{words.Low}。{string.Join('，', clauses)}。".Replace("{name}", metric.Name).Replace("{id}", metric.Id);
        }).Concat(open.Select(warning => $"{words.Open}。{words.OpenState}。".Replace("{name}", warning.Name).Replace("{id}", warning.Id)))
            .Concat(IsSome("dutiesOpen") ? [words.Duties + "。"] : []).Select(text => Filled(text) + words.Cause).ToList();
        return found.Count == 0 ? [Filled(words.None)] : found.Select((text, at) => found.Count == 1 ? text : $"{Number(at + 1)}是{text}");
    }

    private string Filled(string text) =>
        names.Aggregate(text, static (words, name) => words.Replace($"{{{name.Key}}}", name.Value));

    /// <summary>One to 99 in Chinese.</summary>
    private static string Number(int number)
    {
        const string Digits = "零一二三四五六七八九";
        return number < 10 ? Digits[number].ToString() : (number / 10, number % 10) switch
        {
            (1, 0) => "十",
            (1, var one) => $"十{Digits[one]}",
            (var ten, 0) => $"{Digits[ten]}十",
            var (ten, one) => $"{Digits[ten]}十{Digits[one]}",
        };
    }
}
