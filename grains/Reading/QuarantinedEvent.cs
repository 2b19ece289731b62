using System.Text.Json;
using System.Text.RegularExpressions;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Identity;

namespace Dashboard.Grains.Reading;

/// <summary>
/// A quarantined event as it came, and which field of it is at fault. What may not be shown of its data is a mark in its place
/// (DOMAIN.md §13), so that the reader sees what is there and what is not.
/// </summary>
internal static partial class QuarantinedEvent
{
    private static readonly string[] Attributes =
    [
        "specversion", "source", "id", "type", "subject", "time", "recordedat", "teamid", "itemcode", "seq", "op", "batch",
        "datacontenttype",
    ];

    /// <summary>
    /// What everybody may be told of a row. Rows of an earlier release were masked by what it knew; of a complaint or a fault only codes
    /// are told, wherever they stand (<see cref="Impersonal"/>).
    /// </summary>
    public static Document Describe(QuarantineRow row) => new Document()
        .With("key", row.Key)
        .With("source", IdentityNumber.Mask(Impersonal.Shown(row.Type, row.Source), NumberContext.OfText))
        .With("id", Text(Impersonal.Shown(row.Type, row.Id), Shanghai.Day(row.Received)))
        .With("type", IdentityNumber.Mask(Impersonal.Shown(row.Type, row.Type), NumberContext.OfText))
        .With("code", row.Code)
        .With("reason", IdentityNumber.Mask(row.Reason, NumberContext.OfText))
        .With("receivedAt", Rfc3339.Write(row.Received)).With("state", row.State.ToString().ToLowerInvariant());

    /// <summary>The event, without what is hidden; null when it is no JSON object (kept by an earlier release).</summary>
    public static Document? Of(QuarantineRow row)
    {
        try
        {
            using var json = JsonDocument.Parse(row.Raw);
            return json.RootElement.ValueKind == JsonValueKind.Object ? Of(row, json.RootElement) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The field a reason begins with: <c>data.filedOn</c>; null when it is about the event as a whole.</summary>
    public static string? FieldAtFault(string reason) =>
        Place().Match(reason) is { Success: true } place ? (place.Value == "The type" ? "type" : place.Value) : null;

    private static Document Of(QuarantineRow row, JsonElement given)
    {
        var received = Shanghai.Day(row.Received);
        var shown = new Document();
        foreach (var member in given.EnumerateObject())
        {
            var name = member.Name.ToLowerInvariant();
            if (name == "data" && member.Value.ValueKind == JsonValueKind.Object)
            {
                shown.With("data",
                    ShownData.Of(SourceEvent.NameOf(row.Type).ToString(), member.Value, new(received, received), FileMask.Least,
                        unlisted: Impersonal.Hidden));
            }
            else
            {
                shown.With(IdentityNumber.Mask(Impersonal.Shown(row.Type, member.Name), NumberContext.OfText),
                    Attributes.Contains(name) ? Impersonal.Shown(row.Type, Text(member.Value, received)) : Impersonal.Hidden);
            }
        }

        return shown;
    }

    private static string Text(JsonElement value, DateOnly received) =>
        Text(value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText(), received);

    private static string Text(string text, DateOnly received) => IdentityNumber.Mask(text, new(Named.Register, received, received));

    [GeneratedRegex(@"^(?:data(?:\.\w+|\[\d+\])+|(?:data|data_base64|time|recordedat|seq|op|teamid|datacontenttype|The type)\b)")]
    private static partial Regex Place();
}
