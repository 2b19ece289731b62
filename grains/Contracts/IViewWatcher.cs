namespace Dashboard.Grains.Contracts;

/// <summary>A web host that wants to see a view. It is shown the next version only after it has taken the last.</summary>
public interface IViewWatcher : IGrainObserver
{
    /// <summary>
    /// A new version; may repeat or skip versions, never goes back. Completes when the host wants to see the next one, which is made only
    /// then: within half a second.
    /// </summary>
    Task Show(View view);
}
