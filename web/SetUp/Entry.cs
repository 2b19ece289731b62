using System.Text.Json.Nodes;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Ledger;

namespace Dashboard.Web.SetUp;

/// <summary>What is registered of one subject.</summary>
/// <param name="Last">The registration that holds; null where none does.</param>
/// <param name="Seq">Behind all that upstream has said of it.</param>
internal sealed record Entry(string Id, SourceEvent? Last, long Seq)
{
    /// <summary>Stands for what names no known team or item.</summary>
    public static readonly string[] Unknown = ["unassigned", "unclassified"];

    /// <summary>It came with the product, and nobody has said anything of it since.</summary>
    public bool IsSeeded => Last?.Source == "/seeds";

    /// <summary>The data of the registration.</summary>
    public JsonObject Data => Last is null ? [] : JsonNode.Parse(Last.Data)!.AsObject();

    public bool IsEnded => (string?)Data["status"] is "Ended" or "left";

    public bool IsBureau => (string?)Data["status"] == Register.Bureau;

    /// <summary>By the events of a subject.</summary>
    public static Entry Of(Register register, string id, Recalled recalled) => new(
        id,
        Chronicle.Live(recalled.Events.Where(@event => @event.Type == register.Type))
            .LastOrDefault(@event => @event.Operation != Operation.Delete),
        recalled.Events.Select(@event => @event.Seq).DefaultIfEmpty().Max());
}
