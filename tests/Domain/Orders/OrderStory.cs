using System.Globalization;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Orders;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Views;

namespace Dashboard.Tests.Domain.Orders;

/// <summary>What happens to one supervision order, told step by step: each step at an instant of Shanghai, "2026-11-23 10:00".</summary>
internal sealed class OrderStory
{
    private readonly List<SourceEvent> events = [];

    public IReadOnlyList<SourceEvent> Events => events;

    public DeclaredSubject Subject => (DeclaredSubject)Dashboard.Grains.Domain.Subject.Fold(("order", "DB-1"), events);

    public OrderCourse Course => (OrderCourse)Subject.CourseBy(SeededLaw.Law);

    public string Stage => Course.Stage;

    /// <summary>An order for one case, issued on a day to be reported by another.</summary>
    public static OrderStory Issued(string at = "2026-11-23 10:00", string due = "2026-11-30", string severity = "Breach",
        string? rule = "W04", bool listed = false) => new OrderStory().Drafted(At(at).AddMinutes(-30), severity, rule)
            .Then("order.issued", At(at),
                new { orderId = "DB-1", day = Iso(At(at)), due, demand = "d", by = "u-3", byRole = "R3", listed });

    public OrderStory Drafted(DateTimeOffset at, string severity = "Breach", string? rule = "W04", params string[] cases) =>
        Then("order.drafted", at, new
        {
            orderId = "DB-1", origin = "Warning", severity, teamId = "T04", title = "未法制审核", rule,
            targets = (cases.Length == 0 ? ["C1"] : cases).Select(id => new { subjectType = "case", subjectId = id }).ToArray(),
        });

    public OrderStory Accepted(string at) => Then("order.accepted", At(at),
        new { orderId = "DB-1", at = Rfc3339.Write(At(at)), by = "u-17" });

    public OrderStory Reported(string at, string by = "u-17") => Then("order.reported", At(at), new
    {
        orderId = "DB-1", at = Rfc3339.Write(At(at)), cause = "Duty", correction = "c", prevention = "p",
        evidence = new[] { new { kind = "subject", @ref = "case/C1" } }, by,
    });

    public OrderStory Returned(string at) => Then("order.returned", At(at),
        new { orderId = "DB-1", at = Rfc3339.Write(At(at)), by = "u-3", byRole = "R3", reason = "r" });

    public OrderStory Closed(string at, string by = "u-3", string byRole = "R3", string? reason = null) => Then("order.closed", At(at),
        new { orderId = "DB-1", at = Rfc3339.Write(At(at)), by, byRole, @override = reason });

    public OrderStory LookedBack(string at, string outcome) => Then("order.lookedBack", At(at),
        new { orderId = "DB-1", day = Iso(At(at)), outcome, by = "u-3" });

    /// <summary>The ledger has seen the warning of the case cleared, and has the proof.</summary>
    public OrderStory Confirmed(string at, string source = Deed.LedgerSource) =>
        Then("order.confirmed", At(at), new { orderId = "DB-1", at = Rfc3339.Write(At(at)), what = "Warning", subject = "case/C1" }, source)
            .Then("order.confirmed", At(at), new { orderId = "DB-1", at = Rfc3339.Write(At(at)), what = "Evidence", subject = "case/C1" },
                source);

    public OrderStory Then(string type, DateTimeOffset at, object data, string source = "/nb/hs/jt/jd")
    {
        events.Add(Samples.Event(type, data, time: at, source: source));
        return this;
    }

    /// <summary>What a metric is on a day: "1/1", with what is pending.</summary>
    public string Metric(string id, string on) => Metric(Subject, id, on);

    /// <summary>What a metric is of one subject on a day, of the year of that day or of another.</summary>
    public static string Metric(Subject subject, string id, string on, string? year = null)
    {
        var metric = SeededLaw.Law.Rules.At(Samples.Day(on)).Metrics.Single(metric => metric.Id == id);
        var counts = subject.Judge(SeededLaw.Law).Counts.ToList();
        var period = Period.OfYear(Samples.Day(year is null ? on : $"{year}-01-01"));
        return $"{Sum(metric.Numerator)}/{Sum(metric.Denominator)}";

        long Sum(IEnumerable<Dashboard.Grains.Domain.Metrics.Term> terms) => terms.Sum(term => term.Sign * counts
            .Where(count => term.Has(new Cell("", count.Day, count.Counter, count.Due), Samples.Day(on), period))
            .Sum(count => count.Amount));
    }

    /// <summary>The warnings that stand at an instant: "W33 breach".</summary>
    public string[] Warnings(string at) => Warnings(Subject, at);

    /// <summary>The warnings of one subject that stand at an instant.</summary>
    public static string[] Warnings(Subject subject, string at) =>
    [
        .. subject.Judge(SeededLaw.Law).Warnings
            .Where(warning => (warning.Cleared is null || warning.Cleared.At > At(at)) && warning.At(At(at)) != Level.None)
            .Select(warning => $"W{warning.Rule:00} {WarningDocuments.LevelName(warning.At(At(at)))}").Order(StringComparer.Ordinal),
    ];

    /// <summary>Its clocks: "ORD-01 2026-11-24".</summary>
    public string[] Clocks =>
        [.. Subject.Judge(SeededLaw.Law).Clocks.Select(clock => $"{clock.Limit.Id} {clock.Deadline.Due:yyyy-MM-dd}")];

    public static DateTimeOffset At(string text) =>
        DateTimeOffset.ParseExact(text + " +08:00", ["yyyy-MM-dd HH:mm zzz", "yyyy-MM-dd HH:mm:ss zzz"], CultureInfo.InvariantCulture);

    public static string Iso(DateTimeOffset at) => at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
