namespace Dashboard.Grains.Views;

/// <summary>
/// Gives each activation of a silo its mark: another than the one before it had, and seldom one that another silo gives too.
/// </summary>
internal sealed class VersionMarks(TimeProvider clock, int first)
{
    private int last = first;

    /// <summary>Silos begin anywhere, so that two seldom give the same marks at the same time.</summary>
    public VersionMarks(TimeProvider clock)
        : this(clock, Random.Shared.Next(Versions.Marks))
    {
    }

    /// <summary>The versions of a new activation.</summary>
    public Versions New() => new(clock, Interlocked.Increment(ref last) & (Versions.Marks - 1));
}
