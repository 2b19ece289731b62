using System.Runtime.CompilerServices;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Cases;
using Dashboard.Grains.Domain.Metrics;
using Dashboard.Grains.Domain.Tallies;

namespace Dashboard.Grains;

/// <summary>Turns figures into the documents of CONTRACT.md §3. Pure: same figures, same day, same document on every host.</summary>
internal static class Documents
{
    private static readonly ConditionalWeakTable<long[], Document> Vectors = [];
    private static readonly Document Nothing = new();

    /// <summary>A sheet with the day and calendar it is read by.</summary>
    /// <param name="Period">The closed period asked for, or null for now.</param>
    public readonly record struct Reading(Sheet Sheet, DateOnly Today, WorkCalendar Calendar, Period? Period)
    {
        /// <summary>The period whose rates are shown: the one asked for, else this year so far.</summary>
        public Period RatePeriod => Period ?? Domain.Tallies.Period.OfYear(Today);
    }

    /// <summary>A document that begins with a name, in Chinese and where known in English.</summary>
    public static Document Named(string name, string? nameEn) =>
        nameEn is null ? new Document().With("name", name) : new Document().With("name", name).With("nameEn", nameEn);

    /// <summary>The head of every view.</summary>
    public static Document Head(string view, string name, string? nameEn, long version, DateTimeOffset asOf, DateOnly today, WorkCalendar calendar)
    {
        var head = Named(name, nameEn)
            .With("view", view)
            .With("version", version)
            .With("asOf", Rfc3339.Write(asOf))
            .With("day", Iso(today))
            .With("workday", calendar.IsWorkday(today))
            .With("dayKind", calendar.KindOf(today) switch { DayKind.Workday => "workday", DayKind.MakeUp => "makeup", DayKind.Weekend => "weekend", _ => "holiday" });
        return calendar.HolidayName(today) is { Length: > 0 } holiday ? head.With("holiday", holiday) : head;
    }

    /// <summary>Counters, what is open, rates, warnings and trend, added to a document.</summary>
    public static Document Body(Document document, Reading reading) => Summary(document, reading).With("trend", Trend(reading));

    /// <summary>The same without the trend, as teams and items stand within another view.</summary>
    public static Document Summary(Document document, Reading reading)
    {
        var sheet = reading.Sheet;
        return document
            .With("counters", Counters(reading, period => Vector(sheet.All.GetValueOrDefault(period.Code))))
            .With("open", Open(sheet))
            .With("metrics", Rates(sheet, reading.RatePeriod))
            .With("warnings", Warnings());
    }

    /// <summary>The items of a sheet, each under the code it is shown by: counters and open cases; stages, ages and rates are on the item's own view.</summary>
    public static Document Items(Reading reading, RosterEdition roster)
    {
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

    private static Document Rates(Sheet sheet, Period period)
    {
        var standing = sheet.All.GetValueOrDefault(Sheet.Now);
        var rates = new Document();
        for (var i = 0; i < Rate.All.Count; i++)
        {
            var value = new RateValue(
                sheet[period, Rate.All[i].Numerator],
                sheet[period, Rate.All[i].Denominator] + (standing?[Slots.Due(i)] ?? 0),
                standing?[Slots.Pending(i)] ?? 0);
            rates.With(Rate.All[i].Id, new Document()
                .With("numerator", value.Numerator)
                .With("denominator", value.Denominator)
                .With("pending", value.Pending)
                .With("value", value.Value is { } percent ? percent : null));
        }

        return rates;
    }

    /// <summary>No rule can raise a warning yet: the counts are of the rules there are.</summary>
    private static Document Warnings() => new Document()
        .With("blue", 0).With("yellow", 0).With("red", 0).With("breach", 0).With("top", Array.Empty<object>());

    private static Document Trend(Reading reading)
    {
        var (days, months) = (new Document(), new Document());
        var sheet = reading.Sheet;
        foreach (var code in sheet.All.Keys.Where(static code => code != Sheet.Now).Order())
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
