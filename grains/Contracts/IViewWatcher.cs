namespace Dashboard.Grains.Contracts;

/// <summary>A web host that wants to see a view. It is shown the next version only after it has taken the last.</summary>
public interface IViewWatcher : IGrainObserver
{
    /// <summary>A new version; may repeat or skip versions, never goes back.</summary>
    Task Show(View view);
}
