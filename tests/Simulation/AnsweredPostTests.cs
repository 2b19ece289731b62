using System.Text.Json.Nodes;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Parts;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Simulation;

/// <summary>Whoever was answered a post reads what it changed, in every team it changed.</summary>
public sealed class AnsweredPostTests
{
    [Fact]
    public void A_case_that_came_from_another_team_is_read_at_once_though_a_batch_of_its_new_team_is_being_written()
    {
        foreach (var seed in Enumerable.Range(1, 40))
        {
            Assert.Equal([], Stage.Alone(() => Moved(seed)));
        }
    }

    private static List<string> Moved(int seed)
    {
        using var stage = Stage.Open(seed, Mutant.None);
        var team = new SimulatedGrains(stage.Cluster, null);
        stage.Post("T01", Filed("moves", seq: 1) with { Id = "filed" });
        stage.Post("T02", Filed("stays", "T02", seq: 1) with { Id = "stays" });
        var beside = stage.Begin(async () =>
        {
            for (var number = 2; number < 20; number++)
            {
                await team.GetGrain<ITeamGrain>("T02").Record(new([Filed("stays", "T02", seq: number) with { Id = $"stays {number}" }]));
            }
        });

        stage.Post("T01", Filed("moves", "T02", seq: 2, operation: Operation.Update) with { Id = "moved" });
        // The message that tells the team is sent before the answer, and may come twice: here it comes just before the reader.
        var moved = stage.Database.Stored.ChangesAfter("T02", 0).Last(static change => change.Notes.Length == 0);
        var view = stage.Ask(() => stage.Cluster.Find(new("team", "T02"))!.CallAsync(async grain =>
        {
            await ((ITeamParts)grain).Affect(moved.Sequence, moved.At, moved.Delta);
            return await ((ITeamGrain)grain).Get(null);
        }));
        var shown = JsonNode.Parse(view!.Document.ToUtf8())!;
        if ((long?)shown["open"]!["cases"] != 2)
        {
            stage.Faults.Add($"Seed {seed}: the team shows {shown["open"]!["cases"]} open cases and has 2.");
        }

        stage.Until(() => beside.IsCompleted, "The posts beside it are not answered.");
        return stage.Faults;
    }
}
