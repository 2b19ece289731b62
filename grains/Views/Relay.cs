using System.Diagnostics;

namespace Dashboard.Grains.Views;

/// <summary>
/// Passes on what is newest: at once, and again as soon as the last sending was taken if anything has changed meanwhile. Whoever takes sets
/// the pace; there is no timer here, since the one pacer stands on the web host. Not for concurrent use: a grain's turns stand around it.
/// </summary>
/// <param name="what">Name of the span of a sending, from when it begins until it was taken.</param>
/// <param name="send">Sends what is newest.</param>
internal sealed class Relay(string what, Func<Task> send)
{
    private ActivityContext trace;
    private bool changed;
    private bool sending;

    /// <summary>Completes when nothing is being sent.</summary>
    public Task Sending { get; private set; } = Task.CompletedTask;

    /// <summary>Something is to be sent; what, is decided when it is.</summary>
    public void Signal()
    {
        changed = true;
        // What is sent shows what changed last; a trace is not left for a change that is in none.
        trace = Tracing.Here is var here && here != default ? here : trace;
        if (!sending)
        {
            sending = true;
            Sending = SendAsync();
        }
    }

    private async Task SendAsync()
    {
        Tracing.Leave();
        try
        {
            while (changed)
            {
                changed = false;
                using var span = Tracing.Start(what, trace);
                trace = default;
                await send();
            }
        }
        finally
        {
            sending = false;
        }
    }
}
