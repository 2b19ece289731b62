using Dashboard.Grains.Contracts;
using MessagePack;
using MessagePack.Formatters;

namespace Dashboard.Web.Screens;

/// <summary>Writes frames for screens that speak MessagePack: the same members as in JSON.</summary>
internal sealed class FrameMessagePack : IMessagePackFormatter<Frame?>
{
    public Frame Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) =>
        throw new NotSupportedException("Frames are only sent.");

    public void Serialize(ref MessagePackWriter writer, Frame? value, MessagePackSerializerOptions options)
    {
        if (value is null)
        {
            writer.WriteNil();
            return;
        }

        var packed = value.Packed;
        writer.WriteMapHeader(8 + (packed is null ? 0 : 1) + (value.RoundMissing is null ? 0 : 1));
        writer.Write("view");
        writer.Write(value.View);
        writer.Write("version");
        writer.Write(value.Version);
        writer.Write("base");
        if (value.Base is { } @base)
        {
            writer.Write(@base);
        }
        else
        {
            writer.WriteNil();
        }

        writer.Write("at");
        writer.Write(Rfc3339.Write(value.At));
        writer.Write("commit");
        writer.Write(Rfc3339.Write(value.Commit));
        writer.Write("full");
        Write(ref writer, packed is null ? value.Full?.Document : null);
        writer.Write("patch");
        Write(ref writer, packed is null ? value.Patch?.Document : null);
        if (packed is not null)
        {
            writer.Write("packed");
            writer.Write(packed);
        }

        writer.Write("digest");
        writer.Write(value.Digest);
        if (value.RoundMissing is { } since)
        {
            writer.Write("roundMissing");
            writer.Write(Rfc3339.Write(since));
        }
    }

    private static void Write(ref MessagePackWriter writer, object? value)
    {
        switch (value)
        {
            case long number:
                writer.Write(number);
                break;
            case double number:
                writer.Write(number);
                break;
            case bool flag:
                writer.Write(flag);
                break;
            case string text:
                writer.Write(text);
                break;
            case Document document:
                writer.WriteMapHeader(document.Count);
                foreach (var (name, member) in document.Members)
                {
                    writer.Write(name);
                    Write(ref writer, member);
                }

                break;
            case IReadOnlyCollection<object> list:
                writer.WriteArrayHeader(list.Count);
                foreach (var entry in list)
                {
                    Write(ref writer, entry);
                }

                break;
            default:
                writer.WriteNil();
                break;
        }
    }
}
