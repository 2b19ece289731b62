using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Simulation;

/// <summary>An older copy of the ledger is put in its place while the product runs.</summary>
public sealed class OlderLedgerTests
{
    [Fact]
    public void What_teams_sums_and_screens_show_is_what_the_older_copy_holds_and_then_what_is_sent_again()
    {
        foreach (var seed in Enumerable.Range(1, 5))
        {
            Assert.Equal([], Stage.Alone(() =>
            {
                using var stage = Stage.Open(seed, Mutant.None, Stage.Jurisdiction, "team/T01");
                stage.Post("T01", Filed("kept") with { Id = "kept" });
                var copy = stage.Database.Copy();
                var lost = Filed("lost") with { Id = "lost" };
                stage.Post("T01", lost);
                stage.Pass(TimeSpan.FromSeconds(45));

                stage.Database.Restore(copy);
                stage.Acknowledged.Heard.Clear();
                stage.Pass(TimeSpan.FromSeconds(45));
                stage.Compare();

                stage.Post("T01", lost);
                stage.Pass(TimeSpan.FromSeconds(10));
                stage.Compare();
                return stage.Faults;
            }));
        }
    }
}
