using Dashboard.Load.Story;

namespace Dashboard.Load.Stages;

/// <summary>A story whose posts are taken one after the other.</summary>
internal sealed class ToldStory(Workload workload)
{
    private int told;

    public byte[][] Next(int posts) => workload.Bodies[told..(told += posts)];

    /// <summary>Takes what was told into the independent count.</summary>
    public void CountIn(Tally tally, string jurisdiction) => tally.Add(workload, told * workload.Shape.BatchSize, jurisdiction);
}
