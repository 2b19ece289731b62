using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Dashboard.Tests.Web;

/// <summary>Makes of a sound request one that is mostly not: the same for the same seed.</summary>
internal sealed partial class Mutations(Random random)
{
    private const int LongestLine = 8_000;

    private static readonly string[] Methods =
        ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "CONNECT", "BREW", "get", "", "G\u00c9T"];

    /// <summary>Values of any member, as JSON.</summary>
    private static readonly string[] Values =
    [
        "null", "true", "false", "-1", "0", "-0", "4.0", "0.1", "1e999", "-1e999", "1e-400", "1E2", "00", "9223372036854775807",
        "9223372036854775808", "-9223372036854775809", "1000000000000", "99999999999999999999999999999999999999",
        "\"\"", "\" \"", "\"\\u0000\"", "\"\\ud83d\"", "\"\\ud83d\\ude00\"", "\"\ud842\udfb7\u202e\ufdfa\u0301\u200b\"", "\"１２３\"",
        "\"<script>alert(1)</script>\"", "\"'; DROP TABLE events;--\"", "\"%00%ff../../etc/passwd\"", "\"{0}{1:x}\"", "\"a/b/c\"", "\":\"",
        "\"2999-12-31\"", "\"0001-01-01\"", "\"9999-12-31\"", "\"1990-01-01\"", "\"2100-12-31\"", "\"2026-02-29\"", "\"2024-02-29\"",
        "\"9999-12-31T23:59:59.9999999+14:00\"", "\"0001-01-01T00:00:00+14:00\"", "\"2026-11-20t03:04:05.123456789012z\"",
        "\"1990-01-01T00:00:00Z\"", "\"2100-12-31T23:59:59+08:00\"", "\"2015-01-01T00:00:00+08:00\"", "\"2026-06-30T23:59:60Z\"",
        "[]", "{}", "[null]", "[[[]]]", "{\"\":null}", "{\"a\":{\"a\":{\"a\":1}}}", "[1,\"a\",{}]", "\"i\"", "\"u\"", "\"d\"", "\"T01\"",
        "\"unassigned\"", "\"T99\"", "\"S14\"", "\"S99\"", "\"case\"", "\"enterprise\"", "\"330203\"", "7", "60", "365", "3650", "3651",
        $"\"{Told.CitizenNumber(77)}\"", $"\"{new string('x', 40)}\"", $"\"{new string('x', 41)}\"", $"\"{new string('\u4e2d', 100)}\"",
        $"\"{new string('y', 201)}\"", $"\"{new string('z', 5_000)}\"", Nested(31), Nested(33), Nested(65), Nested(5_000),
        $"[{string.Join(',', Enumerable.Repeat("\"a\"", 1_001))}]",
        $"{{{string.Join(',', Enumerable.Range(0, 300).Select(n => $"\"m{n}\":{n}"))}}}",
    ];

    private static readonly string[] TargetParts =
    [
        "%", "%zz", "%00", "%0a", "%2e%2e%2f", "%2f", "%c0%af", "%ff%fe", "%F0%A0%AE%B7", "..;/", "//", "\\", "?", "#", "&", "=", "+",
        "%25%32%35", "%u4e2d", "\u4e2d\u6587", "-1", "1e9", "null", "2147483647", "2147483648", "9223372036854775808", "true", "[]", "'",
        "\"", "<>", "%7B%7D", ";a=b", "{0}", "../", "/.", "%20", ",", "0001", "9999-12", "2026-11", "%EF%BB%BF", "%e2%80%ae", "*",
        new('a', 300), new('9', 30), string.Concat(Enumerable.Repeat("&period=2026", 50)), $"?q={new string('q', 9_000)}",
    ];

    private static readonly string[] HeaderNames =
    [
        "Content-Type", "Content-Encoding", "Accept", "Accept-Encoding", "Accept-Language", "Range", "If-Range", "If-None-Match",
        "If-Match", "If-Modified-Since", "Cookie", "Authorization", "Sec-WebSocket-Key", "Sec-WebSocket-Version", "Host",
        "X-Forwarded-For", "X-Forwarded-Proto", "X-HTTP-Method-Override", "Origin", "Referer", "Date", "User-Agent", "traceparent",
        "ce-id", "ce-source", "ce-type", "ce-time", "ce-specversion", "ce-data", "ce-", "CE-SEQ", "ce-\u00e9", "ce-data_base64",
    ];

    /// <summary>Headers by which a request may end elsewhere, or become something else.</summary>
    private static readonly string[] FramingHeaders =
        ["Content-Length", "Transfer-Encoding", "Connection", "Upgrade", "Expect", "Trailer", "TE", "HTTP2-Settings"];

    private static readonly string[] HeaderValues =
    [
        "", " ", "\"", "\"\"", "\\", ";;;", "a=b;c", "%ff%zz", "%E4%BD", "*/*;q=9", "-1", "0", "5", "99999999999999999999", "gzip, br",
        "gzip", "identity", "chunked", "chunked, gzip", "bytes=0-0,5-2,-1", "bytes=99999999999-", "W/\"x\"", "Thu, 99 Foo 2026 GMT",
        "Wed, 25 Nov 2026 00:00:00 GMT", "application/cloudevents+json; charset=utf-16", "application/cloudevents-batch+json",
        "application/json", "application/x-ndjson;", "multipart/form-data; boundary=", "text/html", "\u0001", "\u00e9\u4e2d", "websocket",
        "127.0.0.1, ::1", "https", "100-continue", "close", "Upgrade", "1.0", "2.0", "http://evil.example/", "00-0-0-00",
        "en;q=x,,zh", new('h', 9_000),
    ];

    /// <summary>None to three changes of its parts, and now and then of its bytes.</summary>
    public RawRequest Mutate(RawRequest request)
    {
        for (var left = random.Next(4); left > 0; left--)
        {
            request = random.Next(14) switch
            {
                0 => request with { Method = Some(Methods) },
                1 or 2 => request with { Target = Target(request.Target) },
                3 => Header(request, Some(HeaderNames), isFramed: true),
                4 when random.Next(3) == 0 => Header(request, Some(FramingHeaders), isFramed: false),
                4 => request with { Headers = [.. request.Headers.Where(_ => random.Next(4) > 0)] },
                _ when request.Body.Length == 0 => request with { Target = Target(request.Target) },
                < 11 => request with { Body = Json(request.Body) },
                _ => request with { Body = Bytes(request.Body) },
            };
        }

        if (request.Body.Length > 0 && random.Next(12) == 0)
        {
            var packed = Gzip(request.Body);
            request = request with
            {
                Body = random.Next(2) == 0 ? packed : Bytes(packed),
                Headers = [.. request.Headers, ("Content-Encoding", "gzip")],
            };
        }

        if (request.Target.Length > LongestLine)
        {
            // Kestrel refuses a line of more than 8 KiB with 414 and closes, before all of it was read: the answer may be lost.
            request = request with { IsFramed = false };
        }

        return random.Next(20) == 0 ? request with { Altered = Bytes(request.Bytes), IsFramed = false } : request;
    }

    /// <summary>Another value, name or part of JSON text; the rest stays JSON.</summary>
    public byte[] Json(byte[] json)
    {
        // One character per byte, so that whatever is no text stays as it is.
        var text = Encoding.Latin1.GetString(json);
        var found = (random.Next(8) switch { 0 => Name(), 1 => Opening(), _ => Value() }).Matches(text);
        if (found.Count == 0)
        {
            return Bytes(json);
        }

        var place = found[random.Next(found.Count)];
        var end = place.Value is "{" or "[" ? EndOf(text, place.Index) : place.Index + place.Length;
        var instead = random.Next(5) switch
        {
            0 => found[random.Next(found.Count)].Value, // another of the same body: of the right form, in the wrong place
            1 when place.Value.EndsWith(':') => $"{place.Value}{Odd()},{place.Value}", // a member twice
            1 => Plausible(),
            _ when place.Value.EndsWith(':') => $"{Odd()}:",
            _ => Odd(),
        };
        return Encoding.Latin1.GetBytes(string.Concat(text.AsSpan(0, place.Index), instead, text.AsSpan(end)));
    }

    /// <summary>Bytes flipped, cut off, doubled, put in or left out.</summary>
    public byte[] Bytes(byte[] bytes)
    {
        var at = random.Next(bytes.Length + 1);
        var length = random.Next(Math.Min(64, bytes.Length - at) + 1);
        switch (random.Next(6))
        {
            case 0:
                return bytes[..at];
            case 1:
                return [.. bytes, .. bytes];
            case 2:
                var put = new byte[random.Next(1, 16)];
                random.NextBytes(put);
                return [.. bytes[..at], .. put, .. bytes[at..]];
            case 3:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 4:
                return [.. bytes[..(at + length)], .. bytes[at..]];
            default:
                var flipped = bytes.ToArray();
                for (var left = random.Next(1, 6); left > 0 && flipped.Length > 0; left--)
                {
                    flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
                }

                return flipped;
        }
    }

    private string Target(string target)
    {
        var at = random.Next(1, target.Length + 1);
        var parameters = Parameter().Matches(target);
        switch (random.Next(6))
        {
            case 0:
                return target[..at];
            case 1:
                return target.Insert(at, Some(TargetParts));
            case 2:
                return target + Some(TargetParts);
            case 3:
                return target.Insert(at, $"{(char)random.Next(33, 127)}");
            case 4 when parameters.Count > 0:
                // The same question many times over in one line: beyond what a line may hold.
                var again = parameters[random.Next(parameters.Count)].Value;
                return target + string.Concat(Enumerable.Repeat($"&{again}", random.Next(1, 600)));
            default:
                if (parameters.Count == 0)
                {
                    return $"{target}?{Some(TargetParts)}={Some(TargetParts)}";
                }

                var value = parameters[random.Next(parameters.Count)].Groups[1];
                return string.Concat(target.AsSpan(0, value.Index), Some(TargetParts), target.AsSpan(value.Index + value.Length));
        }
    }

    private RawRequest Header(RawRequest request, string name, bool isFramed)
    {
        var kept = random.Next(3) == 0 ? request.Headers
            : request.Headers.Where(header => !header.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return request with { Headers = [.. kept, (name, Some(HeaderValues))], IsFramed = isFramed && request.IsFramed };
    }

    /// <summary>A value that a field may well have.</summary>
    private string Plausible() => random.Next(4) switch
    {
        0 => $"\"20{random.Next(15, 28)}-{random.Next(1, 13):00}-{random.Next(1, 29):00}\"",
        1 => $"\"2026-{random.Next(1, 12):00}-{random.Next(1, 29):00}T{random.Next(24):00}:{random.Next(60):00}:00+08:00\"",
        2 => $"{random.Next(1 << random.Next(1, 31))}",
        _ => $"\"T0{random.Next(10)}\"",
    };

    private string Some(string[] all) => all[random.Next(all.Length)];

    private static int EndOf(string text, int start)
    {
        var (depth, isText) = (0, false);
        for (var at = start; at < text.Length; at++)
        {
            isText ^= text[at] == '"' && text[at - 1] != '\\';
            depth += isText ? 0 : text[at] is '{' or '[' ? 1 : text[at] is '}' or ']' ? -1 : 0;
            if (depth == 0)
            {
                return at + 1;
            }
        }

        return text.Length;
    }

    private static string Nested(int depth) => new string('[', depth) + new string(']', depth);

    private string Odd() => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(Some(Values)));

    private static byte[] Gzip(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(plain);
        }

        return packed.ToArray();
    }

    [GeneratedRegex("""(?<=[:,\[]\s*)("(?:[^"\\]|\\.)*"(?!\s*:)|-?\d[\d.eE+-]*|true|false|null)""")]
    private static partial Regex Value();

    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"\s*:
        """)]
    private static partial Regex Name();

    [GeneratedRegex(@"(?<=.)[{\[]")]
    private static partial Regex Opening();

    [GeneratedRegex("[?&][^=&]+=([^&]*)")]
    private static partial Regex Parameter();
}
