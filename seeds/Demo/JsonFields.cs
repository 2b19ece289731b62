using System.Text.Json;

namespace Dashboard.Seeds.Demo;

/// <summary>The field types of DOMAIN.md §14.2.</summary>
internal static class JsonFields
{
    public static void Day(this Utf8JsonWriter json, string name, DateOnly day)
    {
        Span<char> text = stackalloc char[10];
        day.TryFormat(text, out _, "yyyy-MM-dd");
        json.WriteString(name, text);
    }

    public static void Instant(this Utf8JsonWriter json, string name, DateTimeOffset instant)
    {
        Span<char> text = stackalloc char[25];
        instant.TryFormat(text, out _, "yyyy-MM-dd'T'HH:mm:sszzz");
        json.WriteString(name, text);
    }

    public static void Texts(this Utf8JsonWriter json, string name, params ReadOnlySpan<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    public static void Officers(this Utf8JsonWriter json, IReadOnlyList<string> certNos)
    {
        json.WriteStartArray("officers"u8);
        foreach (var certNo in certNos)
        {
            json.WriteStartObject();
            json.WriteString("certNo"u8, certNo);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void Party(this Utf8JsonWriter json, DemoParty party)
    {
        json.WriteStartObject("party"u8);
        json.WriteString("kind"u8, party.Kind);
        json.WriteString("displayName"u8, party.Name);
        json.WriteString("codeType"u8, party.CodeType);
        json.WriteString("code"u8, party.Code);
        if (party.IsMinor is { } minor)
        {
            json.WriteBoolean("isMinor"u8, minor);
        }

        json.WriteString("regionCode"u8, "330203"u8);
        json.WriteEndObject();
    }
}
