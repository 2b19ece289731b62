using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Calendar;

namespace Dashboard.Grains.Domain.Identity;

/// <summary>
/// Looks for citizens' identity numbers in all of an event: envelope, extensions, data, names of members, texts and numbers, each in the
/// light of the field it stands in. What it found is masked the same way.
/// </summary>
internal sealed class IdentitySearch
{
    /// <summary>Chinese text stays readable; nothing here is written into HTML.</summary>
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>No event happened earlier (DOMAIN.md §14.1 V1), whatever it says.</summary>
    private static readonly DateOnly Earliest = new(2015, 1, 1);
    private readonly JsonPiece json;
    private readonly NumberContext context;

    private IdentitySearch(JsonPiece json, NumberContext context)
    {
        this.json = json;
        var texts = Texts(json, "", Named.Nothing).ToList();
        this.context = context with { Registered = RegisteredIn(texts, context) };
        Place = texts.Where(HoldsOne).Select(static text => text.Place).FirstOrDefault();
    }

    /// <summary>The search of an event that holds a number, with the place of the first; null where it holds none.</summary>
    /// <param name="event">As it came; good until its table reads again.</param>
    /// <param name="happened">The event's time, where it says one.</param>
    public static IdentitySearch? Of(JsonPiece @event, DateTimeOffset? happened, DateTimeOffset received)
    {
        var today = Shanghai.Day(received);
        var day = happened < received ? Shanghai.Day(happened.Value) : today;
        var search = new IdentitySearch(@event, new(Named.Nothing, today, day > Earliest ? day : Earliest));
        return search.Place is null ? null : search;
    }

    /// <summary>Names from the event down to the first number found: <c>data.party.code</c>.</summary>
    public string? Place { get; }

    /// <summary>An attribute of the event, masked.</summary>
    public string Mask(string name, string text) => IdentityNumber.Mask(text, context with { Named = NumberWords.Of(name) });

    /// <summary>A sentence about the event, masked.</summary>
    public string Mask(string sentence) => IdentityNumber.Mask(sentence, context);

    /// <summary>The event, masked, as UTF-8 JSON.</summary>
    public byte[] Mask()
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Readable))
        {
            Write(writer, json, Named.Nothing);
        }

        return bytes.ToArray();
    }

    private static HashSet<string> RegisteredIn(List<(string Place, string Text, Named Named)> texts, NumberContext context)
    {
        var registered = new HashSet<string>();
        foreach (var (_, text, named) in texts)
        {
            if (named == Named.Register && IdentityNumber.Find(text, context with { Named = named }) is null
                && IdentityNumber.Find(text, context) is { } alike)
            {
                registered.Add(alike.Digits);
            }
        }

        return registered;
    }

    private bool HoldsOne((string Place, string Text, Named Named) text) =>
        IdentityNumber.Find(text.Text, context with { Named = text.Named }) is not null;

    /// <summary>
    /// Every text, number and name that may hold a number, in order. Case numbers are made like identity numbers, so that most events
    /// have a few; what has none is neither read nor gone into.
    /// </summary>
    private static IEnumerable<(string Place, string Text, Named Named)> Texts(JsonPiece piece, string place, Named named)
    {
        switch (piece.Kind)
        {
            case JsonTokenType.StartObject:
                foreach (var member in piece)
                {
                    var isSearched = NumberScreen.MayHold(member.Name);
                    if (!isSearched && !member.MayHoldIdentityNumber)
                    {
                        continue;
                    }

                    var name = Encoding.UTF8.GetString(member.Name);
                    if (isSearched)
                    {
                        yield return (place, name, named);
                    }

                    foreach (var text in Texts(member, place.Length == 0 ? name : $"{place}.{name}", NamedBy(piece, name, named)))
                    {
                        yield return text;
                    }
                }

                break;
            case JsonTokenType.StartArray:
                foreach (var entry in piece)
                {
                    foreach (var text in Texts(entry, place, named))
                    {
                        yield return text;
                    }
                }

                break;
            case JsonTokenType.String when piece.MayHoldIdentityNumber:
                yield return (place, Encoding.UTF8.GetString(piece.Utf8), named);
                break;
            case JsonTokenType.Number when piece.MayHoldIdentityNumber:
                yield return (place, Encoding.UTF8.GetString(piece.Raw), named);
                break;
        }
    }

    /// <summary>What a member's name says, or beside a party's code its kind; all within a person's card is the person's.</summary>
    private static Named NamedBy(JsonPiece parent, string name, Named outer) =>
        name == "code" && parent["codeType"].TextOrNull() is { } codeType ? NumberWords.OfCodeType(codeType)
            : outer == Named.Person ? outer
            : NumberWords.Of(name);

    /// <summary>Texts are masked as they read, not as they are escaped: an escape may end in a digit.</summary>
    private void Write(Utf8JsonWriter writer, JsonPiece piece, Named named)
    {
        switch (piece.Kind)
        {
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                foreach (var member in piece)
                {
                    var name = Encoding.UTF8.GetString(member.Name);
                    writer.WritePropertyName(Masked(name, named));
                    Write(writer, member, NamedBy(piece, name, named));
                }

                writer.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                foreach (var entry in piece)
                {
                    Write(writer, entry, named);
                }

                writer.WriteEndArray();
                break;
            case JsonTokenType.String:
                writer.WriteStringValue(Masked(Encoding.UTF8.GetString(piece.Utf8), named));
                break;
            case JsonTokenType.Number when Encoding.UTF8.GetString(piece.Raw) is var raw && Masked(raw, named) != raw:
                writer.WriteStringValue(Masked(raw, named));
                break;
            default:
                writer.WriteRawValue(piece.Raw, skipInputValidation: true);
                break;
        }
    }

    private string Masked(string text, Named named) => IdentityNumber.Mask(text, context with { Named = named });
}
