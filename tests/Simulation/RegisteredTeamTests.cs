using Dashboard.Grains.Contracts;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Simulation;

/// <summary>A view that there is is never called none, whichever process answers.</summary>
public sealed class RegisteredTeamTests
{
    [Fact]
    public void A_team_that_was_registered_just_now_through_another_silo_is_shown_by_each()
    {
        foreach (var seed in Enumerable.Range(1, 40))
        {
            Assert.Equal([], Stage.Alone(() => Registered(seed)));
        }
    }

    private static List<string> Registered(int seed)
    {
        using var stage = Stage.Open(seed, Mutant.None);
        var grains = new SimulatedGrains(stage.Cluster, null);
        stage.Pass(TimeSpan.FromMilliseconds(stage.World.Random.Next(12_000)));
        stage.Post("unassigned", [.. Enumerable.Range(1, 4).Select(static number => Event("team.upserted",
            new { teamId = $"N0{number}", name = "n", status = "Active", order = number }, id: $"team N0{number}"))]);
        foreach (var number in Enumerable.Range(1, 4))
        {
            if (stage.Ask(() => grains.GetGrain<ITeamGrain>($"N0{number}").Get(null)) is null)
            {
                stage.Faults.Add($"Seed {seed}: team N0{number} is said not to be there.");
            }
        }

        return stage.Faults;
    }
}
