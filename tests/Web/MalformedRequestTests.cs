using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Dashboard.Tests.Web;

/// <summary>
/// What is wrong is refused with a status, a code and a sentence; what is sound beside it is taken; nothing is lost.
/// Two tables: bodies that are no CloudEvents at all, and events that are, but unsound.
/// </summary>
[Collection(PlainDashboardUsers.Name)]
public sealed class MalformedRequestTests(PlainDashboard dashboard)
{
    private static readonly byte[] Gzipped = Gzip(Api.BatchOf(Sound()));

    /// <summary>Bodies, each with its status and a part of the sentence that refuses it.</summary>
    private static readonly Dictionary<string, (byte[] Body, string? Type, string? Encoding, int Status, string Sentence)> Bodies = new()
    {
        ["an empty body"] = ([], Api.One, null, 400, "not JSON"),
        ["an empty line file"] = (Bytes("\n \r\n\n"), Api.Lines, null, 400, "no event"),
        ["an empty array"] = (Bytes("[]"), Api.Batch, null, 400, "no event"),
        ["words"] = (Bytes("hello"), Api.One, null, 400, "not JSON"),
        ["a form"] = (Bytes("a=1&b=2"), "application/x-www-form-urlencoded", null, 415, "application/cloudevents"),
        ["plain JSON by its content type"] = (Bytes(Sound().ToJsonString()), "application/json", null, 415, "application/cloudevents"),
        ["no content type"] = (Bytes(Sound().ToJsonString()), null, null, 415, "application/cloudevents"),
        ["an object cut off"] = (Api.BatchOf(Sound())[1..^20], Api.One, null, 400, "not JSON"),
        ["an array cut off"] = (Api.BatchOf(Sound())[..^1], Api.Batch, null, 400, "not JSON"),
        ["an array where one is announced"] = (Api.BatchOf(Sound()), Api.One, null, 400, "not a JSON object"),
        ["an object where a batch is announced"] = (Bytes(Sound().ToJsonString()), Api.Batch, null, 400, "array"),
        ["a batch of texts"] = (Bytes("""["a"]"""), Api.Batch, null, 400, "not a JSON object"),
        ["a batch within a batch"] = (Bytes("[[]]"), Api.Batch, null, 400, "not a JSON object"),
        ["lines of which one is bad"] = (Bytes($"{Sound().ToJsonString()}\n{{\"specversion\":\n{Sound().ToJsonString()}\n"), Api.Lines,
            null, 400, "Line 2"),
        ["JSON with a comma too many"] = (Bytes("""{"specversion":"1.0",}"""), Api.One, null, 400, "not JSON"),
        ["a document nested too deep"] = (Bytes(Sound().With("remark", "DEEP").ToJsonString().Replace("\"DEEP\"",
            new string('[', 31) + new string(']', 31), StringComparison.Ordinal)), Api.One, null, 400, "deeper than 32"),
        ["a document nested beyond all reading"] = (
            Bytes($"[{Sound().With("remark", "DEEP").ToJsonString()
                .Replace("\"DEEP\"", new string('[', 10_000), StringComparison.Ordinal)}"), Api.Batch, null, 400, ""),
        ["an attribute given twice"] = (Bytes(Sound().ToJsonString().Replace("\"op\"", "\"op\":\"d\",\"op\"", StringComparison.Ordinal)),
            Api.One, null, 400, "\"op\" twice"),
        ["a member of the data given twice"] = (
            Bytes($"[{Sound().ToJsonString()},{Sound().ToJsonString()
                .Replace("\"certNo\"", "\"certNo\":\"A\",\"certN\\u006f\"", StringComparison.Ordinal)}]"), Api.Batch, null, 400,
            "Event 1 gives the member \"certNo\" twice"),
        ["an id with a line break"] = (Bytes(Sound().But(told => told["id"] = "a\nb").ToJsonString()), Api.One, null, 400,
            "control character"),
        ["a source with a control character"] = (Bytes(Sound().But(told => told["source"] = "/a\u0085b").ToJsonString()), Api.One, null,
            400, "control character"),
        ["an event of more than 1 MiB"] = (Bytes(Sound().With("remark", new string('x', 1_100_000)).ToJsonString()), Api.One, null, 400,
            "1 MiB"),
        ["100,001 events"] = (
            Bytes(string.Concat(Enumerable.Repeat("{\"specversion\":\"1.0\",\"id\":\"a\",\"source\":\"b\",\"type\":\"c\"}\n", 100_001))),
            Api.Lines, null, 413, "100000 events"),
        ["another charset"] = (Bytes(Sound().ToJsonString()), $"{Api.One}; charset=gb18030", null, 415, "charset=utf-8"),
        ["a content type that is none"] = (Bytes(Sound().ToJsonString()), "cloudevents", null, 415, "application/json with ce-* headers"),
        ["UTF-16"] = (Encoding.Unicode.GetBytes(Sound().ToJsonString()), Api.One, null, 400, "not JSON"),
        ["bytes that are no UTF-8"] = (Latin(Sound().But(told => told["source"] = "/test/\u00e9")), Api.One, null, 400, "UTF-8"),
        ["half a surrogate pair"] = (Bytes(Sound().ToJsonString().Replace("/test/web", "\\ud83d", StringComparison.Ordinal)), Api.One, null,
            400, "Unicode"),
        ["half a surrogate pair in the data"] = (Bytes(Sound().With("caseNo", "HALF").ToJsonString().Replace("HALF", "\\ud83d",
            StringComparison.Ordinal)), Api.One, null, 400, "Unicode"),
        ["gzip announced, none sent"] = (Api.BatchOf(Sound()), Api.Batch, "gzip", 400, "gzip"),
        ["gzip cut off"] = (Gzipped[..(Gzipped.Length / 2)], Api.Batch, "gzip", 400, ""),
        ["gzip not announced"] = (Gzipped, Api.Batch, null, 400, "not JSON"),
        ["an unknown encoding"] = (Gzipped, Api.Batch, "br", 415, "gzip"),
        ["no specversion"] = (Without("specversion"), Api.One, null, 400, "specversion"),
        ["another specversion"] = (Bytes(Sound().But(told => told["specversion"] = "0.3").ToJsonString()), Api.One, null, 400, "1.0"),
        ["no id"] = (Without("id"), Api.One, null, 400, "id is required"),
        ["an empty id"] = (Bytes(Sound().But(told => told["id"] = "").ToJsonString()), Api.One, null, 400, "id is required"),
        ["an id that is a number"] = (Bytes(Sound().But(told => told["id"] = 7).ToJsonString()), Api.One, null, 400, "id is required"),
        ["an id too long"] = (Bytes(Sound().But(told => told["id"] = new string('x', 201)).ToJsonString()), Api.One, null, 400, "200"),
        ["an id with a zero byte"] = (Bytes(Sound().But(told => told["id"] = "a\0b").ToJsonString()), Api.One, null, 400, "id is required"),
        ["no source"] = (Without("source"), Api.One, null, 400, "source is required"),
        ["no type"] = (Without("type"), Api.One, null, 400, "type is required"),
        ["one byte over 32 MiB"] = (new byte[(32 * 1024 * 1024) + 1], Api.Batch, null, 413, "32 MiB"),
        ["40 MiB"] = (new byte[40 * 1024 * 1024], Api.Batch, null, 413, "32 MiB"),
        ["a gzip bomb"] = (Gzip(new byte[200 * 1024 * 1024]), Api.Batch, "gzip", 413, "32 MiB"),
    };

    /// <summary>Events, each with the rule it fails and a part of the sentence that says so.</summary>
    private static readonly Dictionary<string, (Func<JsonObject> Told, string Code, string Sentence)> Events = new()
    {
        ["an unknown type"] = (() => Sound().But(told => told["type"] = "enforcement.case.imagined.v1"), "V6", "catalogue"),
        ["a type without its prefix"] = (() => Sound().But(told => told["type"] = "case.filed"), "V6", "enforcement.case.filed.v1"),
        ["no time"] = (() => Sound().But(told => told.Remove("time")), "V6", "time is required"),
        ["time as a number"] = (() => Sound().But(told => told["time"] = 1774000000), "V6", "RFC 3339"),
        ["time without offset"] = (() => Sound().But(told => told["time"] = "2026-03-02T10:00:00"), "V6", "offset"),
        ["time on a day there is not"] = (() => Sound().But(told => told["time"] = "2026-02-30T10:00:00+08:00"), "V6", "a day there is"),
        ["time before 2015"] = (() => Sound().But(told => told["time"] = "2014-12-31T23:59:59+08:00"), "V1", "2015-01-01"),
        ["time ahead by six minutes"] = (() => Sound().But(told => told["time"] = Told.At(TimeSpan.FromMinutes(6))), "V1", "5 minutes"),
        ["recordedat in words"] = (() => Sound().But(told => told["recordedat"] = "yesterday"), "V6", "recordedat"),
        ["recordedat at the end of time"] = (() => Sound().But(told => told["recordedat"] = "9999-12-31T23:59:59Z"), "V6", "recordedat"),
        ["seq in words"] = (() => Sound().But(told => told["seq"] = "ninth"), "V6", "seq"),
        ["seq below 0"] = (() => Sound().But(told => told["seq"] = -1), "V6", "seq"),
        ["seq with a fraction"] = (() => Sound().But(told => told["seq"] = 1.5), "V6", "seq"),
        ["seq beyond 64 bits"] = (() => Sound().But(told => told["seq"] = 9223372036854775808UL), "V6", "seq"),
        ["op x"] = (() => Sound().But(told => told["op"] = "x"), "V6", "op must be"),
        ["teamid as a list"] = (() => Sound().But(told => told["teamid"] = new JsonArray("T01")), "V6", "teamid"),
        ["no data"] = (() => Sound().But(told => told.Remove("data")), "V6", "data is required"),
        ["data as a text"] = (() => Sound().But(told => told["data"] = "{}"), "V6", "data is required"),
        ["no subject"] = (() => Sound().With("caseId", null), "V6", "caseId"),
        ["a subject that is null"] = (() => Sound().But(told => told["data"]!["caseId"] = null), "V6", "caseId"),
        ["a subject id too long"] = (() => Sound().With("caseId", new string('c', 101)), "V6", "caseId"),
        ["a subject id with a line break"] = (() => Sound().With("caseId", "a\nb"), "V6", "caseId"),
        ["data in base64"] = (() => Sound().But(told => { told.Remove("data"); told["data_base64"] = "e30="; }), "V6", "data_base64"),
        ["data in XML"] = (() => Sound().But(told => told["datacontenttype"] = "text/xml"), "V6", "datacontenttype"),
        ["recordedat in 2999"] = (() => Sound().But(told => told["recordedat"] = "2999-01-01T00:00:00Z"), "V6", "recordedat"),
        ["money beyond the bound"] = (() => Told.Decided(Told.NewId("M"), 100).With("fine", 1_000_000_000_001), "V6", "0 to 1000000000000"),
        ["an item code too long"] = (() => Told.Started(Told.NewId("M"), "T01").With("itemCodes", new JsonArray(new string('x', 41))), "V6",
            "data.itemCodes[0]"),
        ["too many officers"] = (() =>
            Sound().With("officers", new JsonArray([.. Enumerable.Range(0, 1_001).Select(number => JsonValue.Create($"A{number}"))])), "V6",
            "at most 1000 entries"),
        ["a certificate too long"] = (() => Sound().With("officers", new JsonArray(new string('x', 41))), "V6", "data.officers[0].certNo"),
        ["an inspection that ends in 2999"] = (() => Told.Completed(Told.NewId("M")).With("endedAt", "2999-01-01T00:00:00+08:00"), "V6",
            "between 1990 and 2100"),
        ["a subject id with a zero byte"] = (() => Sound().With("caseId", "a\0b"), "V6", "caseId"),
        ["a zero byte within a text"] = (() => Sound().With("caseNo", "a\0b"), "V6", "caseNo"),
        ["a required text missing"] = (() => Sound().With("caseNo", null), "V6", "caseNo is required"),
        ["a required text empty"] = (() => Sound().With("caseNo", "  "), "V6", "caseNo is required"),
        ["a text too long"] = (() => Sound().With("caseNo", new string('n', 101)), "V6", "100"),
        ["a required day missing"] = (() => Sound().With("filedOn", null), "V6", "filedOn is required"),
        ["a day there is not"] = (() => Sound().With("filedOn", "2026-02-30"), "V6", "filedOn must be a date"),
        ["a day in another form"] = (() => Sound().With("filedOn", "02/03/2026"), "V6", "filedOn must be a date"),
        ["a required list missing"] = (() => Sound().With("officers", null), "V6", "officers is required"),
        ["a required list empty"] = (() => Sound().With("officers", new JsonArray()), "V6", "officers is required"),
        ["an officer without certificate"] = (() => Sound().With("officers", new JsonArray(new JsonObject())), "V6", "certNo is required"),
        ["no party"] = (() => Sound().With("party", null), "V6", "party is required"),
        ["a party as a text"] = (() => Sound().With("party", "某某"), "V6", "party is required"),
        ["a party without a name"] = (() =>
            Sound().With("party", new JsonObject { ["kind"] = "LegalPerson", ["codeType"] = "uscc", ["code"] = Told.CreditCode(1) }), "V6",
            "party.displayName"),
        ["a person not said to be of age"] = (() =>
            Sound().But(told => { told["data"]!["party"] = Told.Person("某人"); told["data"]!["party"]!.AsObject().Remove("isMinor"); }),
            "V6", "isMinor"),
        ["a required amount missing"] = (() => Told.Decided(Told.NewId("M"), 100).With("fine", null), "V6", "fine is required"),
        ["money below 0"] = (() => Told.Decided(Told.NewId("M"), 100).With("fine", -100), "V6", "fine must be a whole number"),
        ["money with a fraction"] = (() => Told.Decided(Told.NewId("M"), 100).With("fine", 100.5), "V6", "fine must be a whole number"),
        ["money as a text"] = (() => Told.Decided(Told.NewId("M"), 100).With("fine", "100"), "V6", "fine must be a whole number"),
        ["money without bounds"] = (() => Told.Decided(Told.NewId("M"), 100).With("fine", 1e300), "V6", "fine must be a whole number"),
        ["a fine named and none given"] = (() => Told.Decided(Told.NewId("M"), 100).With("fine", 0), "V6", "Fine exactly when"),
        ["a fine given and none named"] = (() => Told.Decided(Told.NewId("M"), 0).With("fine", 100), "V6", "Fine exactly when"),
        ["a required flag missing"] = (() => Told.Decided(Told.NewId("M"), 100).With("disclosureRequired", null), "V6",
            "disclosureRequired is required"),
        ["a flag as a text"] = (() => Told.Decided(Told.NewId("M"), 100).With("disclosureRequired", "true"), "V6", "true or false"),
        ["a list of kinds that are no texts"] = (() => Told.Decided(Told.NewId("M"), 100).With("kinds", new JsonArray(1)), "V6",
            "list of texts"),
        ["a plan that ends before it starts"] = (() => Told.Plan(Told.NewId("M"), "T01")
            .With("end", $"{Told.Today[..4]}-01-01")
            .With("start", $"{Told.Today[..4]}-02-01"), "V6", "end must not be before"),
        ["a plan beyond its year"] = (() => Told.Plan(Told.NewId("M"), "T01").With("end", "2031-01-01"), "V6", "must lie in data.year"),
        ["a rectification without a due day"] = (() => Told.Completed(Told.NewId("M"), result: "Rectify"), "V6", "rectifyDue is required"),
        ["an inspection to a case without the case"] = (() => Told.Completed(Told.NewId("M"), result: "ToCase"), "V6",
            "caseId is required"),
        ["an inspection that ends at the end of time"] = (() => Told.Completed(Told.NewId("M")).With("endedAt", "9999-12-31T23:59:59Z"),
            "V6", "endedAt"),
        ["a task without a plan"] = (() => Told.Task(Told.NewId("M"), "p", "T01").With("planId", null), "V6", "planId is required"),
        ["a publication of nothing"] = (() => Told.Event("decision.published", new() { ["day"] = Told.Today }), "V6", "subjectId"),
        ["a citizen's number as a party's code"] = (() =>
            Sound().But(told => { told["data"]!["party"] = Told.Person("某人"); told["data"]!["party"]!["code"] = Told.CitizenNumber(7); }),
            "V6", "hash"),
        ["a citizen's number in a field nobody reads"] = (() => Sound().With("remark", Told.CitizenNumber(8)), "V6", "identity number"),
        ["a citizen's number as a number"] = (() =>
            Sound().With("remark",
                long.Parse(Told.CitizenNumber(Enumerable.Range(10, 90).First(serial => !Told.CitizenNumber(serial).EndsWith('X'))))), "V6",
                    "identity number"),
        ["a citizen's number in an event wrong otherwise"] = (() => Sound()
            .With("remark", Told.CitizenNumber(9))
            .But(told => told["op"] = "x"), "V6", "op must be"),
    };

    /// <summary>Questions, each with its status and a part of the sentence that refuses it.</summary>
    private static readonly Dictionary<string, (string Path, int Status, string Sentence)> Questions = new()
    {
        ["a view of no kind"] = ("/api/views/nothing/T01", 404, "no view nothing/T01"),
        ["a team there is not"] = ("/api/views/team/T99", 404, "no view team/T99"),
        ["an item there is not"] = ("/api/views/item/S99", 404, "no view item/S99"),
        ["a jurisdiction there is not"] = ("/api/views/jurisdiction/999999", 404, "no view jurisdiction/999999"),
        ["an enterprise there is not"] = ("/api/views/enterprise/91330203MA99ZZZZ9X", 404, "no view enterprise"),
        ["a key too long"] = ($"/api/views/team/{new string('t', 61)}", 404, "no view"),
        ["a period in words"] = ("/api/views/team/T01?period=lastyear", 400, "period must be"),
        ["a thirteenth month"] = ("/api/views/team/T01?period=2026-13", 400, "period must be"),
        ["a day there is not as a period"] = ("/api/views/team/T01?period=2026-02-30", 400, "period must be"),
        ["a period beyond all years"] = ("/api/views/team/T01?period=9999-12", 400, "period must be"),
        ["trends of I do not know what"] = ("/api/views/jurisdiction/330203?trends=all", 400, "trends must be"),
        ["trends of the teams of a team"] = ("/api/views/team/T01?trends=1", 400, "trends must be"),
        ["trends of a year that is over"] = ("/api/views/jurisdiction/330203?trends=1&period=2025", 400, "trends must be"),
        ["evidence of a period beyond all years"] = ("/api/evidence?view=team/T01&counter=casesFiled&period=9999", 400, "period must be"),
        ["a period for a team there is not"] = ("/api/views/team/T99?period=2020", 404, "no view team/T99"),
        ["evidence of an unknown counter"] = ("/api/evidence?view=team/T01&counter=casesImagined", 400, "no counter casesImagined"),
        ["evidence of an unknown metric"] = ("/api/evidence?view=team/T01&metric=M99", 400, "no metric M99"),
        ["evidence of what is missing of a number"] =
            ("/api/evidence?view=team/T01&metric=M42&part=missing", 400, "M42 is no rate"),
        ["evidence of an unknown part"] = ("/api/evidence?view=team/T01&metric=M01&part=half", 400, "part must be"),
        ["evidence of an unknown stage"] = ("/api/evidence?view=team/T01&open=sleeping", 400, "no open stage sleeping"),
        ["evidence of nothing"] = ("/api/evidence?view=team/T01", 400, "Say which number"),
        ["evidence without a view"] = ("/api/evidence?counter=casesFiled", 400, "view is required"),
        ["evidence of a view of no kind"] = ("/api/evidence?view=nothing/T01&counter=casesFiled", 400, "view must be"),
        ["evidence of a period in words"] = ("/api/evidence?view=team/T01&counter=casesFiled&period=lastyear", 400, "period must be"),
        ["evidence of a page that is none"] = ("/api/evidence?view=team/T01&counter=casesFiled&next=x", 400, "next must be"),
        ["a zero byte in a question"] = ("/api/subjects?kind=case&q=a%00b", 400, "zero byte"),
        ["evidence of a view with a zero byte"] = ("/api/evidence?view=team/%00&counter=casesFiled", 400, "zero byte"),
        ["evidence of a team there is not"] = ("/api/evidence?view=team/T99&counter=casesFiled", 404, "view names team T99"),
        ["evidence of an item there is not"] = ("/api/evidence?view=item/S99&open=cases", 404, "view names item S99"),
        ["evidence of a jurisdiction there is not"] = ("/api/evidence?view=jurisdiction/1&warning=W01", 404, "view names jurisdiction 1"),
        ["evidence with a size in words"] = ("/api/evidence?view=team/T01&counter=casesFiled&size=abc", 400, "size must be"),
        ["subjects with a size in words"] = ("/api/subjects?size=abc", 400, "size must be"),
        ["subjects with a size beyond all numbers"] = ("/api/subjects?size=99999999999", 400, "size must be"),
        ["subjects with two sizes"] = ("/api/subjects?size=5&size=6", 400, "size must be"),
        ["subjects of a page in words"] = ("/api/subjects?page=x", 400, "page must be"),
        ["subjects of half a page"] = ("/api/subjects?page=1.5", 400, "page must be"),
        ["subjects that are perhaps open"] = ("/api/subjects?open=perhaps", 400, "open must be"),
        ["quarantine of a page in words"] = ("/api/quarantine?page=x", 400, "page must be"),
        ["quarantine in a state there is not"] = ("/api/quarantine?state=asleep", 400, "state must be"),
        ["a calendar of a year in words"] = ("/api/calendar?year=abc", 400, "year must be"),
        ["a calendar of no year"] = ("/api/calendar?year=", 400, "year must be"),
        ["a calendar of the year 1"] = ("/api/calendar?year=1", 400, "year must be"),
        ["a subject without an id"] = ("/api/subject?kind=case", 400, "id is required"),
        ["a subject nobody knows, by query"] = ("/api/subject?id=nobody", 404, "No subject nobody"),
        ["a subject nobody knows"] = ("/api/subjects/nobody", 404, "No subject nobody"),
        ["an address there is not"] = ("/api/nothing", 404, ""),
    };

    /// <summary>One unsound event of each sort.</summary>
    internal static IEnumerable<JsonObject> Unsound => Events.Values.Select(row => row.Told());

    public static TheoryData<string> BodyNames => [.. Bodies.Keys];

    public static TheoryData<string> EventNames => [.. Events.Keys];

    public static TheoryData<string> QuestionNames => [.. Questions.Keys];

    [Theory]
    [MemberData(nameof(BodyNames))]
    public async Task A_body_that_is_no_CloudEvent_is_refused_with_a_sentence_and_nothing_of_it_is_kept(string name)
    {
        var (body, type, encoding, status, sentence) = Bodies[name];
        var before = await QuarantinedAsync();

        var (answered, problem) = await dashboard.Http.PostBodyAsync(body, type, encoding);

        Assert.Equal(status, answered);
        Assert.Equal(status, (int)problem["status"]!);
        Assert.Contains(sentence, (string?)problem["detail"], StringComparison.Ordinal);
        Assert.Equal(before, await QuarantinedAsync());
        await HealthyAsync();
    }

    [Theory]
    [MemberData(nameof(EventNames))]
    public async Task An_unsound_event_is_set_aside_with_its_rule_and_a_sentence_and_those_beside_it_are_taken(string name)
    {
        var (told, code, sentence) = Events[name];
        var (first, bad, last) = (Sound(), told(), Sound());

        var receipt = await dashboard.Http.TellAsync(first, bad, last);

        Assert.Equal(2, (int)receipt["accepted"]!);
        Assert.Equal(1, (int)receipt["quarantined"]!);
        var result = Assert.Single(receipt["results"]!.AsArray())!;
        Assert.Equal(1, (int)result["index"]!);
        Assert.Equal((string?)bad["id"], (string?)result["id"]);
        Assert.Equal("quarantined", (string?)result["outcome"]);
        Assert.Equal(code, (string?)result["code"]);
        Assert.Contains(sentence, (string?)result["reason"], StringComparison.Ordinal);
        var listed = (await dashboard.Http.ReadAsync("/api/quarantine?size=1"))["rows"]![0]!;
        Assert.Equal((string?)bad["id"], (string?)listed["id"]);
        Assert.Equal((code, "open"), ((string?)listed["code"], (string?)listed["state"]));
        foreach (var sound in new[] { first, last })
        {
            await dashboard.Http.ReadAsync($"/api/subjects/{sound["data"]!["caseId"]}");
        }
    }

    [Theory]
    [MemberData(nameof(QuestionNames))]
    public async Task A_question_that_cannot_be_answered_is_refused_with_a_sentence(string name)
    {
        var (path, status, sentence) = Questions[name];

        var (answered, problem) = await dashboard.Http.TryReadAsync(path);

        Assert.Equal(status, answered);
        Assert.Contains(sentence, (string?)problem["detail"] ?? "", StringComparison.Ordinal);
        Assert.Equal(status, (int)problem["status"]!);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("1.5")]
    [InlineData("99999999999999999999")]
    [InlineData("-1")]
    [InlineData("4711000")]
    public async Task A_key_of_quarantine_that_is_none_is_not_found_and_named(string key)
    {
        foreach (var action in new[] { "retry", "dismiss" })
        {
            var (status, problem) = await dashboard.Http.DoAsync($"/api/quarantine/{key}/{action}");

            Assert.Equal(404, status);
            Assert.Contains($"under the key {key}", (string?)problem["detail"]);
        }
    }

    [Theory]
    [InlineData(Api.One + "; charset=UTF-8")]
    [InlineData(Api.One + "; charset=\"utf-8\"; v=1")]
    [InlineData("Application/CloudEvents+JSON")]
    public async Task A_content_type_may_have_parameters_and_a_body_a_byte_order_mark(string type)
    {
        var (status, receipt) = await dashboard.Http.PostBodyAsync([.. Encoding.UTF8.Preamble, .. Bytes(Sound().ToJsonString())], type);

        Assert.Equal((200, 1), (status, (int?)receipt["accepted"]));
    }

    [Fact]
    public async Task An_event_in_binary_mode_is_the_same_as_one_in_structured_mode()
    {
        var team = await dashboard.NewTeamAsync();
        var told = Told.Filed(Told.NewId("C"), team, seq: 3).But(told => told["source"] = "/试验/\"web\"");

        var (status, first) = await PostBinaryAsync(told);
        var second = await dashboard.Http.TellAsync(told);

        Assert.Equal((200, 1), (status, (int?)first["accepted"]));
        Assert.Equal(1, (int)second["duplicates"]!);
        Assert.Equal(1, (await dashboard.Http.ViewAsync($"team/{team}")).Figure("day", "casesFiled"));
    }

    [Fact]
    public async Task An_event_in_binary_mode_is_refused_as_any_other()
    {
        var (lacking, broken) = (Sound().But(told => told.Remove("id")), Sound());

        Assert.Contains("id is required", (string?)(await PostBinaryAsync(lacking)).Answer["detail"]);
        Assert.Contains("not JSON", (string?)(await PostBinaryAsync(broken, data: "{},\"op\":\"d\"")).Answer["detail"]);
        Assert.Contains("data is required", (string?)(await PostBinaryAsync(broken, data: "")).Answer["results"]![0]!["reason"]);
    }

    [Fact]
    public async Task An_encoding_that_is_not_read_is_answered_with_those_that_are()
    {
        using var content = new ByteArrayContent(Gzipped);
        content.Headers.TryAddWithoutValidation("Content-Type", Api.Batch);
        content.Headers.ContentEncoding.Add("br");

        using var answer = await dashboard.Http.PostAsync(new Uri("/api/events", UriKind.Relative), content,
            TestContext.Current.CancellationToken);

        Assert.Equal("gzip", Assert.Single(answer.Headers.GetValues("Accept-Encoding")));
    }

    [Fact]
    public async Task A_post_of_several_slices_is_recorded_whole_and_its_repetition_changes_nothing()
    {
        var team = await dashboard.NewTeamAsync();
        var body = Api.BatchOf([.. Enumerable.Range(0,
            2_100).Select(number =>
                Told.Event("licence.accepted", new() { ["applicationNo"] = Told.NewId("L"), ["itemCode"] = "S02", ["day"] = Told.Today },
                    team))]);

        var (_, first) = await dashboard.Http.PostBodyAsync(body, Api.Batch);
        var (_, second) = await dashboard.Http.PostBodyAsync(body, Api.Batch);

        Assert.Equal((2_100, 2_100), ((int)first["accepted"]!, (int)second["duplicates"]!));
        Assert.Equal(Enumerable.Range(0, 2_100), second["results"]!.AsArray().Select(result => (int)result!["index"]!));
        Assert.Equal(2_100, (await dashboard.Http.ViewAsync($"team/{team}")).Figure("day", "licencesAccepted"));
    }

    [Fact]
    public async Task Pages_beyond_all_bounds_are_empty_and_no_error()
    {
        Assert.Empty((await dashboard.Http.ReadAsync("/api/subjects?page=2000000000&size=500"))["rows"]!.AsArray());
        Assert.Empty((await dashboard.Http.ReadAsync("/api/quarantine?page=2000000000&size=500"))["rows"]!.AsArray());
    }

    [Fact]
    public async Task Of_a_batch_of_everything_unsound_among_sound_events_nothing_is_lost()
    {
        var team = await dashboard.NewTeamAsync();
        var quarantinedBefore = await QuarantinedAsync();
        var batch = Events.Values.SelectMany(row => new[] { row.Told(), Told.Filed(Told.NewId("C"), team) }).ToArray();

        var receipt = await dashboard.Http.TellAsync(batch);

        Assert.Equal(Events.Count, (int)receipt["accepted"]!);
        Assert.Equal(Events.Count, (int)receipt["quarantined"]!);
        Assert.Equal(Enumerable.Range(0, Events.Count).Select(row => row * 2),
            receipt["results"]!.AsArray().Select(result => (int)result!["index"]!));
        Assert.Equal(quarantinedBefore + Events.Count, await QuarantinedAsync());
        Assert.Equal(Events.Count, (await dashboard.Http.ViewAsync($"team/{team}")).Figure("year", "casesFiled"));
        await HealthyAsync();
        await dashboard.Http.VerifyAsync();
    }

    [Fact]
    public async Task The_same_id_with_another_payload_is_set_aside_and_the_first_stays()
    {
        var team = await dashboard.NewTeamAsync();
        var told = Told.Decided(Told.NewId("C"), 100, team);
        await dashboard.Http.AcceptAsync(told);

        var receipt = await dashboard.Http.TellAsync(told.With("fine", 900));

        Assert.Equal("V2", (string?)receipt["results"]![0]!["code"]);
        Assert.Equal(100, (await dashboard.Http.ViewAsync($"team/{team}")).Figure("year", "finesFen"));
    }

    [Fact]
    public async Task A_citizens_number_sent_in_clear_is_neither_listed_nor_in_the_database()
    {
        var number = Told.CitizenNumber(123);
        var told = Sound().But(bad =>
        {
            bad["data"]!["party"] = Told.Person("某人");
            bad["data"]!["party"]!["code"] = number;
        });
        await dashboard.Http.TellAsync(told, Sound().With("remark", $"身份证{number}").But(bad => bad["op"] = "x"));
        await dashboard.Http.TellAsync(told);

        Assert.DoesNotContain(number, (await dashboard.Http.ReadAsync("/api/quarantine?size=500")).ToJsonString(),
            StringComparison.Ordinal);
        Assert.DoesNotContain(number, dashboard.Running.Log, StringComparison.Ordinal);
        var files = Directory.GetFiles(dashboard.Running.Data, "*", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            Assert.True(bytes.AsSpan().IndexOf(Encoding.ASCII.GetBytes(number)) < 0, $"{file} holds the number");
        }
    }

    [Fact]
    public async Task A_masked_citizens_number_is_not_taken_when_it_is_tried_again()
    {
        var receipt = await dashboard.Http.TellAsync(Sound().With("remark", Told.CitizenNumber(124)));
        Assert.Equal(1, (int)receipt["quarantined"]!);
        var key = (await dashboard.Http.ReadAsync("/api/quarantine?size=1"))["rows"]![0]!["key"];

        var (status, answer) = await dashboard.Http.DoAsync($"/api/quarantine/{key}/retry");

        Assert.Equal((200, "quarantined"), (status, (string?)answer["outcome"]));
    }

    [Fact]
    public async Task A_form_of_no_size_is_not_read()
    {
        using var content = new StringContent($"\"{new string('n', 5 << 20)}\"", Encoding.UTF8, "application/json");
        using var answer = await dashboard.Http.PostAsync(
            new Uri("/api/orders", UriKind.Relative), content, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task What_is_not_in_quarantine_can_be_neither_tried_again_nor_dismissed()
    {
        Assert.Equal(404, (await dashboard.Http.DoAsync("/api/quarantine/999999999/retry")).Status);
        Assert.Equal(404, (await dashboard.Http.DoAsync("/api/quarantine/999999999/dismiss")).Status);
    }

    /// <summary>Each attribute in a header of its own, percent-encoded as SDKs do, and the data as the body.</summary>
    private async Task<(int Status, JsonObject Answer)> PostBinaryAsync(JsonObject told, string? data = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post,
            new Uri("/api/events", UriKind.Relative)) { Content = new ByteArrayContent(Bytes(data ?? told["data"]!.ToJsonString())) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        foreach (var (name, value) in told)
        {
            if (name != "data")
            {
                request.Headers.TryAddWithoutValidation($"ce-{name}", Uri.EscapeDataString($"{value}"));
            }
        }

        using var answer = await dashboard.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode,
            JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject());
    }

    private static JsonObject Sound() => Told.Filed(Told.NewId("C"), "T01");

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Latin(JsonObject told) =>
        Encoding.Latin1.GetBytes(
            told.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));

    private static byte[] Without(string name) => Bytes(Sound().But(told => told.Remove(name)).ToJsonString());

    private static byte[] Gzip(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(plain);
        }

        return packed.ToArray();
    }

    private async Task<long> QuarantinedAsync() => (long)(await dashboard.Http.ReadAsync("/api/quarantine?size=1"))["total"]!;

    private async Task HealthyAsync()
    {
        using var answer = await dashboard.Http.GetAsync(new Uri("/health/ready", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode);
    }
}
