using System.Text.Json.Nodes;
using Dashboard.Tests.Ledger;

namespace Dashboard.Tests.Web;

/// <summary>Records are found by what people write of them, on both databases.</summary>
public sealed class SearchTests
{
    /// <summary>What is asked for, with the records that are found.</summary>
    private static readonly (string Query, string[] Found)[] Questions =
    [
        ("甬海交立〔2026〕12号", ["C/1"]),
        ("甬海交立(2026)12号", ["C/1"]),
        ("［２０２６］12", ["C/1"]),
        ("甬海交罚【2026】 88 号", ["C/1"]),
        ("c/1", ["C/1"]),
        ("Ｃ／２", ["C/2"]),
        ("act_001", ["Act_001"]),
        ("ACT_001", ["Act_001"]),
        ("act%", []),
        ("石碶物流(宁波)有限公司", ["Act_001", "C/1"]),
        ("石碶物流（宁波）", ["Act_001", "C/1"]),
        (Told.CreditCode(6006).ToLowerInvariant(), ["Act_001", "C/1"]),
        ("浙B·***45", ["C/1"]),
        ("浙b·12345", ["C/1"]),
        ("浙B 12346", []),
        ("张某某", []),
        ("9f86d081884c7d65", []),
        ("  ", ["Act_001", "C/1", "C/2"]),
        ("nothing of the kind", []),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Width_case_and_brackets_make_no_difference_and_numbers_names_and_plates_are_found(bool postgres)
    {
        var connection = postgres ? await (await PostgresServer.SharedAsync()).CreateDatabaseAsync() : null;
        await using var dashboard = await RunningDashboard.StartAsync(connection: connection);
        static JsonObject Firm() => Told.Organisation("石碶物流（宁波）有限公司", Told.CreditCode(6006));
        await dashboard.Http.AcceptAsync(
            Told.Team("X01"),
            Told.Filed("C/1", "X01", party: Firm()).With("caseNo", "甬海交立〔2026〕12号").With("vehicle", "浙B·12345"),
            Told.Decided("C/1", 100).With("docNo", "甬海交罚〔2026〕88号"),
            Told.Filed("C/2", "X01", party: Told.Person("张某某")).With("caseNo", "甬海交立〔2026〕13号"),
            Told.Started("Act_001", "X01", party: Firm()));

        foreach (var (query, found) in Questions)
        {
            var answer = await dashboard.Http.ReadAsync($"/api/subjects?team=X01&size=500&q={Uri.EscapeDataString(query)}");

            var ids = answer["rows"]!.AsArray().Where(row => (string)row!["kind"]! is "case" or "inspection")
                .Select(row => (string)row!["id"]!).Order(StringComparer.Ordinal);
            Assert.True(found.SequenceEqual(ids), $"{query}: {answer.ToJsonString()}");
        }

        await dashboard.Http.VerifyAsync();
        Assert.DoesNotContain("石碶", (await dashboard.Http.ReadAsync("/api/subjects?kind=case&q=12")).ToJsonString());
    }
}
