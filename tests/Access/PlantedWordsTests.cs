using System.IO.Compression;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Tests.Web;
using Dashboard.Web.Access;

namespace Dashboard.Tests.Access;

/// <summary>
/// Names and words planted in every place of complaints, of what supervisors say, and of faults (SUPERVISION.md §5, §12): what is refused
/// names the field, and whatever is read then, by whomever, has none of them.
/// </summary>
public sealed partial class PlantedWordsTests(Bureau bureau) : IClassFixture<Bureau>
{
    private const string Name = "植名甲", Sentence = "Planted Words", Phone = "13900001111";

    /// <summary>What people of the bureau write of a complaint themselves: for those who work with it, on its own page.</summary>
    private const string Answer = "植答复";

    private static readonly string[] Planted = [Name, Sentence, Phone];

    private static readonly string[] AtWork = [Roles.Leader, Roles.Supervisor, Roles.Admin];

    /// <summary>Members that no such event has.</summary>
    private static readonly (string Name, JsonNode Value)[] Strange =
    [
        ("name", Name), ("phone", Phone), ("text", Sentence), ("contactName", Name), ("driverName", $"{Name} {Sentence}"),
        ("mobile", Phone),
        ("address", $"{Name}路{Phone}号"), ("plate", Name), ("remark", $"{Name}，电话{Phone}"), ("complainant", Name), (Name, 1),
        ("officerId", Name), ("party", new JsonObject { ["kind"] = "NaturalPerson", ["displayName"] = Name, ["phone"] = Phone }),
        ("officers", new JsonArray(new JsonObject { ["name"] = Name, ["certNo"] = Sentence })), ("notes", new JsonArray(Name, Sentence)),
        ("more", new JsonObject { ["deep"] = new JsonObject { [Sentence] = Name } }),
    ];

    private static readonly string[] Aside = ["/orleans", "/hubs", "/api/session/oidc"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task S12_S5_Of_complaints_and_faults_no_name_and_no_words_are_found_in_any_answer_frame_copy_or_line_of_the_log()
    {
        using var admin = await bureau.SignInAsync("root");
        var (_, token) = await Bureau.TokenAsync(admin, new { name = Told.NewId("upstream"), prefixes = Bureau.AnySource });
        using var source = bureau.With(token);
        var events = OfDeclared().Concat(OfFaults()).ToList();
        foreach (var (at, (told, _)) in events.Index().Where(static one => one.Item.Refused != "time"))
        {
            // One after the other, as a story is.
            told["time"] = Told.At(TimeSpan.FromSeconds(at - 3_600));
        }

        var cookies = new CookieContainer();
        using var watcher = await Bureau.SignInAsync(bureau.Running, Roles.Supervisor, cookies);
        var (_, hall) = await Bureau.PairAsync(bureau.Running, admin, "hall");
        await using var wall = await Screen.OpenAsync(bureau.Running, Api.Jurisdiction, cookies: cookies);
        await using var team = await Screen.OpenAsync(bureau.Running, "team/T01", cookies: cookies);
        await using var screen = await Screen.OpenAsync(bureau.Running, Api.Jurisdiction, cookies: hall);

        var refused = (await source.TellAsync([.. events.Select(static one => one.Told)]))["results"]!.AsArray()
            .ToDictionary(static one => (int)one!["index"]!, static one => (string)one!["reason"]!);
        foreach (var (at, (told, begin)) in events.Index())
        {
            Assert.Equal((told.ToJsonString(), begin is not null), (told.ToJsonString(), refused.TryGetValue(at, out var reason)));
            Assert.StartsWith(begin ?? "", reason ?? "", StringComparison.Ordinal);
        }

        await Patience.UntilAsync(async () => (await admin.TryReadAsync("/api/orders/DB-PLANT-complaint")).Status == 200,
            "an order is drafted");
        await wall.UntilAsync(static document => document["complaints"] is not null);
        await team.UntilAsync(static document => document["complaints"] is not null);
        foreach (var watched in new[] { wall, team, screen })
        {
            AssertClean(Text(Encoding.UTF8.GetBytes($"{watched.Document.ToJsonString()}{string.Concat(watched.Frames.Select(
                static frame => frame.ToJsonString()))}")), "a frame", Answer);
        }

        foreach (var role in Roles.All)
        {
            using var http = await bureau.SignInAsync(role == Roles.Admin ? "root" : role);
            foreach (var path in await PathsAsync(admin))
            {
                using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), Cancel);
                var text = Text(await answer.Content.ReadAsByteArrayAsync(Cancel));
                AssertClean(text, $"{role} {path} {(int)answer.StatusCode}");
                var isOwnPage = path.EndsWith("/complaint/PLANT-complaint", StringComparison.Ordinal) && AtWork.Contains(role);
                Assert.True(text.Contains(Answer, StringComparison.Ordinal) == isOwnPage, $"{role} {path}");
            }

            foreach (var (path, asked) in Asked)
            {
                using var answer = await http.PostAsJsonAsync(path, asked, Cancel);
                AssertClean(Text(await answer.Content.ReadAsByteArrayAsync(Cancel)), $"{role} {path} {(int)answer.StatusCode}", Answer);
            }
        }

        AssertClean(bureau.Running.Log, "the log", Answer);
    }

    /// <summary>Answers that are asked for by POST: workbooks of figures, and personal details with a reason.</summary>
    private static readonly (string Path, object Asked)[] Asked =
    [
        ("/api/exports", new { view = Api.Jurisdiction, kind = "xlsx" }), ("/api/exports", new { view = "team/T01", kind = "xlsx" }),
        .. new[] { "complaint", "supervisor", "supervisorOpinion", "survey", "accountability" }.Select(static kind =>
            ("/api/details", (object)new { kind, id = $"PLANT-{kind}", reason = "r" })),
    ];

    /// <summary>Every event of kinds that take no names: sound, with words in each field, in members it has not, in its envelope.</summary>
    private static IEnumerable<(JsonObject Told, string? Refused)> OfDeclared()
    {
        foreach (var (kind, said) in DeclaredKinds.All.SelectMany(static kind => kind.Events.Select(said => (kind, said)))
            .Where(static one => one.said.IsClosed))
        {
            yield return (Sound(), null);
            foreach (var field in said.Fields)
            {
                var isProse = field.Sort == FieldSort.Prose;
                yield return (Sound().With(field.Name, isProse ? Answer : $"{Name}投诉"), isProse ? null : $"data.{field.Name}");
                yield return (Sound().With(field.Name, isProse ? Answer : Sentence), isProse ? null : $"data.{field.Name}");
                yield return (Sound().With(field.Name, new JsonArray(Name, Sentence)), $"data.{field.Name}");
            }

            foreach (var (member, value) in Strange)
            {
                yield return (Sound().With(member, value), member == Name ? "data[" : $"data.{member}");
                // What takes a fact back need name no more than the subject, and is not read further.
                yield return (Sound().With(member, value).But(told => (told["op"], told["data"]![kind.IdField]) = ("d", "GONE")), null);
            }

            foreach (var one in OfEnvelope(Sound))
            {
                yield return one;
            }

            JsonObject Sound() => Told.Event(said.Type, new(said.Fields.Select(field => KeyValuePair.Create<string, JsonNode?>(field.Name,
                field.Name == kind.IdField ? $"PLANT-{kind.Kind}" : SoundOf(field)))));
        }
    }

    /// <summary>Faults, of which the catalogue knows the decision alone.</summary>
    private static IEnumerable<(JsonObject Told, string? Refused)> OfFaults()
    {
        JsonObject Decided() => Told.Event("accountability.decided",
            new() { ["id"] = "PLANT-accountability", ["day"] = Told.Today, ["kind"] = Sentence, ["teamId"] = "T01" });
        JsonObject Reported() => Told.Event("fault.reported", new() { ["faultId"] = Name, ["day"] = Told.Today, ["origin"] = Sentence });

        foreach (var (member, value) in Strange)
        {
            yield return (Decided().With(member, value), null);
            yield return (Reported().With(member, value), "The type");
        }

        yield return (Decided().With("id", $"{Name}案"), "data.id");
        yield return (Decided().With("teamId", Name), null);
        foreach (var one in OfEnvelope(Decided).Concat(OfEnvelope(Reported).Select(static one => (one.Told, (string?)"The type"))))
        {
            yield return one;
        }
    }

    private static IEnumerable<(JsonObject Told, string? Refused)> OfEnvelope(Func<JsonObject> sound)
    {
        yield return (sound().But(static told => told["id"] = $"{Name}{told["id"]}"), "id");
        yield return (sound().But(static told => told["time"] = $"{Sentence} \"{Name}\""), "time");
        yield return (sound().But(static told => told["recordedat"] = Name), "recordedat");
        yield return (sound().But(static told => told["op"] = Name), "op");
        yield return (sound().But(static told => told["seq"] = Name), "seq");
        yield return (sound().But(static told => told["datacontenttype"] = Name), "datacontenttype");
        yield return (sound().But(static told => (told["teamid"], told["itemcode"], told["batch"]) = (Name, Sentence, $"电{Phone}")), null);
        yield return (sound().But(static told => (told["subject"], told[Name], told["note"]) = (Name, 1, Sentence)), null);
        yield return (sound().But(static told => told["type"] = $"{((string)told["type"]!)[..^3]}.{Name}.v1"), "The type");
    }

    private static JsonNode SoundOf(Field field) => field.Sort switch
    {
        FieldSort.Word => field.Words[0],
        FieldSort.Day => Told.Today,
        FieldSort.Flag => true,
        FieldSort.Count => 1,
        FieldSort.Team => "T01",
        FieldSort.Prose => Answer,
        _ => "N-12",
    };

    /// <summary>Every address of the host that answers GET, and every list and record in which such an event may stand.</summary>
    private static async Task<List<string>> PathsAsync(HttpClient admin)
    {
        // A stream has no end, and to leave at the identity provider ends the session.
        var routes = Permissions.Rows.Where(static row => row.Verb is "GET" or "*"
            && !Aside.Any(aside => row.Route.StartsWith(aside, StringComparison.Ordinal)));
        var paths = routes.Select(static row => Parameter().Replace(row.Route.Replace("{year:int}", Told.Today[..4])
            .Replace("{year}", Told.Today[..4]).Replace("{book}", "complaints").Replace("views/{kind}", "views/team")
            .Replace("{kind}", "complaint").Replace("{table}", "others").Replace("{**cell}", "district.inspection")
            .Replace("{register}", "teams"), "PLANT-complaint").Replace("views/team/PLANT-complaint", "views/team/T01")).ToList();
        foreach (var (kind, book) in new[]
            {
                ("complaint", "complaints"), ("supervisor", "supervisors"), ("supervisorOpinion", "supervisors"),
                ("survey", "supervisors"), ("accountability", ""),
            })
        {
            paths.AddRange([$"/api/subjects?kind={kind}&size=500", $"/api/subjects/PLANT-{kind}?kind={kind}",
                $"/api/subject?id=PLANT-{kind}&kind={kind}", $"/subjects?kind={kind}"]);
            paths.AddRange(book.Length == 0 ? [] : [$"/api/books/{book}", $"/api/books/{book}/{kind}/PLANT-{kind}"]);
        }

        var year = Told.Today[..4];
        paths.AddRange(["/api/orders/DB-PLANT-complaint", "/api/year", "/api/subjects?size=500", $"/api/subjects?q={Name}",
            $"/api/views/{Api.Jurisdiction}?full=1", "/api/views/team/T01?full=1", "/api/views/team/unassigned?full=1",
            $"/api/views?view={Api.Jurisdiction}&period={year}", $"/api/evidence?view={Api.Jurisdiction}&warning=all&size=500",
            $"/api/evidence?view={Api.Jurisdiction}&counter=complaintsReceived&period={year}",
            $"/api/evidence?view={Api.Jurisdiction}&counter=accountability&period={year}",
            $"/api/evidence?view={Api.Jurisdiction}&metric=M74&part=denominator&period={year}", "/api/audit?size=500"]);
        for (var page = 1; page < 20; page++)
        {
            var rows = (await admin.ReadAsync($"/api/quarantine?size=100&page={page}"))["rows"]!.AsArray();
            paths.AddRange(rows.Count > 0 ? [$"/api/quarantine?size=100&page={page}"] : []);
            paths.AddRange(rows.Select(static row => $"/api/quarantine/{row!["key"]}"));
        }

        return [.. paths.Distinct()];
    }

    /// <summary>A body as text: a workbook or document unpacked, what JSON has escaped plain.</summary>
    private static string Text(byte[] body)
    {
        if (!body.AsSpan().StartsWith("PK"u8))
        {
            return Escaped().Replace(Encoding.UTF8.GetString(body),
                static found => ((char)Convert.ToInt32(found.Groups[1].Value, 16)).ToString());
        }

        using var zip = new ZipArchive(new MemoryStream(body));
        return string.Concat(zip.Entries.Select(static entry =>
        {
            using var reader = new StreamReader(entry.Open());
            return reader.ReadToEnd();
        }));
    }

    private static void AssertClean(string text, string where, params string[] more) => Assert.All(Planted.Concat(more),
        mark => Assert.True(text.IndexOf(mark, StringComparison.OrdinalIgnoreCase) is var at && at < 0,
            $"{where}: {text[Math.Max(0, at - 400)..Math.Min(text.Length, Math.Max(0, at) + 40)]}"));

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\\u([0-9a-fA-F]{4})")]
    private static partial Regex Escaped();
}
