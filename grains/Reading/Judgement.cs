using System.Text.Json;
using Dashboard.Grains.Views;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Cases;
using Dashboard.Grains.Domain.Clocks;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Reading;

/// <summary>
/// What the law makes of one subject, as documents: its clocks, the guards of its decision, its warnings with their steps.
/// </summary>
internal static class Judgement
{
    private const string Hidden = "＊＊＊";
    private const int MonthsOfYear = 12;

    public static object[] Clocks(Subject subject, Law law, DateTimeOffset now) =>
        [.. subject.Judge(law).Clocks.Select(clock => (object)Describe(clock, law, Shanghai.Day(now)))];

    /// <summary>
    /// What was decided, paid, and has come to it for being late (PEN-12, PEN-13), in fen; null where nothing is to be paid.
    /// </summary>
    public static Document? Money(Subject subject, Law law, DateTimeOffset now)
    {
        if (subject is not PenaltyCase { PayableFen: > 0 } @case)
        {
            return null;
        }

        var money = new Document().With("payableFen", @case.PayableFen).With("paidFen", @case.PaidFen);
        if (CaseClocks.OfPayment(@case, law) is not { } payment)
        {
            return money;
        }

        var until = payment.Stopped?.On ?? Shanghai.Day(now);
        if (@case.AnnulledOn is { } annulled)
        {
            money.With("annulledOn", Rfc3339.Write(annulled));
        }

        return money.With("dueOn", Rfc3339.Write(payment.Deadline.Due))
            .With("surchargeFen", Surcharge.Of(@case.FineFen, until.DayNumber - payment.Deadline.Due.DayNumber));
    }

    public static Document Guards(Subject subject, Law law)
    {
        var guards = subject.Judge(law).Guards.ToLookup(guard => guard.Passed, guard =>
        {
            var entry = law.Rules.Sets.Count > 0 ? law.Rules.Sets[^1].Entry("guards", guard.Id) : null;
            var details = guard.Details.Aggregate(new Document(),
                (all, one) => all.With(one.Name, one.Value is DateOnly day ? Rfc3339.Write(day) : one.Value));
            return (object)LawInForce.Named(new Document().With("id", guard.Id), entry)
                .With("finding", JsonNamingPolicy.CamelCase.ConvertName($"{guard.Finding}")).With("details", details);
        });
        return new Document().With("passed", guards[true].ToArray()).With("failed", guards[false].ToArray());
    }

    public static object[] Warnings(Subject subject, Law law, DateTimeOffset now) =>
    [
        .. subject.Judge(law).Warnings
            .Where(warning => warning.Cleared is not null || warning.Since <= now)
            .OrderBy(warning => warning.Since)
            .Select(warning => (object)Describe(warning, law, now)),
    ];

    private static Document Describe(Clock clock, Law law, DateOnly today)
    {
        var entry = law.Rules.At(clock.Trigger).Entry("limits", clock.Limit.Id);
        var document = LawInForce.Named(new Document().With("limit", clock.Limit.Id).With("key", clock.Key), entry)
            .With("role", entry?["role"] as string ?? "A")
            .With("trigger", Rfc3339.Write(clock.Trigger))
            .With("n", entry?["unit"] is "Y" ? clock.N / MonthsOfYear : clock.N)
            .With("unit", entry?["unit"] as string ?? "CD")
            .With("raw", Rfc3339.Write(clock.Deadline.Raw))
            .With("due", Rfc3339.Write(clock.Deadline.Due))
            .With("provisional", clock.Deadline.Provisional && clock.Stopped is null)
            .With("state", State(clock, today)).With("rules", clock.Rules);
        if (clock.Stopped is { } stop)
        {
            return document.With("stoppedOn", Rfc3339.Write(stop.On));
        }

        return document.With("daysLeft",
            clock.Limit.Unit == LimitUnit.Workdays
                ? law.Calendar.WorkdaysBetween(today, clock.Deadline.Due)
                : clock.Deadline.Due.DayNumber - today.DayNumber);
    }

    /// <summary>A right of the party lapses; a duty of the agency is overdue.</summary>
    private static string State(Clock clock, DateOnly today) =>
        clock.Stopped is not null ? clock.IsMet ? "met" : "late"
        : today <= clock.Deadline.Due ? "running"
        : clock.Limit.Agency ? "overdue" : "lapsed";

    private static Document Describe(Warning warning, Law law, DateTimeOffset now)
    {
        var entry = law.Rules.At(Shanghai.Day(warning.Since)).Entry("warnings", $"W{warning.Rule:00}");
        var shown = warning.Cleared is null ? warning.Steps.Where(step => step.At <= now).ToList() : [.. warning.Shown];
        var document = LawInForce.Named(new Document().With("rule", $"W{warning.Rule:00}"), entry)
            .With("level", WarningDocuments.LevelName(shown[^1].Level))
            .With("open", warning.Cleared is null && shown[^1].Level != Level.None)
            .With("due", warning.Due is { } due ? Rfc3339.Write(due) : null)
            .With("since", Rfc3339.Write(warning.Since))
            .With("steps",
                shown.Select(step => (object)new Document()
                    .With("level", WarningDocuments.LevelName(step.Level))
                    .With("at", Rfc3339.Write(step.At))).ToArray())
            .With("detectedLate", warning.DetectedLate)
            .With("resolved", warning.Resolved);
        if (warning.Cleared is { } cleared)
        {
            document.With("clearedAt", Rfc3339.Write(cleared.At));
        }

        return warning.Acknowledged is { } acknowledged
            ? document.With("acknowledged",
                new Document().With("at", Rfc3339.Write(acknowledged.OccurredAt)).With("by", Hidden).With("reason", acknowledged.Reason))
            : document;
    }
}
