using System.Text.Json;
using Dashboard.Seeds.Demo;

namespace Dashboard.Tests.Seeds;

/// <summary>The story until the end of <see cref="StoryReading.Today"/>, told once for all tests of a class.</summary>
public sealed class WholeStory
{
    private readonly List<byte[]> events = [.. new DemoStory(StoryReading.Seeds).Events(StoryReading.First, StoryReading.Today)];

    internal IEnumerable<JsonElement> Read() => StoryReading.Read(events);
}
