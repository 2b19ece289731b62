using CsCheck;
using Dashboard.Grains.Contracts;
using Dashboard.Tests.Domain;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Cluster;

/// <summary>
/// Random stories over few teams, items and subjects, so that they meet: corrections, moves, late registrations, unknown teams and
/// items, parents that come after their children or never, repetitions and contradictions.
/// </summary>
internal static class StoryGenerator
{
    /// <summary>How many stories a property tries: moderate, or as many as <c>DASHBOARD_SEEDS</c> says.</summary>
    public static long Stories { get; } = long.TryParse(Environment.GetEnvironmentVariable("DASHBOARD_SEEDS"), out var seeds) ? seeds : 60;

    public static readonly string[] Teams = ["T01", "T02", "T03"];

    private static readonly Gen<string> TeamId = Gen.Frequency((4, Gen.Const("T01")), (3, Gen.Const("T02")), (3, Gen.Const("T03")),
        (1, Gen.Const("T99")));
    private static readonly Gen<string> ItemId = Gen.OneOf("S01", "S14", "S77", "X-unknown");
    private static readonly Gen<Operation> Operations = Gen.Frequency((6, Gen.Const(Operation.Insert)), (2, Gen.Const(Operation.Update)),
        (1, Gen.Const(Operation.Delete)));

    private static readonly Gen<Draw> Draws =
        from kind in Gen.Int[0, 28]
        from subject in Gen.Int[1, 3]
        from team in TeamId
        from item in ItemId
        from day in Gen.Int[1, 28]
        from number in Gen.Int[1, 3]
        from order in Gen.Select(Gen.Int[0, 5], Gen.Int[0, 4], Operations)
        from envelope in Gen.Select(Gen.Frequency((2, Gen.Const((string?)null)), (1, TeamId.Select(id => (string?)id))),
            Gen.Frequency((3, Gen.Const((string?)null)), (1, ItemId.Select(id => (string?)id))))
        from bare in Gen.Bool
        from fate in Gen.Frequency((16, Gen.Const(Fate.Once)), (3, Gen.Const(Fate.Repeated)), (1, Gen.Const(Fate.Contradicted)))
        select new Draw(kind, subject, team, item, day, number, order.Item1, order.Item2, order.Item3, envelope.Item1, envelope.Item2, bare,
            fate);

    /// <summary>Everything that is posted: what is drawn, and the law, which comes to be known at any time.</summary>
    public static readonly Gen<Story> Any = Gen.Select(Draws.Array[3, 60], Gen.Int)
        .Select((draws, seed) =>
            new Story([.. draws.SelectMany(Tell),
                .. SeededLaw.Events.Where(@event => @event.Kind == "rules" || @event.Data.AsSpan().IndexOf("2026"u8) >= 0), Lost], seed));

    /// <summary>A review of the first case, so that it may be lost.</summary>
    private static SourceEvent Lost =>
        Samples.Event("review.received", new { docketNo = "V1", subjectId = "C1", day = "2026-11-10" }, id: "lost");

    private enum Fate
    {
        Once,
        Repeated,
        Contradicted,
    }

    private sealed record Draw(int Kind, int Subject, string Team, string Item, int Day, int Number, int Seq, int Minute,
        Operation Operation, string? EnvelopeTeam, string? EnvelopeItem, bool Bare, Fate Fate);

    private static IEnumerable<SourceEvent> Tell(Draw draw, int index)
    {
        var told = Event(draw, $"e{index}");
        yield return told;
        if (draw.Fate == Fate.Repeated)
        {
            yield return told with { Received = told.Received.AddMinutes(1) };
        }
        else if (draw.Fate == Fate.Contradicted)
        {
            yield return Event(draw with { Subject = (draw.Subject % 3) + 1, Day = (draw.Day % 28) + 1,
                Team = draw.Team == "T01" ? "T02" : "T01" }, $"e{index}");
        }
    }

    private static SourceEvent Event(Draw draw, string id)
    {
        var day = $"2026-11-{draw.Day:00}";
        string number = $"{draw.Number}", k = $"K{draw.Subject}", p = $"P{draw.Number}";
        var (caseId, act, licence) = ($"C{draw.Subject}", $"I{draw.Subject}", $"L{draw.Subject}");
        (string Type, object Data) told = draw.Kind switch
        {
            0 or 1 or 2 =>
                ("case.filed",
                    new { caseId, caseNo = "N", teamId = draw.Team, decidingAuthority = draw.Bare ? "City" : "District",
                        procedure = draw.Number == 3 ? "OffSite" : "Ordinary", primaryItemCode = draw.Item, party = Company, filedOn = day,
                        officers = Officers }),
            3 or 4 =>
                ("case.decided",
                    new { caseId, docNo = draw.Number == 3 ? "D2" : "D", decidedOn = day, kinds = Words("Fine"), fine = draw.Number * 100,
                        confiscated = draw.Number - 1, disclosureRequired = draw.Number > 1,
                        decidingAuthority = draw.Bare ? null : draw.Day > 14 ? "City" : "District" }),
            5 or 6 =>
                ("case.paid",
                    draw.Bare && draw.Operation == Operation.Delete
                        ? new { caseId, receiptNo = draw.Number < 3 ? number : null }
                        : new { caseId, amount = draw.Day, paidOn = day, kind = "Fine", receiptNo = draw.Number < 3 ? number : null }),
            7 => ("case.suspended", new { caseId, day, reason = "r" }),
            8 => ("case.resumed", new { caseId, day, reason = "r" }),
            9 => ("case.closed", new { caseId, day, reason = "r", paidTotal = 0 }),
            10 => ("case.withdrawn", new { caseId, day, reason = "r" }),
            11 => ("decision.published",
                new { subjectType = draw.Bare ? "case" : "licence", subjectId = draw.Bare ? caseId : licence, day, url = "u",
                    channel = draw.Number < 3 ? number : null }),
            12 or 13 or 14 =>
                ("inspection.started",
                    new { actNo = act, category = draw.Number == 3 ? "Daily" : "Random", form = "f", teamId = draw.Team,
                        itemCodes = Words(draw.Item), party = Company, officers = Officers, startedAt = $"{day}T09:00:00+08:00",
                        taskId = draw.Bare ? null : $"K{draw.Number}" }),
            15 or 16 =>
                ("inspection.completed",
                    new { actNo = act, endedAt = $"{day}T17:30:00Z", result = draw.Number == 1 ? "NoProblem" : "Rectify",
                        recordAttached = true, rectifyDue = "2026-12-01" }),
            17 => ("rectification.rechecked", new { actNo = act, day, outcome = draw.Number == 1 ? "Failed" : "Passed" }),
            18 or 19 =>
                ("task.issued",
                    new { taskId = k, planId = p, category = "Random", itemCodes = Words(draw.Item), objectUscc = Words(CreditCode),
                        teamId = draw.Team, due = day }),
            20 => ("plan.published",
                new { planId = p, year = 2026, category = "Random", itemCodes = Words(draw.Item), teamIds = Words(draw.Team),
                    start = "2026-01-01", end = day, targetCount = 1 }),
            21 => ("licence.accepted", new { applicationNo = licence, itemCode = draw.Item, day }),
            22 => ("licence.decided", new { applicationNo = licence, itemCode = draw.Item, day, disclosureRequired = draw.Number > 1 }),
            23 => ("patrol.reported",
                new { patrolId = $"R{draw.Subject}", teamId = draw.Team, day, persons = draw.Number, vehiclesChecked = draw.Day,
                    violations = 0 }),
            26 or 27 =>
                ("officer.upserted",
                    new { officerId = $"O{draw.Subject}", teamId = draw.Team, post = true, status = "Active",
                        certNo = $"A0000{draw.Number}", certValidFrom = draw.Bare ? day : null, certValidTo = "2027-01-31" }),
            28 => ("review.concluded", new { docketNo = "V1", day, outcome = draw.Bare ? "Upheld" : "Revoked" }),
            24 => ("team.upserted",
                new { teamId = Teams[draw.Subject - 1], name = $"Team {draw.Number}", status = "Active", order = draw.Number }),
            _ => ("item.upserted", new { itemCode = draw.Bare ? "S77" : "S14", name = $"Item {draw.Number}", category = "c", level = "l" }),
        };
        // The roster is registered, late or again, but not taken away: what a deregistered team means is the operators' to say.
        var operation = draw.Kind is 24 or 25 ? Operation.Insert : draw.Operation;
        return Samples.Event(told.Type, told.Data, draw.Seq, operation, Noon.AddMinutes(draw.Minute), draw.EnvelopeTeam, draw.EnvelopeItem,
            id);
    }
}

/// <summary>What is posted, and the seed of everything else: order, batches, routes, faults.</summary>
internal sealed record Story(SourceEvent[] Events, int Seed)
{
    private const int LongestData = 600;

    public override string ToString() => $"seed {Seed}\n{string.Join('\n', Events.Select(Line))}";

    private static string Line(SourceEvent told)
    {
        var data = System.Text.Encoding.UTF8.GetString(told.Data.AsSpan(0, Math.Min(told.Data.Length, LongestData)));
        return $"{told.Id} {told.Operation} {told.Type} {told.Subject} seq {told.Seq} {told.Time:HH:mm} team {told.Team} item " +
            $"{told.Item} {data}";
    }
}
