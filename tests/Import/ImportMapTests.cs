using System.Text;
using Dashboard.Web.Import;

namespace Dashboard.Tests.Import;

public sealed class ImportMapTests
{
    private static readonly string _twoEvents = """
        { "source": "/test", "key": ["a", "b?"], "define": { "id": {"template": "C-{a}"} },
          "events": [
            { "name": "filed", "type": "enforcement.case.filed.v1", "subject": {"use": "id"}, "time": "2026-01-01T00:00:00Z",
              "data": {"caseId": {"use": "id"}} },
            { "name": "closed", "key": ["day"], "type": "enforcement.case.closed.v1",
              "when": [{"column": "day", "present": true}, {"column": "state", "matches": "^done"}, {"column": "b", "equals": "2"}],
              "subject": {"use": "id"}, "time": {"column": "at"}, "seq": 5, "data": {"caseId": {"use": "id"}} } ] }
        """;

    [Fact]
    public void Ids_come_from_the_key_columns_and_stay_the_same()
    {
        var once = Map(_twoEvents,
            new(2, Row(("a", "x/1"), ("b", "2"), ("day", "2026-01-02"), ("state", "DONE"), ("at", "2026-01-02T08:00:00+08:00"))));
        var again = Map(_twoEvents,
            new(77, Row(("a", "x/1"), ("b", "2"), ("day", "2026-01-02"), ("state", "DONE"), ("at", "2026-01-02T08:00:00+08:00"))));

        Assert.Equal(["x%2F1/2/filed", "x%2F1/2/2026-01-02/closed"], once.Select(made => made.Id));
        Assert.Equal(once.Select(Json), again.Select(Json));
    }

    [Fact]
    public void Different_keys_never_share_an_id()
    {
        string[] values = ["", "1", "/", "1/", "/1", "%2F", "%"];
        var ids = from a in values[1..] from b in values select Map(_twoEvents, new(2, Row(("a", a), ("b", b), ("day", ""), ("state", ""))))
            .Single()
            .Id;

        Assert.Equal(42, ids.Distinct().Count());
    }

    [Theory]
    [InlineData("", "done", "2", 1)]
    [InlineData("2026-01-02", "open", "2", 1)]
    [InlineData("2026-01-02", "done", "3", 1)]
    [InlineData("2026-01-02", "done", "2", 2)]
    public void An_event_is_made_when_all_its_conditions_hold(string day, string state, string b, int events)
    {
        Assert.Equal(events,
            Map(_twoEvents, new(2, Row(("a", "1"), ("b", b), ("day", day), ("state", state), ("at", "2026-01-02T08:00:00Z")))).Count);
    }

    [Fact]
    public void The_envelope_is_a_cloud_event()
    {
        var made = Json(Map(_twoEvents,
            new(2, Row(("a", "1"), ("b", "2"), ("day", "2026-01-02"), ("state", "done"), ("at", "2026-01-02T08:00:00+08:00"))))[1]);

        Assert.Equal(
            """{"specversion":"1.0","id":"1/2/2026-01-02/closed","source":"/test","type":"enforcement.""" +
            """case.closed.v1","subject":"C-1","time":"2026-01-02T08:00:00+08:00","seq":5,"data""" +
            """contenttype":"application/json","data":{"caseId":"C-1"}}""",
            made);
    }

    [Theory]
    [InlineData("2026-01-02")]
    [InlineData("2026-01-02T08:00:00")]
    [InlineData("2026-13-02T08:00:00Z")]
    public void A_time_without_offset_makes_the_row_an_error_and_no_event_of_it_is_made(string at)
    {
        var errors = new RowErrors();

        var made = ImportMap.Parse(_twoEvents)
            .Map(new(2, Row(("a", "1"), ("b", "2"), ("day", "2026-01-02"), ("state", "done"), ("at", at))), errors);

        Assert.Empty(made);
        Assert.Equal([$"“{at}” is not an instant with an offset, as time wants"], errors.Sentences);
    }

    [Fact]
    public void Every_fault_of_a_row_is_told_once()
    {
        var errors = new RowErrors();

        ImportMap.Parse(_twoEvents).Map(new(2, Row(("a", ""), ("b", "2"), ("day", "x"), ("state", "done"), ("at", "y"))), errors);

        Assert.Equal(["“a” is empty", "“y” is not an instant with an offset, as time wants"], errors.Sentences);
    }

    [Fact]
    public void The_map_knows_its_columns()
    {
        Assert.Equal(["a", "at", "b", "day", "state"], ImportMap.Parse(_twoEvents).Columns);
    }

    [Theory]
    [InlineData("[]", "not a JSON object")]
    [InlineData("{", "not JSON")]
    [InlineData("""{"source": "/a", "source": "/b"}""", "not JSON")]
    [InlineData("""{"source": "/test", "events": []}""", "“key” is missing")]
    [InlineData("""{"source": "/test", "key": ["a?"], "events": []}""", "at least one column that may not be empty")]
    [InlineData("""{"source": "/test", "key": ["a"], "events": []}""", "there is no event")]
    [InlineData("""{"source": "/test", "key": ["a"], "events": [5]}""", "an event is an object")]
    [InlineData("""{"source": "/test", "key": ["a"], "event": []}""", "“event” is not known here")]
    public void A_map_of_a_wrong_shape_is_refused_with_a_sentence(string map, string sentence)
    {
        Assert.Contains(sentence, Assert.Throws<MapException>(() => ImportMap.Parse(map)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"lookup": "x", "tabel": {}}""", "The map at $.events[0].data.made: “tabel” is not known here")]
    [InlineData("""{"lookup": "x"}""", "“table” is missing")]
    [InlineData("""{"column": 5}""", "a text is wanted")]
    [InlineData("""{"column": "x", "date": "x"}""", "exactly one of")]
    [InlineData("""{"match": "x", "rules": [{"pattern": "(", "value": 1}]}""", "the pattern “(” cannot be used")]
    [InlineData("""{"match": "x", "rules": [{"pattern": "a(?=b)", "value": 1}]}""", "the pattern “a(?=b)” cannot be used")]
    [InlineData("""{"match": "x", "rules": [{"pattern": "a"}]}""", "“value” is missing")]
    [InlineData("""{"money": "x", "unit": "dollar"}""", "“dollar” is not a unit of money")]
    [InlineData("""{"money": "x"}""", "“unit” is missing")]
    [InlineData("""{"template": "a{b"}""", "not closed")]
    [InlineData("""{"template": "a}b"}""", "was not opened")]
    [InlineData("""{"use": "team"}""", "“team” is not defined")]
    public void A_leaf_of_a_wrong_shape_is_refused_with_its_place(string leaf, string sentence)
    {
        var refused = Assert.Throws<MapException>(() => ImportMap.Parse(Maps.WithData($$"""{"made": {{leaf}}}""")));

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.Contains("$.events[0].data", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"enforcement.patrol.reported.v1\"", "\"patrol.reported\"", "is not a type of the form")]
    [InlineData("\"name\": \"seen\"", "\"name\": \"a/b\"", "has no “/”")]
    [InlineData("\"subject\": {\"column\": \"no\"},", "", "“subject” is missing")]
    [InlineData("\"name\": \"seen\"", "\"name\": \"seen\", \"when\": {\"column\": \"no\"}", "says “present”, “equals” or “matches”")]
    [InlineData("\"name\": \"seen\"", "\"name\": \"seen\", \"when\": {\"column\": \"no\", \"present\": \"yes\"}",
        "“present” is true or false")]
    [InlineData("\"time\"", "\"itmecode\": \"S01\", \"time\"", "“itmecode” is not known here")]
    public void An_event_of_a_wrong_shape_is_refused_with_a_sentence(string right, string wrong, string sentence)
    {
        var map = Maps.WithData("{}").Replace(right, wrong, StringComparison.Ordinal);

        Assert.Contains(sentence, Assert.Throws<MapException>(() => ImportMap.Parse(map)).Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<MappedEvent> Map(string map, SourceRow row)
    {
        var errors = new RowErrors();
        var made = ImportMap.Parse(map).Map(row, errors);
        Assert.Empty(errors.Sentences);
        return made;
    }

    private static string Json(MappedEvent made) => Encoding.UTF8.GetString(made.Json.Span);

    private static Dictionary<string, string> Row(params (string Column, string Value)[] values) =>
        values.ToDictionary(pair => pair.Column, pair => pair.Value);
}
