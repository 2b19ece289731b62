using System.Globalization;
using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;
using Dashboard.Web.Drilldown;
using Dashboard.Web.Views;

namespace Dashboard.Web.Supervision;

/// <summary>
/// The yearly tables (SUPERVISION.md §11): numbers with the addresses that open them, the rows behind each, and all of it as a workbook.
/// Whose scope is some teams is told of those alone, and that it is not the bureau.
/// </summary>
internal static class YearTablesEndpoints
{
    private const string Sheets = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static readonly Said NoCell = new("没有这张表或者这一格。", "There is no such table or cell.");

    public static void MapYearTables(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/reports/{year}/tables", ReadAsync);
        app.MapGet("/api/reports/{year}/tables.xlsx", TakeAsync);
        app.MapGet("/api/reports/{year}/tables/{table}/{**cell}", OpenAsync);
    }

    private static async Task<IResult> ReadAsync(
        string year, IYearTables tables, DemoMark demo, TimeProvider clock, HttpContext context, CancellationToken cancel) =>
        YearOf(year, clock) is { } asked
            ? Described(await tables.OfAsync(asked, context.Caller().Reader, cancel)).With("demo", demo.IsDemo).Answer()
            : NoYear(clock);

    private static async Task<IResult> OpenAsync(string year, string table, string cell, string? next, int? size, IYearTables tables,
        HttpContext context, AuditTrail audit, TimeProvider clock, CancellationToken cancel)
    {
        if (YearOf(year, clock) is not { } asked)
        {
            return NoYear(clock);
        }

        var caller = context.Caller();
        try
        {
            if (await tables.OpenAsync(asked, table, cell, next, size, caller.Reader, cancel) is not { } document)
            {
                return NoCell.Problem(StatusCodes.Status404NotFound);
            }

            await audit.AddReadingAsync(caller, "evidence.read", $"reports/{asked}/tables/{table}/{cell}");
            return document.Answer();
        }
        catch (EvidenceException problem)
        {
            return Results.Problem(problem.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<IResult> TakeAsync(string year, string? lang, IYearTables tables, DemoMark demo, IRoster roster,
        HttpContext context, AuditTrail audit, TimeProvider clock, CancellationToken cancel)
    {
        if (YearOf(year, clock) is not { } asked)
        {
            return NoYear(clock);
        }

        var (caller, now) = (context.Caller(), clock.GetUtcNow());
        var document = await tables.OfAsync(asked, caller.Reader, cancel);
        await audit.AddAsync(caller.Name, "figures.exported", $"reports/{asked}/tables", "xlsx");
        var mark = new Watermark(Watermark.NameOf(caller), now, now, $"reports/{asked}/tables@{document["digest"]}");
        Said[] heads = [Of(document), .. demo.IsDemo ? [new Said("演示数据", "DEMO DATA")] : Array.Empty<Said>()];
        var book = ((IEnumerable<object>)document["tables"]!).Cast<Document>()
            .Select(table => YearTableBook.Sheet(table, heads, isBoth: lang == "en", roster));
        return Results.File(TableBook.Write(book, [mark.Chinese, mark.English]), Sheets, $"tables-{asked}.xlsx");
    }

    /// <summary>Of which days and teams the tables are, as a sentence.</summary>
    private static Said Of(Document document)
    {
        var (year, day) = ((long)document["year"]!, (string)document["asOf"]!);
        var open = document["closed"] is true ? default : new Said("，本年度未结束", "; the year is not over");
        return document["teams"] is IEnumerable<object> teams
            ? new($"{year} 年，截至 {day}{open.Chinese}。仅含 {string.Join('、', teams)}，不是全局数据，不得公布。",
                $"{year}, up to {day}{open.English}. Of {string.Join(", ", teams)} only: not the bureau's figures, not to be published.")
            : new($"{year} 年，截至 {day}{open.Chinese}。", $"{year}, up to {day}{open.English}.");
    }

    /// <summary>With the words of the published forms.</summary>
    private static Document Described(Document document)
    {
        var tables = ((IEnumerable<object>)document["tables"]!).Cast<Document>().Select(table =>
        {
            var form = YearTableForms.Of((string)table["id"]!);
            return (object)table.Copy()
                .With("name", form.Name.Chinese).With("nameEn", form.Name.English)
                .With("columns", form.Columns.Select(static column => (object)new Document()
                    .With("id", column.Id).With("name", column.Head.Chinese).With("nameEn", column.Head.English)
                    .With("group", column.Group?.Chinese).With("groupEn", column.Group?.English)).ToArray())
                .With("rows", ((IEnumerable<object>)table["rows"]!).Cast<Document>().Select(row => (object)Named(row, form.Id)).ToArray())
                .With("notes", form.Notes.Select(static note => (object)new Document()
                    .With("name", note.Chinese).With("nameEn", note.English)).ToArray());
        }).ToArray();
        return document.Copy().With("tables", tables);
    }

    private static Document Named(Document row, string table) => YearTableForms.RowOf(table, (string)row["id"]!) is { } words
        ? row.Copy().With("name", words.Chinese).With("nameEn", words.English)
        : row;

    private static int? YearOf(string year, TimeProvider clock) =>
        int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked >= IYearTables.FirstYear
            && asked <= Shanghai.Day(clock.GetUtcNow()).Year
            ? asked
            : null;

    private static IResult NoYear(TimeProvider clock)
    {
        var (first, last) = (IYearTables.FirstYear, Shanghai.Day(clock.GetUtcNow()).Year);
        return new Said($"年度必须是 {first} 到 {last}。", $"The year must be from {first} to {last}.").Problem();
    }
}
