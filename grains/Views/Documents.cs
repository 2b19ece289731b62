using System.Runtime.CompilerServices;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Cases;
using Dashboard.Grains.Domain.Metrics;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Roster;
using Dashboard.Grains.Teams;

namespace Dashboard.Grains.Views;

/// <summary>Turns figures into the documents of CONTRACT.md §3. Pure: same figures, same day, same document on every host.</summary>
internal static class Documents
{
    private static readonly ConditionalWeakTable<long[], Document> Vectors = [];
    private static readonly Document Nothing = new();
    private const string Hidden = "＊＊＊";
    private const int ShownOfFirm = 4;

    /// <summary>Figures and warnings with the day and the roster they are read by.</summary>
    /// <param name="Period">The closed period asked for, or null for now.</param>
    /// <param name="IsWhole">All of a jurisdiction, to which some metrics belong.</param>
    public readonly record struct Reading(Sheet Sheet, Alarms Alarms, DateOnly Today, RosterEdition Roster, Period? Period, bool IsWhole = false)
    {
        /// <summary>The rules in force today.</summary>
        public RuleSet Rules => Roster.Law.Rules.At(Today);

        /// <summary>The period whose rates are shown: the one asked for, else this year so far.</summary>
        public Period RatePeriod => Period ?? Domain.Tallies.Period.OfYear(Today);
    }

    /// <summary>A document that begins with a name, in Chinese and where known in English.</summary>
    public static Document Named(string name, string? nameEn) =>
        nameEn is null ? new Document().With("name", name) : new Document().With("name", name).With("nameEn", nameEn);

    /// <summary>The head of every view.</summary>
    public static Document Head(string view, string name, string? nameEn, long version, DateTimeOffset asOf, Reading reading)
    {
        var (today, calendar) = (reading.Today, reading.Roster.Calendar);
        var head = Named(name, nameEn)
            .With("view", view)
            .With("version", version)
            .With("asOf", Rfc3339.Write(asOf))
            .With("day", Iso(today))
            .With("workday", calendar.IsWorkday(today))
            .With("dayKind", calendar.KindOf(today) switch { DayKind.Workday => "workday", DayKind.MakeUp => "makeup", DayKind.Weekend => "weekend", _ => "holiday" });
        if (calendar.IsProvisional(today))
        {
            head.With("calendarProvisional", true);
        }

        if (reading.Rules.Version.Length > 0)
        {
            head.With("rulesVersion", reading.Rules.Version);
        }

        if (reading.Roster.LawProblem is { } problem)
        {
            head.With("lawProblem", new Document().With("kind", problem.Kind).With("version", problem.Subject).With("reason", problem.Reason));
        }

        return calendar.HolidayName(today) is { Length: > 0 } holiday ? head.With("holiday", holiday) : head;
    }

    /// <summary>Counters, what is open, rates, warnings and trend, added to a document.</summary>
    public static Document Body(Document document, Reading reading) =>
        Shared(document, reading).With("metrics", Metrics(reading)).With("warnings", Warnings(reading, named: true)).With("trend", Trend(reading));

    /// <summary>The same in short, as teams stand within another view: no trend, no warnings by name.</summary>
    public static Document Summary(Document document, Reading reading) =>
        Shared(document, reading with { IsWhole = false }).With("metrics", Metrics(reading with { IsWhole = false })).With("warnings", Warnings(reading, named: false));

    private static Document Shared(Document document, Reading reading)
    {
        var sheet = reading.Sheet;
        return document
            .With("counters", Counters(reading, period => Vector(sheet.All.GetValueOrDefault(period.Code))))
            .With("open", Open(sheet));
    }

    /// <summary>The items of a sheet, each under the code it is shown by: counters and open cases; stages, ages and rates are on the item's own view.</summary>
    public static Document Items(Reading reading)
    {
        var roster = reading.Roster;
        var declared = reading.Sheet.Items.Keys.ToLookup(roster.ItemFor);
        var items = new Document();
        foreach (var item in roster.Items.Values)
        {
            if (item.Code != RosterEdition.Unclassified || declared.Contains(item.Code))
            {
                items.With(item.Code, Item(item.Code, item.Name, item.NameEn));
            }
        }

        if (!roster.Items.ContainsKey(RosterEdition.Unclassified) && declared.Contains(RosterEdition.Unclassified))
        {
            items.With(RosterEdition.Unclassified, Item(RosterEdition.Unclassified, "未归类", "Unclassified"));
        }

        return items;

        Document Item(string code, string name, string? nameEn)
        {
            long Total(Period period, Counter counter) => declared[code].Sum(part => reading.Sheet[part, period, counter]);

            // Only "unclassified" has more than one code to add up.
            Document OfPeriod(Period period) => declared[code].Count() > 1
                ? Fresh(counter => Total(period, counter))
                : Vector(declared[code].Select(part => reading.Sheet.Items[part].GetValueOrDefault(period.Code)).FirstOrDefault());

            return Named(name, nameEn)
                .With("counters", Counters(reading, OfPeriod))
                .With("open", new Document().With("cases", declared[code].Sum(part => OpenCases(reading.Sheet.Items[part].GetValueOrDefault(Sheet.Now)))));
        }
    }

    /// <summary>Ticker lines for a screen.</summary>
    public static object[] Recent(Ticker ticker) =>
    [
        .. ticker.Lines.Select(line => new Document()
            .With("at", Rfc3339.Write(line.At))
            .With("type", line.Type)
            .With("team", line.Team)
            .With("item", line.Item)
            .With("text", line.Text)),
    ];

    /// <summary>Last event received from each source.</summary>
    public static Document Sources(Ticker ticker) =>
        ticker.Sources.Aggregate(new Document(), (sources, seen) => sources.With(seen.Key, Rfc3339.Write(seen.Value)));

    private static Document Counters(Reading reading, Func<Period, Document> vector)
    {
        var counters = new Document()
            .With("day", vector(Period.OfDay(reading.Today)))
            .With("month", vector(Period.OfMonth(reading.Today)))
            .With("year", vector(Period.OfYear(reading.Today)));
        return reading.Period is { } period ? counters.With("period", vector(period)) : counters;
    }

    /// <summary>A vector's document is made once: vectors are shared between sheets as long as they are the same.</summary>
    private static Document Vector(long[]? vector) => vector is null ? Nothing : Vectors.GetValue(vector, static vector => Fresh(counter =>
    {
        long sum = 0;
        foreach (var part in Domain.Tallies.Counters.Parts(counter))
        {
            sum += vector[(int)part];
        }

        return sum;
    }));

    private static Document Fresh(Func<Counter, long> total)
    {
        var document = new Document();
        foreach (var counter in Domain.Tallies.Counters.Shown)
        {
            if (total(counter) is not 0 and var amount)
            {
                document.With(Domain.Tallies.Counters.Name(counter), amount);
            }
        }

        return document;
    }

    private static long OpenCases(long[]? standing)
    {
        long cases = 0;
        for (var stage = 0; standing is not null && stage < Stages.Open.Count; stage++)
        {
            cases += standing[Slots.Stage(stage)];
        }

        return cases;
    }

    private static Document Open(Sheet sheet)
    {
        var standing = sheet.All.GetValueOrDefault(Sheet.Now);
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
                .With("numerator", value.Numerator)
                .With("denominator", value.Denominator)
                .With("pending", value.Pending)
                .With("value", value.Value is { } number ? number : null));

            long Sum(IReadOnlyList<Term> terms) => terms.Sum(term => Figure(reading, term, metric.Snapshot));
        }

        return metrics;
    }

    private static long Figure(Reading reading, Term term, bool snapshot)
    {
        if (term.Items == ItemsWith.None)
        {
            return reading.Sheet[term, reading.RatePeriod, snapshot];
        }

        var items = reading.Roster.Items.Values.Where(item => item.Code != RosterEdition.Unclassified && (term.Items == ItemsWith.Listed ? item.Listed : item.Claimed));
        return term.Sign * items.Count(item => term.Counters.Any(counter => reading.Sheet[item.Code, reading.RatePeriod, counter] != 0));
    }

    /// <summary>How many warnings stand, by level and rule; and by name the most urgent.</summary>
    private static Document Warnings(Reading reading, bool named)
    {
        var alarms = reading.Alarms;
        var rules = new Document();
        foreach (var (rule, counts) in alarms.ByRule)
        {
            rules.With($"W{rule:00}", Levels(level => counts[(int)level], sparse: true));
        }

        var warnings = Levels(alarms.Total, sparse: false).With("rules", rules);
        return named ? warnings.With("top", alarms.Top.Select(Raised).ToArray<object>()) : warnings;

        static Document Levels(Func<Level, int> number, bool sparse)
        {
            var levels = new Document();
            foreach (var (name, level) in new[] { ("blue", Level.Blue), ("yellow", Level.Yellow), ("red", Level.Red), ("breach", Level.Breach), ("acknowledged", Level.None) })
            {
                if (number(level) is var count && (count > 0 || !sparse))
                {
                    levels.With(name, count);
                }
            }

            return levels;
        }
    }

    /// <summary>A warning for a screen: what it is about is named by its id only, and a person or a firm not even by that (DOMAIN.md §13).</summary>
    public static Document Raised(RaisedWarning warning)
    {
        var subject = warning.Kind switch
        {
            "officer" => Hidden,
            "enterprise" => Hidden + warning.Subject[Math.Max(0, warning.Subject.Length - ShownOfFirm)..],
            _ => warning.Subject,
        };
        var document = new Document().With("rule", warning.RuleId).With("kind", warning.Kind).With("subject", subject).With("level", LevelName(warning.Level))
            .With("since", Rfc3339.Write(DateTimeOffset.FromUnixTimeSeconds(warning.Since)));
        if (warning.Team.Length > 0)
        {
            document.With("team", warning.Team);
        }

        if (warning.Item.Length > 0)
        {
            document.With("item", warning.Item);
        }

        if (warning.Due is { } due)
        {
            document.With("due", Iso(due));
        }

        return warning.Acknowledged ? document.With("acknowledged", true) : document;
    }

    /// <summary>Name of a level in documents.</summary>
    public static string LevelName(Level level) => level switch { Level.Blue => "blue", Level.Yellow => "yellow", Level.Red => "red", Level.Breach => "breach", _ => "none" };

    private static Document Trend(Reading reading)
    {
        var (days, months) = (new Document(), new Document());
        var sheet = reading.Sheet;
        foreach (var code in sheet.All.Keys.Where(static code => code > Sheet.Parts).Order())
        {
            var period = Period.FromCode(code);
            if (!period.IsYear && InTrend(period))
            {
                (period.IsMonth ? months : days).With(period.ToString(), Vector(sheet.All[code]));
            }
        }

        return new Document().With("days", days).With("months", months);

        bool InTrend(Period period) => reading.Period is not { } asked ? InWindow(period) : period != asked && asked.Contains(period.First);

        // The present day and month stand in the counters already; to say them twice would double what every change sends.
        bool InWindow(Period period) => period.Last < reading.Today && (period.IsMonth ? period.First.AddMonths(13) : period.First.AddDays(31)) > reading.Today;
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
