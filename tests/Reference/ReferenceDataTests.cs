using System.Text.Json;
using Dashboard.Tests.Domain;
using Dashboard.Web.Reference;

namespace Dashboard.Tests.Reference;

/// <summary>What the product loads at start, in every mode.</summary>
public sealed class ReferenceDataTests
{
    private readonly ReferenceData data = new(SeededLaw.Folder, "330203");

    [Theory]
    [InlineData("team.upserted", 12)]
    [InlineData("item.upserted", 35)]
    [InlineData("item.claimed", 34)]
    [InlineData("checklist.published", 34)]
    [InlineData("calendar.published", 8)]
    [InlineData("rules.published", 1)]
    public void Teams_items_calendars_and_rules_are_all_there(string name, int count) =>
        Assert.Equal(count, data.Events().Count(told => Text(told, "type") == $"enforcement.{name}.v1"));

    [Theory]
    [InlineData("team.upserted", 1)]
    [InlineData("item.upserted", 35)]
    [InlineData("item.claimed", 0)]
    [InlineData("checklist.published", 0)]
    public void Another_jurisdiction_is_given_neither_these_teams_nor_what_this_bureau_has_claimed(string name, int count) =>
        Assert.Equal(count, new ReferenceData(SeededLaw.Folder, "330205").Events()
            .Count(told => Text(told, "type") == $"enforcement.{name}.v1"));

    [Fact]
    public void They_are_the_same_events_under_the_same_ids_whenever_they_are_loaded()
    {
        var events = data.Events().ToList();

        Assert.Equal(events, data.Events());
        Assert.Equal(events.Count, events.Select(told => Text(told, "id")).Distinct().Count());
    }

    private static string Text(byte[] told, string member)
    {
        using var document = JsonDocument.Parse(told);
        return document.RootElement.GetProperty(member).GetString()!;
    }
}
