using System.Text.Json;

namespace Dashboard.Load.Drive;

/// <summary>The fields of a frame that a watcher needs while the clock runs.</summary>
/// <param name="Version">Version after this frame.</param>
/// <param name="Base">Version it builds on; -1 for a snapshot.</param>
internal readonly record struct FrameHead(long Version, long Base)
{
    /// <summary>
    /// Reads the head of a hub message: an invocation of <c>frame</c> (type 1) or the answer to a call (type 3); null for anything else.
    /// </summary>
    public static FrameHead? Read(ReadOnlySpan<byte> message)
    {
        var reader = new Utf8JsonReader(message);
        long version = -1;
        long? held = null;
        var isFrame = false;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            if (reader.ValueTextEquals("result"u8) || reader.ValueTextEquals("arguments"u8))
            {
                isFrame = true;
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                reader.Read();
                throw new LoadException($"The hub answered: {reader.GetString()}");
            }
            else if (isFrame && reader.ValueTextEquals("version"u8))
            {
                reader.Read();
                version = reader.GetInt64();
            }
            else if (isFrame && reader.ValueTextEquals("base"u8))
            {
                reader.Read();
                held = reader.TokenType == JsonTokenType.Null ? -1 : reader.GetInt64();
            }
            else if (reader.ValueTextEquals("full"u8) || reader.ValueTextEquals("patch"u8))
            {
                reader.Read();
                reader.Skip();
            }

            if (version >= 0 && held is { } known)
            {
                return new FrameHead(version, known);
            }
        }

        return null;
    }
}
