using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Intake;
using Dashboard.Web.Ingest;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Dashboard.Tests.Web;

/// <summary>How a body becomes events: within its bounds, whatever is sent.</summary>
public sealed class EventReaderTests
{
    private static readonly EventReader Reader = new(TimeProvider.System);

    private static readonly JsonObject[] Sound =
    [
        Told.Filed("C-1", "T01"), Told.Decided("C-1", 100), Told.Plan("P-1", "T01", "T02"), Told.Task("K-1", "P-1", "T01"),
        Told.Started("I-1", "T01", "K-1", Told.Person("某人")), Told.Completed("I-1"), Told.Team("T77"), Told.Item("S77"),
    ];

    /// <summary>What a careless or a hostile sender puts between.</summary>
    private static readonly string[] Scraps =
    [
        "\"", "{", "}", "[", "]", ",", ":", "\\", "\\u0000", "\\ud83d", "null", "true", "1e999", "-", "\n", "\uFEFF", "33020319900101001X",
        "9999-12-31", "é", "\"op\":\"d\",",
    ];

    [Fact]
    public void An_event_written_in_another_way_is_the_same_event() =>
        Gen.Select(Gen.Int[0, Sound.Length - 1], Gen.Int).Sample((which, seed) =>
    {
        var told = Sound[which];
        var (plain, other) = (ReadOne(told.ToJsonString()), ReadOne(Otherwise(told, new Random(seed))));

        return plain.Event!.Hash == other.Event!.Hash && Described(plain.Event) == Described(other.Event);
    }, iter: 1_000);

    [Fact]
    public void Another_value_anywhere_in_the_data_is_another_payload() =>
        Gen.Select(Gen.Int[0, Sound.Length - 1], Gen.Int).Sample((which, seed) =>
    {
        var told = Sound[which];
        var changed = told.But(copy => copy["data"]!["remark"] = seed);

        return ReadOne(told.ToJsonString()).Event!.Hash != ReadOne(changed.ToJsonString()).Event!.Hash;
    }, iter: 200);

    [Fact]
    public void Whatever_is_sent_is_read_or_refused_with_a_sentence()
    {
        var bodies = new (byte[] Body, BodyFormat Format)[]
        {
            (Api.BatchOf(Sound), BodyFormat.Batch),
            (Encoding.UTF8.GetBytes(Sound[0].ToJsonString()), BodyFormat.One),
            (Encoding.UTF8.GetBytes(string.Join('\n', Sound.Select(told => told.ToJsonString()))), BodyFormat.Lines),
        };
        var random = new Random(20261126);
        var (read, refused) = (0, 0);
        for (var trial = 0; trial < 6_000; trial++)
        {
            var (body, format) = bodies[trial % bodies.Length];
            var mutated = body.ToList();
            for (var change = random.Next(1, 4); change > 0; change--)
            {
                var (at, length) = (random.Next(mutated.Count), random.Next(1, 12));
                switch (random.Next(4))
                {
                    case 0:
                        mutated[at] = (byte)random.Next(256);
                        break;
                    case 1:
                        mutated.RemoveRange(at, Math.Min(length, mutated.Count - at));
                        break;
                    case 2:
                        mutated.InsertRange(at, Encoding.UTF8.GetBytes(Scraps[random.Next(Scraps.Length)]));
                        break;
                    default:
                        mutated.InsertRange(at, mutated.GetRange(at, Math.Min(length * 20, mutated.Count - at)));
                        break;
                }

                mutated = mutated.Count == 0 ? [.. body] : mutated;
            }

            try
            {
                read += Reader.Read(mutated.ToArray(), format)
                    .Count(@event => @event.Event is not null || @event.Refusal!.Reason.EndsWith('.'));
            }
            catch (UnreadableBodyException problem)
            {
                refused++;
                Assert.True(problem.Message.Length > 20 && problem.Message.EndsWith('.'), problem.Message);
            }
        }

        Assert.True(read > 1_000 && refused > 1_000, $"{read} read, {refused} refused");
    }

    /// <summary>What the ledger says of itself decides whether an order may be closed: nobody else says it in its name.</summary>
    [Fact]
    public void Nobody_sends_in_the_name_of_the_ledger()
    {
        var told = Told.Filed("C1", "T01");
        told["source"] = "/local/ledger";

        var body = Api.BatchOf(Told.Filed("C2", "T01"), told);

        var problem = Assert.Throws<UnreadableBodyException>(() => Reader.Read(body, BodyFormat.Batch));

        Assert.Equal((403, "Event 1 is not this sender's to send: the source /local/ledger is the product's own."),
            (problem.Status, problem.Message));
    }

    [Fact]
    public void A_post_holds_at_most_100_000_events()
    {
        var body = Encoding.UTF8.GetBytes(
            string.Concat(Enumerable.Repeat("""{"specversion":"1.0","id":"a","source":"b","type":"c"}""" + "\n", 100_001)));

        var problem = Assert.Throws<UnreadableBodyException>(() => Reader.ReadSlices(body, BodyFormat.Lines).Count());

        Assert.Equal(413, problem.Status);
        Assert.Contains("100000 events", problem.Message);
    }

    [Fact]
    public void A_long_post_is_read_in_slices_after_all_of_it_was_looked_through()
    {
        var events = Enumerable.Range(0, 2_500).Select(_ => Told.Filed(Told.NewId("C"), "T01")).ToArray();

        var slices = Reader.ReadSlices(Api.BatchOf(events), BodyFormat.Batch).ToList();
        var broken = Api.BatchOf([.. events, Told.Filed("C-last", "T01").But(told => told.Remove("id"))]);
        var given = 0;

        Assert.Equal([1_000, 1_000, 500], slices.Select(slice => slice.Count));
        Assert.Equal(Enumerable.Range(0, 2_500), slices.SelectMany(slice => slice).Select(@event => @event.Index));
        Assert.Equal(events.Select(told => (string?)told["id"]), slices.SelectMany(slice => slice).Select(@event => @event.Id));
        Assert.Contains("Event 2500",
            Assert.Throws<UnreadableBodyException>(() => given = Reader.ReadSlices(broken, BodyFormat.Batch).Select(_ => given++).Count())
                .Message);
        Assert.Equal(0, given);
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(2_000)]
    public void A_post_of_whole_slices_has_no_empty_one(int count)
    {
        var body = Api.BatchOf([.. Enumerable.Range(0, count).Select(_ => Told.Team("T77"))]);

        Assert.Equal(count / 1_000, Reader.ReadSlices(body, BodyFormat.Batch).Count());
    }

    [Theory]
    [InlineData("datacontenttype", "application/json; charset=utf-8")]
    [InlineData("datacontenttype", "text/json")]
    [InlineData("seq", "7")]
    [InlineData("seq", 7.0)]
    [InlineData("itemcode", 14)]
    [InlineData("batch", true)]
    [InlineData("time", "2026-03-02t10:00:00.123456789z")]
    [InlineData("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    public void An_attribute_is_taken_as_SDKs_write_it(string name, object value) =>
        Assert.NotNull(ReadOne(Sound[0].But(told => told[name] = JsonSerializer.SerializeToNode(value)).ToJsonString()).Event);

    [Theory]
    [InlineData("datacontenttype", "text/xml", "datacontenttype")]
    [InlineData("recordedat", "2999-01-01T00:00:00Z", "recordedat")]
    [InlineData("teamid", "T\u00070", "control character")]
    [InlineData("seq", 7.5, "seq")]
    [InlineData("remark", "33020319900101001X", "identity number")]
    public void An_attribute_that_is_not_understood_is_refused_by_name(string name, object value, string sentence) =>
        Assert.Contains(sentence,
            ReadOne(Sound[0]
                .But(told => told[name] = JsonSerializer.SerializeToNode(value))
                .ToJsonString()
                .Replace("33020319900101001X", Told.CitizenNumber(1), StringComparison.Ordinal)).Refusal!.Reason);

    [Fact]
    public void A_number_written_as_another_kind_of_text_is_the_same_seq()
    {
        static UInt128 Hash(JsonNode seq) => ReadOne(Sound[0].But(told => told["seq"] = seq).ToJsonString()).Event!.Hash;

        Assert.Equal(Hash(7), Hash("7"));
        Assert.Equal(Hash(7), Hash(JsonNode.Parse("70e-1")!));
        Assert.NotEqual(Hash(7), Hash(8));
    }

    [Fact]
    public void Data_in_base64_is_refused_by_name() =>
        Assert.Contains("data_base64",
            ReadOne(Sound[0].But(told => { told.Remove("data"); told["data_base64"] = "e30="; }).ToJsonString()).Refusal!.Reason);

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_body() => Assert.NotNull(ReadOne("\uFEFF" + Sound[0].ToJsonString()).Event);

    [Fact]
    public void Headers_of_the_binary_mode_are_read_as_they_are_encoded()
    {
        var headers = new HeaderDictionary { ["ce-source"] = "%2Fzj%2F%E5%8A%9E%E6%A1%88", ["CE-Id"] = "\"a \\\"b\\\"\"",
            ["Host"] = "localhost" };

        var joined = JsonNode.Parse(BinaryMode.Join(headers, "{\"a\":1}"u8))!;

        Assert.Equal("""{"source":"/zj/办案","id":"a \"b\"","data":{"a":1}}""",
            joined.ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        headers["ce-id"] = new StringValues(["a", "b"]);
        Assert.Contains("given twice", Assert.Throws<UnreadableBodyException>(() => BinaryMode.Join(headers, [])).Message);
    }

    [Fact]
    public void A_citizens_number_is_masked_wherever_it_stands_and_what_only_looks_like_one_is_kept()
    {
        var number = Told.CitizenNumber(5);
        var alike = number[..^1] + (number[^1] == '1' ? '2' : '1');
        var told = Sound[0].But(copy =>
        {
            copy["id"] = $"e-{number}";
            copy["type"] = $"enforcement.{number}.v1";
            copy["data"]![number] = 1;
            copy["data"]!["docNo"] = alike;
            copy["data"]!["remark"] = $"a{number}b{number}";
        });

        var refused = ReadOne(told.ToJsonString());
        var kept = JsonSerializer.Serialize(new { refused.Source, refused.Id, refused.Refusal!.Type, refused.Refusal.Reason })
            + Encoding.UTF8.GetString(refused.Refusal.Raw);

        Assert.DoesNotContain(number, kept, StringComparison.Ordinal);
        Assert.Contains(alike, kept, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("case.filed")]
    [InlineData("case.decided")]
    public void A_stored_event_says_the_same_as_the_event_it_was_whatever_hash_it_has(string type)
    {
        var told = ReadOne(Sound.First(told => ((string)told["type"]!).Contains(type, StringComparison.Ordinal)).ToJsonString()).Event!;
        var stored = told with { Hash = 1, Time = told.Time.ToOffset(TimeSpan.FromHours(8)) };

        Assert.True(PayloadHash.IsSame(stored, told));
        Assert.False(PayloadHash.IsSame(stored with { Seq = 8 }, told));
        Assert.False(PayloadHash.IsSame(stored with { Team = "T09" }, told));
        Assert.False(PayloadHash.IsSame(stored with { Data = [.. stored.Data[..^1], .. ",\"remark\":1}"u8] }, told));
        Assert.False(PayloadHash.IsSame(stored with { Data = [.. stored.Data[..^1], .. ",\"remark\":1,\"remark\":1}"u8] }, told));
    }

    [Fact]
    public void A_reason_that_quotes_an_event_can_be_shown_and_stored_anywhere()
    {
        var told = Told.Event("rules.published", new()
        {
            ["version"] = "2027.1", ["effectiveFrom"] = "2027-01-01",
            ["limits"] = new JsonObject { ["L\0\u001b"] = new string('a', 99_999) },
        });

        var reason = ReadOne(told.ToJsonString()).Refusal!.Reason;

        Assert.Contains("L\uFFFD\uFFFD", reason, StringComparison.Ordinal);
    }

    private static IncomingEvent ReadOne(string json) => Assert.Single(Reader.Read(Encoding.UTF8.GetBytes(json), BodyFormat.One));

    /// <summary>All that an event says but its bytes and the time of its receipt.</summary>
    private static string Described(SourceEvent @event) =>
        $"{@event with { Data = [], Received = default, Hash = default }} " +
            $"{JsonSerializer.Serialize(@event.Fact with { ReceivedAt = default }, @event.Fact.GetType())}";

    private static string Otherwise(JsonNode? json, Random random) => json switch
    {
        JsonObject members =>
            $" {{\n{string.Join(" , ", members.OrderBy(_ => random.Next())
                .Select(member => $"{Escaped(member.Key, random)} : {Otherwise(member.Value, random)}"))}\t}}",
        JsonArray entries => $"[ {string.Join(" , ", entries.Select(entry => Otherwise(entry, random)))} ]",
        null => "null",
        _ when json.GetValueKind() == JsonValueKind.String => Escaped(json.GetValue<string>(), random),
        _ when json.GetValueKind() == JsonValueKind.Number => $"{json.ToJsonString()}.0{(random.Next(2) == 0 ? "e0" : "")}",
        _ => json.ToJsonString(),
    };

    private static string Escaped(string text, Random random) =>
        $"\"{string.Concat(text.Select(character =>
            random.Next(2) == 0 || character > '~' ? $"\\u{(int)character:x4}" : $"{character}"))}\"";
}
