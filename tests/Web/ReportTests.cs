using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace Dashboard.Tests.Web;

/// <summary>The report of the demo's 2020, which is the year the bureau published (SUPERVISION.md §11).</summary>
[Collection(DemoDashboardUsers.Name)]
public sealed class ReportTests(DemoDashboard dashboard)
{
    private HttpClient Http => dashboard.Http;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task S11_1_The_text_of_2020_says_what_was_published_and_each_figure_opens_to_rows_that_come_to_it()
    {
        var report = await Http.ReadAsync("/api/reports/2020");
        var figures = report["figures"]!.AsObject();
        var text = string.Concat(report["sections"]!.AsArray().Select(static one => (string)one!["text"]!));
        foreach (var (id, value) in new[]
        {
            ("penalties", "2006"), ("fines", "6025426"), ("licences", "2558"), ("inspectionsRandom", "95"), ("inspectionsRoutine", "165"),
            ("inspectionsAdHoc", "70"), ("plansFinished", "5"), ("M01", "100"), ("noLoss", "未发生行政复议案件被纠错、行政诉讼案件败诉"),
        })
        {
            Assert.Contains($"⟦{id}⟧", text);
            Assert.Equal((id, value), (id, (string)figures[id]!["value"]!));
        }

        foreach (var (id, figure) in figures)
        {
            var opened = await Http.ReadAsync($"/api/reports/2020/figures/{id}?size=500");
            Assert.Equal((id, (string)figure!["value"]!), (id, (string)opened["value"]!));
            if ((string)figure["unit"]! is not ("%" or "" or "个百分点"))
            {
                var counted = await AmountAsync(id, opened);
                Assert.Equal((id, (string)figure["value"]!), (id, $"{((string)figure["unit"]! == "元" ? counted / 100 : counted)}"));
            }
        }
    }

    /// <summary>The text says of the officers what the table of certificates beside it does.</summary>
    [Theory]
    [InlineData(2020)]
    [InlineData(2025)]
    [InlineData(2026)]
    public async Task The_text_and_the_tables_count_the_same_officers(int year)
    {
        var figures = (await Http.ReadAsync($"/api/reports/{year}"))["figures"]!;
        var all = (await Http.ReadAsync($"/api/reports/{year}/tables"))["tables"]!.AsArray()
            .Single(static table => (string)table!["id"]! == "certificates")!["rows"]!.AsArray()[^1]!["cells"]!.AsArray();

        Assert.Equal([(string)figures["onPost"]!["value"]!, (string)figures["certified"]!["value"]!],
            all.Take(2).Select(static cell => $"{cell!["value"]}"));
    }

    /// <summary>The first deficiency that the bureau named: elders retire, no exam is held, and nobody who follows is certified.</summary>
    [Fact]
    public async Task S8_The_certificate_rate_falls_every_year_and_the_report_of_2020_names_that()
    {
        List<int> certified = [];
        for (var year = 2020; year <= 2026; year++)
        {
            var ofYear = (await Http.ReadAsync($"/api/reports/{year}"))["figures"]!;
            Assert.Equal("97", (string)ofYear["onPost"]!["value"]!);
            certified.Add(int.Parse((string)ofYear["certified"]!["value"]!, System.Globalization.CultureInfo.InvariantCulture));
        }

        Assert.Equal([87, 86, 85, 84, 83, 82, 81], certified);
        var report = await Http.ReadAsync("/api/reports/2020");
        var figures = report["figures"]!;
        Assert.Contains("持证率偏低。截至2020年12月31日，在岗⟦onPost⟧人、持证⟦certified⟧人，持证率为⟦M04⟧%，低于目标⟦M04.target⟧%，"
            + "较上年下降⟦M04.fall⟧个百分点，本年退休⟦retired⟧人、新领证⟦issued⟧人。原因：〔待填写〕",
            string.Concat(report["sections"]!.AsArray().Select(static one => (string)one!["text"]!)));
        // Vehicles that were often too heavy, and too few who review.
        Assert.Equal(["W31", "W46"], figures.AsObject().Select(static one => one.Key).Where(static id => id[0] == 'W'));
        var said = new[] { "M04", "M04.target", "M04.fall", "retired", "issued" };
        Assert.Equal(["89.6", "90", "2.1", "2", "0"], said.Select(id => (string)figures[id]!["value"]!));
    }

    /// <summary>What stands in a register has no history but its events: of the year before the first the rate is not known.</summary>
    [Fact]
    public async Task Claimed_items_and_checklists_are_those_of_the_end_of_the_year()
    {
        var report = await Http.ReadAsync("/api/reports/2020");
        Assert.Contains("监管事项认领率⟦M33⟧%，检查实施清单编制率⟦M34⟧%。",
            string.Concat(report["sections"]!.AsArray().Select(static one => (string)one!["text"]!)));
        foreach (var id in new[] { "M33", "M34" })
        {
            var opened = await Http.ReadAsync($"/api/reports/2020/figures/{id}");
            Assert.Equal(("100", 34), ((string)opened["value"]!, opened["rows"]!.AsArray().Count));
            Assert.All(opened["rows"]!.AsArray(), static row => Assert.Equal("item", (string)row!["kind"]!));
        }

        Assert.DoesNotContain("M33", (await Http.ReadAsync("/api/reports/2019"))["figures"]!.AsObject().Select(static one => one.Key));
    }

    [Fact]
    public async Task S11_9_Made_twice_it_has_one_digest_on_the_screen_and_on_paper()
    {
        var first = await Http.ReadAsync("/api/reports/2019");
        var second = await Http.ReadAsync("/api/reports/2019");
        var digest = (string)first["digest"]!;

        Assert.Equal((digest, 64), ((string)second["digest"]!, digest.Length));
        Assert.Contains(digest, await DocxAsync(2019));
        using var pdf = PdfSharp.Pdf.IO.PdfReader.Open(new MemoryStream(await Http.GetByteArrayAsync(
            new Uri("/api/reports/2019.pdf", UriKind.Relative), Cancel)), PdfSharp.Pdf.IO.PdfDocumentOpenMode.Import);
        Assert.Contains(digest, pdf.Info.Keywords);
        Assert.NotEqual(digest, (string)(await Http.ReadAsync("/api/reports/2020"))["digest"]!);
    }

    [Fact]
    public async Task The_document_is_sound_and_says_the_text_with_its_sources()
    {
        var report = await Http.ReadAsync("/api/reports/2020");
        var text = await DocxAsync(2020);

        Assert.Contains($"{report["title"]}", text);
        Assert.Contains("承办行政处罚2006[", text);
        Assert.Contains("罚没款总额6025426[", text);
        Assert.Contains("数据来源", text);
        Assert.Contains("行政处罚决定数：2006件（台账，/api/reports/2020/figures/penalties）", text);
        Assert.Contains("演示数据", text);
        Assert.DoesNotContain("⟦", text);
    }

    [Fact]
    public async Task The_printed_form_is_a_pdf_of_A4_pages_with_its_own_font()
    {
        using var answer = await Http.GetAsync(new Uri("/api/reports/2020.pdf", UriKind.Relative), Cancel);
        var bytes = await answer.Content.ReadAsByteArrayAsync(Cancel);
        using var pdf = PdfSharp.Pdf.IO.PdfReader.Open(new MemoryStream(bytes), PdfSharp.Pdf.IO.PdfDocumentOpenMode.Import);

        Assert.InRange(pdf.PageCount, 4, 10);
        Assert.Equal((595, 842), ((int)Math.Round(pdf.Pages[0].Width.Point), (int)Math.Round(pdf.Pages[0].Height.Point)));
        Assert.InRange(bytes.Length, 20_000, 2_000_000);
        var font = pdf.Pages[0].Resources.Elements.GetDictionary("/Font")!.Elements.Values.OfType<PdfSharp.Pdf.Advanced.PdfReference>()
            .Select(static one => ((PdfSharp.Pdf.PdfDictionary)one.Value).Elements.GetName("/BaseFont")).First();
        Assert.Contains("Noto Serif SC", font);
    }

    [Theory]
    [InlineData("/api/reports/1066", 400)]
    [InlineData("/api/reports/2020?kind=Weather", 400)]
    [InlineData("/api/reports/2020/figures/weather", 404)]
    [InlineData("/api/reports/2020/figures/penalties?next=x", 400)]
    public async Task What_is_asked_wrongly_is_answered_with_a_sentence(string path, int status)
    {
        var (answered, problem) = await Http.TryReadAsync(path);

        Assert.Equal(status, answered);
        Assert.NotEmpty((string?)problem["detail"] ?? "");
    }

    [Fact]
    public async Task The_year_that_runs_is_read_and_not_drafted()
    {
        var year = Told.Today[..4];
        Assert.False((bool)(await Http.ReadAsync($"/api/reports/{year}"))["closed"]!);

        using var answer = await Http.PostAsJsonAsync($"/api/reports/{year}/drafted", new { }, Cancel);

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    /// <summary>What all rows of a figure come to.</summary>
    private async Task<long> AmountAsync(string id, JsonObject opened)
    {
        long amount = 0;
        for (var page = opened; ;)
        {
            amount += page["rows"]!.AsArray().Sum(static row => (long)row!["amount"]!);
            if ((string?)page["next"] is not { } next)
            {
                return amount;
            }

            page = await Http.ReadAsync($"/api/reports/2020/figures/{id}?size=500&next={next}");
        }
    }

    /// <summary>The text of the document of a year, which is checked on the way.</summary>
    private async Task<string> DocxAsync(int year)
    {
        using var file = new MemoryStream(await Http.GetByteArrayAsync(new Uri($"/api/reports/{year}.docx", UriKind.Relative), Cancel));
        using var document = WordprocessingDocument.Open(file, isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(document, Cancel).Select(static problem => problem.Description));
        return document.MainDocumentPart!.Document!.Body!.InnerText;
    }
}
