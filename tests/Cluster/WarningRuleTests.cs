using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Ledger;
using Dashboard.Tests.Domain;
using static Dashboard.Tests.Cluster.RunningCluster;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Cluster;

/// <summary>
/// Every warning rule of DOMAIN.md §9 on real grains whose clock is set forward: not yet, yellow, red, breach, cleared, known late. Each
/// scenario has a team of its own; all are told side by side, grains come and go meanwhile, and in the middle the process is another one.
/// </summary>
public sealed class WarningRuleTests
{
    private const string Code = "330203";
    private const string Middle = "2026-09-01T12:00:00";

    private static readonly string[] Firms = [.. Enumerable.Range(1, 6).Select(Firm)];

    [Fact]
    public async Task Every_rule_raises_escalates_and_clears_on_time_across_a_restart()
    {
        var cluster = new RunningCluster(At("2026-07-01T08:00:00"));
        await cluster.InitializeAsync();
        try
        {
            var scenarios = Scenarios().ToList();
            foreach (var team in scenarios.SelectMany(scenario => scenario.Teams).Distinct())
            {
                await cluster.PostAsync("unassigned", Registered(team));
            }

            var restarted = false;
            foreach (var (step,
                scenario) in scenarios.SelectMany(scenario =>
                    scenario.Steps.Select(step => (step, scenario))).OrderBy(told => told.step.At))
            {
                if (!restarted && step.At > At(Middle))
                {
                    await cluster.RestartAsync();
                    restarted = true;
                }

                if (step.At > cluster.Clock.GetUtcNow())
                {
                    cluster.Clock.Advance(step.At - cluster.Clock.GetUtcNow());
                }

                if (step.Event is { } @event)
                {
                    var team = @event.Fact.Team is { } named && named.StartsWith('R') ? named : scenario.Teams[0];
                    await cluster.PostAsync(team, @event with { Received = step.At > @event.Time ? step.At : @event.Time });
                }
                else
                {
                    if (step.At.Second % 3 == 0)
                    {
                        await UnloadAsync(cluster.Grains.GetGrain<ITeamGrain>(scenario.View));
                    }

                    if (scenario.Settles)
                    {
                        // What hangs on the register of certificates is folded again soon after it changed.
                        await Patience.UntilAsync(async () => await LevelAsync(cluster, scenario) == step.Level,
                            $"{scenario.Name} is {step.Level} at {step.At:yyyy-MM-dd HH:mm}");
                    }

                    Assert.Equal($"{scenario.Name} at {step.At:yyyy-MM-dd HH:mm}: {step.Level}",
                        $"{scenario.Name} at {step.At:yyyy-MM-dd HH:mm}: {await LevelAsync(cluster, scenario)}");
                }
            }

            Assert.True(restarted);
            Assert.Equal([], (await cluster.VerifyAsync()).Differences);
            foreach (var scenario in scenarios.Where(scenario => scenario.Late is not null))
            {
                var (kind, id) = scenario.Late!.Value;
                var warnings = (await cluster.Ledger.ReadAsync(new(kind, id), CancellationToken.None))
                    .Subject.Judge(cluster.Roster.Current.Law).Warnings;
                Assert.True(warnings.Any(warning => $"W{warning.Rule:00}" == scenario.Rule
                    && warning is { DetectedLate: true, Cleared: not null }), $"{scenario.Name}: was not marked as known late.");
            }
        }
        finally
        {
            await cluster.DisposeAsync();
        }
    }

    [Fact]
    public void Every_rule_has_a_scenario() =>
        Assert.Equal(Enumerable.Range(1, 31).Concat([46, 57]).Select(number => $"W{number:00}"),
            Scenarios().Select(scenario => scenario.Rule).Distinct().Order());

    private static async Task<Level> LevelAsync(RunningCluster cluster, Scenario scenario)
    {
        IViewGrain grain = scenario.View == Code
            ? cluster.Grains.GetGrain<IJurisdictionGrain>(Code)
            : cluster.Grains.GetGrain<ITeamGrain>(scenario.View);
        var view = await cluster.ViewAsync(grain);
        var rules = (Document)((Document)view["warnings"]!)["rules"]!;
        var levels = rules[scenario.Rule] as Document ?? new();
        Assert.True(levels.Members.Where(level => level.Key != "acknowledged").Sum(level => (long)level.Value) <= 1,
            $"{scenario.Name}: more than one warning stands.");
        if (scenario.Rule == "W28")
        {
            // A team that is told of by this source alone is silent with it.
            var team = (Document)((Document)view["teams"]!)[scenario.Teams[0]]!;
            Assert.Equal(levels["yellow"] is not null || levels["red"] is not null, team["silent"] is true);
        }

        return levels["breach"] is not null ? Level.Breach
            : levels["red"] is not null ? Level.Red
            : levels["yellow"] is not null ? Level.Yellow
            : levels["blue"] is not null ? Level.Blue
            : Level.None;
    }

    private static IEnumerable<Scenario> Scenarios()
    {
        yield return new("W01", "90 days, rolled over the holiday")
        {
            Tell = s => s.Post("2026-07-03T09:00", Filed(s.Id, s.Team, on: "2026-07-03"))
                .Is("2026-09-15T23:59:50", Level.None).Is("2026-09-16T00:00:01", Level.Yellow).Is("2026-09-26T00:00:01", Level.Red)
                .Is("2026-10-08T23:59:50", Level.Red).Is("2026-10-09T00:00:01", Level.Breach)
                .Post("2026-10-12T10:00", Decided(s.Id, on: "2026-10-12")).Is("2026-10-12T10:00:05", Level.None),
        };
        yield return new("W01", "extended in time")
        {
            Tell = s => s.Post("2026-07-07T09:00", Filed(s.Id, s.Team, on: "2026-07-07"))
                .Post("2026-09-10T09:00",
                    OnDay("case.extended", s.Id, "approvedOn", "2026-09-10", new { newDue = "2026-11-04", approver = "Head" }))
                .Is("2026-10-19T23:59:50", Level.None)
                .Is("2026-10-20T00:00:01", Level.Yellow)
                .Is("2026-10-30T00:00:01", Level.Red)
                .Is("2026-11-05T00:00:01", Level.Breach),
        };
        yield return new("W01", "extended too late")
        {
            Tell = s => s.Post("2026-07-03T09:00", Filed(s.Id, s.Team, on: "2026-07-03"))
                .Post("2026-10-02T09:00",
                    OnDay("case.extended", s.Id, "approvedOn", "2026-10-02",
                        new { newDue = "2026-10-31", approver = "Head" })).Is("2026-10-09T00:00:01", Level.Breach),
        };
        yield return new("W01", "decided in time, told late", late: "case")
        {
            Tell = s => s.Post("2026-07-06T09:00", Filed(s.Id, s.Team, on: "2026-07-06")).Is("2026-10-09T00:00:01", Level.Breach)
                .Post("2026-10-12T09:00",
                    Occurred("2026-09-20T10:00",
                        OnDay("case.noPenalty", s.Id, "decidedOn", "2026-09-20", new { reason = "Minor" }))).Is("2026-10-12T09:00:05",
                            Level.None),
        };
        yield return new("W02", "published too late")
        {
            Tell = s =>
                s.Post("2026-09-28T09:00", Filed(s.Id, s.Team, on: "2026-08-28")).Post("2026-09-28T09:01", Decided(s.Id, on: "2026-09-28"))
                .Is("2026-10-08T23:59:50", Level.None)
                .Is("2026-10-09T00:00:01", Level.Yellow)
                .Is("2026-10-12T00:00:01", Level.Red)
                .Is("2026-10-13T23:59:50", Level.Red)
                .Is("2026-10-14T00:00:01", Level.Breach)
                .Post("2026-10-15T09:00", Published("case", s.Id, "2026-10-15")).Is("2026-10-15T09:00:05", Level.None),
        };
        yield return new("W02", "published in time, told late", late: "case")
        {
            Tell = s =>
                s.Post("2026-09-28T09:00", Filed(s.Id, s.Team, on: "2026-08-28"))
                    .Post("2026-09-28T09:01", Decided(s.Id, on: "2026-09-28"))
                    .Is("2026-10-14T00:00:01", Level.Breach)
                .Post("2026-10-16T09:00", Occurred("2026-10-12T15:00", Published("case", s.Id, "2026-10-12")))
                .Is("2026-10-16T09:00:05", Level.None),
        };
        yield return new("W02", "a random inspection, 20 working days")
        {
            Tell = s =>
                s.Post("2026-09-28T09:00", Visit(s.Id, s.Team, "2026-09-28", category: "Random"))
                    .Post("2026-09-28T11:00", Done(s.Id, "2026-09-28T11:00"))
                .Is("2026-10-26T23:59:50", Level.None)
                .Is("2026-10-27T00:00:01", Level.Yellow)
                .Is("2026-10-29T00:00:01", Level.Red)
                .Is("2026-10-31T00:00:01", Level.Breach)
                .Post("2026-11-02T09:00", Published("inspection", s.Id, "2026-11-02")).Is("2026-11-02T09:00:05", Level.None),
        };
        yield return new("W03", "an annulled decision stays published")
        {
            Tell = s =>
                s.Post("2026-08-03T09:00", Filed(s.Id, s.Team, on: "2026-07-03"))
                    .Post("2026-08-03T09:01", Decided(s.Id, on: "2026-08-03"))
                    .Post("2026-08-05T09:00", Published("case", s.Id, "2026-08-05"))
                .Post("2026-08-20T09:00",
                    Event("review.received", new { docketNo = $"V{s.Id}", subjectId = s.Id, day = "2026-08-20" },
                        team: s.Team)).Is("2026-09-27T00:00:00", Level.None)
                .Post("2026-09-28T09:00",
                    Event("review.concluded", new { docketNo = $"V{s.Id}", day = "2026-09-28", outcome = "撤销" }, team: s.Team))
                .Is("2026-09-28T09:00:06", Level.Yellow)
                .Is("2026-09-30T00:00:01", Level.Red)
                .Is("2026-10-08T23:59:50", Level.Red)
                .Is("2026-10-09T00:00:01", Level.Breach)
                .Post("2026-10-09T09:00",
                    Event("decision.withdrawn", new { subjectType = "case", subjectId = s.Id, day = "2026-10-09", reason = "r" },
                        team: s.Team)).Is("2026-10-09T09:00:05", Level.None),
        };
        yield return new("W04", "decided without review, disposed of")
        {
            Tell = s =>
                s.Post("2026-07-10T09:00", Filed(s.Id, s.Team, on: "2026-07-10"))
                    .Post("2026-08-03T09:00", OnCase("case.investigationClosed", "2026-08-03", s.Id))
                .Is("2026-08-09T23:59:50", Level.None)
                .Is("2026-08-10T00:00:01", Level.Yellow)
                .Post("2026-08-12T09:00", Notice(s.Id, "2026-08-12"))
                .Is("2026-08-12T09:00:05", Level.Red)
                .Post("2026-08-25T09:00", Decided(s.Id, on: "2026-08-25")).Is("2026-08-25T09:00:05", Level.Breach)
                .Post("2026-08-26T09:00", Reviewed(s.Id, "2026-08-26")).Is("2026-08-26T09:00:05", Level.Breach)
                .Post("2026-08-28T09:00", Resolved("W04", "case", s.Id)).Is("2026-08-28T09:00:05", Level.None),
        };
        yield return new("W04", "reviewed in time, told late", late: "case")
        {
            Tell = s =>
                s.Post("2026-07-10T09:00", Filed(s.Id, s.Team, on: "2026-07-10"))
                    .Post("2026-08-03T09:00", OnCase("case.investigationClosed", "2026-08-03", s.Id))
                    .Is("2026-08-10T00:00:01", Level.Yellow)
                .Post("2026-08-20T09:00", Occurred("2026-08-05T09:00", Reviewed(s.Id, "2026-08-05"))).Is("2026-08-20T09:00:05", Level.None),
        };
        yield return new("W05", "not discussed")
        {
            Tell = s => s.Post("2026-07-10T09:00", Filed(s.Id, s.Team, on: "2026-07-10"))
                .Post("2026-08-03T09:00",
                    Event("case.investigationClosed", new { caseId = s.Id, day = "2026-08-03", discussionRequired = true }))
                .Is("2026-08-09T23:59:50", Level.None)
                .Is("2026-08-10T00:00:01", Level.Yellow)
                .Post("2026-08-12T09:00", Notice(s.Id, "2026-08-12"))
                .Is("2026-08-19T23:59:50", Level.Yellow)
                .Is("2026-08-20T00:00:01", Level.Red)
                .Post("2026-08-25T09:00", Decided(s.Id, on: "2026-08-25")).Is("2026-08-25T09:00:05", Level.Breach)
                .Post("2026-08-26T09:00",
                    Occurred("2026-08-21T09:00",
                        Event("case.discussed", new { caseId = s.Id, day = "2026-08-21", outcome = "Agreed" }))).Is("2026-08-26T09:00:05",
                            Level.None),
        };
        yield return new("W05", "a revocation without discussion")
        {
            Tell = s => s.Post("2026-07-10T09:00", Filed(s.Id, s.Team, on: "2026-07-10"))
                .Post("2026-08-25T09:00",
                    Event("case.decided",
                        new { caseId = s.Id, docNo = "D", decidedOn = "2026-08-25", kinds = Words("RevokePermit"), fine = 0,
                            confiscated = 0, disclosureRequired = false })).Is("2026-08-25T09:00:05", Level.Breach),
        };
        yield return new("W06", "decided without notice; the notice is told late", late: "case")
        {
            Tell = s =>
                s.Post("2026-07-10T09:00", Filed(s.Id, s.Team, on: "2026-07-10"))
                    .Is("2026-08-24T00:00:00", Level.None)
                    .Post("2026-08-25T09:00", Decided(s.Id, on: "2026-08-25"))
                    .Is("2026-08-25T09:00:05", Level.Breach)
                .Post("2026-08-27T09:00", Occurred("2026-08-10T09:00", Notice(s.Id, "2026-08-10"))).Is("2026-08-27T09:00:05", Level.None),
        };
        yield return new("W06", "decided within the five working days")
        {
            Tell = s =>
                s.Post("2026-07-10T09:00", Filed(s.Id, s.Team, on: "2026-07-10"))
                    .Post("2026-08-12T09:00", Notice(s.Id, "2026-08-12"))
                    .Post("2026-08-19T09:00", Decided(s.Id, on: "2026-08-19"))
                    .Is("2026-08-19T09:00:05", Level.Breach),
        };
        yield return new("W06", "decided after the five working days")
        {
            Tell = s =>
                s.Post("2026-07-10T09:00", Filed(s.Id, s.Team, on: "2026-07-10"))
                    .Post("2026-08-12T09:00", Notice(s.Id, "2026-08-12"))
                    .Post("2026-08-20T09:00", Decided(s.Id, on: "2026-08-20"))
                    .Is("2026-08-20T09:00:05", Level.None),
        };
        yield return new("W07", "no hearing for long")
        {
            Tell = s =>
                s.Post("2026-07-10T09:00", Filed(s.Id, s.Team, on: "2026-07-10"))
                    .Post("2026-08-03T09:00", OnCase("case.hearingRequested", "2026-08-03", s.Id))
                .Is("2026-08-12T23:59:50", Level.None).Is("2026-08-13T00:00:01", Level.Yellow).Is("2026-08-23T00:00:01", Level.Red)
                .Post("2026-08-26T09:00", OnCase("case.hearingHeld", "2026-08-26", s.Id)).Is("2026-08-26T09:00:05", Level.None),
        };
        yield return new("W07", "decided without the hearing; told late", late: "case")
        {
            Tell = s =>
                s.Post("2026-07-10T09:00", Filed(s.Id, s.Team, on: "2026-07-10"))
                    .Post("2026-08-03T09:00", OnCase("case.hearingRequested", "2026-08-03", s.Id))
                .Post("2026-08-10T09:00", Decided(s.Id, on: "2026-08-10")).Is("2026-08-10T09:00:05", Level.Breach)
                .Post("2026-08-11T09:00", Occurred("2026-08-07T09:00", OnCase("case.hearingHeld", "2026-08-07", s.Id)))
                .Is("2026-08-11T09:00:05", Level.None),
        };
        yield return new("W08", "a certificate ends and is renewed")
        {
            Tell = s =>
                s.Post("2026-07-02T09:00", Certified(s, "2026-12-31"))
                    .Is("2026-10-01T23:59:50", Level.None)
                    .Is("2026-10-02T00:00:01", Level.Yellow)
                    .Is("2026-12-01T00:00:01", Level.Red)
                .Post("2026-12-02T09:00", Certified(s, "2031-12-31")).Is("2026-12-02T09:00:05", Level.None),
        };
        yield return new("W08", "one officer alone, corrected")
        {
            Tell = s =>
                s.Post("2026-07-06T09:00", Visit(s.Id, s.Team, "2026-07-06", officers: [new { certNo = "A1" }]))
                    .Is("2026-07-06T09:00:05", Level.Breach)
                .Post("2026-07-07T09:00", Visit(s.Id, s.Team, "2026-07-06") with { Operation = Operation.Update })
                .Is("2026-07-07T09:00:05", Level.None),
        };
        yield return new("W08", "a certificate that had ended is known later")
        {
            Settles = true,
            Tell = s =>
                s.Post("2026-07-06T09:00",
                    Visit(s.Id, s.Team, "2026-07-06",
                        officers: [new { certNo = "A1" }, new { certNo = $"Z{s.Id}" }])).Is("2026-07-06T09:00:05", Level.None)
                .Post("2026-07-08T09:00",
                    Event("officer.upserted",
                        new { officerId = $"O{s.Id}", teamId = s.Team, post = false, status = "Left", certNo = $"Z{s.Id}",
                            certValidFrom = "2019-01-01", certValidTo = "2026-06-30" })).Is("2026-07-08T09:02:05", Level.Breach),
        };
        yield return new("W46", "who reviews for the first time has no legal qualification, then has one")
        {
            Tell = s =>
                s.Post("2026-07-02T09:00", Reviewer(s, qualified: false)).Is("2026-07-02T09:00:05", Level.Red)
                .Post("2026-07-08T09:00", Reviewer(s, qualified: true)).Is("2026-07-08T09:00:05", Level.None),
        };
        yield return new("W46", "a reviewer of before 2018 needs none")
        {
            Tell = s =>
                s.Post("2026-07-02T09:00", Reviewer(s, qualified: false, since: "2017-12-31")).Is("2026-07-02T09:00:05", Level.None),
        };
        yield return new("W08", "Supervision_8_8: who signed has retired since, and was certified on the day")
        {
            Tell = s =>
                s.Post("2026-07-02T09:00", Elder(s, "Active"))
                .Post("2026-07-06T09:00",
                    Visit(s.Id, s.Team, "2026-07-06", officers: [new { certNo = "A1" }, new { certNo = $"Y{s.Id}" }]))
                .Is("2026-07-06T09:00:05", Level.None)
                .Post("2026-07-08T09:00", Elder(s, "Retired")).Is("2026-07-08T09:02:05", Level.None),
        };
        yield return new("W09", "recorded on the fourth day")
        {
            Tell = s =>
                s.Post("2026-07-06T09:00", Visit(s.Id, s.Team, "2026-07-06"))
                    .Post("2026-07-06T10:00", Done(s.Id, "2026-07-06T10:00", recorded: false))
                .Is("2026-07-07T09:59:50", Level.None)
                .Is("2026-07-07T10:00:01", Level.Yellow)
                .Is("2026-07-08T10:00:01", Level.Red)
                .Is("2026-07-09T10:00:01", Level.Breach)
                .Post("2026-07-10T09:00", Recorded(s.Id)).Is("2026-07-10T09:00:05", Level.None),
        };
        yield return new("W09", "recorded at once, told late", late: "inspection")
        {
            Tell = s =>
                s.Post("2026-07-06T09:00", Visit(s.Id, s.Team, "2026-07-06"))
                    .Post("2026-07-06T10:00", Done(s.Id, "2026-07-06T10:00", recorded: false))
                    .Is("2026-07-09T10:00:01", Level.Breach)
                .Post("2026-07-10T09:00", Occurred("2026-07-06T12:00", Recorded(s.Id))).Is("2026-07-10T09:00:05", Level.None),
        };
        yield return new("W10", "neither code nor certificate, corrected")
        {
            Tell = s => s.Post("2026-07-06T09:00", Visit(s.Id, s.Team, "2026-07-06", shown: false)).Is("2026-07-06T09:00:05", Level.Breach)
                .Post("2026-07-07T09:00", Visit(s.Id, s.Team, "2026-07-06") with { Operation = Operation.Update })
                .Is("2026-07-07T09:00:05", Level.None),
        };
        yield return new("W11", "one item of one firm again and again")
        {
            Tell = s =>
                s.Post("2026-07-06T09:00", Visit(s.Id, s.Team, "2026-07-06", firm: Firms[0]))
                    .Is("2026-07-06T09:00:05", Level.None)
                    .Post("2026-07-20T09:00", Visit(s.Id + "b", s.Team, "2026-07-20", firm: Firms[0]))
                    .Is("2026-07-20T09:00:05", Level.Red)
                .Post("2026-08-03T09:00", Visit(s.Id + "c", s.Team, "2026-08-03", firm: Firms[0])).Is("2026-08-03T09:00:05", Level.Breach)
                .Is("2026-10-03T23:59:50", Level.Breach).Is("2026-10-04T00:00:01", Level.Red).Is("2026-10-18T00:00:01", Level.None),
        };
        yield return new("W12", "three teams at one firm, others in a combined visit")
        {
            Teams = ["R012", "R013", "R014"],
            Tell = s =>
                s.Post("2026-07-06T09:00", Visit(s.Id, "R013", "2026-07-06", firm: Firms[1]))
                    .Post("2026-07-07T09:00", Visit(s.Id + "x", "R012", "2026-07-07", firm: Firms[1], combined: "V1"))
                    .Is("2026-07-07T09:00:05", Level.None)
                .Post("2026-07-10T09:00", Visit(s.Id + "y", "R012", "2026-07-10", firm: Firms[1], category: "Triggered"))
                .Is("2026-07-10T09:00:05", Level.None)
                .Post("2026-07-13T09:00", Visit(s.Id + "b", "R014", "2026-07-13", firm: Firms[1]))
                .Post("2026-07-20T09:00", Visit(s.Id + "c", "R012", "2026-07-20", firm: Firms[1]))
                .Is("2026-07-20T09:00:05", Level.Breach)
                .Is("2026-08-05T00:00:01", Level.Red).Is("2026-08-12T00:00:01", Level.None),
        };
        yield return new("W13", "above the cap, until the year ends")
        {
            Tell = s =>
                s.Post("2026-07-06T09:00", Visit(s.Id, s.Team, "2026-07-06", firm: Firms[2]))
                    .Is("2026-07-06T09:00:05", Level.Yellow)
                    .Post("2026-09-07T09:00", Visit(s.Id + "b", s.Team, "2026-09-07", firm: Firms[2]))
                    .Is("2026-09-07T09:00:05", Level.Red)
                .Post("2026-09-08T09:00", Visit(s.Id + "t", s.Team, "2026-09-08", firm: Firms[2], category: "Triggered"))
                .Is("2026-09-08T09:00:05", Level.Red)
                .Post("2026-12-07T09:00", Visit(s.Id + "c", s.Team, "2026-12-07", firm: Firms[2]))
                .Is("2026-12-31T23:59:50", Level.Breach)
                .Is("2027-01-01T00:00:01", Level.None),
        };
        yield return new("W14", "no plan; it is told late", late: "inspection")
        {
            Tell = s =>
                s.Post("2026-07-06T09:00", Visit(s.Id, s.Team, "2026-07-06", task: $"K{s.Id}")).Is("2026-07-06T09:00:05", Level.Breach)
                .Post("2026-07-07T09:00",
                    Event("task.issued",
                        new { taskId = $"K{s.Id}", planId = $"P{s.Id}", category = "Daily", itemCodes = Words("S14"), objectUscc = Words(),
                            teamId = s.Team, due = "2026-12-31" })).Is("2026-07-07T09:00:05", Level.Breach)
                .Post("2026-07-08T09:00",
                    Occurred("2026-06-30T09:00",
                        Event("plan.published",
                            new { planId = $"P{s.Id}", year = 2026, category = "Daily", itemCodes = Words("S14"), teamIds = Words(s.Team),
                                start = "2026-01-01", end = "2026-12-31", targetCount = 1 })))
                .Is("2026-07-08T09:00:05", Level.None),
        };
        yield return new("W15", "served too late")
        {
            Tell = s =>
                s.Post("2026-09-28T09:00", Filed(s.Id, s.Team, on: "2026-08-28")).Post("2026-09-28T09:01", Decided(s.Id, on: "2026-09-28"))
                .Is("2026-10-09T23:59:50", Level.None)
                .Is("2026-10-10T00:00:01", Level.Yellow)
                .Is("2026-10-12T00:00:01", Level.Red)
                .Is("2026-10-14T00:00:01", Level.Breach)
                .Post("2026-10-15T09:00", Event("case.served", new { caseId = s.Id, servedOn = "2026-10-15", method = "Direct" }))
                .Is("2026-10-15T09:00:05", Level.None),
        };
        yield return new("W16", "evidence kept too long")
        {
            Tell = s =>
                s.Post("2026-09-28T09:00", Filed(s.Id, s.Team, on: "2026-09-28"))
                    .Post("2026-09-28T09:01", OnCase("case.evidencePreserved", "2026-09-28", s.Id))
                .Is("2026-10-09T23:59:50", Level.None)
                .Is("2026-10-10T00:00:01", Level.Yellow)
                .Is("2026-10-12T00:00:01", Level.Red)
                .Is("2026-10-14T00:00:01", Level.Breach)
                .Post("2026-10-15T09:00", OnCase("case.evidenceHandled", "2026-10-15", s.Id)).Is("2026-10-15T09:00:05", Level.None),
        };
        yield return new("W16", "a vehicle seized too long")
        {
            Tell = s =>
                s.Post("2026-08-03T09:00", Filed(s.Id, s.Team, on: "2026-08-03"))
                    .Post("2026-08-03T09:01",
                        Event("case.measureTaken", new { caseId = s.Id, kind = "Detain", day = "2026-08-03", until = "2026-09-02" }))
                .Is("2026-08-25T23:59:50", Level.None)
                .Is("2026-08-26T00:00:01", Level.Yellow)
                .Is("2026-08-31T00:00:01", Level.Red)
                .Is("2026-09-02T23:59:50", Level.Red)
                .Is("2026-09-03T00:00:01", Level.Breach)
                .Post("2026-09-03T09:00", Event("case.measureLifted", new { caseId = s.Id, kind = "Detain", day = "2026-09-03" }))
                .Is("2026-09-03T09:00:05", Level.None),
        };
        yield return new("W16", "a seizure extended")
        {
            Tell = s =>
                s.Post("2026-08-03T09:00", Filed(s.Id, s.Team, on: "2026-08-03"))
                    .Post("2026-08-03T09:01",
                        Event("case.measureTaken", new { caseId = s.Id, kind = "Detain", day = "2026-08-03", until = "2026-09-02" }))
                .Post("2026-08-24T09:00",
                    Event("case.measureExtended", new { caseId = s.Id, kind = "Detain", day = "2026-08-24", until = "2026-10-02" }))
                .Is("2026-09-24T23:59:50", Level.None).Is("2026-09-25T00:00:01", Level.Yellow),
        };
        yield return new("W17", "unpaid, the court's time runs out")
        {
            Tell = s =>
                s.Post("2026-07-02T09:00", Filed(s.Id, s.Team, on: "2025-12-01"))
                    .Post("2026-07-02T09:01", Decided(s.Id, on: "2026-01-16"))
                    .Post("2026-07-02T09:02", Event("case.served", new { caseId = s.Id, servedOn = "2026-01-20", method = "Direct" }))
                .Is("2026-09-19T23:59:50", Level.None)
                .Is("2026-09-20T00:00:01", Level.Yellow)
                .Is("2026-10-10T00:00:01", Level.Red)
                .Is("2026-10-20T23:59:50", Level.Red)
                .Is("2026-10-21T00:00:01", Level.Breach)
                .Post("2026-10-22T09:00", OnCase("case.courtApplied", "2026-10-22", s.Id)).Is("2026-10-22T09:00:05", Level.None),
        };
        yield return new("W18", "a review unanswered")
        {
            Tell = s =>
                s.Post("2026-09-28T09:00",
                    Event("review.received", new { docketNo = s.Id, subjectId = "X", day = "2026-09-28" }, team: s.Team))
                .Is("2026-10-09T23:59:50", Level.None)
                .Is("2026-10-10T00:00:01", Level.Yellow)
                .Is("2026-10-14T00:00:01", Level.Red)
                .Is("2026-10-17T00:00:01", Level.Breach)
                .Post("2026-10-19T09:00", Event("review.answered", new { docketNo = s.Id, day = "2026-10-19" }, team: s.Team))
                .Is("2026-10-19T09:00:05", Level.None),
        };
        yield return new("W18", "a simple review, five working days")
        {
            Tell = s =>
                s.Post("2026-09-28T09:00",
                    Event("review.received", new { docketNo = s.Id, subjectId = "X", day = "2026-09-28", simple = true }, team: s.Team))
                .Is("2026-09-28T09:00:06", Level.Yellow)
                .Is("2026-10-08T00:00:01", Level.Red)
                .Is("2026-10-10T23:59:50", Level.Red)
                .Is("2026-10-11T00:00:01", Level.Breach),
        };
        yield return new("W18", "a lawsuit unanswered")
        {
            Tell = s =>
                s.Post("2026-09-16T09:00",
                    Event("lawsuit.served", new { docketNo = s.Id, subjectId = "X", day = "2026-09-16" }, team: s.Team))
                .Is("2026-09-23T23:59:50", Level.None)
                .Is("2026-09-24T00:00:01", Level.Yellow)
                .Is("2026-09-29T00:00:01", Level.Red)
                .Is("2026-10-08T23:59:50", Level.Red)
                .Is("2026-10-09T00:00:01", Level.Breach),
        };
        yield return new("W19", "a rectification overdue")
        {
            Tell = s =>
                s.Post("2026-07-06T09:00", Visit(s.Id, s.Team, "2026-07-06"))
                    .Post("2026-07-06T10:00", Done(s.Id, "2026-07-06T10:00", "Rectify", due: "2026-08-14"))
                .Is("2026-08-11T23:59:50", Level.None)
                .Is("2026-08-12T00:00:01", Level.Yellow)
                .Is("2026-08-14T00:00:01", Level.Red)
                .Is("2026-08-15T00:00:01", Level.Breach)
                .Post("2026-08-17T09:00", Event("rectification.rechecked", new { actNo = s.Id, day = "2026-08-17", outcome = "Passed" }))
                .Is("2026-08-17T09:00:05", Level.None),
        };
        yield return new("W20", "a random task unfinished")
        {
            Tell = s =>
                s.Post("2026-07-06T08:00",
                    Event("plan.published",
                        new { planId = $"P{s.Id}", year = 2026, category = "Random", itemCodes = Words("S14"), teamIds = Words(s.Team),
                            start = "2026-07-06", end = "2026-09-30", targetCount = 1 }))
                .Post("2026-07-06T09:00",
                    Event("task.issued",
                        new { taskId = $"K{s.Id}", planId = $"P{s.Id}", category = "Random", itemCodes = Words("S14"), objectUscc = Words(),
                            teamId = s.Team, due = "2026-12-31" }))
                .Is("2026-09-09T23:59:50", Level.None)
                .Is("2026-09-10T00:00:01", Level.Yellow)
                .Is("2026-09-23T00:00:01", Level.Red)
                .Is("2026-10-01T00:00:01", Level.Breach)
                .Post("2026-10-08T09:00", Visit(s.Id, s.Team, "2026-10-08", category: "Random", task: $"K{s.Id}"))
                .Post("2026-10-08T11:00", Done(s.Id, "2026-10-08T11:00"))
                .Is("2026-10-08T11:00:05", Level.None),
        };
        yield return new("W21", "fined too much on the spot, corrected")
        {
            Tell = s =>
                s.Post("2026-07-06T09:00", OnSpot(s, 50_000, "2026-07-06"))
                    .Is("2026-07-06T09:00:05", Level.Breach)
                    .Post("2026-07-07T09:00", OnSpot(s, 20_000, "2026-07-06") with { Operation = Operation.Update })
                    .Is("2026-07-07T09:00:05", Level.None),
        };
        yield return new("W22", "cash kept too long")
        {
            Tell = s =>
                s.Post("2026-09-28T09:00", OnSpot(s, 10_000, "2026-09-28"))
                    .Is("2026-09-28T23:59:50", Level.None)
                    .Is("2026-09-29T00:00:01", Level.Red)
                    .Is("2026-09-30T23:59:50", Level.Red)
                    .Is("2026-10-01T00:00:01", Level.Breach)
                .Post("2026-10-08T09:00", Event("case.paid", new { caseId = s.Id, amount = 10_000, paidOn = "2026-10-08", kind = "Fine" }))
                .Is("2026-10-08T09:00:05", Level.None),
        };
        yield return new("W23", "a fine below the range, corrected")
        {
            Tell = s =>
                s.Post("2026-07-02T09:00",
                    Event("item.upserted",
                        new { itemCode = "S88", name = "n", category = "c", level = "l",
                            fines = new[] { new { min = 100_000, max = 200_000 } } }))
                .Post("2026-07-06T09:00", Filed(s.Id, s.Team, item: "S88", on: "2026-07-06"))
                .Post("2026-07-20T09:00", Decided(s.Id, fine: 50_000, on: "2026-07-20"))
                .Is("2026-07-20T09:00:05", Level.Red)
                .Post("2026-07-21T09:00", Decided(s.Id, fine: 150_000, on: "2026-07-20") with { Operation = Operation.Update })
                .Is("2026-07-21T09:00:05", Level.None),
        };
        yield return new("W24", "a crime not handed over")
        {
            Tell = s =>
                s.Post("2026-07-10T09:00", Filed(s.Id, s.Team, on: "2026-07-10"))
                    .Post("2026-08-03T09:00", OnCase("case.crimeSuspected", "2026-08-03", s.Id))
                .Is("2026-08-04T23:59:50", Level.None)
                .Is("2026-08-05T00:00:01", Level.Yellow)
                .Is("2026-08-06T00:00:01", Level.Red)
                .Is("2026-08-07T00:00:01", Level.Breach)
                .Post("2026-08-07T09:00", OnCase("case.transferred", "2026-08-07", s.Id)).Is("2026-08-07T09:00:05", Level.None),
        };
        yield return new("W24", "approved, and 24 hours gone")
        {
            Tell = s =>
                s.Post("2026-07-10T09:00", Filed(s.Id, s.Team, on: "2026-07-10"))
                    .Post("2026-08-03T09:00",
                        Event("case.crimeSuspected", new { caseId = s.Id, day = "2026-08-03", approvedAt = "2026-08-03T15:00:00+08:00" }))
                .Is("2026-08-04T14:59:50", Level.None).Is("2026-08-04T15:00:01", Level.Breach),
        };
        yield return new("W25", "an offence grows out of time")
        {
            Tell = s =>
                s.Post("2026-07-06T09:00",
                    Event("case.clueReceived",
                        new { clueId = s.Id, teamId = s.Team, origin = "complaint", day = "2026-07-06", offenceOn = "2024-10-01" }))
                .Is("2026-08-01T23:59:50", Level.None)
                .Is("2026-08-02T00:00:01", Level.Yellow)
                .Is("2026-09-16T00:00:01", Level.Red)
                .Is("2026-10-08T23:59:50", Level.Red)
                .Is("2026-10-09T00:00:01", Level.Breach)
                .Post("2026-10-12T09:00",
                    Event("case.filed",
                        new { caseId = "F" + s.Id, caseNo = "N", teamId = s.Team, decidingAuthority = "District", procedure = "Ordinary",
                            primaryItemCode = "S14", party = Company, filedOn = "2026-10-12", officers = Officers, clueId = s.Id }))
                .Is("2026-10-12T09:00:05", Level.None),
        };
        yield return new("W26", "a licence undecided")
        {
            Tell = s =>
                s.Post("2026-09-28T09:00",
                    Event("licence.accepted", new { applicationNo = s.Id, itemCode = "S14", day = "2026-09-28" }, team: s.Team))
                .Is("2026-10-22T23:59:50", Level.None)
                .Is("2026-10-23T00:00:01", Level.Yellow)
                .Is("2026-10-28T00:00:01", Level.Red)
                .Is("2026-10-30T23:59:50", Level.Red)
                .Is("2026-10-31T00:00:01", Level.Breach)
                .Post("2026-11-02T09:00",
                    Event("licence.decided", new { applicationNo = s.Id, itemCode = "S14", day = "2026-11-02" },
                        team: s.Team)).Is("2026-11-02T09:00:05", Level.None),
        };
        yield return new("W27", "an item without claim and checklist")
        {
            Tell = s =>
                s.Post("2026-07-02T09:00",
                    Event("item.upserted", new { itemCode = "S89", name = "n", category = "c", level = "l" },
                        team: s.Team)).Is("2026-07-02T09:00:05", Level.Yellow)
                .Post("2026-07-03T09:00",
                    Event("item.claimed", new { itemCode = "S89", agencyUscc = CreditCode, day = "2026-07-03" },
                        team: s.Team)).Is("2026-07-03T09:00:05", Level.Yellow)
                .Post("2026-07-04T09:00",
                    Event("checklist.published",
                        new { itemCode = "S89", checklistCode = "K", version = "1", effectiveFrom = "2026-07-04",
                            points = new[] { new { id = "1" } } }, team: s.Team)).Is("2026-07-04T09:00:05", Level.None),
        };
        yield return new("W28", "a source is silent in working hours", view: Code)
        {
            Tell = s =>
                s.Post("2026-07-06T17:10", Patrol(s, "1"))
                    .Is("2026-07-07T08:39:50", Level.None)
                    .Is("2026-07-07T08:40:01", Level.Yellow)
                    .Is("2026-07-07T10:10:01", Level.Red)
                .Post("2026-07-07T10:30", Patrol(s, "2")).Is("2026-07-07T10:30:05", Level.None)
                .Post("2026-07-10T17:29", Patrol(s, "3")).Is("2026-07-12T12:00:00", Level.None),
        };
        yield return new("W57", "the source of the scenario before is back, is silent again, and is back for a day", view: Code)
        {
            Tell = s =>
                s.Is("2026-07-07T10:29:50", Level.None)
                .Is("2026-07-07T10:30:05", Level.Blue)
                .Is("2026-07-07T11:00:01", Level.None)
                .Is("2026-07-10T17:29:05", Level.Blue)
                .Is("2026-07-11T17:28:50", Level.Blue)
                .Is("2026-07-11T17:29:01", Level.None),
        };
        yield return new("W29", "a supervision document unanswered")
        {
            Tell = s =>
                s.Post("2026-07-06T09:00",
                    Event("supervision.noticeIssued", new { noticeNo = s.Id, kind = "监督通知书", due = "2026-08-14", target = s.Team },
                        team: s.Team))
                .Is("2026-08-06T23:59:50", Level.None)
                .Is("2026-08-07T00:00:01", Level.Yellow)
                .Is("2026-08-12T00:00:01", Level.Red)
                .Is("2026-08-15T00:00:01", Level.Breach)
                .Post("2026-08-17T09:00", Event("supervision.replied", new { noticeNo = s.Id }, team: s.Team))
                .Is("2026-08-17T09:00:05", Level.None),
        };
        yield return new("W30", "device evidence not reviewed")
        {
            Tell = s =>
                s.Post("2026-08-03T09:00", Event("evidence.captured", new { evidenceId = s.Id, teamId = s.Team, day = "2026-08-03" }))
                    .Is("2026-08-05T23:59:50", Level.None)
                    .Is("2026-08-06T00:00:01", Level.Yellow)
                    .Is("2026-08-10T00:00:01", Level.Red)
                .Post("2026-08-11T09:00",
                    Event("evidence.reviewed", new { evidenceId = s.Id, day = "2026-08-11", kind = "Technical" },
                        team: s.Team)).Is("2026-08-11T09:00:05", Level.Red)
                .Post("2026-08-11T10:00",
                    Event("evidence.reviewed", new { evidenceId = s.Id, day = "2026-08-11", kind = "Legal" },
                        team: s.Team)).Is("2026-08-11T10:00:05", Level.None),
        };
        yield return new("W30", "used before it was reviewed; told late", late: "evidence")
        {
            Tell = s =>
                s.Post("2026-08-03T09:00", Event("evidence.captured", new { evidenceId = s.Id, teamId = s.Team, day = "2026-08-03" }))
                    .Post("2026-08-05T09:00", Event("evidence.used", new { evidenceId = s.Id, day = "2026-08-05" }, team: s.Team))
                    .Is("2026-08-05T09:00:05", Level.Breach)
                .Post("2026-08-06T09:00",
                    Occurred("2026-08-04T09:00",
                        Event("evidence.reviewed", new { evidenceId = s.Id, day = "2026-08-04", kind = "Technical" }, team: s.Team)))
                .Post("2026-08-06T09:01",
                    Occurred("2026-08-04T10:00",
                        Event("evidence.reviewed", new { evidenceId = s.Id, day = "2026-08-04", kind = "Legal" },
                            team: s.Team))).Is("2026-08-06T09:01:05", Level.None),
        };
        yield return new("W31", "one vehicle, four times in a year")
        {
            Tell = s =>
                s.Overload("2025-08-10", 1)
                    .Overload("2026-07-06", 2)
                    .Is("2026-07-06T09:05:05", Level.None)
                    .Overload("2026-07-13", 3)
                    .Is("2026-07-13T09:05:05", Level.Yellow)
                    .Overload("2026-07-20", 4)
                    .Is("2026-07-20T09:05:05", Level.Red)
                .Is("2026-08-09T23:59:50", Level.Red).Is("2026-08-10T00:00:01", Level.Yellow),
        };
    }

    private static DateTimeOffset At(string local) =>
        DateTimeOffset.Parse(local + "+08:00", System.Globalization.CultureInfo.InvariantCulture);

    private static SourceEvent Occurred(string at, SourceEvent @event) => @event with { Time = At(at), Recorded = At(at) };

    private static SourceEvent OnDay(string type, string id, string field, string day, object more)
    {
        var data = System.Text.Json.JsonSerializer.SerializeToNode(more)!.AsObject();
        data["caseId"] = id;
        data[field] = day;
        return Event(type, data);
    }

    private static SourceEvent Published(string kind, string id, string day) =>
        Event("decision.published", new { subjectType = kind, subjectId = id, day, url = "u" });

    private static SourceEvent Notice(string id, string day) =>
        Event("case.noticeServed", new { caseId = id, docNo = "N", servedOn = day, hearingRight = false });

    private static SourceEvent Reviewed(string id, string day) =>
        Event("case.legalReviewed", new { caseId = id, day, outcome = "Passed", reviewerId = "R" });

    private static SourceEvent Resolved(string rule, string kind, string id) =>
        Event("warning.resolved", new { rule, subjectType = kind, subjectId = id, by = "督察", reason = "已责令整改" });

    private static SourceEvent Recorded(string id) =>
        Event("record.attached",
            new { subjectType = "inspection", subjectId = id, media = "Text", startedAt = "2026-07-06T09:00:00+08:00", seconds = 0,
                sha256 = "00" });

    private static SourceEvent Certified(Telling s, string until) =>
        Event("officer.upserted",
            new { officerId = s.Id, teamId = s.Team, post = true, status = "Active", certNo = $"Q{s.Id}", certValidFrom = "2021-01-01",
                certValidTo = until });

    private static SourceEvent Elder(Telling s, string status) =>
        Event("officer.upserted",
            new { officerId = $"O{s.Id}", teamId = s.Team, post = status == "Active", status, retiresOn = "2026-07-08",
                certNo = $"Y{s.Id}", certValidFrom = "2020-01-01", certValidTo = "2031-12-31" });

    private static SourceEvent Reviewer(Telling s, bool qualified, string since = "2026-07-01") =>
        Event("officer.upserted",
            new { officerId = s.Id, teamId = s.Team, post = false, status = "Active", legalQualified = qualified, legalDuty = "Part",
                reviewerSince = since });

    private static SourceEvent Visit(
        string id, string team, string day, string category = "Daily", string? firm = null, object[]? officers = null, bool shown = true,
        string? combined = null, string? task = null) => Event(
        "inspection.started",
        new
        {
            actNo = id, category, form = "OnSite", teamId = team, itemCodes = Words("S14"), officers = officers ?? Officers,
            startedAt = $"{day}T09:00:00+08:00", taskId = task, combinedVisitId = combined,
            party = new { kind = "LegalPerson", displayName = "示例", codeType = "uscc", code = firm ?? Firms[5] },
            codeShownAt = shown ? $"{day}T08:59:00+08:00" : null,
        });

    private static SourceEvent Done(string id, string at, string result = "NoProblem", string? due = null, bool recorded = true) =>
        Event("inspection.completed", new { actNo = id, endedAt = $"{at}:00+08:00", result, recordAttached = recorded, rectifyDue = due });

    private static SourceEvent OnSpot(Telling s, int fine, string day) => Event("case.onSpotDecided", new
    {
        caseId = s.Id, docNo = "D", teamId = s.Team,
        party = new { kind = "NaturalPerson", displayName = "某", codeType = "hmac", code = "x", isMinor = false }, decidedOn = day,
        kinds = Words("Fine"),
        fine, officers = Officers, primaryItemCode = "S14", collectedOnSpot = true, disclosureRequired = false,
    });

    private static SourceEvent Patrol(Telling s, string number) =>
        Event("patrol.reported",
            new { patrolId = s.Id + number, teamId = s.Team, day = "2026-07-06", persons = 1, vehiclesChecked = 1, violations = 0 },
            source: "/zj/zwfw");

    /// <summary>A valid unified credit code made of a number (GB 32100).</summary>
    private static string Firm(int number) => Dashboard.Seeds.Demo.UsccCode.Complete($"91330203MA{number:0000000}");

    private sealed record Step(DateTimeOffset At, SourceEvent? Event, Level Level);

    private sealed class Scenario(string rule, string name, string? late = null, string? view = null)
    {
        private static int number;
        private readonly int own = Interlocked.Increment(ref number) % 300;
        private Telling? told;

        public string Rule { get; } = rule;

        public string Name { get; } = $"{rule} {name}";

        /// <summary>Whose events they are; the first is the one whose view shows the warning.</summary>
        public string[] Teams { get => field ?? [$"R{own + 100}"]; init; }

        public string View => view ?? Teams[0];

        public SubjectKey? Late => late is null ? null : (late, Told.Id);

        public bool Settles { get; init; }

        public required Func<Telling, Telling> Tell { get; init; }

        public IEnumerable<Step> Steps => Told.Steps;

        private Telling Told => told ??= Tell(new($"X{own}", Teams[0]));
    }

    private sealed class Telling(string id, string team)
    {
        private readonly List<Step> steps = [];

        public string Id { get; } = id;

        public string Team { get; } = team;

        public IEnumerable<Step> Steps => steps;

        /// <summary>Received at this time; it happened then unless it says otherwise.</summary>
        public Telling Post(string at, SourceEvent @event)
        {
            steps.Add(new(At(at), @event.Time == Noon ? @event with { Time = At(at), Recorded = At(at) } : @event, Level.None));
            return this;
        }

        public Telling Is(string at, Level level)
        {
            steps.Add(new(At(at), null, level));
            return this;
        }

        /// <summary>A case of overloading by one vehicle, decided on a day.</summary>
        public Telling Overload(string day, int which)
        {
            var received = string.CompareOrdinal(day, "2026-07-02") < 0 ? "2026-07-02" : day;
            var caseId = $"{Id}-{which}";
            return Post($"{received}T09:0{which}", Event("case.filed", new
            {
                caseId, caseNo = "N", teamId = Team, decidingAuthority = "District", procedure = "Ordinary", primaryItemCode = "S14",
                party = Company, filedOn = day, officers = Officers, vehicle = $"浙B·D{Id}",
            })).Post($"{received}T09:05", Decided(caseId, on: day));
        }
    }
}
