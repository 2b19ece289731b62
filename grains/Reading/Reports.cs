using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Reports;
using Dashboard.Grains.Domain.Reports.Tables;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Ledger;
using Dashboard.Grains.Roster;
using Microsoft.Extensions.Options;

namespace Dashboard.Grains.Reading;

/// <summary>The reports of the years from the ledger (SUPERVISION.md §11).</summary>
internal sealed class Reports(
    ILedger ledger, CurrentRoster roster, IEvidence evidence, ReportFigures figures,
    IOptions<DashboardOptions> options, TimeProvider clock) : IReports
{
    private const string Kind = "report";
    private const int YearsBack = 15;

    /// <summary>What the server fills in itself.</summary>
    private static readonly HashSet<string> OfServer =
        ["reportId", "by", "day", "year", "kind", "asOf", "rules", "digest", "figures", "sections", "locked", "teamId", "old",
        "new"];

    /// <summary>What is done with a text only.</summary>
    private static readonly string[] OfText = ["report.edited", "report.figureStated", "report.corrected"];

    private const string Stating = "report.figureStated", Stated = "figureId";

    private Law Law => roster.Current.Law;

    private DateOnly Today => Shanghai.Day(clock.GetUtcNow());

    /// <inheritdoc/>
    public IReadOnlyList<string> Kinds => ReportKind.Sorts;

    /// <inheritdoc/>
    public string IdOf(int year, string kind) => ReportKind.IdOf(year, kind);

    /// <inheritdoc/>
    public async Task<Document> ListAsync(CancellationToken cancel)
    {
        var courses = await CoursesAsync(cancel);
        var rows = new List<object>();
        for (var year = Today.Year; year > Today.Year - YearsBack; year--)
        {
            if (courses.Exists(one => one.Year == year) || await figures.HasAnyAsync(year))
            {
                var row = new Document().With("year", (long)year).With("closed", year < Today.Year);
                rows.Add(ReportKind.Sorts.Aggregate(row, (all, kind) => all.With(kind,
                    Standing(year, kind, courses.Find(one => one.Year == year && one.Sort == kind)))));
            }
        }

        var due = courses.Where(one => one.PublicBy is { } by && (by < Today || one.PublishedOn is not null)).ToList();
        return new Document().With("rows", rows)
            .With("onTime", (long)due.Count(static one => one.PublishedOn <= one.PublicBy)).With("due", (long)due.Count);
    }

    /// <inheritdoc/>
    public async Task<Document> ReadAsync(int year, string kind, bool isOfWork, CancellationToken cancel)
    {
        await roster.ReadyAsync();
        var (now, drafted) = (clock.GetUtcNow(), await FindAsync(IdOf(year, kind), cancel));
        // A drafted one keeps its warnings of the year's end: to find them, every subject is folded anew.
        var draft = await MakeAsync(year, kind, drafted is null, cancel);
        var document = new Document().With("year", (long)year).With("kind", kind).With("id", IdOf(year, kind))
            .With("title", draft?.Title ?? $"{BureauName}{year}年{(kind == ReportKind.OfTables ? "行政执法统计年报" : "政府信息公开年度报告")}")
            .With("bureau", BureauName).With("closed", year < Today.Year).With("asOf", $"{year}-12-31").With("view", figures.View);
        if (drafted is not var (course, subject))
        {
            return Text(document.With("stage", ""), year, RulesOf(year),
                [.. (draft?.Used ?? []).Select(static one => (one.Id, new ToldFigure(one.Value ?? "", one.Unit)))], draft?.Sections ?? []);
        }

        return Text(document, year, course.Drafted!.Text("rules")!, [.. course.Figures.Select(static one => (one.Key, one.Value))],
                [.. course.Sections.Select(static one => (one.Heading, one.Text))])
            .With("stage", course.Stage).With("publishedOn", Rfc3339.Write(course.PublishedOn))
            .With("differences", draft is null ? [] : Differences(course, draft))
            .With("story", course.Taken.Select(taken => (object)taken.Told(isOfWork, static _ => false)).ToArray())
            .With("clocks", Judgement.Clocks(subject, Law, now))
            .With("warnings", Judgement.Warnings(subject, Law, now));
    }

    /// <inheritdoc/>
    public async Task<Document?> FigureAsync(int year, string id, string? next, int? size, Reader reader, CancellationToken cancel)
    {
        await roster.ReadyAsync();
        if (figures.SourceOf(id, new(year, 12, 31)) is not { } source)
        {
            return null;
        }

        var found = await FindAsync(IdOf(year, ReportKind.OfLaw), cancel);
        var value = found?.Course.Figures.GetValueOrDefault(id).Value
            ?? (await MakeAsync(year, ReportKind.OfLaw, FigureSource.IsWarning(id), cancel))!.All.GetValueOrDefault(id)?.Value;
        var document = new Document().With("id", id).With("name", source.Name).With("nameEn", source.NameEn)
            .With("value", value).With("unit", source.Unit);
        if (figures.QueryOf(id, year) is { } query)
        {
            var opened = await evidence.OpenAsync(query with { Next = next, Size = size }, reader, cancel);
            return document.With("total", opened["total"]).With("rows", opened["rows"]).With("next", opened["next"]);
        }

        var rows = await figures.RowsAsync(id, year, reader, cancel);
        return document.With("total", (long)rows.Count).With("rows", rows.ToArray<object>()).With("next", null);
    }

    /// <inheritdoc/>
    public async Task<Document?> DraftAsync(int year, string kind, CancellationToken cancel)
    {
        await roster.ReadyAsync();
        if (year >= Today.Year)
        {
            return null;
        }

        var draft = await MakeAsync(year, kind, withWarnings: true, cancel);
        var known = (draft?.Used ?? []).Where(static one => one.Value is not null).ToList();
        var sections = draft?.Sections ?? [];
        return new Document().With("year", (long)year).With("kind", kind).With("asOf", $"{year}-12-31").With("rules", RulesOf(year))
            .With("digest", ReportDraft.DigestOf(year, RulesOf(year), known.Select(static one => (one.Id, one.Value!, one.Unit)), sections))
            .With("figures", known.Select(static one => (object)new Document()
                .With("id", one.Id).With("value", one.Value).With("unit", one.Unit)).ToArray())
            .With("sections", sections.Select(static one => (object)new Document()
                .With("section", one.Heading).With("text", one.Text)).ToArray())
            .With("locked", (draft?.Locked ?? []).ToArray<object>());
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<(int Year, string Kind)>> DueAsync(CancellationToken cancel)
    {
        var (courses, year) = (await CoursesAsync(cancel), Today.Year - 1);
        return await figures.HasAnyAsync(year)
            ? [.. ReportKind.Sorts.Where(kind => Today <= ReportCourse.LastDayOf(year, kind)
                && !courses.Exists(one => one.Year == year && one.Sort == kind)).Select(kind => (year, kind))]
            : [];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Act>> ActsAsync(int year, string kind, CancellationToken cancel)
    {
        await roster.ReadyAsync();
        var stage = await FindAsync(IdOf(year, kind), cancel) is var (course, _) ? course.Stage : "";
        return
        [
            .. ReportKind.Declaration.Moves.Where(move => Array.IndexOf(move.From, stage) >= 0).DistinctBy(static move => move.Type)
                .Where(move => kind == ReportKind.OfLaw || Array.IndexOf(OfText, move.Type) < 0
                    || (kind == ReportKind.OfTables && move.Type == Stating))
                .Select(move => new Act(move.Type, [.. move.Roles()],
                    [.. ReportKind.Declaration.FieldsOf(move.Type, OfServer).Select(field => Chosen(field, kind))])),
        ];

        // Of the tables only what no ledger knows is stated.
        static ActField Chosen(ActField field, string kind) => field.Name == Stated && kind == ReportKind.OfTables
            ? field with { Sort = "word", Words = OtherTable.Stated } : field;
    }

    /// <inheritdoc/>
    public Task<string?> ObjectionAsync(SourceEvent candidate, CancellationToken cancel) =>
        ledger.ObjectionAsync(Law, candidate, [], cancel);

    private static Document Standing(int year, string kind, ReportCourse? course) => new Document().With("stage", course?.Stage)
        .With("publishedOn", Rfc3339.Write(course?.PublishedOn)).With("publicBy", Rfc3339.Write(ReportCourse.LastDayOf(year, kind)));

    private async Task<List<ReportCourse>> CoursesAsync(CancellationToken cancel)
    {
        await roster.ReadyAsync();
        return [.. (await ledger.FoldAsync(new() { Kinds = [Kind] }, cancel))
            .Select(one => ((DeclaredSubject)one.Subject).CourseBy(Law) as ReportCourse).OfType<ReportCourse>()
            .Where(static course => course.Drafted is not null)];
    }

    private string BureauName => roster.Current.Jurisdictions.GetValueOrDefault(options.Value.Jurisdiction)?.Name ?? "";

    /// <summary>As it would be drafted now; null for those that have no text here.</summary>
    private async Task<ReportDraft?> MakeAsync(int year, string kind, bool withWarnings, CancellationToken cancel)
    {
        if (kind != ReportKind.OfLaw)
        {
            return null;
        }

        var (known, metrics) = await figures.OfAsync(year, cancel);
        return new(figures.Template, BureauName, year, known, metrics, withWarnings ? await figures.LongOpenAsync(year, cancel) : []);
    }

    private string RulesOf(int year) => Law.Rules.At(new(year, 12, 31)).Version;

    private Document Text(Document document, int year, string rules, IReadOnlyList<(string Id, ToldFigure Told)> told,
        IReadOnlyList<(string Heading, string Text)> sections)
    {
        var on = new DateOnly(year, 12, 31);
        var shown = new Document();
        foreach (var (id, figure) in told)
        {
            var source = figures.SourceOf(id, on);
            shown.With(id, new Document().With("value", figure.Value).With("unit", figure.Unit)
                .With("stated", figure.IsStated).With("name", source?.Name).With("nameEn", source?.NameEn));
        }

        return document.With("rules", rules).With("figures", shown)
            .With("sections", sections.Select(static one => (object)new Document()
                .With("heading", one.Heading).With("text", one.Text)).ToArray())
            .With("blanks", (long)sections.Sum(static one => one.Text.Split(ReportText.ToWrite).Length - 1))
            .With("digest", ReportDraft.DigestOf(year, rules,
                told.Where(static one => one.Told.Value.Length > 0).Select(static one => (one.Id, one.Told.Value, one.Told.Unit)),
                sections));
    }

    /// <summary>What the report says and the ledger says otherwise by now; what a person stated the ledger does not know.</summary>
    private static object[] Differences(ReportCourse course, ReportDraft now)
    {
        var known = now.All;
        return
        [
            .. course.Figures.Where(one => !one.Value.IsStated && known.TryGetValue(one.Key, out var figure) && figure.Value is not null
                    && figure.Value != one.Value.Value)
                .OrderBy(static one => one.Key, StringComparer.Ordinal)
                .Select(one => (object)new Document().With("id", one.Key).With("told", one.Value.Value).With("now", known[one.Key].Value)),
        ];
    }

    private async Task<(ReportCourse Course, DeclaredSubject Subject)?> FindAsync(string id, CancellationToken cancel)
    {
        var (stored, subject) = await ledger.ReadAsync(new(Kind, id), cancel);
        return stored.Row is not null && subject is DeclaredSubject declared
            && declared.CourseBy(Law) is ReportCourse { Drafted: not null } course ? (course, declared) : null;
    }
}
