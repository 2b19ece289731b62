using System.Globalization;
using System.Text.Json.Nodes;

namespace Dashboard.Tests.Web;

/// <summary>Events as upstream systems tell them (DOMAIN.md §14).</summary>
internal static class Told
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);
    private static int number;

    /// <summary>Today in China.</summary>
    public static string Today => Now.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>An hour ago; soon after midnight less, so that what is told counts today.</summary>
    public static string EarlierToday => At(-TimeSpan.FromSeconds(Math.Min(3600, Now.TimeOfDay.TotalSeconds / 2)));

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow().ToOffset(China);

    /// <summary>An id no other event of this run has.</summary>
    public static string NewId(string prefix) => $"{prefix}-{Interlocked.Increment(ref number):0000000}-{Environment.ProcessId}";

    /// <summary>An instant so far from now.</summary>
    public static string At(TimeSpan fromNow) => (Now + fromNow).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>A sound envelope around data.</summary>
    public static JsonObject Event(string type, JsonObject data, string? team = null, string op = "i", long? seq = null,
        string? time = null)
    {
        var told = new JsonObject
        {
            ["specversion"] = "1.0",
            ["id"] = NewId("e"),
            ["source"] = "/test/web",
            ["type"] = $"enforcement.{type}.v1",
            ["time"] = time ?? EarlierToday,
            ["op"] = op,
            ["data"] = data,
        };
        if (team is not null)
        {
            told["teamid"] = team;
        }

        if (seq is not null)
        {
            told["seq"] = seq;
        }

        return told;
    }

    public static JsonObject Team(string id) =>
        Event("team.upserted", new() { ["teamId"] = id, ["name"] = $"{id} 试验队", ["status"] = "Active", ["order"] = 50 });

    public static JsonObject Item(string code) =>
        Event("item.upserted", new() { ["itemCode"] = code, ["name"] = $"{code} 试验事项", ["category"] = "test", ["level"] = "district" });

    public static JsonObject Organisation(string name, string? code = null) =>
        new() { ["kind"] = "LegalPerson", ["displayName"] = name, ["codeType"] = "uscc", ["code"] = code ?? CreditCode(1) };

    public static JsonObject Person(string name) =>
        new() { ["kind"] = "NaturalPerson", ["displayName"] = name, ["codeType"] = "hmac", ["code"] = "9f86d081884c7d65",
            ["isMinor"] = false };

    public static JsonObject Filed(string caseId, string team, string item = "S14", JsonObject? party = null, string op = "i",
        long? seq = null, string? day = null) => Event("case.filed", new()
    {
        ["caseId"] = caseId,
        ["caseNo"] = $"示例立〔2026〕{caseId}",
        ["teamId"] = team,
        ["decidingAuthority"] = "District",
        ["procedure"] = "Ordinary",
        ["primaryItemCode"] = item,
        ["party"] = party ?? Organisation("某试验企业"),
        ["filedOn"] = day ?? Today,
        ["officers"] = new JsonArray(new JsonObject { ["certNo"] = "SHIYAN0001" }, new JsonObject { ["certNo"] = "SHIYAN0002" }),
    }, op: op, seq: seq);

    public static JsonObject Decided(string caseId, long fine, string? team = null, string op = "i", long? seq = null) =>
        Event("case.decided", new()
    {
        ["caseId"] = caseId,
        ["docNo"] = $"示例罚〔2026〕{caseId}",
        ["decidedOn"] = Today,
        ["kinds"] = fine > 0 ? new JsonArray("Fine") : new JsonArray("Warning"),
        ["fine"] = fine,
        ["confiscated"] = 0,
        ["disclosureRequired"] = true,
    }, team, op, seq);

    public static JsonObject Plan(string planId, params string[] teams) => Event("plan.published", new()
    {
        ["planId"] = planId,
        ["year"] = int.Parse(Today[..4]),
        ["category"] = "Random",
        ["itemCodes"] = new JsonArray("S14"),
        ["teamIds"] = new JsonArray([.. teams.Select(team => (JsonNode)team)]),
        ["start"] = $"{Today[..4]}-01-01",
        ["end"] = $"{Today[..4]}-12-31",
        ["targetCount"] = 2,
    });

    public static JsonObject Task(string taskId, string planId, string team) => Event("task.issued", new()
    {
        ["taskId"] = taskId,
        ["planId"] = planId,
        ["category"] = "Random",
        ["itemCodes"] = new JsonArray("S14"),
        ["objectUscc"] = new JsonArray(CreditCode(1)),
        ["teamId"] = team,
        ["due"] = $"{Today[..4]}-12-31",
    });

    public static JsonObject Started(string actNo, string team, string? taskId = null, JsonObject? party = null)
    {
        var data = new JsonObject
        {
            ["actNo"] = actNo,
            ["category"] = "Random",
            ["form"] = "OnSite",
            ["teamId"] = team,
            ["itemCodes"] = new JsonArray("S14"),
            ["party"] = party ?? Organisation("某试验企业"),
            ["officers"] = new JsonArray(new JsonObject { ["certNo"] = "SHIYAN0001" }, new JsonObject { ["certNo"] = "SHIYAN0002" }),
            ["startedAt"] = EarlierToday,
        };
        if (taskId is not null)
        {
            data["taskId"] = taskId;
        }

        return Event("inspection.started", data);
    }

    public static JsonObject Completed(string actNo, string? team = null, string result = "NoProblem") =>
        Event("inspection.completed", new()
    {
        ["actNo"] = actNo,
        ["endedAt"] = EarlierToday,
        ["result"] = result,
        ["recordAttached"] = true,
    }, team);

    /// <summary>The same event with its data or envelope changed.</summary>
    public static JsonObject But(this JsonObject told, Action<JsonObject> change)
    {
        var copy = told.DeepClone().AsObject();
        change(copy);
        return copy;
    }

    /// <summary>The same event with one member of its data set (or, by null, taken away).</summary>
    public static JsonObject With(this JsonObject told, string name, JsonNode? value) => told.But(copy =>
    {
        if (value is null)
        {
            copy["data"]!.AsObject().Remove(name);
        }
        else
        {
            copy["data"]![name] = value.DeepClone();
        }
    });

    /// <summary>A valid unified credit code of its own (GB 32100 §5, computed here anew).</summary>
    public static string CreditCode(int serial)
    {
        const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
        var text = $"91330203MA{serial:0000000}";
        var (sum, weight) = (0, 1);
        foreach (var character in text)
        {
            sum += Alphabet.IndexOf(character, StringComparison.Ordinal) * weight;
            weight = weight * 3 % 31;
        }

        return text + Alphabet[(31 - (sum % 31)) % 31];
    }

    /// <summary>A citizen's identity number with a right check character (GB 11643, computed here anew); nobody's.</summary>
    public static string CitizenNumber(int serial)
    {
        var text = $"33020319900101{serial:000}";
        var sum = text.Select((digit, place) => (digit - '0') * ((1 << (17 - place)) % 11)).Sum();
        return text + "10X98765432"[sum % 11];
    }
}
