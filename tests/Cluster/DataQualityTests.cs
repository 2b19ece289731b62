using Dashboard.Grains.Roster;

namespace Dashboard.Tests.Cluster;

public sealed class DataQualityTests
{
    [Theory]
    [InlineData(0.1, 20)]
    [InlineData(10, 2_000)]
    [InlineData(1_000, 30_000)]
    [InlineData(10_000, 40_000)]
    public void A_dear_reading_is_seldom_but_its_figures_grow_no_older_than_they_must(double reading, double pause) =>
        Assert.Equal(pause, DataQuality.PauseAfter(TimeSpan.FromMilliseconds(reading)).TotalMilliseconds);
}
