using System.Text.Json.Nodes;

namespace Dashboard.Tests.Web;

/// <summary>Whatever is accepted can be opened, by whatever id it came: by its address, by query, and from the list.</summary>
[Collection(PlainDashboardUsers.Name)]
public sealed class NameTests(PlainDashboard dashboard)
{
    /// <summary>Ids besides those of the shared case.</summary>
    private static readonly string[] Neighbours =
        [
            "...", "../../health", "./.", "%", "%%2F", "100%", "a%zzb", "+", "a b", "?", "#", "'\"", "{id}", "〔２０２６〕１２號", "（甬）罚/1-1",
            "ＡＢ/Ｃ", "𠀀", "\\\\host\\x", "a/", "//", "<script>alert(1)</script>", "&amp;", "index.html", "api/subjects", "o\u0308",
            "\u202Eabc",
        ];

    private HttpClient Http => dashboard.Http;

    [Fact]
    public async Task Every_case_of_the_shared_file_that_is_accepted_opens_and_what_is_refused_is_told_why()
    {
        var told = SharedCases.Events("26-ids.json");

        var receipt = await Http.TellAsync(told);

        var refused = receipt["results"]!.AsArray().ToDictionary(result => (int)result!["index"]!, result => (string)result!["reason"]!);
        Assert.Equal([7, 21, 22], refused.Keys);
        Assert.All(refused.Values, reason => Assert.Contains("data.caseId", reason));
        foreach (var (place, @event) in told.Index().Where(one => !refused.ContainsKey(one.Index)))
        {
            await OpensAsync(@event, $"案{place}〔2026〕12号");
        }
    }

    [Fact]
    public async Task So_does_every_neighbour_of_it()
    {
        var team = await dashboard.NewTeamAsync();
        foreach (var id in Neighbours)
        {
            var told = Told.Filed(id, team);
            await Http.AcceptAsync(told);

            await OpensAsync(told, (string)told["data"]!["caseNo"]!);
        }
    }

    [Fact]
    public async Task A_team_and_its_page_open_whatever_its_id()
    {
        foreach (var id in new[] { "甬/1", "T%2F1", "T 1", "." })
        {
            await Http.AcceptAsync(Told.Team(id));

            Assert.Equal($"team/{id}", (string)(await Http.ReadAsync($"/api/views?view={Uri.EscapeDataString($"team/{id}")}"))["view"]!);
            Assert.Equal($"team/{id}", (string)Raw($"/api/views/team/{Escaped(id)}")["view"]!);
            Assert.Contains("<html", Send($"/teams/{Escaped(id)}").Text);
        }
    }

    [Fact]
    public async Task An_id_behind_a_proxy_that_unescapes_slashes_opens_too()
    {
        var told = Told.Filed("甬海交罚/2026/0077", await dashboard.NewTeamAsync());
        await Http.AcceptAsync(told);

        Assert.Equal("甬海交罚/2026/0077", (string)Raw($"/api/subjects/{Uri.EscapeDataString("甬海交罚")}/2026/0077?kind=case")["id"]!);
        Assert.Equal("甬海交罚/2026/0077", (string)Raw($"/api/subjects/{Escaped("甬海交罚/2026/0077")}/?kind=case")["id"]!);
    }

    private async Task OpensAsync(JsonObject told, string number)
    {
        var id = (string)told["data"]!["caseId"]!;
        var file = await Http.ReadAsync($"/api/subject?kind=case&id={Uri.EscapeDataString(id)}");
        Assert.Equal((id, number), ((string)file["id"]!, (string)file["facts"]!["caseNo"]!));
        Assert.Equal(id, (string)Raw($"/api/subjects/{Escaped(id)}?kind=case")["id"]!);
        Assert.Contains("<html", Send($"/cases/{Escaped(id)}").Text);
        var found = await Http.ReadAsync($"/api/subjects?kind=case&size=500&q={Uri.EscapeDataString(number)}");
        Assert.Contains(found["rows"]!.AsArray(), row => (string)row!["id"]! == id);
    }

    /// <summary>What stands in a path as it is, dots too, for a name.</summary>
    private static string Escaped(string name) => Uri.EscapeDataString(name).Replace(".", "%2E", StringComparison.Ordinal);

    /// <summary>The answer to a target that is sent as it is: client libraries fold dots away.</summary>
    private JsonObject Raw(string target)
    {
        var answer = Send(target);
        Assert.True(answer.Status == 200, $"{target}: {answer.Text}");
        return JsonNode.Parse(answer.Text[answer.Text.IndexOf("\n{", StringComparison.Ordinal)..])!.AsObject();
    }

    private RawAnswer Send(string target)
    {
        using var connection = new RawConnection(dashboard.Running.Port);
        return connection.Send(new("GET", target, [("Host", "localhost")], []));
    }
}
