using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;
using Dashboard.Web.Ingest;

namespace Dashboard.Web.Supervision;

/// <summary>
/// The forms of supervision orders: an act is judged before it is recorded, and refused with a sentence; what holds goes in as an event of
/// source <c>/local/orders/…</c> through the same intake as any upstream's.
/// </summary>
internal sealed class OrderForms(IOrders orders, Intake intake, EventReader reader, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Drafts an order and issues it at once.</summary>
    /// <returns>Its id, or why not and under which status.</returns>
    public async Task<(string? Id, Said? Refusal, int Status)> IssueAsync(JsonObject given, Caller caller, CancellationToken cancel)
    {
        var isListed = given["listed"] is JsonValue flag && flag.TryGetValue<bool>(out var listed) && listed;
        var actor = OrderActors.Of(caller, isListed ? ["R2", "R1"] : ["R3", "R2", "R1"]);
        var now = clock.GetUtcNow();
        var today = Shanghai.Day(now);
        var id = $"DB-{today:yyyyMMdd}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        var data = (JsonObject)given.DeepClone();
        data["due"] ??= Iso(orders.DueOf(Text(data["severity"]) ?? "", today));
        var origin = Text(data["origin"]) ?? "Wall";
        var drafted = Only(data, "severity", "teamId", "title", "targets", "rule", "noticeNo");
        var issued = Only(data, "due", "demand", "listed", "basis");
        (drafted["origin"], issued["day"], issued["by"], issued["byRole"]) = (origin, Iso(today), actor?.Id ?? "-", actor?.Role ?? "R4");
        var read = Read(id, caller, (now.AddMilliseconds(-1), "order.drafted", drafted), (now, "order.issued", issued));
        if (read.Find(static one => one.Refusal is not null) is { } refused)
        {
            return (null, RefusalWords.Of(refused.Refusal!.Reason), StatusCodes.Status400BadRequest);
        }

        if (actor is null || !caller.MaySeeTeam(Text(drafted["teamId"])))
        {
            return (null, OrderSentences.NotYours, StatusCodes.Status403Forbidden);
        }

        var objection = await orders.ObjectionAsync(read[1].Event!, [read[0].Event!], cancel);
        return objection is not null ? (null, OrderSentences.Of(objection), StatusCodes.Status409Conflict)
            : await RecordAsync(read, cancel) is { } problem ? (null, problem, StatusCodes.Status400BadRequest)
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

        if (OrderActors.Of(caller, found.Roles) is not { } actor)
        {
            return (act == "closed" && OrderActors.RolesOf(caller).Contains("R4") ? OrderSentences.Of("K1")
                : act == "closed" && OrderActors.IsOfWork(caller) ? OrderSentences.Of("K2")
                : OrderSentences.NotYours, StatusCodes.Status403Forbidden);
        }

        var now = clock.GetUtcNow();
        var data = Only(given, [.. found.Fields.Select(static field => field.Name)]);
        (data["by"], data["byRole"], data["at"]) = (actor.Id, actor.Role, Rfc3339.Write(now));
        (data["day"], data["approvedOn"]) = (Iso(Shanghai.Day(now)), Iso(Shanghai.Day(now)));
        var more = act == "closed" ? await orders.ClosingAsync(id, actor, SourceOf(caller), now, cancel) : [];
        var read = Read(id, caller, (now, type, data));
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
        return (await RecordAsync([.. all, .. read], cancel), StatusCodes.Status400BadRequest);
    }

    private List<IncomingEvent> Read(string order, Caller caller, params (DateTimeOffset At, string Type, JsonObject Data)[] said)
    {
        var batch = new JsonArray([.. said.Select(one =>
        {
            one.Data["orderId"] = order;
            return new JsonObject
            {
                ["specversion"] = "1.0", ["id"] = $"{Guid.CreateVersion7():n}", ["source"] = SourceOf(caller),
                ["type"] = $"enforcement.{one.Type}.v1", ["subject"] = order, ["time"] = Rfc3339.Write(one.At), ["data"] = one.Data,
            };
        })]);
        return reader.Read(JsonSerializer.SerializeToUtf8Bytes(batch, Readable), BodyFormat.Batch);
    }

    private async Task<Said?> RecordAsync(List<IncomingEvent> events, CancellationToken cancel)
    {
        var receipt = await intake.RecordAsync(events, cancel);
        return receipt.Quarantined > 0 ? RefusalWords.Of(receipt.Results[0].Reason) : null;
    }

    private static string SourceOf(Caller caller) =>
        $"/local/orders/{(caller.Kind == CallerKind.Person ? Uri.EscapeDataString(caller.Name) : "local")}";

    private static JsonObject Only(JsonObject given, params ReadOnlySpan<string> names)
    {
        var some = new JsonObject();
        foreach (var name in names)
        {
            if (given[name] is { } value && !(Text(value)?.Trim().Length == 0))
            {
                some[name] = value.DeepClone();
            }
        }

        return some;
    }

    private static string? Text(JsonNode? value) => value is JsonValue one && one.TryGetValue<string>(out var text) ? text : null;

    private static string Iso(DateOnly day) => $"{day:yyyy-MM-dd}";
}
