using System.Text.Json;
using Dashboard.Web.Import;
using Dashboard.Web.Import.Files;

namespace Dashboard.Tests.Import;

/// <summary>Small maps for tests.</summary>
internal static class Maps
{
    /// <summary>One event per row with the given data, and an id from the column "no".</summary>
    public static string WithData(string data, string more = "") => $$"""
        { "source": "/test", "key": ["no"], {{more}}
          "events": [ { "name": "seen", "type": "enforcement.patrol.reported.v1", "subject": {"column": "no"},
                        "time": "2026-01-01T00:00:00+08:00", "data": {{data}} } ] }
        """;

    /// <summary>The value that a leaf makes of one column "x", as JSON text; "(left out)" when it makes none; else the errors.</summary>
    public static string Make(string leaf, string? x)
    {
        var values = new Dictionary<string, Cell> { ["no"] = "1" };
        if (x is not null)
        {
            values["x"] = x;
        }

        var errors = new RowErrors();
        var made = ImportMap.Parse(WithData($$"""{"made": {{leaf}}}""")).Map(new(2, values), errors);
        if (errors.Clauses.Count > 0)
        {
            Assert.Empty(made);
            return string.Join("; ", errors.Clauses);
        }

        var data = JsonDocument.Parse(Assert.Single(made).Json).RootElement.GetProperty("data");
        return data.TryGetProperty("made", out var value) ? value.GetRawText() : "(left out)";
    }
}
