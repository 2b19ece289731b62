namespace Dashboard.Grains.Views;

/// <summary>
/// Passes on what is newest: at once, and again as soon as the last sending was taken if anything has changed meanwhile. Whoever takes sets
/// the pace; there is no timer here, since the one pacer stands on the web host. Not for concurrent use: a grain's turns stand around it.
/// </summary>
internal sealed class Relay(Func<Task> send)
{
    private bool changed;
    private bool sending;

    /// <summary>Completes when nothing is being sent.</summary>
    public Task Sending { get; private set; } = Task.CompletedTask;

    /// <summary>Something is to be sent; what, is decided when it is.</summary>
    public void Signal()
    {
        changed = true;
        if (!sending)
        {
            sending = true;
            Sending = SendAsync();
        }
    }

    private async Task SendAsync()
    {
        try
        {
            while (changed)
            {
                changed = false;
                await send();
            }
        }
        finally
        {
            sending = false;
        }
    }
}
