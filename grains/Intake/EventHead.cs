using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;

namespace Dashboard.Grains.Intake;

/// <summary>What a scope asks of an event, read from it when it asks; attributes in any letters, as the event will be read.</summary>
internal sealed class EventHead(JsonPiece json, int index, string source, string id, string type) : IEventHead
{
    /// <inheritdoc/>
    public int Index => index;

    /// <inheritdoc/>
    public string Source => source;

    /// <inheritdoc/>
    public string Id => id;

    /// <inheritdoc/>
    public string Type => type;

    private JsonPiece Data => json.Attribute("data") ?? default;

    /// <inheritdoc/>
    public IReadOnlyList<string> Teams()
    {
        var data = Data;
        var teams = new[] { json.Attribute("teamid")?.TextOrNull(), data["teamId"].TextOrNull() }.OfType<string>().ToList();
        foreach (var team in data["teamIds"])
        {
            teams.Add(team.TextOrNull() ?? "");
        }

        return teams;
    }

    /// <inheritdoc/>
    public IEnumerable<SubjectKey> Reached() => Facts.Find(type) is { } row ? Reach.Of(row, Data) : [];

    /// <inheritdoc/>
    public string About()
    {
        var data = Data;
        var id = data["subjectId"].TextOrNull() ?? json.Attribute("subject")?.TextOrNull();
        return id is null ? "" : $"{data["subjectType"].TextOrNull()}/{id}";
    }
}
