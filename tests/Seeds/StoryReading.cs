using System.Globalization;
using System.Text.Json;
using Dashboard.Seeds.Demo;

namespace Dashboard.Tests.Seeds;

/// <summary>Reads the story as any upstream's JSON: nothing of the product but the bytes it tells.</summary>
internal static class StoryReading
{
    public static readonly DateOnly First = new(2020, 1, 1);
    public static readonly DateOnly Today = new(2026, 11, 23);

    public static string Seeds => Path.Combine(AppContext.BaseDirectory, "seeds");

    public static IEnumerable<byte[]> Officers() => new DemoOfficers(new SeedFiles(Seeds).Teams).Introduced();

    public static IEnumerable<JsonElement> Through(DateOnly through) => Read(new DemoStory(Seeds).Events(First, through));

    /// <summary>Each element is only valid until the next is asked for.</summary>
    public static IEnumerable<JsonElement> Read(IEnumerable<byte[]> events)
    {
        foreach (var bytes in events)
        {
            using var document = JsonDocument.Parse(bytes);
            yield return document.RootElement;
        }
    }

    public static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;

    public static DateOnly Day(this JsonElement element, string name) =>
        DateOnly.ParseExact(element.Text(name), "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateTimeOffset Instant(this JsonElement element, string name) =>
        DateTimeOffset.Parse(element.Text(name), CultureInfo.InvariantCulture);

    /// <summary>case.filed of enforcement.case.filed.v1.</summary>
    public static string Name(this JsonElement told) => told.Text("type")["enforcement.".Length..^".v1".Length];

    public static JsonElement Data(this JsonElement told) => told.GetProperty("data");

    /// <summary>Every string anywhere in the element.</summary>
    public static IEnumerable<(string Name, string Value)> Strings(JsonElement element, string name = "") => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Strings(property.Value, property.Name)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(entry => Strings(entry, name)),
        JsonValueKind.String => [(name, element.GetString()!)],
        _ => [],
    };
}
