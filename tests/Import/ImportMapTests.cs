using System.Text;
using Dashboard.Web.Import;
using Dashboard.Web.Import.Files;

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
        Assert.Equal([$"time “{at}”不是带时区的时刻（如 2026-01-02T08:00:00+08:00）"], errors.Clauses.Select(clause => clause.Chinese));
    }

    [Fact]
    public void Every_fault_of_a_row_is_told_once()
    {
        var errors = new RowErrors();

        ImportMap.Parse(_twoEvents).Map(new(2, Row(("a", ""), ("b", "2"), ("day", "x"), ("state", "done"), ("at", "y"))), errors);

        Assert.Equal(["“a”为空", "time “y”不是带时区的时刻（如 2026-01-02T08:00:00+08:00）"], errors.Clauses.Select(clause => clause.Chinese));
    }

    [Fact]
    public void The_map_knows_its_columns()
    {
        Assert.Equal(["a", "at", "b", "day", "state"], ImportMap.Parse(_twoEvents).Columns);
    }

    [Theory]
    [InlineData("[]", "不是一个 JSON 对象")]
    [InlineData("{", "不是 JSON")]
    [InlineData("""{"source": "/a", "source": "/b"}""", "不是 JSON")]
    [InlineData("""{"source": "/test", "events": []}""", "缺“key”")]
    [InlineData("""{"source": "/test", "key": ["a?"], "events": []}""", "至少要有一列不许为空")]
    [InlineData("""{"source": "/test", "key": ["a"], "events": []}""", "events 里没有事件")]
    [InlineData("""{"source": "/test", "key": ["a"], "events": [5]}""", "每一项是一个对象")]
    [InlineData("""{"source": "/test", "key": ["a"], "event": []}""", "不认识“event”")]
    public void A_map_of_a_wrong_shape_is_refused_with_a_sentence(string map, string sentence)
    {
        Assert.Contains(sentence, Assert.Throws<MapException>(() => ImportMap.Parse(map)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"lookup": "x", "tabel": {}}""", "映射 $.events[0].data.made 处：这里不认识“tabel”")]
    [InlineData("""{"lookup": "x"}""", "缺“table”")]
    [InlineData("""{"column": 5}""", "这里要一段文字")]
    [InlineData("""{"column": "x", "date": "x"}""", "恰好写这些之一")]
    [InlineData("""{"match": "x", "rules": [{"pattern": "(", "value": 1}]}""", "模式“(”不能用")]
    [InlineData("""{"match": "x", "rules": [{"pattern": "a(?=b)", "value": 1}]}""", "模式“a(?=b)”不能用")]
    [InlineData("""{"match": "x", "rules": [{"pattern": "a"}]}""", "缺“value”")]
    [InlineData("""{"money": "x", "unit": "dollar"}""", "“dollar”不是金额单位")]
    [InlineData("""{"money": "罚款（万元）", "unit": "yuan"}""", "列名“罚款（万元）”说单位是万元，unit 却写“yuan”")]
    [InlineData("""{"money": "x"}""", "缺“unit”")]
    [InlineData("""{"template": "a{b"}""", "没有合上")]
    [InlineData("""{"template": "a}b"}""", "多了一个右花括号")]
    [InlineData("""{"use": "team"}""", "“team”在用到之前没有定义")]
    public void A_leaf_of_a_wrong_shape_is_refused_with_its_place(string leaf, string sentence)
    {
        var refused = Assert.Throws<MapException>(() => ImportMap.Parse(Maps.WithData($$"""{"made": {{leaf}}}""")));

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.Contains("$.events[0].data", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"enforcement.patrol.reported.v1\"", "\"patrol.reported\"", "这样的类型")]
    [InlineData("\"name\": \"seen\"", "\"name\": \"a/b\"", "也不能有“/”")]
    [InlineData("\"subject\": {\"column\": \"no\"},", "", "缺“subject”")]
    [InlineData("\"name\": \"seen\"", "\"name\": \"seen\", \"when\": {\"column\": \"no\"}", "要写“present”、“equals”或“matches”")]
    [InlineData("\"name\": \"seen\"", "\"name\": \"seen\", \"when\": {\"column\": \"no\", \"present\": \"yes\"}",
        "“present”只能是 true 或 false")]
    [InlineData("\"time\"", "\"itmecode\": \"S01\", \"time\"", "不认识“itmecode”")]
    public void An_event_of_a_wrong_shape_is_refused_with_a_sentence(string right, string wrong, string sentence)
    {
        var map = Maps.WithData("{}").Replace(right, wrong, StringComparison.Ordinal);

        Assert.Contains(sentence, Assert.Throws<MapException>(() => ImportMap.Parse(map)).Message, StringComparison.Ordinal);
    }

    private static IReadOnlyList<MappedEvent> Map(string map, SourceRow row)
    {
        var errors = new RowErrors();
        var made = ImportMap.Parse(map).Map(row, errors);
        Assert.Empty(errors.Clauses);
        return made;
    }

    private static string Json(MappedEvent made) => Encoding.UTF8.GetString(made.Json.Span);

    private static Dictionary<string, Cell> Row(params (string Column, string Value)[] values) =>
        values.ToDictionary(pair => pair.Column, pair => (Cell)pair.Value);
}
