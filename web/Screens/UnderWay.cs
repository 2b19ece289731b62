namespace Dashboard.Web.Screens;

/// <summary>Frames on their way to a view's screens. Nobody waits for a screen that is slow until it is many frames behind.</summary>
/// <param name="most">So many may be under way.</param>
internal sealed class UnderWay(int most)
{
    private readonly Queue<Task> sendings = [];

    /// <summary>One more is under way.</summary>
    /// <returns>What to wait for before more is sent: done, but for a screen that is many frames behind.</returns>
    public Task Add(Task sending)
    {
        lock (sendings)
        {
            while (sendings.TryPeek(out var sent) && sent.IsCompleted)
            {
                sendings.Dequeue();
            }

            sendings.Enqueue(sending);
            return sendings.Count > most ? sendings.Dequeue() : Task.CompletedTask;
        }
    }
}
