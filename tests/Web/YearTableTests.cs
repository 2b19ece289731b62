using System.Globalization;
using System.Text.Json.Nodes;
using Dashboard.Tests.Seeds;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Dashboard.Tests.Web;

/// <summary>
/// The yearly tables of the demo's 2020 over HTTP (SUPERVISION.md §11, DOMAIN.md §15): every number opens to exactly itself.
/// </summary>
[Collection(DemoDashboardUsers.Name)]
public sealed class YearTableTests(DemoDashboard dashboard)
{
    private const string Tables = "/api/reports/2020/tables";
    private static readonly string[] Kinds =
        ["warning", "fine", "confiscation", "suspension", "revocation", "restriction", "closure", "detention", "other"];

    private HttpClient Http => dashboard.Http;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Supervision_11_2_What_this_bureau_decided_and_what_the_city_did_are_together_the_published_penalties_and_their_money()
    {
        var cells = await CellsAsync("penalties");
        var view = await Http.ViewAsync(Api.Jurisdiction, "2020");

        Assert.Equal(2_006, cells["district.total"] + cells["city.total"]);
        Assert.Equal(602_542_600, cells["district.amount"] + cells["city.amount"]);
        Assert.Equal("602.54", (cells["all.amount"] / 1_000_000m).ToString("0.00", CultureInfo.InvariantCulture));
        Assert.Equal((2_006, 602_542_600), (cells["all.total"], cells["all.amount"]));
        foreach (var row in new[] { "district", "city", "all" })
        {
            Assert.Equal(cells[$"{row}.total"], Kinds.Sum(kind => cells[$"{row}.{kind}"]));
        }

        Assert.True(cells["city.total"] > 100);
        Assert.Equal(view.Figure("period", "penaltiesForCity"), cells["city.total"]);
        Assert.False(cells.ContainsKey("others.total"));
    }

    /// <summary>The long form is of the same decisions, and of the reviews and lawsuits that the counters of the year have.</summary>
    [Fact]
    public async Task Supervision_11_The_long_form_agrees_with_the_short_one_and_with_the_counters()
    {
        var (cells, shortForm) = (await CellsAsync("penaltiesLong"), await CellsAsync("penalties"));
        var view = await Http.ViewAsync(Api.Jurisdiction, "2020");

        foreach (var row in new[] { "district", "city", "all" })
        {
            Assert.Equal((shortForm[$"{row}.total"], shortForm[$"{row}.amount"]), (cells[$"{row}.total"], cells[$"{row}.amount"]));
            Assert.Equal(shortForm[$"{row}.warning"], cells[$"{row}.warning"] + cells[$"{row}.criticism"]);
            Assert.Equal(shortForm[$"{row}.confiscation"], cells[$"{row}.confiscateGains"] + cells[$"{row}.confiscateGoods"]);
        }

        foreach (var (column, counter) in new[]
        {
            ("filed", "casesFiled"), ("closed", "casesClosed"), ("noPenalty", "casesNoPenalty"), ("reviewed", "reviewsReceived"),
            ("corrected", "reviewsCorrected"), ("sued", "lawsuitsServed"), ("lost", "lawsuitsLost"),
        })
        {
            Assert.Equal((column, view.Figure("period", counter)), (column, cells[$"all.{column}"]));
        }
    }

    [Fact]
    public async Task Supervision_11_4_Of_the_330_inspections_those_that_became_cases_are_left_out()
    {
        var became = StoryReading.Through(new(2021, 1, 31)).Count(told => told.Name() == "inspection.completed"
            && told.Data().Instant("endedAt").Year == 2020 && told.Data().Text("result") == "ToCase");

        Assert.True(became > 0);
        Assert.Equal(330 - became, (await CellsAsync("others"))["district.inspection"]);
    }

    [Fact]
    public async Task Licences_and_certificates_are_those_of_the_counters_and_of_the_register()
    {
        var (licences, certificates) = (await CellsAsync("licences"), await CellsAsync("certificates"));
        var view = await Http.ViewAsync(Api.Jurisdiction, "2020");

        Assert.Equal(2_558, licences["district.granted"] + licences["district.refused"]);
        Assert.True(licences["district.refused"] > 0 && licences["district.revoked"] > 0);
        Assert.Equal(view.Figure("period", "licencesAccepted"), licences["district.accepted"]);
        Assert.Equal(licences["district.accepted"], licences["district.applied"]);
        Assert.True(certificates["all.certified"] > 50 && certificates["all.certified"] < certificates["all.posts"]);
        Assert.Equal(certificates["all.posts"], certificates.Where(cell => cell.Key is ['T', .., '.', 'p', 'o', 's', 't', 's'])
            .Sum(cell => cell.Value));
    }

    [Theory]
    [InlineData("penalties")]
    [InlineData("licences")]
    [InlineData("compulsion")]
    [InlineData("others")]
    [InlineData("certificates")]
    [InlineData("penaltiesLong")]
    public async Task Every_number_opens_to_rows_whose_sum_it_is(string table)
    {
        var rows = Of(await Http.ReadAsync(Tables), table)["rows"]!.AsArray();
        // Where the last row is all of the others, it is opened whole and of them only what they come to: each opening makes the table.
        foreach (var cell in rows.SelectMany(row => row!["cells"]!.AsArray().Where(cell => table is "others" or "certificates"
            || row == rows[^1] || cell == row["cells"]!.AsArray()[^1])))
        {
            if ((string)cell!["unit"]! == "stated")
            {
                Assert.Equal((null, null), ((long?)cell["value"], (string?)cell["address"]));
                continue;
            }

            var (sum, count, next, seen) = (0L, 0L, (string?)null, new HashSet<string>());
            do
            {
                var page = await Http.ReadAsync($"{(string)cell["address"]!}?size=500{(next is null ? "" : $"&next={next}")}");
                Assert.Equal(((long)cell["value"]!, (long)cell["rows"]!), ((long)page["total"]!, (long)page["count"]!));
                foreach (var row in page["rows"]!.AsArray())
                {
                    (sum, count) = (sum + (long)row!["amount"]!, count + 1);
                    Assert.StartsWith("2020-", (string)row["day"]!);
                    seen.Add($"{row["kind"]}/{row["id"]}");
                }

                next = (string?)page["next"];
            }
            while (next is not null);

            Assert.Equal(((long)cell["value"]!, (long)cell["rows"]!), (sum, count));
            // In the demo nothing is decided twice, and nobody stands in two units.
            Assert.True(table == "compulsion" || seen.Count == count, (string)cell["id"]!);
        }
    }

    [Fact]
    public async Task The_workbook_holds_the_same_numbers_under_the_published_heads_with_whose_copy_it_is()
    {
        using var answer = await Http.GetAsync(new Uri("/api/reports/2020/tables.xlsx?lang=en", UriKind.Relative), Cancel);
        var document = await Http.ReadAsync(Tables);
        await using var bytes = await answer.Content.ReadAsStreamAsync(Cancel);
        using var book = SpreadsheetDocument.Open(bytes, isEditable: false);
        var sheets = book.WorkbookPart!.Workbook!.Descendants<Sheet>().ToList();

        Assert.Equal(["表一 行政处罚", "表二 行政许可", "表三 行政强制", "表四 其他行政行为", "表五 行政执法证持证率", "表一附 行政处罚分项"],
            sheets.Select(sheet => sheet.Name!.Value));
        var rows = Rows(book, sheets[0]);
        var cells = await CellsAsync("penalties");
        Assert.StartsWith("警告、通报批评 Warning", rows[0][1]);
        Assert.Equal("本机关 This bureau", rows[1][0]);
        Assert.Equal(cells["district.total"].ToString(CultureInfo.InvariantCulture), rows[1][10]);
        Assert.Equal("602.54", rows[3][11]);
        Assert.Contains(rows, row =>
            row.Length > 0 && row[0].Contains($"2020/tables@{(string)document["digest"]!}", StringComparison.Ordinal));
        Assert.Contains(rows, row => row.Length > 0 && row[0].Contains("演示数据", StringComparison.Ordinal));
        Assert.Equal("※", Rows(book, sheets[3])[1][1]);
    }

    [Fact]
    public async Task A_closed_year_made_twice_has_one_digest_and_a_year_or_cell_that_cannot_be_is_refused()
    {
        var (one, other, present) = (await Http.ReadAsync(Tables), await Http.ReadAsync(Tables),
            await Http.ReadAsync($"/api/reports/{Told.Today[..4]}/tables"));

        Assert.Equal((string)one["digest"]!, (string)other["digest"]!);
        Assert.Equal((true, "2020-12-31", null), ((bool)one["closed"]!, (string)one["asOf"]!, one["teams"]));
        Assert.Equal((false, Told.Today), ((bool)present["closed"]!, (string)present["asOf"]!));
        Assert.Equal(400, (await Http.TryReadAsync("/api/reports/1989/tables")).Status);
        Assert.Equal(400, (await Http.TryReadAsync("/api/reports/next/tables.xlsx")).Status);
        Assert.Equal(404, (await Http.TryReadAsync($"{Tables}/penalties/district.imprisonment")).Status);
        Assert.Equal(404, (await Http.TryReadAsync($"{Tables}/bribes/district.total")).Status);
        Assert.Equal(400, (await Http.TryReadAsync($"{Tables}/penalties/district.total?next=x")).Status);
    }

    private static JsonNode Of(JsonObject document, string table) =>
        document["tables"]!.AsArray().Single(one => (string)one!["id"]! == table)!;

    private async Task<Dictionary<string, long>> CellsAsync(string table) => Of(await Http.ReadAsync(Tables), table)["rows"]!.AsArray()
        .SelectMany(row => row!["cells"]!.AsArray()).Where(cell => cell!["value"] is not null)
        .ToDictionary(cell => (string)cell!["id"]!, cell => (long)cell!["value"]!);

    private static string[][] Rows(SpreadsheetDocument book, Sheet sheet) =>
    [
        .. ((WorksheetPart)book.WorkbookPart!.GetPartById(sheet.Id!.Value!)).Worksheet!.Descendants<Row>()
            .Select(row => row.Elements<Cell>().Select(cell => cell.InnerText).ToArray()),
    ];
}
