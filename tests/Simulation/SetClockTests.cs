using Dashboard.Grains.Contracts;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Simulation;

/// <summary>A host's clock is wrong, and is set right: what is shown is right within half a minute, without anybody's asking.</summary>
public sealed class SetClockTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30), Hours = TimeSpan.FromHours(3);

    [Fact]
    public void A_clock_that_was_behind_and_is_set_right_turns_warnings_by_itself() => Right(stage =>
    {
        Each(stage, silo => silo.Clock.Ahead = -Hours);
        stage.Post("T01", Unrecorded(World.Start.AddDays(-1) - TimeSpan.FromHours(1)));
        stage.Pass(Soon);
        Each(stage, silo => silo.Clock.Ahead = TimeSpan.Zero);
    });

    [Fact]
    public void A_clock_that_was_ahead_and_is_set_right_turns_them_back() => Right(stage =>
    {
        Each(stage, silo => silo.Clock.Ahead = Hours);
        stage.Post("T01", Unrecorded(World.Start.AddDays(-1) + TimeSpan.FromHours(1)));
        stage.Pass(Soon);
        Each(stage, silo => silo.Clock.Ahead = TimeSpan.Zero);
    });

    [Fact]
    public void A_view_that_was_made_by_a_clock_behind_is_made_anew_when_that_is_set_right() => Right(stage =>
    {
        var silo = stage.Cluster.Find(Sum)!.Silo;
        silo.Clock.Ahead = -Hours;
        stage.Post("T01", Unrecorded(World.Start.AddDays(-1) - TimeSpan.FromHours(1)));
        stage.Pass(Soon);
        silo.Clock.Ahead = TimeSpan.Zero;
    });

    [Fact]
    public void What_a_host_whose_clock_was_ahead_has_shown_is_not_kept_when_it_has_died() => Right(stage =>
    {
        Each(stage, silo => silo.Clock.Ahead = Hours);
        stage.Post("T01", Unrecorded(World.Start.AddDays(-1) + TimeSpan.FromHours(1)));
        stage.Pass(Soon);
        Replace(stage);
    });

    [Fact]
    public void A_sum_keeps_no_part_of_a_team_whose_host_had_a_clock_ahead() => Right(stage =>
    {
        stage.Post("T01", Unrecorded(World.Start.AddDays(-1) + TimeSpan.FromHours(1)));
        stage.Pass(Soon);
        // The team moves to a host whose clock is ahead, and back; the sum stays where it is.
        foreach (var ahead in new[] { Hours, TimeSpan.Zero })
        {
            Each(stage, silo => silo.Clock.Ahead = silo == stage.Cluster.Find(Sum)!.Silo ? TimeSpan.Zero : ahead);
            var team = stage.Cluster.Find(Team)!;
            stage.Begin(() =>
            {
                team.DeactivateOnIdle(team);
                return Task.CompletedTask;
            });
            stage.Pass(Soon);
        }
    });

    /// <summary>Its acts are folded again once every process knows the certificate, whatever the clock is set to.</summary>
    [Fact]
    public void An_officer_settles_though_the_clock_is_set_back() => Right(stage =>
    {
        Each(stage, silo => silo.Clock.Ahead = Hours);
        stage.Post("T01", Event("officer.upserted",
            new { officerId = "O1", teamId = "T01", post = true, status = "Active", certNo = "A00003", certValidTo = "2027-01-31" }));
        stage.Pass(Soon);
        Each(stage, silo => silo.Clock.Ahead = TimeSpan.Zero);
        stage.Pass(Soon);
        stage.Pass(Soon);
        var officer = stage.Database.Stored.Rows.Single(static row => row.Kind == "officer");
        Assert.Equal(stage.Cluster.Members.First().Roster.Current.Basis, officer.Basis);
    });

    private static GrainKey Team => new("team", "T01");

    private static GrainKey Sum => new("jurisdiction", Cluster.Options.Value.Jurisdiction);

    /// <summary>Tells a story from several seeds: in some of them grains lie as they must for it to be of use.</summary>
    private static void Right(Action<Stage> story)
    {
        foreach (var seed in Enumerable.Range(1, 8))
        {
            Assert.Equal([], Stage.Alone(() =>
            {
                using var stage = Stage.Open(seed, Mutant.None, Stage.Jurisdiction, "team/T01");
                stage.Pass(Soon);
                story(stage);
                stage.Pass(Soon);
                stage.Compare();
                return stage.Faults;
            }));
        }
    }

    private static void Each(Stage stage, Action<Silo> set) => stage.Cluster.Members.ToList().ForEach(set);

    /// <summary>Both silos die, and two others take their place.</summary>
    private static void Replace(Stage stage)
    {
        foreach (var silo in stage.Cluster.Members.ToList())
        {
            silo.Die();
            stage.Cluster.GiveUp(silo);
            stage.Cluster.Start();
        }
    }

    private static SourceEvent[] Unrecorded(DateTimeOffset end) =>
    [
        Event("inspection.started", new { actNo = "A1", category = "Daily", form = "f", teamId = "T01", itemCodes = Words("S14"),
            officers = Officers, startedAt = end.AddHours(-1).ToString("O") }, time: end.AddHours(-1), id: "started"),
        Event("inspection.completed", new { actNo = "A1", endedAt = end.ToString("O"), result = "NoProblem", recordAttached = false },
            time: end, id: "completed"),
    ];
}
