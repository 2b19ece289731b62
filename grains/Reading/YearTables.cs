using System.Globalization;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Cases;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Inspections;
using Dashboard.Grains.Domain.Licences;
using Dashboard.Grains.Domain.Oversight;
using Dashboard.Grains.Domain.People;
using Dashboard.Grains.Domain.Reports;
using Dashboard.Grains.Domain.Reports.Tables;
using Dashboard.Grains.Ledger;
using Dashboard.Grains.Roster;
using Dashboard.Grains.Teams;
using Microsoft.Extensions.Options;

namespace Dashboard.Grains.Reading;

/// <summary>The yearly tables from the ledger: the subjects of the year folded as they are asked for, and tabulated.</summary>
internal sealed class YearTables(ILedger ledger, CurrentRoster roster, TimeProvider clock, IOptions<DashboardOptions> options) : IYearTables
{
    private const int LargestPage = 500, UsualPage = 50;

    /// <summary>So many subjects are read from the ledger at once.</summary>
    private const int AtOnce = 1_000;

    /// <summary>
    /// An application is told so many days later at most: until it is accepted it counts in nothing but that something was told.
    /// </summary>
    private const int LatestTold = 366;

    private static readonly string[] Ids =
        [PenaltyTable.Id, LicenceTable.Id, CompulsionTable.Id, OtherTable.Id, CertificateTable.Id, PenaltyLongTable.Id];

    private RosterEdition Edition => roster.Current;

    /// <inheritdoc/>
    public async Task<Document> OfAsync(int year, Reader reader, CancellationToken cancel)
    {
        var compiled = await CompileAsync(year, Ids, reader, cancel);
        var tables = compiled.Tables.Select(table => (object)Table(table, year)).ToArray();
        return new Document()
            .With("year", (long)year)
            .With("closed", compiled.Through < compiled.Today)
            .With("asOf", Rfc3339.Write(compiled.Through))
            .With("rulesVersion", Edition.Law.Rules.At(compiled.Today).Version)
            .With("teams", reader.Teams?.Order(StringComparer.Ordinal).ToArray())
            .With("digest", new Document().With("tables", tables).Digest())
            .With("tables", tables);
    }

    /// <inheritdoc/>
    public async Task<Document?> OpenAsync(
        int year, string table, string cell, string? next, int? size, Reader reader, CancellationToken cancel)
    {
        if (!Ids.Contains(table))
        {
            return null;
        }

        var skip = next is null ? 0 : int.TryParse(next, NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given
            : throw new EvidenceException("next must be the token of the page before.");
        var compiled = await CompileAsync(year, [table], reader, cancel);
        if (compiled.Tables[0].Find(cell) is not { } found)
        {
            return null;
        }

        var take = Math.Clamp(size ?? UsualPage, 1, LargestPage);
        var rows = found.Entries.OrderByDescending(static entry => entry.Day)
            .ThenBy(static entry => entry.Subject.Id, StringComparer.Ordinal).Skip(skip).Take(take).ToList();
        return new Document()
            .With("table", table).With("cell", cell).With("unit", UnitOf(found))
            .With("total", found.Amount)
            .With("count", (long)found.Entries.Count)
            .With("rows", rows.Select(entry => (object)Row(entry, compiled.Rows[entry.Subject])).ToArray())
            .With("next", skip + rows.Count < found.Entries.Count ? $"{skip + rows.Count}" : null);
    }

    private async Task<Compiled> CompileAsync(int year, IReadOnlyCollection<string> ids, Reader reader, CancellationToken cancel)
    {
        await roster.ReadyAsync();
        var today = Shanghai.Day(clock.GetUtcNow());
        var (first, last) = (new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));
        var through = last < today ? last : today;
        var terms = Edition.Law.Rules.At(today).Statistics;
        var rows = new Dictionary<SubjectKey, SubjectRow>();
        var cases = new Lazy<Task<List<PenaltyCase>>>(() => ReadAsync<PenaltyCase>("case", first, last, rows, reader, cancel));
        var tables = new List<YearTable>();
        foreach (var id in ids)
        {
            tables.Add(id switch
            {
                PenaltyTable.Id => PenaltyTable.Of(await cases.Value, year, terms),
                PenaltyLongTable.Id => PenaltyLongTable.Of(await cases.Value,
                    await ReadAsync<Review>("review", first, last, rows, reader, cancel),
                    await ReadAsync<Lawsuit>("lawsuit", first, last, rows, reader, cancel), year, terms),
                CompulsionTable.Id => CompulsionTable.Of(await cases.Value, year),
                LicenceTable.Id => LicenceTable.Of(
                    await ReadAsync<Licence>("licence", first, last.AddDays(LatestTold), rows, reader, cancel), year),
                OtherTable.Id => OtherTable.Of(await ReadAsync<Inspection>("inspection", first, last, rows, reader, cancel), year, terms,
                    reader.Teams is null ? await StatedAsync(year, cancel) : null),
                _ => await CertificatesAsync(through, rows, reader, cancel),
            });
        }

        return new(tables, rows, through, today);
    }

    /// <summary>What people stated in the report of the tables: numbers of the whole bureau.</summary>
    private async Task<IReadOnlyDictionary<string, string>?> StatedAsync(int year, CancellationToken cancel)
    {
        var (stored, subject) = await ledger.ReadAsync(new("report", ReportKind.IdOf(year, ReportKind.OfTables)), cancel);
        return stored.Row is not null && subject is DeclaredSubject declared && declared.CourseBy(Edition.Law) is ReportCourse course
            ? course.Figures.Where(static one => one.Value.IsStated).ToDictionary(static one => one.Key, static one => one.Value.Value)
            : null;
    }

    private async Task<YearTable> CertificatesAsync(
        DateOnly day, Dictionary<SubjectKey, SubjectRow> rows, Reader reader, CancellationToken cancel)
    {
        var officers = await ReadAsync<Officer>("officer", null, null, rows, reader, cancel, day);
        var teams = Edition.Teams.Values.OrderBy(static team => team.Order).ThenBy(static team => team.Id, StringComparer.Ordinal)
            .Select(static team => team.Id).Append(RosterTeam.Unassigned).Distinct();
        // Who has moved since stands where he stood then, and is shown to nobody who may not see that team.
        return CertificateTable.Of(officers.Where(officer => reader.MaySeeTeam(TeamOf(officer))), teams, TeamOf, day);

        string TeamOf(Officer officer) => Edition.TeamFor(officer.DeclaredTeam);
    }

    /// <summary>Subjects of a kind that the reader may see and that count in something between two days.</summary>
    /// <param name="rows">Is given the row of each.</param>
    /// <param name="known">As they were known at the end of this day; null: as they are known now.</param>
    private async Task<List<T>> ReadAsync<T>(string kind, DateOnly? from, DateOnly? to, Dictionary<SubjectKey, SubjectRow> rows,
        Reader reader, CancellationToken cancel, DateOnly? known = null)
        where T : Subject
    {
        var keys = new List<SubjectKey>();
        var own = options.Value.Jurisdiction;
        var filter = new SubjectFilter { Kinds = [kind], Teams = reader.Within([.. Edition.TeamsOf(own, own)]), From = from, To = to };
        await foreach (var row in ledger.SubjectsAsync(filter, cancel))
        {
            if (row.Stage == BatchFold.SetAside)
            {
                continue;
            }

            SubjectKey key = new(row.Kind, row.Id);
            rows[key] = row;
            keys.Add(key);
        }

        var subjects = new List<T>(keys.Count);
        foreach (var some in keys.Chunk(AtOnce))
        {
            var recalled = await ledger.RecallAsync(some, cancel);
            // In the order of the rows, so that the same ledger always gives the same tables.
            subjects.AddRange(some.Select(key => Subject.Fold(key,
                recalled[key].Events.Where(@event => known is null || Shanghai.Day(@event.Time) <= known))).OfType<T>());
        }

        return subjects;
    }

    private Document Table(YearTable table, int year) => new Document()
        .With("id", table.Id)
        .With("columns", table.Rows[0].Cells.Select(static cell => (object)cell.Column).ToArray())
        .With("rows", table.Rows.Select(row => (object)Named(row, table.Id)
            .With("cells", row.Cells.Select(cell => (object)Cell(table.Id, row.Id, cell, year)).ToArray())).ToArray());

    private Document Named(TableRow row, string table) => table == CertificateTable.Id && row.Id != AuthorityRows.All
        ? new Document().With("id", row.Id).With("name", Edition.TeamOf(row.Id).Name).With("nameEn", Edition.TeamOf(row.Id).NameEn)
        : new Document().With("id", row.Id);

    private static Document Cell(string table, string row, TableCell cell, int year)
    {
        var shown = new Document().With("id", $"{row}.{cell.Column}").With("unit", UnitOf(cell));
        if (cell.Unit == TableUnit.Stated)
        {
            return shown.With("value", null).With("stated", cell.Said);
        }

        shown.With("value", cell.Amount).With("rows", (long)cell.Entries.Count);
        return (cell.Unit == TableUnit.Rate ? shown.With("of", (long)cell.Entries.Count) : shown)
            .With("address", $"/api/reports/{year}/tables/{table}/{Uri.EscapeDataString($"{row}.{cell.Column}")}");
    }

    private Document Row(TableEntry entry, SubjectRow row) => new Document()
        .With("kind", row.Kind).With("id", row.Id).With("team", row.Team).With("item", Edition.ItemFor(row.Item))
        .With("stage", row.Stage)
        .With("day", Rfc3339.Write(entry.Day))
        .With("amount", entry.Amount)
        .With("title", row.Title);

    private static string UnitOf(TableCell cell) => cell.Unit.ToString().ToLowerInvariant();

    /// <param name="Rows">The row of each subject that was read.</param>
    /// <param name="Through">The last day that is counted.</param>
    private sealed record Compiled(
        IReadOnlyList<YearTable> Tables, IReadOnlyDictionary<SubjectKey, SubjectRow> Rows, DateOnly Through, DateOnly Today);
}
