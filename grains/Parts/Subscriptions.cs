using Dashboard.Grains.Views;

namespace Dashboard.Grains.Parts;

/// <summary>The sums that are sent a part when it changes, each at the pace at which it takes, until its lease ends.</summary>
/// <param name="part">The part as it is when it is sent.</param>
/// <param name="lost">A sum did not take its part; it asks for it when it next subscribes.</param>
/// <param name="pause">After each sending: a part that is itself added up of many has all that changes meanwhile in the next.</param>
internal sealed class Subscriptions(TimeProvider clock, Func<Share, TeamPart> part, Action<Exception> lost, TimeSpan pause = default)
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);
    private readonly Dictionary<(ISum Sum, Share Share), Subscriber> subscribers = [];

    /// <summary>Some sum is to be sent what changes.</summary>
    public bool HasAny => subscribers.Values.Any(IsLive);

    /// <summary>Begins or renews a subscription.</summary>
    public void Renew(ISum sum, Share share)
    {
        if (!subscribers.TryGetValue((sum, share), out var subscriber))
        {
            subscribers[(sum, share)] = subscriber = new(new("part", () => SendAsync(sum, share)));
        }

        subscriber.RenewedAt = clock.GetTimestamp();
    }

    /// <summary>Something of these shares has changed.</summary>
    public void Signal(Func<Share, bool> concerned)
    {
        foreach (var (key, subscriber) in subscribers)
        {
            if (!IsLive(subscriber))
            {
                subscribers.Remove(key);
            }
            else if (concerned(key.Share))
            {
                subscriber.Relay.Signal();
            }
        }
    }

    private bool IsLive(Subscriber subscriber) => clock.GetElapsedTime(subscriber.RenewedAt) <= Lease;

    private async Task SendAsync(ISum sum, Share share)
    {
        try
        {
            await sum.Take(part(share));
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, clock);
            }
        }
        catch (Exception problem)
        {
            subscribers.Remove((sum, share));
            lost(problem);
        }
    }

    private sealed class Subscriber(Relay relay)
    {
        public Relay Relay { get; } = relay;

        /// <summary>A timestamp: a clock that is set back prolongs no lease.</summary>
        public long RenewedAt { get; set; }
    }
}
