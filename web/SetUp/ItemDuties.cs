using System.Text.Json.Nodes;
using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;

namespace Dashboard.Web.SetUp;

/// <summary>
/// What the agency owes an item (DOMAIN.md ITM-01): to claim it as its duty, and to publish the checklist by which it is inspected. Without
/// either the item has warning W27.
/// </summary>
internal sealed class ItemDuties(RegisterForms registers, LocalEvents events, TimeProvider clock)
{
    public const string Claimed = "item.claimed", Unclaimed = "item.unclaimed", Published = "checklist.published";

    private const int MostPoints = 200, LongestPoint = 500;

    private static readonly Register Items = Register.Find("items")!;

    /// <summary>Claims an item, or gives the claim up, from a day on.</summary>
    /// <returns>Why not; null when it is recorded.</returns>
    public async Task<Said?> ClaimAsync(string code, Claim claim, bool givesUp, Caller caller, CancellationToken cancel)
    {
        if (await registers.FindAsync(Items, code, cancel) is not { } item)
        {
            return RegisterForms.NotThere;
        }

        if (givesUp && item.Claim is null)
        {
            return new Said("此事项没有认领。", "This item is not claimed.");
        }

        if (claim.Day is { } future && future > Shanghai.Day(clock.GetUtcNow()))
        {
            return new Said("认领日期不能晚于今天。", "The day of the claim must not be later than today.");
        }

        var data = new JsonObject
        {
            ["itemCode"] = item.Id,
            ["agencyUscc"] = claim.AgencyUscc?.Trim() is { Length: > 0 } given ? given : DataOf(item.Claim)["agencyUscc"].AsText(),
            ["day"] = $"{claim.Day ?? Shanghai.Day(clock.GetUtcNow()):yyyy-MM-dd}",
        };
        if (data["agencyUscc"] is null)
        {
            return new Said("请填写认领机关的统一社会信用代码。", "The unified social credit code of the agency is needed.");
        }

        return await events.RecordAsync(new(givesUp ? Unclaimed : Claimed, item.Id, null, item.Seq, "i", data), caller, cancel);
    }

    /// <summary>Publishes a checklist of an item, or its next version.</summary>
    /// <returns>Why not; null when it is recorded.</returns>
    public async Task<Said?> PublishAsync(string code, Checklist checklist, Caller caller, CancellationToken cancel)
    {
        if (await registers.FindAsync(Items, code, cancel) is not { } item)
        {
            return RegisterForms.NotThere;
        }

        var points = (checklist.Points ?? []).Select(point => point?.Trim() ?? "").Where(point => point.Length > 0).ToList();
        if (points.Count is 0 or > MostPoints || points.Exists(point => point.Length > LongestPoint))
        {
            return new Said($"请填写检查内容，一行一项（1–{MostPoints} 项，每项不超过 {LongestPoint} 个字符）。",
                $"Write what is checked, one line each (1 to {MostPoints} lines of at most {LongestPoint} characters).");
        }

        var data = new JsonObject
        {
            ["itemCode"] = item.Id,
            ["checklistCode"] = checklist.Code?.Trim(),
            ["version"] = checklist.Version?.Trim(),
            ["effectiveFrom"] = checklist.EffectiveFrom is { } from ? $"{from:yyyy-MM-dd}" : null,
            ["points"] = new JsonArray([.. points.Select((point, at) => new JsonObject { ["id"] = $"{at + 1}", ["text"] = point })]),
        };
        return await events.RecordAsync(new(Published, item.Id, null, item.Seq, "i", data), caller, cancel);
    }

    /// <summary>What of both is shown beside an item.</summary>
    public static void Describe(Entry item, JsonObject row)
    {
        if (item.Claim is not null)
        {
            row["claim"] = Some(DataOf(item.Claim), "agencyUscc", "day");
        }

        if (item.Checklist is not null)
        {
            var data = DataOf(item.Checklist);
            var shown = Some(data, "version", "effectiveFrom");
            shown["code"] = data["checklistCode"]?.DeepClone();
            shown["points"] = new JsonArray([.. (data["points"] as JsonArray ?? []).Select(Text)]);
            row["checklist"] = shown;
        }
    }

    private static JsonObject DataOf(SourceEvent? said) => said is null ? [] : JsonNode.Parse(said.Data)!.AsObject();

    private static JsonObject Some(JsonObject data, params ReadOnlySpan<string> names)
    {
        var some = new JsonObject();
        foreach (var name in names)
        {
            some[name] = data[name]?.DeepClone();
        }

        return some;
    }

    /// <summary>What a point asks for, however upstream writes it.</summary>
    private static JsonNode? Text(JsonNode? point) =>
        JsonValue.Create(point is JsonObject named ? (named["text"] ?? named["content"] ?? named["id"])?.ToString() : point?.ToString());
}

/// <summary>By whom an item is claimed, and from which day on; today where it says none.</summary>
internal sealed record Claim(string? AgencyUscc, DateOnly? Day);

/// <summary>What is checked of an item.</summary>
internal sealed record Checklist(string? Code, string? Version, DateOnly? EffectiveFrom, IReadOnlyList<string?>? Points);
