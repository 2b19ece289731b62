using System.Text.Json.Nodes;
using Dashboard.Grains.Contracts;

namespace Dashboard.Web.SetUp;

/// <summary>What is registered of one subject.</summary>
/// <param name="Last">The registration that holds; null where none does.</param>
/// <param name="Seq">Behind all that upstream has said of it.</param>
internal sealed record Entry(string Id, SourceEvent? Last, long Seq)
{
    /// <summary>Of an item: the event by which it was claimed; null where it is not.</summary>
    public SourceEvent? Claim { get; private init; }

    /// <summary>Of an item: the checklist by which it is inspected; null where there is none.</summary>
    public SourceEvent? Checklist { get; private init; }

    /// <summary>Stands for what names no known team or item.</summary>
    public static readonly string[] Unknown = ["unassigned", "unclassified"];

    /// <summary>It came with the product, and nobody has said anything of it since.</summary>
    public bool IsSeeded => Last?.Source == "/seeds";

    /// <summary>The data of the registration.</summary>
    public JsonObject Data => Last is null ? [] : JsonNode.Parse(Last.Data)!.AsObject();

    public bool IsEnded => (string?)Data["status"] is "Ended" or "left";

    public bool IsBureau => (string?)Data["status"] == Register.Bureau;

    /// <summary>By what is said of a subject.</summary>
    public static Entry Of(Register register, Registration subject) =>
        new(subject.Id, subject.Said.LastOrDefault(said => said.Type == register.Type), subject.Seq)
        {
            Claim = subject.Said.LastOrDefault(static said => said.Type is ItemDuties.Claimed or ItemDuties.Unclaimed)
                is { Type: ItemDuties.Claimed } claim ? claim : null,
            Checklist = subject.Said.LastOrDefault(static said => said.Type == ItemDuties.Published),
        };
}
