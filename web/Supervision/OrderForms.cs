using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;
using Dashboard.Web.Ingest;

namespace Dashboard.Web.Supervision;

/// <summary>
/// The forms of supervision orders: an act is judged before it is recorded, and refused with a sentence; what holds goes in as an event of
/// source <c>/local/orders/…</c> through the same intake as any upstream's.
/// </summary>
internal sealed class OrderForms(IOrders orders, FormEvents events, TimeProvider clock)
{
    private const string Folder = "orders";

    /// <summary>Drafts an order and issues it at once.</summary>
    /// <returns>Its id, or why not and under which status.</returns>
    public async Task<(string? Id, Said? Refusal, int Status)> IssueAsync(JsonObject given, Caller caller, CancellationToken cancel)
    {
        var isListed = given["listed"].IsTrue();
        var actor = Offices.Of(caller, isListed ? ["R2", "R1"] : ["R3", "R2", "R1"]);
        var now = clock.GetUtcNow();
        var today = Shanghai.Day(now);
        var id = $"DB-{today:yyyyMMdd}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        var data = (JsonObject)given.DeepClone();
        data["due"] ??= Rfc3339.Write(orders.DueOf(data["severity"].AsText() ?? "", today));
        var origin = data["origin"].AsText() ?? "Wall";
        var drafted = FormEvents.Only(data, "severity", "teamId", "title", "targets", "rule", "noticeNo", "coTeams");
        var issued = FormEvents.Only(data, "due", "demand", "listed", "basis");
        (drafted["origin"], issued["day"], issued["by"], issued["byRole"]) =
            (origin, Rfc3339.Write(today), actor?.Id ?? "-", actor?.Role ?? "R4");
        var read = events.Read(Folder, ("orderId", id), caller,
            (now.AddMilliseconds(-1), "order.drafted", drafted), (now, "order.issued", issued));
        if (read.Find(static one => one.Refusal is not null) is { } refused)
        {
            return (null, RefusalWords.Of(refused.Refusal!.Reason), StatusCodes.Status400BadRequest);
        }

        if (actor is null || !caller.MaySeeTeam(drafted["teamId"].AsText()))
        {
            return (null, OrderSentences.NotYours, StatusCodes.Status403Forbidden);
        }

        var objection = await orders.ObjectionAsync(read[1].Event!, [read[0].Event!], cancel);
        return objection is not null ? (null, OrderSentences.Of(objection), StatusCodes.Status409Conflict)
            : await events.RecordAsync(read, cancel) is { } problem ? (null, problem, StatusCodes.Status400BadRequest)
            : (id, null, StatusCodes.Status201Created);
    }

    /// <summary>Does one step on an order.</summary>
    /// <param name="act">As its event names it, without the kind: <c>accepted</c>.</param>
    /// <returns>Why not, and under which status; no refusal when it is recorded.</returns>
    public async Task<(Said? Refusal, int Status)> ActAsync(
        string id, string act, JsonObject given, Caller caller, CancellationToken cancel)
    {
        if (await orders.ActsAsync(id, caller.Reader, cancel) is not { } acts)
        {
            return (OrderSentences.Unknown, StatusCodes.Status404NotFound);
        }

        var type = $"order.{act}";
        if (acts.FirstOrDefault(one => one.Type == type) is not { } found)
        {
            return (OrderSentences.Of("stage"), StatusCodes.Status409Conflict);
        }

        if (Offices.Of(caller, found.Roles) is not { } actor)
        {
            return (act == "closed" && Offices.RolesOf(caller).Contains("R4") ? OrderSentences.Of("K1")
                : act == "closed" && Offices.IsOfWork(caller) ? OrderSentences.Of("K2")
                : OrderSentences.NotYours, StatusCodes.Status403Forbidden);
        }

        var now = clock.GetUtcNow();
        var data = FormEvents.Only(given, [.. found.Fields.Select(static field => field.Name)]);
        (data["by"], data["byRole"], data["at"]) = (actor.Id, actor.Role, Rfc3339.Write(now));
        (data["day"], data["approvedOn"]) = (Rfc3339.Write(Shanghai.Day(now)), Rfc3339.Write(Shanghai.Day(now)));
        if (found.IsOfCoTeam)
        {
            data["interim"] = true;
        }

        var more = act == "closed" ? await orders.ClosingAsync(id, actor, FormEvents.SourceOf(Folder, caller), now, cancel) : [];
        var read = events.Read(Folder, ("orderId", id), caller, (now, type, data));
        if (read[0].Refusal is { } refusal)
        {
            return (RefusalWords.Of(refusal.Reason), StatusCodes.Status400BadRequest);
        }

        if (await orders.ObjectionAsync(read[0].Event!, more, cancel) is { } objection)
        {
            var isForbidden = objection is "K1" or "K2";
            return (OrderSentences.Of(objection), isForbidden ? StatusCodes.Status403Forbidden : StatusCodes.Status409Conflict);
        }

        var all = more.Select(static (said, at) => new IncomingEvent(at, said.Source, said.Id, said, said.Team, null)).ToList();
        return (await events.RecordAsync([.. all, .. read], cancel), StatusCodes.Status400BadRequest);
    }
}
