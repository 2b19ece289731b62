using Microsoft.AspNetCore.SignalR;

namespace Dashboard.Web.Access;

/// <summary>
/// As whom and how a connection was opened. Read when it opens and kept with it: the request that opened it can be over while its last
/// calls are still under way, and then says nothing any more.
/// </summary>
/// <param name="Caller">Who opened it; a connection is cut when the caller's rights change.</param>
/// <param name="Mask">What it is shown.</param>
/// <param name="Unpacks">It said that it can unpack frames.</param>
internal sealed record Opening(Caller Caller, Mask Mask, bool Unpacks)
{
    /// <summary>Of an open connection; the first to ask must ask as it opens.</summary>
    public static Opening Of(HubCallerContext connection)
    {
        if (connection.Items.TryGetValue(typeof(Opening), out var held) && held is Opening known)
        {
            return known;
        }

        var request = connection.GetHttpContext();
        var caller = request?.Caller() ?? Caller.Anonymous;
        var opening = new Opening(caller, Mask.Of(caller), request?.Request.Query.ContainsKey("packed") == true);
        connection.Items[typeof(Opening)] = opening;
        return opening;
    }
}
