using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;

namespace Dashboard.Tests.Web;

/// <summary>Ten thousand citizens' numbers planted in all places of events, and none of them found anywhere afterwards.</summary>
public sealed partial class PlantedNumbersTests
{
    private const int Planted = 10_000, AtOnce = 1_000;
    private const string Person = "欧阳植名", Phone = "13987654321", Driver = "司机植名", Informant = "举报植名";

    [Fact]
    public async Task Of_ten_thousand_planted_numbers_none_is_stored_logged_measured_or_shown_and_of_people_nothing_beside_their_event()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        var (http, random, numbers) = (dashboard.Http, new Random(20261126), new HashSet<string>());
        var seen = new List<string>();
        await using (var wall = await Screen.OpenAsync(dashboard, Api.Jurisdiction))
        {
            for (var sent = 0; sent < Planted; sent += AtOnce)
            {
                var events = Enumerable.Range(sent, AtOnce).Select(place => Plant(NewNumber(), place)).ToArray();
                var receipt = await http.TellAsync(events);
                seen.Add(receipt.ToJsonString());
                Assert.Equal(AtOnce, (int)receipt["quarantined"]!);
            }

            await http.AcceptAsync(Told.Filed("C-planted", "T01", party: Told.Person(Person)).But(Confide));
            await wall.UntilAsync(document => document.Figure("year", "casesFiled") == 1);
            seen.AddRange(wall.Frames.Select(frame => frame.ToJsonString()));
        }

        for (var page = 1; page <= Planted / 500; page++)
        {
            seen.Add((await http.ReadAsync($"/api/quarantine?size=500&page={page}")).ToJsonString());
        }

        foreach (var path in new[] { $"/api/views/{Api.Jurisdiction}?full=1", "/api/views/team/T01", "/api/subjects?size=500",
            $"/api/evidence?view={Api.Jurisdiction}&warning=all", "/api/subjects/C-planted" })
        {
            seen.Add((await http.ReadAsync(path)).ToJsonString());
        }

        await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);
        seen.Add(await http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken));
        var (kept, copy) = (Path.Combine(dashboard.Data, "dashboard.db"), Path.Combine(dashboard.Data, "copy.db"));
        Copy(kept, copy);
        await dashboard.StopAsync();
        seen.Add(dashboard.Log);
        // What a case says of people stays with its event, from which a role with a reason reads it; no other table has it.
        Assert.All([Person, Phone, Driver, Informant], text => Assert.All(
            seen.Concat(RowsBut(kept, "events")).Concat(RowsBut(copy, "events")), one => Assert.DoesNotContain(text, one)));
        seen.AddRange(Directory.EnumerateFiles(dashboard.Data).Select(path => Encoding.UTF8.GetString(File.ReadAllBytes(path))));

        Assert.True(seen.Sum(text => (long)text.Length) > 1_000_000);
        Assert.DoesNotContain(seen.SelectMany(text => Digits().Matches(text.Normalize(NormalizationForm.FormKC))).SelectMany(Windows),
            numbers.Contains);

        string NewNumber()
        {
            var born = new DateOnly(1940, 1, 1).AddDays(random.Next(25_000));
            var text = $"3302{random.Next(1, 30):00}{born:yyyyMMdd}{random.Next(1_000):000}";
            var number = text + "10X98765432"[text.Select((digit, place) => (digit - '0') * ((1 << (17 - place)) % 11)).Sum() % 11];
            numbers.Add(number);
            return number;
        }
    }

    private static void Confide(JsonObject told)
    {
        var data = told["data"]!;
        data["party"]!["phone"] = Phone;
        (data["driverName"], data["complainant"], data["remark"]) = (Driver, Informant, $"{Person}，电话{Phone}");
        data["officers"]![0]!["name"] = Person;
    }

    /// <summary>A backup of a running product, as the README says.</summary>
    private static void Copy(string kept, string copy)
    {
        using var database = new SqliteConnection($"Data Source={kept};Default Timeout=30");
        database.Open();
        using var command = database.CreateCommand();
        command.CommandText = "VACUUM INTO $copy";
        command.Parameters.AddWithValue("$copy", copy);
        command.ExecuteNonQuery();
    }

    /// <summary>Every row of every other table, as text.</summary>
    private static IEnumerable<string> RowsBut(string path, string table)
    {
        using var database = new SqliteConnection($"Data Source={path}");
        database.Open();
        var tables = Read("SELECT name FROM sqlite_master WHERE type = 'table'").Select(row => (string)row[0]).Where(name => name != table);
        foreach (var row in tables.ToList().SelectMany(name => Read($"SELECT * FROM \"{name}\"")))
        {
            yield return string.Join('\n', row.Select(value => value is byte[] bytes ? Encoding.UTF8.GetString(bytes) : $"{value}"));
        }

        IEnumerable<object[]> Read(string sql)
        {
            using var command = database.CreateCommand();
#pragma warning disable CA2100 // Names of tables of the product.
            command.CommandText = sql;
#pragma warning restore CA2100
            using var reader = command.ExecuteReader();
            while (reader.Read())
            {
                var values = new object[reader.FieldCount];
                reader.GetValues(values);
                yield return values;
            }
        }
    }

    private static JsonObject Plant(string number, int place)
    {
        var written = (place / 12 % 4) switch
        {
            0 => number,
            1 => $"{number[..6]}-{number[6..14]}-{number[14..]}",
            2 => string.Concat(number.Select(digit => digit == 'X' ? 'Ｘ' : (char)(digit - '0' + '０'))),
            _ => $"{number[..6]} {number[6..14]} {number[14..]}",
        };
        return Told.Filed(Told.NewId("C"), "T01").But(told =>
        {
            var data = told["data"]!.AsObject();
            switch (place % 12)
            {
                case 0:
                    told["source"] = $"/planted/{written}";
                    break;
                case 1:
                    told["id"] = $"e-{written}";
                    break;
                case 2:
                    told["type"] = $"enforcement.{written}.v1";
                    break;
                case 3:
                    told["subject"] = written;
                    break;
                case 4:
                    told["idcard"] = written;
                    break;
                case 5:
                    data[written] = "张某";
                    break;
                case 6:
                    data["caseId"] = written;
                    break;
                case 7:
                    data["party"]!["code"] = written;
                    break;
                case 8:
                    data["remark"] = $"电话13812345678，证件{written}。";
                    break;
                case 9:
                    data["officers"]![0]!["certNo"] = written;
                    break;
                case 10:
                    (told["time"], data["more"]) = (written, new JsonArray(1, new JsonObject { ["deep"] = written }));
                    break;
                default:
                    (told["op"], told["time"], data["driverName"]) = (written, Told.At(TimeSpan.FromDays(1)), written);
                    break;
            }
        });
    }

    /// <summary>Parted numbers are put together again before they are looked for.</summary>
    private static IEnumerable<string> Windows(Match match)
    {
        var digits = string.Concat(match.Value.Where(char.IsLetterOrDigit)).ToUpperInvariant();
        return Enumerable.Range(0, Math.Max(0, digits.Length - 17)).Select(start => digits.Substring(start, 18));
    }

    [GeneratedRegex("[0-9](?:[ -]?[0-9]){16,}[ -]?[0-9Xx]")]
    private static partial Regex Digits();
}
