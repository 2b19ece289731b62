using Dashboard.Grains.Domain.Orders;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Teams;

/// <summary>
/// The orders drafted of one rule and day, kept in mind: in a storm they would be read and folded anew with each look.
/// </summary>
internal sealed class DraftedOrders
{
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    /// <summary>The first, the second …; the last one takes in what rises.</summary>
    public List<string> Ids { get; } = [];

    /// <summary>What the last look sent them.</summary>
    public List<RaisedWarning> Sent { get; } = [];

    /// <summary>How many more the last one takes.</summary>
    public int Room { get; private set; }

    /// <summary>The last one is being read.</summary>
    public bool IsAwaited { get; private set; }

    /// <summary>The next one is read now; from here on what becomes of it is not missed.</summary>
    public void Await(string id)
    {
        Ids.Add(id);
        IsAwaited = true;
    }

    /// <summary>The last one is to be read again when something rises: it may have changed without being told of.</summary>
    /// <returns>False when nothing has risen since this was said before.</returns>
    public bool AwaitAgain()
    {
        var isUsed = !IsAwaited;
        IsAwaited = true;
        return isUsed;
    }

    /// <summary>The one awaited, as the ledger has it; null: not yet.</summary>
    public void Begin(OrderCourse? order)
    {
        IsAwaited = false;
        known.UnionWith((order?.Targets ?? []).Select(OrderCourse.KeyOf));
        Room = order is null ? OrderKind.MostTargets : order.Stage == "drafted" ? OrderKind.MostTargets - order.Targets.Count : 0;
    }

    /// <summary>One of them is about the subject of this warning.</summary>
    public bool Knows(RaisedWarning warning) => known.Contains(KeyOf(warning));

    /// <summary>The last one takes these in.</summary>
    public void Send(List<RaisedWarning> warnings)
    {
        known.UnionWith(warnings.Select(KeyOf));
        Sent.AddRange(warnings);
        Room -= warnings.Count;
    }

    private static string KeyOf(RaisedWarning warning) => $"{warning.Kind}/{warning.Subject}";
}
