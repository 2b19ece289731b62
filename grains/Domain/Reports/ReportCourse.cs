using Dashboard.Grains.Domain.Clocks;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Reports.Tables;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain.Reports;

/// <summary>A figure of a report as it was told.</summary>
/// <param name="Value">As it is written: <c>2006</c>, <c>82.9</c>, or a sentence.</param>
/// <param name="Unit">件, 元, %.</param>
/// <param name="IsStated">A person stated it: no ledger knows it (※).</param>
internal readonly record struct ToldFigure(string Value, string Unit, bool IsStated = false);

/// <summary>
/// The course of a report: the figures that were drafted are locked, people word the sections around them, and what the ledger knows nobody
/// states (SUPERVISION.md §11).
/// </summary>
internal sealed class ReportCourse(DeclaredKind kind, Law law) : Course(kind, law)
{
    /// <summary>
    /// Why an event moves nothing: a number that is no figure; a figure there is not; one that must stay was left out; 〔待填写〕 stands in it;
    /// the ledger knows the figure; a correction of what was not published; a cell that the tables do not ask for, or what is no number of
    /// it.
    /// </summary>
    public const string FreeNumber = "number", UnknownFigure = "figure", Locked = "locked", Blank = "blank", Known = "known",
        NotPublished = "unpublished", NoCell = "cell", NoNumber = "amount";

    private static readonly (string Limit, string Kind, int Month, int Day, bool Publishes)[] Terms =
    [
        ("REP-01", ReportKind.OfTables, 1, 31, true), ("REP-02", ReportKind.OfLaw, 3, 1, false),
        ("REP-02P", ReportKind.OfLaw, 4, 1, true), ("REP-03", ReportKind.OfPublicity, 1, 31, true),
    ];

    private readonly Dictionary<string, ToldFigure> figures = new(StringComparer.Ordinal);
    private readonly List<(string Heading, string Text, bool ByPerson)> sections = [];
    private readonly List<Deed> corrections = [];
    private string[] locked = [];
    private Deed? drafted, submitted, published;
    private DateOnly begun;

    /// <summary>The year it is of; 0 while nothing holds of it.</summary>
    public int Year => drafted?.Count("year") ?? 0;

    /// <summary>Which of the reports it is.</summary>
    public string Sort => drafted?.Text("kind") ?? "";

    /// <summary>What was drafted last.</summary>
    public Deed? Drafted => drafted;

    /// <summary>The day it was published; null before.</summary>
    public DateOnly? PublishedOn => published?.On;

    /// <summary>Figures by id.</summary>
    public IReadOnlyDictionary<string, ToldFigure> Figures => figures;

    /// <summary>Headings and texts, in their order.</summary>
    public IReadOnlyList<(string Heading, string Text, bool ByPerson)> Sections => sections;

    /// <summary>What was corrected after it was published, in order.</summary>
    public IReadOnlyList<Deed> Corrections => corrections;

    /// <summary>Its last day to be public; null where it was drafted after that.</summary>
    public DateOnly? PublicBy => LastDayOf(Year, Sort) is { } last && begun <= last ? last : null;

    /// <summary>The day by which the report of a year is to be public; null for no kind of report.</summary>
    public static DateOnly? LastDayOf(int year, string kind) =>
        Array.Find(Terms, term => term.Kind == kind && term.Publishes) is { Kind: not null } term
            ? new(year + 1, term.Month, term.Day) : null;

    /// <summary>
    /// Its limits begin with the year after the one it is of, and end on dates that do not move (REP-01 to REP-03). The system drafts each
    /// report on the first day of them; one that is drafted after its days is of a year before this product, and has none.
    /// </summary>
    public override IEnumerable<Clock> Clocks
    {
        get
        {
            if (Year is < 1990 or >= 2100)
            {
                yield break;
            }

            foreach (var term in Terms.Where(term => term.Kind == Sort && begun <= new DateOnly(Year + 1, term.Month, term.Day)))
            {
                var done = term.Publishes ? published : submitted ?? published;
                if (Law.Clock(term.Limit, new(Year + 1, 1, 1), stop: done is null ? null : Stop.By(done, done.On)) is { } clock)
                {
                    yield return clock.Until(new(Year + 1, term.Month, term.Day), Law, isFixed: true);
                }
            }
        }
    }

    /// <inheritdoc/>
    public override IEnumerable<Warning> Warnings()
    {
        foreach (var clock in Clocks)
        {
            if (Law.Warning("W53", clock.Trigger) is { } rule)
            {
                yield return clock.Warn(rule, rule.First, Contracts.Shanghai.Midnight(clock.Trigger), Law.Calendar);
            }
        }
    }

    /// <inheritdoc/>
    protected override string? Objection(Deed deed, Move move) => deed.Type switch
    {
        "report.edited" => ReportText.FaultOf(deed.Text("text")!, TextOf(deed.Text("section")!), figures.ContainsKey, locked),
        "report.figureStated" when Sort == ReportKind.OfTables => !OtherTable.Stated.Contains(deed.Text("figureId")!) ? NoCell
            : !OtherTable.IsNumber(deed.Text("figureId")!, deed.Text("value")!) ? NoNumber : null,
        "report.figureStated" when figures.TryGetValue(deed.Text("figureId")!, out var told) && !told.IsStated => Known,
        "report.checked" or "report.approved" when sections.Exists(static one => ReportText.HasBlank(one.Text)) => Blank,
        "report.corrected" when figures.GetValueOrDefault(deed.Text("figureId")!).Value != deed.Text("old") => NotPublished,
        _ => null,
    };

    /// <inheritdoc/>
    protected override void Moved(TakenDeed taken)
    {
        var deed = taken.Deed;
        switch (deed.Type)
        {
            case "report.drafted":
                Draft(deed);
                break;
            case "report.edited":
                Put(deed.Text("section")!, deed.Text("text")!, byPerson: true);
                break;
            case "report.figureStated":
                figures[deed.Text("figureId")!] = new(deed.Text("value")!, "", IsStated: true);
                break;
            case "report.submitted":
                submitted ??= deed;
                break;
            case "report.published":
                published ??= deed;
                break;
            case "report.corrected":
                corrections.Add(deed);
                figures[deed.Text("figureId")!] = figures[deed.Text("figureId")!] with { Value = deed.Text("new")! };
                break;
        }
    }

    /// <summary>Drafted anew, figures are the ledger's of now; what people have worded or stated stays.</summary>
    private void Draft(Deed deed)
    {
        begun = drafted is null ? deed.On : begun;
        drafted = deed;
        locked = deed.Values.GetValueOrDefault("locked") as string[] ?? [];
        foreach (var id in figures.Where(static one => !one.Value.IsStated).Select(static one => one.Key).ToList())
        {
            figures.Remove(id);
        }

        foreach (var row in deed.Values.GetValueOrDefault("figures") as string[][] ?? [])
        {
            figures[row[0]] = new(row[1], row[2]);
        }

        var worded = sections.Where(static one => one.ByPerson).ToList();
        sections.Clear();
        foreach (var row in deed.Values.GetValueOrDefault("sections") as string[][] ?? [])
        {
            Put(row[0], row[1], byPerson: false);
        }

        foreach (var (heading, text, _) in worded)
        {
            Put(heading, text, byPerson: true);
        }
    }

    private string TextOf(string heading) => sections.Find(one => one.Heading == heading).Text ?? "";

    private void Put(string heading, string text, bool byPerson)
    {
        var at = sections.FindIndex(one => one.Heading == heading);
        if (at < 0)
        {
            sections.Add((heading, text, byPerson));
        }
        else
        {
            sections[at] = (heading, text, byPerson);
        }
    }
}
