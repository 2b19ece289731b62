using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Web.Access;
using Dashboard.Grains.Reading;

namespace Dashboard.Tests.Web;

/// <summary>What of an event's data everybody may see: what is listed for its type (DOMAIN.md §13).</summary>
public sealed class ShownDataTests
{
    /// <summary>Whatever else an upstream may add, and what the catalogue has of people, places and prose.</summary>
    private static readonly string[] Private =
    [
        "contactPhone", "phone", "driverName", "driver", "name", "legalRepresentative", "homeAddress", "address", "plateNumber", "plate",
        "plateNo", "vehicle", "certNo", "officerId", "reviewerId", "approver", "by", "complainant", "reporter", "opinion", "target",
        "deviceId", "evidence", "desc", "attendees", "location", "gps", "remark", "备注", "displayName", "code", "idNumber",
    ];

    public static TheoryData<string> Types => [.. Facts.Types];

    [Theory]
    [MemberData(nameof(Types))]
    public void Each_type_has_its_list_and_nothing_of_a_person_is_in_it(string type)
    {
        var secret = "张三丰住海曙区某路1号";
        var data = new JsonObject();
        foreach (var name in Private)
        {
            data[name] = secret;
            data[$"{name}Deep"] = new JsonObject { ["kind"] = 7, [name] = secret, ["list"] = new JsonArray(secret) };
        }

        data["party"] = new JsonObject { ["kind"] = 7, ["displayName"] = secret, ["code"] = secret, ["contact"] = secret };
        data["reason"] = secret;
        data["officers"] = new JsonArray(new JsonObject { ["certNo"] = secret }, secret);
        data["checkedPoints"] = new JsonArray(secret);
        if (type is "team.upserted" or "item.upserted" or "rules.published" or "group.set")
        {
            data.Remove("name"); // of an office, a matter, a rule set, a leading group
        }

        Assert.Contains(type, ShownData.Types);
        var shown = Of(type, data);

        Assert.DoesNotContain("张三丰", shown.ToJsonString(Readable), StringComparison.Ordinal);
        Assert.All(shown, member => Assert.DoesNotContain(member.Key, Private));
    }

    [Fact]
    public void Numbers_days_words_and_counts_are_shown_as_they_were_sent()
    {
        var shown = Of("inspection.started", JsonNode.Parse("""
            {"actNo":"330203202611230019","category":"Daily","form":"OnSite","teamId":"T01","itemCodes":["S02",7],"officers":[{},{}],
             "party":{"kind":"NaturalPerson","displayName":"张三"},"startedAt":"2026-11-23T10:00:00+08:00","viaMobile":true,
             "trigger":"群众投诉","recorderIds":"none","combinedVisitId":1e999,"codeShownAt":{"a":1},"taskId":null}
            """)!.AsObject());

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""
            {"actNo":"330203202611230019","category":"Daily","form":"OnSite","teamId":"T01","itemCodes":["S02"],"officers":2,
             "party":{"kind":"NaturalPerson","displayName":"当事人(个人)"},"startedAt":"2026-11-23T10:00:00+08:00","viaMobile":true,
             "combinedVisitId":"1e999"}
            """), shown), shown.ToJsonString(Readable));
    }

    [Theory]
    [InlineData("auditor", "当事人(个人)", null, null, null, 1)]
    [InlineData("leader", "张某某", "138****5678", "浙B·1**23", "宁波市海曙区望春街道＊＊＊", 0)]
    [InlineData("supervisor", "张三丰", "138****5678", "浙B12323", "宁波市海曙区望春街道＊＊＊", 0)]
    public void What_is_personal_is_shown_as_far_as_the_role_allows(
        string role, string name, string? phone, string? plate, string? address, int isCounted)
    {
        var shown = Of("case.filed", JsonNode.Parse("""
            {"caseId":"C","party":{"kind":"NaturalPerson","displayName":"张三丰","phone":"13812345678","code":"9f86"},"vehicle":"浙B12323",
             "address":"宁波市海曙区望春街道春华路12弄3号","complainant":"李四","remark":"王五","officers":[{"name":"赵六","certNo":"SHIYAN0001"}]}
            """)!.AsObject(), new Caller(CallerKind.Person, role, role, role, new HashSet<string> { role }, null).Reader.Mask);

        Assert.Equal((name, phone), ((string?)shown["party"]!["displayName"], (string?)shown["party"]!["phone"]));
        Assert.Equal((plate, address), ((string?)shown["vehicle"], (string?)shown["address"]));
        Assert.Equal(isCounted == 1, shown["officers"] is JsonValue);
        Assert.DoesNotContain("李四", shown.ToJsonString(Readable));
        Assert.DoesNotContain("王五", shown.ToJsonString(Readable));
        Assert.Null(shown["party"]!["code"]);
    }

    [Fact]
    public void A_minor_is_named_to_nobody_without_a_reason()
    {
        var data = JsonNode.Parse("""{"caseId":"C","party":{"kind":"NaturalPerson","displayName":"张三丰","isMinor":true}}""")!.AsObject();
        Assert.Equal("未成年人", (string?)Of("case.filed", data, FileMask.OfLegalSection)["party"]!["displayName"]);
        Assert.Equal("张三丰", (string?)Of("case.filed", data, FileMask.WithReason)["party"]!["displayName"]);
    }

    [Fact]
    public void What_an_earlier_release_let_in_is_masked() =>
        Assert.Equal("110***********002X", (string?)Of("case.filed", new() { ["caseNo"] = "11010519491231002X" })["caseNo"]);

    private static readonly JsonSerializerOptions Readable =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static JsonObject Of(string type, JsonObject data, FileMask? mask = null) => JsonNode.Parse(ShownData.Of(new()
    {
        Source = "/s", Id = "1", Type = type, Kind = "case", Subject = "C", Hash = 0,
        Time = new(2026, 11, 23, 10, 0, 0, TimeSpan.FromHours(8)), Recorded = default,
        Received = new(2026, 11, 23, 11, 0, 0, TimeSpan.FromHours(8)),
        Data = Encoding.UTF8.GetBytes(data.ToJsonString()),
    }, mask ?? FileMask.Least).ToUtf8())!.AsObject();
}
