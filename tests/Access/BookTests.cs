using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dashboard.Tests.Web;

namespace Dashboard.Tests.Access;

/// <summary>The books of the legal section over HTTP, with a person of each role (SUPERVISION.md §9, §12).</summary>
public sealed class BookTests(Bureau bureau) : IClassFixture<Bureau>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task S12_2_A_founded_complaint_drafts_an_order_at_once_and_no_word_of_it_is_shown_to_who_does_not_work_with_it()
    {
        using var supervisor = await bureau.SignInAsync("supervisor");
        using var leader = await bureau.SignInAsync("leader");
        using var auditor = await bureau.SignInAsync("auditor");
        using var viewer = await bureau.SignInAsync("viewer");
        var received = new { day = Told.Today, source = "12345", about = "Conduct", teamId = "T01" };
        Assert.Equal(403, (await viewer.TryReadAsync("/api/books/complaints")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(leader, "/api/books/complaints/complaint", received)).Status);
        var (status, id) = await PostAsync(supervisor, "/api/books/complaints/complaint", received);
        Assert.Equal(HttpStatusCode.Created, status);
        var elsewhere = (await PostAsync(supervisor, "/api/books/complaints/complaint", received with { teamId = "T05" })).Id;

        Assert.Equal(404, (await leader.TryReadAsync($"/api/books/complaints/complaint/{elsewhere}")).Status);
        Assert.DoesNotContain((await leader.ReadAsync("/api/books/complaints"))["rows"]!.AsArray(),
            row => (string)row!["id"]! == elsewhere);
        var answer = new { day = Told.Today, founded = "Yes", publicText = "MARK-12" };
        Assert.Equal(HttpStatusCode.NoContent,
            (await PostAsync(leader, $"/api/books/complaints/complaint/{id}/complaint.answered", answer)).Status);
        Assert.Equal(HttpStatusCode.Conflict,
            (await PostAsync(leader, $"/api/books/complaints/complaint/{id}/complaint.answered", answer)).Status);

        await Patience.UntilAsync(async () => (await supervisor.TryReadAsync($"/api/orders/DB-{id}")).Status == 200, "an order is drafted");
        var order = await supervisor.ReadAsync($"/api/orders/DB-{id}");
        Assert.Equal(("drafted", "T01"), ((string)order["stage"]!, (string)order["team"]!));
        var path = $"/api/books/complaints/complaint/{id}";
        Assert.Contains("MARK-12", (await leader.ReadAsync(path)).ToJsonString());
        Assert.DoesNotContain("MARK-12", (await auditor.ReadAsync(path)).ToJsonString());
        foreach (var shown in new[] { "/api/views/team/T01", "/api/books/complaints", $"/api/subjects/{id}?kind=complaint" })
        {
            Assert.DoesNotContain("MARK-12", (await auditor.ReadAsync(shown)).ToJsonString());
        }
    }

    [Fact]
    public async Task A_leader_of_one_team_enters_nothing_into_the_book_of_another()
    {
        using var leader = await bureau.SignInAsync("leader");
        var held = new { act = "publicity.held", day = Told.Today, theme = "t", form = "Online", teamId = "T02" };

        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(leader, "/api/books/publicity/publicity", held)).Status);
        var (status, id) = await PostAsync(leader, "/api/books/publicity/publicity", held with { teamId = "T01" });
        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(HttpStatusCode.Forbidden,
            (await PostAsync(leader, $"/api/books/publicity/publicity/{id}/publicity.held", held)).Status);
    }

    [Fact]
    public async Task S12_6_Words_of_a_complaint_are_not_taken_by_its_form_either()
    {
        using var supervisor = await bureau.SignInAsync("supervisor");

        var (status, id) = await PostAsync(supervisor, "/api/books/complaints/complaint",
            new { day = Told.Today, source = "Letter", about = "Fee", text = "MARK-13" });

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.DoesNotContain("MARK-13", (await supervisor.ReadAsync($"/api/books/complaints/complaint/{id}")).ToJsonString());
    }

    [Fact]
    public async Task S9_A_document_goes_from_its_draft_into_force_by_forms_that_follow_from_its_declaration()
    {
        using var supervisor = await bureau.SignInAsync("supervisor");
        var book = await supervisor.ReadAsync("/api/books/documents");
        var begin = book["beginnings"]!.AsArray().Single(static one => (string)one!["act"]! == "document.drafted")!;
        Assert.Contains(begin["fields"]!.AsArray(), static field => (string)field!["name"]! == "normative" && (bool)field["required"]!);

        var (_, id) = await PostAsync(supervisor, "/api/books/documents/document",
            new { act = "document.drafted", title = "t", leadTeam = "T10", day = Told.Today, normative = true, touchesBusiness = false });
        foreach (var (act, data) in new (string, object)[]
        {
            ("document.reviewed", new { day = Told.Today, outcome = "Passed" }),
            ("document.published", new { docNo = "n", day = Told.Today, validFrom = Told.Today }),
            ("document.filed", new { day = Told.Today, to = "区司法局" }),
        })
        {
            Assert.Equal((act, HttpStatusCode.NoContent),
                (act, (await PostAsync(supervisor, $"/api/books/documents/document/{id}/{act}", data)).Status));
        }

        var read = await supervisor.ReadAsync($"/api/books/documents/document/{id}");
        Assert.Equal(("inForce", "T10"), ((string)read["stage"]!, (string)read["team"]!));
        Assert.DoesNotContain("reviewerId", read["story"]!.ToJsonString());
        Assert.Equal(404, (await supervisor.TryReadAsync("/api/books/weather")).Status);
        Assert.Equal(404, (await supervisor.TryReadAsync($"/api/books/complaints/document/{id}")).Status);
    }

    [Fact]
    public async Task S9_1_A_decision_on_a_document_that_had_run_out_says_so_on_the_page_of_the_case()
    {
        using var supervisor = await bureau.SignInAsync("supervisor");
        using var admin = await bureau.SignInAsync("root");
        var (_, token) = await Bureau.TokenAsync(admin, new { name = "upstream", prefixes = Bureau.AnySource });
        using var source = bureau.With(token);
        var (id, number) = (Told.NewId("D"), $"甬海交〔2021〕{Told.NewId("n")}号");
        await source.AcceptAsync(
            Told.Event("document.drafted", new()
            {
                ["docId"] = id, ["title"] = "执法全过程记录实施细则", ["leadTeam"] = "T10", ["day"] = "2021-01-05", ["normative"] = true,
                ["touchesBusiness"] = false,
            }),
            Told.Event("document.published", new()
            {
                ["docId"] = id, ["docNo"] = number, ["day"] = "2021-03-02", ["validFrom"] = "2021-03-02", ["validTo"] = "2026-03-01",
            }));

        Assert.Equal(["2026-03-05 2026-03-01"], await LapsedAsync("2026-03-05", $"{number} 第五条"));
        Assert.Empty(await LapsedAsync("2026-03-01", $"{number} 第五条"));
        Assert.Empty(await LapsedAsync("2026-03-05", "《公路法》第七十六条"));

        async Task<string[]> LapsedAsync(string decidedOn, string basis)
        {
            var @case = Told.NewId("C");
            await source.AcceptAsync(Told.Decided(@case, 100, "T01").But(told =>
                (told["data"]!["decidedOn"], told["data"]!["legalBasis"]) = (decidedOn, new JsonArray(basis))));
            var lapsed = (await supervisor.ReadAsync($"/api/subjects/{@case}?kind=case"))["lapsed"]!.AsArray();
            return [.. lapsed.Select(static one => $"{one!["on"]} {one["validTo"]}")];
        }
    }

    private static async Task<(HttpStatusCode Status, string Id)> PostAsync(HttpClient http, string path, object data)
    {
        using var answer = await http.PostAsJsonAsync(path, data, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        return (answer.StatusCode, answer.StatusCode == HttpStatusCode.Created ? (string)JsonNode.Parse(text)!["id"]! : "");
    }
}
