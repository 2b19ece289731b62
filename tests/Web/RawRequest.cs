using System.Text;

namespace Dashboard.Tests.Web;

/// <summary>One HTTP/1.1 request as it goes over the wire: also one that no client library would send.</summary>
/// <param name="Headers">Without <c>Content-Length</c>, which follows from the body.</param>
/// <param name="IsFramed">Where it ends is plain, so it must be answered; else the server may wait for more, or close.</param>
internal sealed record RawRequest(
    string Method, string Target, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body, bool IsFramed = true)
{
    /// <summary>Bytes that are sent instead of those the parts give.</summary>
    public byte[]? Altered { get; init; }

    /// <summary>What goes over the wire.</summary>
    public byte[] Bytes => Altered ?? [.. Encoding.UTF8.GetBytes(Head), .. Body];

    private string Head
    {
        get
        {
            var head = new StringBuilder($"{Method} {Target} HTTP/1.1\r\n");
            foreach (var (name, value) in Headers)
            {
                head.Append($"{name}: {value}\r\n");
            }

            return head.Append(Body.Length > 0 || Method is "POST" or "PUT" ? $"Content-Length: {Body.Length}\r\n" : "")
                .Append("\r\n").ToString();
        }
    }

    /// <summary>For the failing test: every byte, readable where it is ASCII.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var one in Bytes.Take(4_000))
        {
            text.Append(one is (byte)'\n' or >= 32 and < 127 ? $"{(char)one}" : $"\\x{one:x2}");
        }

        return text.ToString();
    }
}
