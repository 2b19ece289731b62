using System.Text;
using System.Text.Json.Nodes;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Tallies;
using MessagePack;
using MessagePack.Resolvers;

namespace Dashboard.Tests.Web;

/// <summary>Sound requests to every endpoint, and sound messages to the hub: the same for the same seed.</summary>
/// <param name="prefix">Of the ids of its events, so that no two share one.</param>
internal sealed class SoundRequests(Random random, string prefix)
{
    private const int MostSubjects = 500;

    /// <summary>Events of every type by their type, as an upstream told them.</summary>
    private static readonly ILookup<string, JsonObject> Told = File
        .ReadLines(Path.Combine(AppContext.BaseDirectory, "Ledger", "Old", "events.ndjson"))
        .Select(line => JsonNode.Parse(line)!.AsObject())
        .ToLookup(told => (string)told["type"]!);

    private static readonly string[] Types = [.. Told.Select(told => told.Key)];

    private static readonly string[] Views =
        ["jurisdiction/330203", "team/T01", "team/T02", "team/unassigned", "item/S14", "item/unclassified",
            "enterprise/91330203MA00000111"];

    private static readonly string[] CounterNames = [.. Counters.Shown.Select(Counters.Name)];

    private static readonly string[] Periods = ["2020", "2026", "2026-03", "2026-11", "2026-03-02", "2025-12-31"];

    private static readonly string[] Kinds =
        ["case", "inspection", "licence", "plan", "task", "review", "lawsuit", "officer", "team", "item", "enterprise", "rules", "clue"];

    private static readonly string[] Ids = ["C00", "C01", "C05", "I31", "I01", "O01", "P1", "L1", "T01", "S14", "2026", "2026.2"];

    private static readonly string[] Stages = ["filed", "investigating", "decided", "cases", "licences", "tasks", "rectifications"];

    private static readonly string[] Pages =
    [
        "/", "/teams/T01", "/items/S14", "/cases/C01", "/enterprises/91330203MA00000111", "/subjects?kind=case", "/quarantine", "/bureau",
        "/warnings", "/rules", "/calendar", "/?lang=en", "/js/pages/wall.js", "/js/i18n.js", "/css/base.css", "/sw.js", "/icon.svg",
        "/lib/chart.js/dist/chart.umd.min.js", "/health/live", "/health/ready", "/api/about", "/metrics", "/orleans",
    ];

    private int number;

    public RawRequest Next() => random.Next(20) switch
    {
        < 10 => Post(),
        < 18 => Get(Question()),
        18 => Get(Some(Pages)),
        _ => random.Next(3) == 0
            ? Post("/hubs/dashboard/negotiate?negotiateVersion=1")
            : Post($"/api/quarantine/{random.Next(1, 200)}/{(random.Next(3) > 0 ? "retry" : "dismiss")}"),
    };

    /// <summary>A call of the hub as its JSON protocol writes it, without the mark at the end.</summary>
    public byte[] Call()
    {
        var view = Some(Views);
        JsonNode since = random.Next(2) == 0 ? JsonValue.Create(random.NextInt64(1L << 52)) : null!;
        var (target, arguments) = random.Next(4) switch
        {
            0 => ("Unwatch", new JsonArray(view)),
            1 => ("Seen", new JsonArray(view, random.NextInt64(1L << 52))),
            _ => ("Watch", new JsonArray(view, since)),
        };
        return Bytes(random.Next(8) switch
        {
            0 => new JsonObject { ["type"] = random.Next(10), ["invocationId"] = $"{++number}", ["item"] = view, ["error"] = "none" },
            1 => new JsonObject { ["type"] = 4, ["invocationId"] = $"{++number}", ["target"] = target, ["arguments"] = arguments,
                ["streamIds"] = new JsonArray("1") },
            _ => new JsonObject { ["type"] = 1, ["invocationId"] = $"{++number}", ["target"] = target, ["arguments"] = arguments },
        });
    }

    /// <summary>The same as its MessagePack protocol writes it, without the length before it.</summary>
    public byte[] PackedCall() => Packed($"{++number}", Some(["Watch", "Unwatch", "Seen"]), Some(Views), random.NextInt64(1L << 52));

    /// <summary>A call in MessagePack.</summary>
    public static byte[] Packed(string id, string target, params object?[] arguments) => MessagePackSerializer.Serialize<object?[]>(
        [1, new Dictionary<string, string>(), id, target, arguments, Array.Empty<string>()], ContractlessStandardResolver.Options);

    private RawRequest Post()
    {
        var events = Enumerable.Range(0, random.Next(1, 5)).Select(_ => Event()).ToArray();
        switch (random.Next(5))
        {
            case 0:
                return Post("/api/events", Bytes(events[0]), ("Content-Type", Api.One));
            case 1:
                return Post("/api/events", Encoding.UTF8.GetBytes(string.Join('\n', events.Select(told => told.ToJsonString()))),
                    ("Content-Type", Api.Lines));
            case 2:
                var attributes = events[0].Where(attribute => attribute.Key != "data")
                    .Select(attribute => ($"ce-{attribute.Key}", Uri.EscapeDataString($"{attribute.Value}")));
                return Post("/api/events", Bytes(events[0]["data"]!), [("Content-Type", "application/json"), .. attributes]);
            default:
                return Post("/api/events", Api.BatchOf(events), ("Content-Type", Api.Batch));
        }
    }

    /// <summary>An event of any type, of one of a bounded number of subjects.</summary>
    private JsonObject Event()
    {
        var type = Some(Types);
        if (type is "enforcement.rules.published.v1" or "enforcement.calendar.published.v1" && random.Next(5) > 0)
        {
            type = Some(Types); // each one has everything judged anew
        }

        var told = Told[type].ElementAt(random.Next(Told[type].Count())).DeepClone().AsObject();
        told["id"] = $"{prefix}-{++number}";
        if (Facts.Find(type["enforcement.".Length..^".v1".Length]) is { Kind: not ("team" or "item" or "rules" or "calendar") } row
            && told["data"]![row.IdField] is JsonValue id && id.TryGetValue<string>(out var text) && row.Kind != "enterprise"
            && random.Next(4) > 0)
        {
            told["data"]![row.IdField] = $"{text}-{random.Next(MostSubjects)}";
        }

        return told;
    }

    private string Question()
    {
        var view = Some(Views);
        return random.Next(13) switch
        {
            < 2 => $"/api/views/{view}",
            2 => $"/api/views/{view}?period={Some(Periods)}",
            3 => $"/api/views/{view}?full=1",
            4 => $"/api/evidence?view={view}&counter={Some(CounterNames)}&period={Some(Periods)}",
            5 => $"/api/evidence?view={view}&metric=M{random.Next(50):00}&part={Some(["numerator", "denominator", "pending"])}&size=5",
            6 => $"/api/evidence?view={view}&open={Some(Stages)}&next={random.Next(9)}",
            7 => $"/api/evidence?view={view}&warning={Some(["all", $"W{random.Next(1, 32):00}"])}&level={Some(["blue", "red"])}",
            8 => $"/api/subjects?kind={Some(Kinds)}&team=T0{random.Next(1, 10)}&item=S14&stage={Some(Stages)}&open=true&q=C&page=1&size=20",
            9 => $"/api/subjects/{Some(Ids)}?kind={Some(Kinds)}",
            10 => $"/api/quarantine?state={Some(["open", "retried", "dismissed"])}&page={random.Next(1, 9)}&size=10",
            11 => $"/api/reports/{random.Next(2019, 2027)}/tables/{Some(["penalties", "compulsion"])}/district.total?size=9",
            _ => random.Next(2) == 0 ? $"/api/rules?on=2026-1{random.Next(3)}-01" : $"/api/calendar?year={random.Next(2015, 2030)}",
        };
    }

    private static RawRequest Get(string target) =>
        // The hub's and the Orleans Dashboard's own streams do not end.
        new("GET", target, [("Host", "127.0.0.1"), ("Accept", "*/*")], [], IsFramed: target != "/orleans");

    private static RawRequest Post(string target) => new("POST", target, [("Host", "127.0.0.1")], []);

    private static RawRequest Post(string target, byte[] body, params (string Name, string Value)[] headers) =>
        new("POST", target, [("Host", "127.0.0.1"), .. headers], body);

    private static byte[] Bytes(JsonNode json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    private string Some(string[] all) => all[random.Next(all.Length)];
}
