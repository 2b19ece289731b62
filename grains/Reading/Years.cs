using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Duties;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Ledger;
using Dashboard.Grains.Roster;
using Microsoft.Extensions.Options;

namespace Dashboard.Grains.Reading;

/// <summary>The year from the ledger (SUPERVISION.md §3).</summary>
internal sealed class Years(
    ILedger ledger, CurrentRoster roster, IGrainFactory grains, IOptions<DashboardOptions> options, TimeProvider clock) : IYear
{
    private const string Duty = "duty", Agenda = "agenda";

    /// <summary>What the server fills in itself: who, when and of which duty.</summary>
    private static readonly HashSet<string> OfServer = ["dutyId", "by", "byRole", "at", "day"];

    private Law Law => roster.Current.Law;

    /// <inheritdoc/>
    public IReadOnlyList<Beginning> Beginnings { get; } =
    [
        .. YearKinds.All.Select(static kind => new Beginning(kind.Kind, kind.IdField, new(kind.Events[0].Type,
            [.. kind.MoveFrom("").Roles()], kind.FieldsOf(kind.Events[0].Type, new HashSet<string> { kind.IdField, "by" })))),
    ];

    /// <inheritdoc/>
    public async Task<Document> ReadAsync(int year, Reader reader, CancellationToken cancel)
    {
        await roster.ReadyAsync();
        var today = Shanghai.Day(clock.GetUtcNow());
        var courses = await CoursesAsync(cancel);
        var agendas = courses.Where(static one => one.Key.Kind == Agenda).ToDictionary(
            static one => one.Key.Id, static one => one.Course.Taken[0].Deed, StringComparer.Ordinal);
        var all = courses.Where(static one => one.Course is DutyCourse { Assigned: not null, Stage: not "cancelled" })
            .Select(static one => (DutyCourse)one.Course).ToList();
        var duties = courses.Where(static one => one.Course is DutyCourse { Assigned: not null })
            .Select(static one => (one.Key.Id, one.Team, Course: (DutyCourse)one.Course))
            .Where(one => YearOf(one.Course, agendas) == year)
            .OrderBy(static one => one.Course.Assigned!.At).ThenBy(static one => one.Id, StringComparer.Ordinal).ToList();
        var mine = duties.Where(one => reader.MaySeeTeam(one.Team) || reader.MaySeeOneOf(one.Course.CoTeams)).ToList();
        var rates = await RatesAsync(mine.Select(static one => (one.Team, one.Course)));
        return new Document()
            .With("year", (long)year)
            .With("agenda", agendas.Where(one => one.Value.Count("year") == year).Select(static one => (object)new Document()
                .With("id", one.Key).With("title", one.Value.Text("title")).With("docNo", one.Value.Text("docNo"))
                .With("issuedOn", Rfc3339.Write(one.Value.Day("issuedOn")))).ToArray())
            // The bureau's own count is of all its duties due in the year, as on the wall, whoever reads it: it names nobody. What is late
            // stays late in the years that follow.
            .With("summary", new Document().With("duties", (long)all.Count(one => one.Due.Year == year))
                .With("done", (long)all.Count(one => one.Due.Year == year && one.Stage == "verified"))
                .With("overdue", (long)all.Count(one => one.Due.Year <= year && one.IsOpen && one.Due < today)))
            .With("rows", mine.Select(one => (object)Head(one.Id, one.Team, one.Course, today, rates)).ToArray())
            .With("held", courses.Where(one => one.Key.Kind is not (Duty or Agenda) && YearOf(one.Course) == year)
                .OrderBy(static one => one.Course.Taken[0].Deed.On).ThenBy(static one => one.Key.Id, StringComparer.Ordinal)
                .Select(static one => (object)one.Course.Taken[0].Told(isOfWork: false, static _ => false)
                    .With("subjectKind", one.Key.Kind).With("id", one.Key.Id)).ToArray());
    }

    /// <inheritdoc/>
    public async Task<Document?> OpenAsync(string id, Reader reader, bool isOfWork, CancellationToken cancel)
    {
        if (await FindAsync(id, reader, cancel) is not { } found)
        {
            return null;
        }

        var (row, course, subject) = found;
        var now = clock.GetUtcNow();
        return Head(id, row.Team, course, Shanghai.Day(now), await RatesAsync([(row.Team, course)]))
            .With("story", course.Taken.Select(taken => (object)taken.Told(isOfWork, static _ => false)).ToArray())
            .With("clocks", Judgement.Clocks(subject, Law, now))
            .With("warnings", Judgement.Warnings(subject, Law, now));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Act>?> ActsAsync(string id, Reader reader, CancellationToken cancel)
    {
        if (await FindAsync(id, reader, cancel) is not { } found)
        {
            return null;
        }

        var course = found.Course;
        return course.ActsOf(!reader.MaySeeTeam(found.Row.Team), move => move.May.Length > 0 && move.Type != "duty.assigned"
            && !(course.IsMeasured && move.Type == "duty.progressReported"), BornHere.Roles, OfServer);
    }

    /// <inheritdoc/>
    public Task<string?> ObjectionAsync(SourceEvent candidate, CancellationToken cancel) =>
        ledger.ObjectionAsync(Law, candidate, [], cancel);

    /// <summary>All subjects of the year's kinds with a team and a course: some hundreds in the life of an installation.</summary>
    private async Task<List<(SubjectKey Key, string Team, Course Course)>> CoursesAsync(CancellationToken cancel)
    {
        var found = await ledger.FoldAsync(new() { Kinds = [.. YearKinds.All.Select(static kind => kind.Kind)] }, cancel);
        return
        [
            .. found.Select(one => (new SubjectKey(one.Row.Kind, one.Row.Id), one.Row.Team, ((DeclaredSubject)one.Subject).CourseBy(Law)))
                .Where(static one => one.Item3.Stage.Length > 0),
        ];
    }

    private async Task<(SubjectRow Row, DutyCourse Course, DeclaredSubject Subject)?> FindAsync(
        string id, Reader reader, CancellationToken cancel)
    {
        await roster.ReadyAsync();
        var (stored, subject) = await ledger.ReadAsync(new(Duty, id.Trim()), cancel);
        return stored.Row is { } row && subject is DeclaredSubject declared
            && declared.CourseBy(Law) is DutyCourse { Assigned: not null } course
            && (reader.MaySeeTeam(row.Team) || reader.MaySeeOneOf(course.CoTeams)) ? (row, course, declared) : null;
    }

    /// <summary>
    /// The metrics that duties are measured by, as they stand: each view is read once, and of a year to come there are none.
    /// </summary>
    private async Task<Dictionary<(string View, int Year), Document>> RatesAsync(IEnumerable<(string Team, DutyCourse Course)> duties)
    {
        var (found, present) = (new Dictionary<(string View, int Year), Document>(), Shanghai.Day(clock.GetUtcNow()).Year);
        foreach (var of in duties.Where(static one => one.Course.Measure is { Sort: MeasureSort.Metric })
            .Select(one => RateOf(one.Team, one.Course)).Distinct().Where(of => of.Year <= present))
        {
            if ((await grains.Find(of.View)!.Get(of.Year == present ? null : $"{of.Year}"))?.Document["metrics"] is Document metrics)
            {
                found[of] = metrics;
            }
        }

        return found;
    }

    /// <summary>Where a duty's metric stands: of its team; what the legal section leads is the whole bureau's.</summary>
    private (string View, int Year) RateOf(string team, DutyCourse course) =>
        (team == Law.LegalSection ? $"jurisdiction/{options.Value.Jurisdiction}" : $"team/{team}", course.Due.Year);

    private Document Head(
        string id, string team, DutyCourse course, DateOnly today, Dictionary<(string View, int Year), Document> rates)
    {
        var said = course.Assigned!;
        var rate = course.Measure is { Sort: MeasureSort.Metric, Metric: { } metric }
            ? rates.GetValueOrDefault(RateOf(team, course))?[metric] as Document : null;
        return new Document()
            .With("id", id).With("no", said.Text("no")).With("text", said.Text("text")).With("chapter", said.Text("chapter"))
            .WithTeam(team, roster.Current).With("coTeams", course.CoTeams.ToArray<object>())
            .With("leaderRole", said.Text("leaderRole")).With("post", said.Text("post")).With("due", Rfc3339.Write(course.Due))
            .With("stage", course.Stage).With("open", course.IsOpen).With("percent", (long)course.Percent)
            .With("measure", course.Measure?.Shown()).With("count", course.IsMeasured ? (long)course.Count : null).With("rate", rate)
            .With("overdue", IsOverdue(course, today))
            .With("proofs", (long)course.Taken.Sum(static taken => taken.Void is null ? taken.Deed.List("evidence").Length : 0))
            .With("quarters", course.Quarters().Where(one => one.End < today).Select(one => (object)Checked(one.Quarter, one.End, course))
                .ToArray());
    }

    private Document Checked(string quarter, DateOnly end, DutyCourse course)
    {
        var check = course.CheckOf(quarter);
        return new Document().With("quarter", quarter).With("verdict", check?.Text("verdict")).With("day", Rfc3339.Write(check?.On))
            .With("due", Rfc3339.Write(Law.Clock("DUT-02", end)?.Deadline.Due));
    }

    private static bool IsOverdue(DutyCourse course, DateOnly today) =>
        course.Stage is "assigned" or "reported" or "returned" && course.Due < today;

    /// <summary>That of its agenda; without one, the year it was assigned in.</summary>
    private static int YearOf(DutyCourse course, Dictionary<string, Deed> agendas) =>
        agendas.TryGetValue(course.Assigned!.Text("agendaId")!, out var agenda) ? agenda.Count("year") : course.Assigned.On.Year;

    private static int YearOf(Course course) =>
        course.Taken[0].Deed is { Type: "statement.delivered" } statement ? statement.Count("year") : course.Taken[0].Deed.On.Year;
}
