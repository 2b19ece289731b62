using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Ledger;
using Dashboard.Grains.Reading;
using Dashboard.Tests.Domain;
using Dashboard.Tests.Domain.Orders;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Cluster;

/// <summary>
/// What is the whole bureau's is made of what teams tell, in any order and by any of them, and stands with the legal section.
/// </summary>
public sealed class BureauTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Whichever_team_tells_what_and_in_whatever_order_the_bureau_stands_as_recomputed(int seed)
    {
        SourceEvent[] told =
        [
            Event("agenda.published", new { agendaId = "A", year = 2026, title = "t", docNo = "n", issuedOn = "2026-03-20" }),
            Event("meeting.held", new { meetingId = "M", day = "2026-05-06", kind = "PartyGroupOnLaw", topic = "t" }),
            Event("certification.planned",
                new { certPlanId = "P", year = 2026, organiser = "City", seats = 9, examOn = "2026-10-20", cancelled = true }),
            .. Enumerable.Range(1, 30).Select(static number => Event("officer.upserted", new
            {
                officerId = $"O{number}", teamId = number % 2 == 0 ? "T01" : "T02", post = true, certNo = $"Z{number}",
                certValidFrom = "2021-01-01", certValidTo = "2031-12-31", reviewerSince = number == 7 ? "2016-01-01" : null,
            })),
            .. Enumerable.Range(1, 3).SelectMany(static number => Ordered($"DB-{number}", $"2026-11-0{number} 10:00")),
        ];
        await using var office = await Office.OpenAsync(seed, faults: 0.2);
        await office.PostAsync("unassigned", [.. SeededLaw.Events, .. StoryGenerator.Teams.Append("T10").Select(static team =>
            RunningCluster.Registered(team))]);
        var random = new Random(seed);
        random.Shuffle(told);
        foreach (var (at, some) in told.Chunk(7).Select(static (some, at) => (at, some)))
        {
            await office.PostAsync(at % 2 == 0 ? "T01" : "T02", some);
        }

        await office.SettleAsync(afresh: false);

        var (_, judged) = await new Recomputation(office.Ledger).JudgeAsync(office.Roster, static known => known, CancellationToken.None);
        foreach (var (key, team, rules) in new (SubjectKey, string, byte[])[]
            {
                (new("year", "2026"), "T10", [39, 45]), (new("staff", "bureau"), "T10", [46]),
                (new("repeat", "order:W04:T01"), "T01", [35]),
            })
        {
            var row = (await office.Ledger.ReadAsync(key, CancellationToken.None)).Stored.Row!;
            Assert.Equal((key, team), (key, row.Team));
            Assert.Equal(rules, WatchedSubject.Decode(row.Watches).Select(static watch => watch.Rule));
            Assert.Equal(judged[key].Watches, row.Watches);
            Assert.Equal((judged[key].Team, judged[key].Stage), (row.Team, row.Stage));
        }

        Assert.Contains((byte)46, (await office.BookAsync("T10")).Figures.Alarms.ByRule.Keys);
    }

    [Fact]
    public async Task S13_W34_and_W36_stand_with_the_legal_section_and_not_with_the_team_of_the_order()
    {
        await using var office = await Office.OpenAsync(seed: 4, faults: 0);
        await office.PostAsync("unassigned", [.. SeededLaw.Events, .. StoryGenerator.Teams.Append("T10").Select(static team =>
            RunningCluster.Registered(team))]);
        await office.SettleAsync(afresh: false);
        var order = Ordered("DB-1", "2026-11-10 10:00");

        await office.PostAsync("T01", order[..1]);
        Assert.Equal(("36", ""), await StandAsync());

        await office.PostAsync("T01", [.. order[1..], Event("order.accepted",
            new { orderId = "DB-1", at = Rfc3339.Write(OrderStory.At("2026-11-11 09:00")), by = "u" },
            time: OrderStory.At("2026-11-11 09:00")), Event("order.reported", new
            {
                orderId = "DB-1", at = Rfc3339.Write(OrderStory.At("2026-11-12 09:00")), cause = "Duty", correction = "c", prevention = "p",
                evidence = new[] { new { kind = "subject", @ref = "C" } }, by = "u",
            }, time: OrderStory.At("2026-11-12 09:00"))]);
        Assert.Equal(("34", ""), await StandAsync());

        // Read from the ledger by another process, and once another team is the legal section.
        await office.SettleAsync(afresh: true);
        Assert.Equal(("34", ""), await StandAsync());
        await office.PostAsync("unassigned", [Event("rules.published",
            new { version = "9999", effectiveFrom = "2026-11-01", parameters = new { legalSection = "T02" } })]);
        await office.SettleAsync(afresh: false);
        Assert.Equal(("", ""), await StandAsync());
        Assert.Equal("34", await OfAsync("T02"));

        await office.PostAsync("T01", [Event("order.returned",
            new { orderId = "DB-1", at = Rfc3339.Write(OrderStory.At("2026-11-13 09:00")), by = "u-3", byRole = "R3", reason = "r" },
            time: OrderStory.At("2026-11-13 09:00"))]);
        await office.SettleAsync(afresh: false);
        Assert.Equal("", await OfAsync("T02"));

        async Task<(string Section, string Team)> StandAsync()
        {
            await office.SettleAsync(afresh: false);
            return (await OfAsync("T10"), await OfAsync("T01"));
        }

        async Task<string> OfAsync(string team) => string.Join(' ', (await office.BookAsync(team)).Figures.Alarms.ByRule.Keys
            .Where(static rule => rule is 34 or 36).Order());
    }

    private static SourceEvent[] Ordered(string id, string at) =>
    [
        Event("order.drafted", new
        {
            orderId = id, origin = "Wall", severity = "Red", teamId = "T01", title = "t", rule = "W04",
            targets = new[] { new { subjectType = "case", subjectId = "C" } },
        }, time: OrderStory.At(at).AddMinutes(-30)),
        Event("order.issued", new
        {
            orderId = id, day = OrderStory.Iso(OrderStory.At(at)), due = "2026-12-31", demand = "d", by = "u-3", byRole = "R3",
        }, time: OrderStory.At(at)),
    ];
}
