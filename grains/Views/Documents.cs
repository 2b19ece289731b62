using System.Runtime.CompilerServices;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Cases;
using Dashboard.Grains.Domain.Identity;
using Dashboard.Grains.Domain.Metrics;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Roster;

namespace Dashboard.Grains.Views;

/// <summary>Turns figures into the documents of CONTRACT.md §3. Pure: same figures, same day, same document on every host.</summary>
internal static class Documents
{
    /// <summary>How many sources a document names at most: those heard from last, and those that are watched.</summary>
    public const int MostSources = 64;

    private const int LongestName = 200;
    private static readonly Document Nothing = new();

    // Vectors and alarms are shared between versions as long as they are the same; so are the documents made of them.
    private static readonly ConditionalWeakTable<FigureVector, Document> CountersOf = [];
    private static readonly ConditionalWeakTable<FigureVector, Document> OpenOf = [];
    private static readonly ConditionalWeakTable<TickerLine, Document> LineOf = [];

    /// <summary>The shown counters in the order in which a document keeps them.</summary>
    private static readonly Counter[] ByName =
        [.. Domain.Tallies.Counters.Shown.OrderBy(Domain.Tallies.Counters.Name, StringComparer.Ordinal)];

    /// <summary>Figures and warnings with the day and the roster they are read by.</summary>
    /// <param name="Period">The closed period asked for, or null for now.</param>
    /// <param name="IsWhole">All of a jurisdiction, to which some metrics belong.</param>
    /// <param name="Earlier">What the earlier version of the same view was made from, so that only what differs is made again.</param>
    public readonly record struct Reading(
        Sheet Sheet, Alarms Alarms, DateOnly Today, RosterEdition Roster, Period? Period, bool IsWhole = false,
        EarlierParts? Earlier = null)
    {
        /// <summary>How many records in it may be others recorded twice.</summary>
        public long Conflicts { get; init; }

        /// <summary>Something was ever told of what this is: zero is not the same as silence.</summary>
        public bool IsHeard { get; init; } = true;

        /// <summary>Nothing comes in of it now.</summary>
        public bool IsSilent { get; init; }

        /// <summary>The rules in force today.</summary>
        public RuleSet Rules => Roster.Law.Rules.At(Today);

        /// <summary>The period whose rates are shown: the one asked for, else this year so far.</summary>
        public Period RatePeriod => Period ?? Contracts.Period.OfYear(Today);

        /// <summary>Makes a part, unless it was made from the same before.</summary>
        public Document Part(string part, string of, Func<Document> make, params object?[] from) =>
            Earlier is null ? make() : Earlier.Part(part, of, make, [Today, Roster.Number, Period, .. from]);
    }

    /// <summary>A document that begins with a name, in Chinese and where known in English.</summary>
    public static Document Named(string name, string? nameEn) =>
        nameEn is null ? new Document().With("name", Short(name)) : new Document().With("name", Short(name)).With("nameEn", Short(nameEn));

    /// <summary>The head of a member of a sum: of a team, or of a jurisdiction that lies in another, which says that it is one.</summary>
    public static Document Member(RosterEdition roster, string id)
    {
        var member = roster.MemberOf(id);
        var head = Named(member.Name, member.NameEn).With("order", member.Order);
        return roster.Jurisdictions.ContainsKey(id) ? head.With("kind", "jurisdiction") : head;
    }

    /// <summary>The head of every view.</summary>
    public static Document Head(string view, string name, string? nameEn, long version, DateTimeOffset asOf, Reading reading)
    {
        var (today, calendar) = (reading.Today, reading.Roster.Calendar);
        var head = Named(name, nameEn)
            .With("view", view)
            .With("version", version)
            .With("asOf", Rfc3339.Write(asOf))
            .With("day", Rfc3339.Write(today))
            .With("workday", calendar.IsWorkday(today))
            .With("dayKind",
                calendar.KindOf(today) switch { DayKind.Workday => "workday", DayKind.MakeUp => "makeup", DayKind.Weekend => "weekend",
                    _ => "holiday" });
        if (calendar.IsProvisional(today))
        {
            head.With("calendarProvisional", true);
        }

        if (reading.Rules.Version.Length > 0)
        {
            head.With("rulesVersion", Short(reading.Rules.Version));
        }

        if (reading.Roster.LawProblem is { } problem)
        {
            head.With("lawProblem",
                new Document().With("kind", problem.Kind).With("version", problem.Subject).With("reason", problem.Reason));
        }

        Conflicts(Unheard(head, reading), reading);
        if (reading.Sheet.All[Sheet.Now]?[Slots.SetAside] is > 0 and var setAside)
        {
            head.With("setAside", setAside);
        }

        return calendar.HolidayName(today) is { Length: > 0 } holiday ? head.With("holiday", Short(holiday)) : head;
    }

    /// <summary>Counters, what is open, rates, warnings and trend, added to a document.</summary>
    public static Document Body(Document document, Reading reading) => LoopDocuments.Add(Figures(document, reading), reading)
        .With("warnings", WarningDocuments.Of(reading.Alarms))
        .With("trend", Trend(reading));

    /// <summary>
    /// A team within another view: its counters, how many cases are open, how many warnings stand. Its stages, ages and rates are on its
    /// own view, since every number here is sent to every screen; <paramref name="isFull"/> is for who asks once.
    /// </summary>
    public static Document Team(Document document, Reading reading, bool isFull) =>
        Conflicts(Unheard(isFull ? Figures(document, reading with { IsWhole = false, Earlier = null }) : Brief(document, reading), reading),
                reading)
            .With("warnings", WarningDocuments.NumbersOf(reading.Alarms));

    /// <summary>How sound the data of a jurisdiction is (数据质量), for the wall; its page has the records.</summary>
    public static Document Quality(QualityReading quality, Reading reading) => new Document()
        .With("conflicts", reading.Conflicts)
        .With("late", reading.Sheet.All[Sheet.Parts]?[Domain.Tallies.Counters.PartIndex(Counter.EventsLate)] ?? 0)
        .With("marked", quality.Marked)
        .With("quarantined", quality.Quarantined)
        .With("unknown", quality.Unknown);

    private static Document Figures(Document document, Reading reading) => document
        .With("counters", Counters(reading, period => Vector(reading.Sheet.All[period.Code])))
        .With("open", Open(reading.Sheet.All[Sheet.Now]))
        .With("metrics", Metrics(reading));

    /// <summary>Says of a sum how many of its records may be others recorded twice; nothing where none are.</summary>
    private static Document Conflicts(Document document, Reading reading) =>
        reading.Conflicts > 0 ? document.With("conflicts", reading.Conflicts) : document;

    /// <summary>Says of a view that nothing was ever told of it, or is told of it now.</summary>
    private static Document Unheard(Document document, Reading reading) => reading.IsHeard
        ? reading.IsSilent ? document.With("silent", true) : document
        : document.With("unheard", true);

    private static Document Brief(Document document, Reading reading) => document
        .With("counters", Counters(reading, period => Vector(reading.Sheet.All[period.Code])))
        .With("open", new Document().With("cases", OpenCases(reading.Sheet.All[Sheet.Now])));

    /// <summary>
    /// The registered items, and what is of none: counters and open cases; stages, ages and rates are on the item's own view. However many
    /// codes were declared, there are no more entries than items.
    /// </summary>
    public static Document Items(Reading reading)
    {
        var (roster, figures) = (reading.Roster, reading.Sheet.Items);
        var items = new Document();
        foreach (var item in roster.Items.Values)
        {
            if (item.Code != RosterItem.Unclassified)
            {
                items.With(item.Code, Item(item.Code, item.Name, item.NameEn, [figures.GetValueOrDefault(item.Code)]));
            }
        }

        // Here the roster may know less than where the sheet was made; then more than one code is of none.
        var others = figures.Where(declared => roster.ItemFor(declared.Key) == RosterItem.Unclassified)
            .Select(static declared => declared.Value).ToArray();
        var (name, nameEn) = roster.Items.GetValueOrDefault(RosterItem.Unclassified) is { } known
            ? (known.Name, known.NameEn) : ("未归类", "Unclassified");
        return others.Length == 0 ? items : items.With(RosterItem.Unclassified, Item(RosterItem.Unclassified, name, nameEn, others));

        Document Item(string code, string name, string? nameEn, PeriodFigures?[] parts) =>
            reading.Part("item", code, () => Described(name, nameEn, parts), parts);

        Document Described(string name, string? nameEn, PeriodFigures?[] parts) => Named(name, nameEn)
            .With("counters", Counters(reading, period => parts.Length == 1
                ? Vector(parts[0]?[period.Code])
                : Fresh(counter => Sheet.Bounded(parts.Sum(part => Figure(part![period.Code], counter))))))
            .With("open", new Document().With("cases", parts.Sum(part => OpenCases(part?[Sheet.Now]))));

        static long Figure(FigureVector? vector, Counter counter) => vector is null ? 0 : Sheet.Figure(vector, counter);
    }

    /// <summary>Ticker lines for a screen, keyed by an id that rises with time: the newest has the greatest.</summary>
    public static Document Recent(Ticker ticker) =>
        ticker.Lines.Aggregate(new Document(), static (recent, line) => recent.With(line.Id, LineOf.GetValue(line, Line)));

    private static Document Line(TickerLine line)
    {
        var document = new Document().With("at", Second(line.At)).With("type", line.Type).With("team", line.Team);
        foreach (var (member, text) in new[] { ("item", line.Item), ("party", line.Party), ("name", line.Name) })
        {
            if (text is not null)
            {
                document.With(member, Short(text));
            }
        }

        return document;
    }

    /// <summary>
    /// When each source was last heard from, to the second, so that it changes no oftener: the last <see cref="MostSources"/>, and those
    /// that are watched. What looks like an identity number is masked (DOMAIN.md §13).
    /// </summary>
    public static Document Sources(Ticker ticker, RuleSet rules)
    {
        var sources = new Document();
        var weightiestFirst = ticker.Sources
            .OrderByDescending(seen => rules.Parameters.WatchedSources.Contains(seen.Key))
            .ThenByDescending(static seen => seen.Value)
            .ThenBy(static seen => seen.Key, StringComparer.Ordinal);
        foreach (var (source, at) in weightiestFirst.Where(static seen => Ticker.IsOfRecords(seen.Key)))
        {
            var name = Short(IdentityNumber.Mask(source, NumberContext.OfWall));
            if (sources.Count < MostSources && sources[name] is null)
            {
                sources.With(name, Second(at));
            }
        }

        return sources;
    }

    /// <summary>How many sources that are to be heard from never were.</summary>
    public static int UnheardSources(Ticker ticker, RuleSet rules) =>
        rules.Parameters.WatchedSources.Count(source => !ticker.Sources.ContainsKey(source));

    private static Document Counters(Reading reading, Func<Period, Document> vector)
    {
        var counters = new Document()
            .With("day", vector(Period.OfDay(reading.Today)))
            .With("month", vector(Period.OfMonth(reading.Today)))
            .With("year", vector(Period.OfYear(reading.Today)));
        return reading.Period is { } period ? counters.With("period", vector(period)) : counters;
    }

    private static Document Vector(FigureVector? vector) => vector is null ? Nothing
        : CountersOf.GetValue(vector, static vector => Fresh(counter => Sheet.Figure(vector, counter)));

    private static Document Fresh(Func<Counter, long> figure)
    {
        var document = new Document();
        foreach (var counter in ByName)
        {
            if (figure(counter) is not 0 and var amount)
            {
                document.With(Domain.Tallies.Counters.Name(counter), amount);
            }
        }

        return document;
    }

    private static long OpenCases(FigureVector? standing)
    {
        long cases = 0;
        for (var stage = 0; standing is not null && stage < Stages.Open.Count; stage++)
        {
            cases += standing[Slots.Stage(stage)];
        }

        return cases;
    }

    private static readonly Document NothingOpen = Opened(null);

    private static Document Open(FigureVector? standing) => standing is null ? NothingOpen : OpenOf.GetValue(standing, Opened);

    private static Document Opened(FigureVector? standing)
    {
        var (byStage, ageing) = (new Document(), new Document());
        for (var i = 0; i < Stages.Open.Count; i++)
        {
            byStage.With(Stages.Open[i].Stage, standing?[Slots.Stage(i)] ?? 0);
        }

        for (var i = 0; i < Slots.Ages.Count; i++)
        {
            ageing.With(Slots.Ages[i].Name, standing?[Slots.Age(i)] ?? 0);
        }

        return new Document()
            .With("cases", OpenCases(standing))
            .With("byStage", byStage)
            .With("ageing", ageing)
            .With("licences", standing?[Slots.Licences] ?? 0)
            .With("tasks", standing?[Slots.Tasks] ?? 0)
            .With("rectifications", standing?[Slots.Rectifications] ?? 0);
    }

    /// <summary>The metrics of the rules in force, each with its parts.</summary>
    private static Document Metrics(Reading reading)
    {
        var figures = reading.Sheet.All;
        // Only metrics that count items look at more than three vectors.
        var items = reading.Rules.Metrics.Any(static metric => metric.CountsItems) ? reading.Sheet : null;
        return reading.Part(
            "metrics", "", () => Measured(reading),
            figures[reading.RatePeriod.Code], figures[Sheet.Parts], figures[Sheet.Now], items, reading.IsWhole);
    }

    private static Document Measured(Reading reading)
    {
        var metrics = new Document();
        foreach (var metric in reading.Rules.Metrics)
        {
            // What is so now cannot be said of a period that is over.
            if ((metric.OfJurisdiction && !reading.IsWhole) || (metric.Snapshot && reading.Period is not null))
            {
                continue;
            }

            var value = new MetricValue(metric.Unit, Sum(metric.Numerator), Sum(metric.Denominator), Sum(metric.Pending));
            metrics.With(metric.Id, new Document()
                .With("denominator", value.Denominator)
                .With("numerator", value.Numerator)
                .With("pending", value.Pending)
                .With("value", value.Value is { } number ? number : null));

            long Sum(IReadOnlyList<Term> terms)
            {
                long sum = 0;
                foreach (var term in terms)
                {
                    sum += Figure(reading, term, metric.Snapshot);
                }

                return Sheet.Bounded(sum);
            }
        }

        return metrics;
    }

    private static long Figure(Reading reading, Term term, bool snapshot)
    {
        if (term.Items == ItemsWith.None)
        {
            return reading.Sheet[term, reading.RatePeriod, snapshot];
        }

        var items = reading.Roster.Items.Values.Where(item => item.Code != RosterItem.Unclassified
            && (term.Items == ItemsWith.Listed ? item.Listed : item.Claimed));
        return term.Sign * items.Count(item => term.Counters.Any(counter => reading.Sheet[item.Code, reading.RatePeriod, counter] != 0));
    }

    /// <summary>
    /// Earlier days and months, or the parts of the period asked for. The present day and month stand in the counters: to say them twice
    /// would double what every change sends.
    /// </summary>
    private static Document Trend(Reading reading)
    {
        var sheet = reading.Sheet;
        var periods = sheet.All.Codes.ToArray().Where(static code => code > Sheet.Parts).Select(Period.FromCode)
            .Where(period => !period.IsYear && InTrend(period)).ToArray();
        return reading.Part("trend", "", Described, [.. periods.SelectMany(period => new object[] { period, sheet.All[period.Code]! })]);

        Document Described()
        {
            var (days, months) = (new Document(), new Document());
            foreach (var period in periods)
            {
                (period.IsMonth ? months : days).With(period.ToString(), Vector(sheet.All[period.Code]));
            }

            return new Document().With("days", days).With("months", months);
        }

        bool InTrend(Period period) => reading.Period is not { } asked ? InWindow(period) : period != asked && asked.Contains(period.First);

        bool InWindow(Period period) =>
            period.Last < reading.Today && (period.IsMonth ? period.First.AddMonths(13) : period.First.AddDays(31)) > reading.Today;
    }

    /// <summary>No text of a document is longer than a screen could show, whatever was registered.</summary>
    private static string Short(string text) => text.Length <= LongestName ? text : text[..LongestName] + "…";

    private static string Second(DateTimeOffset instant) =>
        Shanghai.At(instant).ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture);
}
