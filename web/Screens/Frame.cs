using System.Text.Json;
using System.Text.Json.Serialization;
using Dashboard.Grains.Contracts;

namespace Dashboard.Web.Screens;

/// <summary>
/// What a screen is sent (CONTRACT.md §4): the whole document, or an RFC 7396 patch from version <see cref="Base"/> to
/// <see cref="Version"/>. A heartbeat is an empty patch from a version to itself.
/// </summary>
/// <param name="View">Name of the view.</param>
/// <param name="Version">The version a screen holds afterwards.</param>
/// <param name="Base">The version the patch starts from; null with a whole document.</param>
/// <param name="At">When the frame was made: the figures are right as of then.</param>
/// <param name="Commit">When the newest event in it became durable.</param>
/// <param name="Full">The whole document, or null.</param>
/// <param name="Patch">The patch, or null.</param>
/// <param name="Digest">Of the whole document at <see cref="Version"/>.</param>
/// <param name="IsPacked">
/// For a screen that asked for it: what is great goes as <c>packed</c>, zlib (RFC 1950; in JSON as base64), in place of the document or,
/// where there is a base, the patch.
/// </param>
/// <param name="RoundMissing">
/// Since when no round has come back (<see cref="Round"/>): what happens now may not be recorded, though the figures hold. Null while they
/// do; then it is left out.
/// </param>
[JsonConverter(typeof(FrameJson))]
public sealed record Frame(
    string View, long Version, long? Base, DateTimeOffset At, DateTimeOffset Commit, EncodedDocument? Full, EncodedDocument? Patch,
    string Digest, bool IsPacked = false, DateTimeOffset? RoundMissing = null)
{
    /// <summary>What is sent packed; null where all is said plainly.</summary>
    public byte[]? Packed => IsPacked ? (Full ?? Patch)?.Packed : null;
}

/// <summary>Writes frames; documents are written already.</summary>
public sealed class FrameJson : JsonConverter<Frame>
{
    public override Frame Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Frames are only sent.");

    public override void Write(Utf8JsonWriter writer, Frame value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("view", value.View);
        writer.WriteNumber("version", value.Version);
        writer.WritePropertyName("base");
        if (value.Base is { } @base)
        {
            writer.WriteNumberValue(@base);
        }
        else
        {
            writer.WriteNullValue();
        }

        writer.WriteString("at", Rfc3339.Write(value.At));
        writer.WriteString("commit", Rfc3339.Write(value.Commit));
        var packed = value.Packed;
        writer.WritePropertyName("full");
        Write(writer, packed is null ? value.Full : null);
        writer.WritePropertyName("patch");
        Write(writer, packed is null ? value.Patch : null);
        if (packed is not null)
        {
            writer.WriteBase64String("packed", packed);
        }

        writer.WriteString("digest", value.Digest);
        if (value.RoundMissing is { } since)
        {
            writer.WriteString("roundMissing", Rfc3339.Write(since));
        }

        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, EncodedDocument? document)
    {
        if (document is null)
        {
            writer.WriteNullValue();
        }
        else
        {
            writer.WriteRawValue(document.Utf8, skipInputValidation: true);
        }
    }
}
