using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Dashboard.Tests.Web;
using Dashboard.Web.Access;

namespace Dashboard.Tests.Access;

/// <summary>What of a file is personal is shown by role, and whole only for a reason that the audit keeps (DOMAIN.md §13).</summary>
[Collection(BureauUsers.Name)]
public sealed class FileTests(Bureau bureau)
{
    private const string Name = "欧阳植名", Phone = "13987654321", Informant = "举报人植名", Officer = "SHIYAN0001";
    private static readonly string[] OfPages = ["/dashboard"];
    private static readonly string[] Planted = [Name, Phone, Informant, "植名路9号"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_role_is_shown_as_much_of_a_person_as_its_row_says_and_the_rest_only_for_a_reason()
    {
        using var admin = await bureau.SignInAsync("root");
        var id = await FileAsync(admin);

        Assert.Equal(("当事人(个人)", null, false), await SeenAsync(Roles.Auditor, id));
        Assert.Equal(("欧某某", "139****4321", true), await SeenAsync(Roles.Leader, id));
        Assert.Equal((Name, "139****4321", true), await SeenAsync(Roles.Supervisor, id));

        using var leader = await bureau.SignInAsync(Roles.Leader);
        using var refused = await leader.PostAsJsonAsync("/api/details", new { kind = "case", id, reason = "想看一看" }, Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);

        using var supervisor = await bureau.SignInAsync(Roles.Supervisor);
        using var unsaid = await supervisor.PostAsJsonAsync("/api/details", new { kind = "case", id, reason = " " }, Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, unsaid.StatusCode);
        Assert.Contains("查阅理由", (string?)(await unsaid.Content.ReadFromJsonAsync<JsonObject>(Cancel))!["detail"]);

        using var told = await supervisor.PostAsJsonAsync(
            "/api/details", new { kind = "case", id, reason = "复核当事人身份11010519491231002X" }, Cancel);
        var whole = await told.Content.ReadAsStringAsync(Cancel);
        Assert.All([Name, Phone, "植名路9号", Officer], text => Assert.Contains(text, whole));
        Assert.DoesNotContain(Informant, whole);
        var entry = JsonNode.Parse((await admin.GetStringAsync("/api/audit?action=detail.", Cancel)).Trim())!;
        Assert.Equal((Roles.Supervisor, $"case/{id}", "复核当事人身份110***********002X"),
            ((string?)entry["actor"], (string?)entry["target"], (string?)entry["detail"]));
    }

    [Fact]
    public async Task An_auditor_finds_nobody_in_any_answer_and_who_looks_at_figures_alone_no_file()
    {
        using var admin = await bureau.SignInAsync("root");
        var id = await FileAsync(admin);
        using var auditor = await bureau.SignInAsync(Roles.Auditor);
        string[] asked =
        [
            $"/api/subjects/{id}", $"/api/subject?id={id}&kind=case", "/api/subjects?size=500", $"/api/subjects?q={id}",
            "/api/quarantine?size=500",
            "/api/quality", "/api/audit", "/api/audit?export=1", $"/api/evidence?view={Api.Jurisdiction}&counter=casesFiled&size=500",
            $"/api/evidence?view={Api.Jurisdiction}&warning=all", $"/api/views/{Api.Jurisdiction}?full=1", "/api/views/team/T01",
        ];
        foreach (var path in asked)
        {
            using var answer = await auditor.GetAsync(path, Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var body = await answer.Content.ReadAsStringAsync(Cancel);
            Assert.All([.. Planted, Officer], text => Assert.DoesNotContain(text, body));
        }

        foreach (var role in (string[])[Roles.Viewer, Roles.Operator])
        {
            using var http = await bureau.SignInAsync(role);
            using var refused = await http.GetAsync($"/api/subjects/{id}", Cancel);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }
    }

    [Fact]
    public async Task What_a_person_acknowledges_stands_in_the_audit_under_his_name()
    {
        using var supervisor = await bureau.SignInAsync(Roles.Supervisor);
        var id = Told.NewId("C");
        await supervisor.AcceptAsync(Acknowledged(id));

        using var auditor = await bureau.SignInAsync(Roles.Auditor);
        var audit = await auditor.GetStringAsync("/api/audit?action=warning.", Cancel);
        Assert.Contains($"\"actor\":\"supervisor\",\"action\":\"warning.acknowledged\",\"target\":\"case/{id}\"", audit);
    }

    [Fact]
    public async Task All_that_a_person_sends_at_once_stands_in_the_audit_and_once_only_when_it_is_sent_again()
    {
        using var supervisor = await bureau.SignInAsync(Roles.Supervisor);
        using var auditor = await bureau.SignInAsync(Roles.Auditor);
        JsonObject[] told = [.. Enumerable.Range(0, 150).Select(_ => Acknowledged(Told.NewId("MANY")))];

        await supervisor.AcceptAsync(told);
        await supervisor.TellAsync(told);

        var noted = (await auditor.GetStringAsync("/api/audit?action=warning.", Cancel)).Split('\n');
        Assert.All(told, one => Assert.Single(noted, line => line.Contains($"\"{one["source"]} {one["id"]}\"", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_was_recorded_and_not_noted_is_noted_when_it_is_sent_again()
    {
        using var admin = await bureau.SignInAsync("root");
        var (_, token) = await Bureau.TokenAsync(admin, new { name = Told.NewId("upstream"), prefixes = OfPages });
        using var source = bureau.With(token);
        using var supervisor = await bureau.SignInAsync(Roles.Supervisor);
        var id = Told.NewId("C");
        var told = Acknowledged(id);
        await source.AcceptAsync(told);

        Assert.Equal(1, (int)(await supervisor.TellAsync(told))["duplicates"]!);

        Assert.Contains($"case/{id}", await admin.GetStringAsync("/api/audit?actor=supervisor&action=warning.", Cancel));
    }

    [Fact]
    public async Task The_newest_entries_are_to_be_had_alone()
    {
        using var admin = await bureau.SignInAsync("root");
        await admin.GetStringAsync("/api/audit?actor=nobody", Cancel);
        var read = (await admin.GetStringAsync("/api/audit?size=2", Cancel)).Trim().Split('\n')
            .Select(static line => (string?)JsonNode.Parse(line)!["detail"]);
        Assert.Equal(["?actor=nobody", "?size=2"], read);
    }

    [Fact]
    public async Task An_exported_audit_ends_with_who_took_it_and_as_of_which_entry()
    {
        using var admin = await bureau.SignInAsync("root");
        using var answer = await admin.GetAsync("/api/audit?actor=nobody&export=1", Cancel);
        var line = JsonNode.Parse((await answer.Content.ReadAsStringAsync(Cancel)).Trim())!;
        Assert.Equal(("root", "audit.exported", "?actor=nobody&export=1"),
            ((string?)line["actor"], (string?)line["action"], (string?)line["detail"]));
        Assert.Equal($"audit-{(long)line["position"]!}.ndjson", answer.Content.Headers.ContentDisposition!.FileName);
        Assert.DoesNotContain("audit.exported", await admin.GetStringAsync("/api/audit?actor=nobody", Cancel));
    }

    [Theory]
    [InlineData("from=0001-01-01")]
    [InlineData("from=yesterday")]
    public async Task The_audit_refuses_a_day_that_is_none_of_ours(string when)
    {
        using var admin = await bureau.SignInAsync("root");
        Assert.Equal(400, (await admin.TryReadAsync($"/api/audit?{when}")).Status);
    }

    private static JsonObject Acknowledged(string id) => Told.Event("warning.acknowledged", new()
    {
        ["rule"] = "W01", ["subjectType"] = "case", ["subjectId"] = id, ["by"] = "法规科", ["reason"] = "已督办",
    }).But(static told => told["source"] = "/dashboard");

    /// <returns>Name and phone of the party, and whether officers are named.</returns>
    private async Task<(string? Name, string? Phone, bool AreOfficersNamed)> SeenAsync(string role, string id)
    {
        using var http = await bureau.SignInAsync(role);
        var file = await http.ReadAsync($"/api/subjects/{id}");
        Assert.DoesNotContain(Informant, file.ToJsonString());
        var data = file["events"]![0]!["data"]!;
        return ((string?)data["party"]!["displayName"], (string?)data["party"]!["phone"], data["officers"] is JsonArray);
    }

    private async Task<string> FileAsync(HttpClient admin)
    {
        var (_, token) = await Bureau.TokenAsync(admin, new { name = "upstream", prefixes = Bureau.AnySource });
        using var source = Bureau.Anonymous(bureau.Running);
        source.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var id = Told.NewId("C");
        await source.AcceptAsync(Told.Filed(id, "T01", party: Told.Person(Name)).But(told =>
        {
            var data = told["data"]!;
            data["party"]!["phone"] = Phone;
            data["party"]!["homeAddress"] = "宁波市海曙区植名路9号";
            data["complainant"] = Informant;
            data["remark"] = $"{Name}，电话{Phone}";
        }));
        return id;
    }
}
