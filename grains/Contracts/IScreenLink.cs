using Orleans.Concurrency;

namespace Dashboard.Grains.Contracts;

/// <summary>A web host that screens are linked to.</summary>
public interface IScreenLink : IGrainObserver
{
    /// <summary>Passes a command to the screen behind a link; nobody waits, since a dead host would stall who tells.</summary>
    [OneWay]
    Task Pass(string connection, ScreenCommand command);
}
