using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.People;
using Dashboard.Grains.Ledger;
using Dashboard.Grains.Roster;

namespace Dashboard.Grains.Reading;

/// <summary>
/// The forecast from the ledger: officers, teams and plans folded as they are asked for. A tabulation, so that a plan that is cancelled
/// shows at once and nothing is kept twice.
/// </summary>
internal sealed class Forecasts(ILedger ledger, CurrentRoster roster, TimeProvider clock) : IForecasts
{
    private const string OtherTraining = "Other";
    private static readonly string[] TrainingKinds = ["Public", "Business", "Political", OtherTraining];

    /// <inheritdoc/>
    public async Task<Document> OfAsync(string? team, int months, Reader reader, CancellationToken cancel)
    {
        var staff = await ReadAsync(cancel);
        var shown = staff.Teams.Where(one => reader.MaySeeTeam(one.Id) && (team is null || one.Id == team)).ToList();
        var bureau = staff.Of(null);
        var certified = bureau.FloorOn(staff.Today);
        var ahead = bureau.Points(staff.Terms.Horizon)[^1];
        var findings = staff.Teams.Where(one => one.Enforces && shown.Contains(one))
            .Select(one => StaffFindings.OfTeam(one.Id, staff.Of(one.Id), staff.Terms))
            .Append(StaffFindings.OfPlans(staff.Plans, staff.Terms, staff.Today)).OfType<StaffFinding>()
            .Concat(StaffFindings.OfReviewers(staff.All, certified, staff.Terms));
        return new Document()
            .With("day", Rfc3339.Write(staff.Today)).With("months", months).With("target", staff.Terms.Target)
            .With("horizon", staff.Terms.Horizon).With("renewal", staff.Terms.AssumesRenewal)
            .With("established", staff.Terms.CountsEstablishedPosts)
            .With("passRate", new Document()
                .With("passed", staff.Rate.Passed).With("taken", staff.Rate.Taken).With("own", staff.Rate.IsOwn))
            .With("bureau", Row(bureau, months)
                .With("M63", new Document().With("numerator", ahead.Plan).With("denominator", bureau.Posts)))
            .With("teams", shown.Select(one => (object)Row(staff.Of(one.Id), months).With("id", one.Id).With("name", one.Name)
                .With("nameEn", one.NameEn).With("enforces", one.Enforces)).ToArray())
            .With("pipeline", Pipeline(staff, bureau))
            .With("training", Training(staff, shown))
            .With("legal", new Document()
                .With("reviewers", staff.All.Count(StaffFindings.IsReviewer)).With("certified", certified)
                .With("fullTime", staff.All.Count(StaffFindings.IsFullTime))
                .With("unqualified", staff.All.Count(officer => StaffFindings.IsUnqualified(officer, staff.Terms))))
            .With("plans", staff.Plans.OrderBy(static plan => plan.ExamOn).ThenBy(static plan => plan.Id, StringComparer.Ordinal)
                .Select(static plan => (object)new Document().With("id", plan.Id).With("organiser", plan.Organiser)
                    .With("seats", plan.Seats).With("examOn", Rfc3339.Write(plan.ExamOn)).With("issueOn", Rfc3339.Write(plan.IssueOn))
                    .With("registered", plan.Registered.Count).With("cancelled", plan.IsCancelled)).ToArray())
            .With("findings", findings.Select(static found => (object)new Document().With("rule", found.Rule)
                .With("level", found.Level.ToString().ToLowerInvariant()).With("team", found.Team).With("why", found.Why)
                .With("number", found.Number).With("on", Rfc3339.Write(found.On))).ToArray());
    }

    /// <inheritdoc/>
    public async Task<Document> LeavingAsync(string? team, int month, Reader reader, CancellationToken cancel)
    {
        var staff = await ReadAsync(cancel);
        var forecast = staff.Of(null);
        var rows = month < 1 ? [] : forecast.Departures(forecast.DayOf(month - 1), forecast.DayOf(month))
            .Select(departure => (Departure: departure, Team: staff.TeamOf[departure.Officer.Id]))
            .Where(row => reader.MaySeeTeam(row.Team) && (team is null || row.Team == team));
        var degree = reader.Mask.DegreeOf(Personal.Officer);
        return new Document().With("day", Rfc3339.Write(forecast.DayOf(month))).With("rows", rows.Select(row => (object)new Document()
            .With("id", row.Departure.Officer.Id).With("team", row.Team).With("on", Rfc3339.Write(row.Departure.On))
            .With("retires", row.Departure.Retires)
            .With("earliestOn", Rfc3339.Write(row.Departure.Officer.Registered!.EarliestRetiresOn))
            .With("certNo", PersonalText.Of(Personal.Officer, row.Departure.Officer.Registered.CertNo!, degree))).ToArray());
    }

    private async Task<Staff> ReadAsync(CancellationToken cancel)
    {
        await roster.ReadyAsync();
        var (today, keys) = (Shanghai.Day(clock.GetUtcNow()), new List<SubjectKey>());
        await foreach (var row in ledger.SubjectsAsync(new() { Kinds = ["officer", "certPlan", "team"] }, cancel))
        {
            keys.Add(new(row.Kind, row.Id));
        }

        var terms = roster.Current.Law.Rules.At(today).Forecast;
        var (officers, teamOf, plans, posts) = (new List<Officer>(), new Dictionary<string, string>(), new List<CertificationPlan>(),
            new Dictionary<string, Team>());
        foreach (var (key, recalled) in await ledger.RecallAsync(keys, cancel))
        {
            switch (Subject.Fold(key, recalled.Events))
            {
                case Officer officer when recalled.Row is { } row:
                    officers.Add(officer);
                    teamOf[officer.Id] = row.Team;
                    break;
                case DeclaredSubject declared when CertificationPlan.Of(declared, terms) is { } plan:
                    plans.Add(plan);
                    break;
                case Team team:
                    posts[team.Id] = team;
                    break;
            }
        }

        var known = roster.Current.Teams.Values.OrderBy(static team => team.Order).ThenBy(static team => team.Id, StringComparer.Ordinal)
            .Select(team => new StaffTeam(team.Id, team.Name, team.NameEn, posts.GetValueOrDefault(team.Id)?.Registered is not { } said
                || said.Enforces, posts.GetValueOrDefault(team.Id)?.Registered?.Posts))
            .Where(team => team.Posts > 0 || officers.Exists(officer => officer.OnPost && teamOf[officer.Id] == team.Id));
        return new(officers, teamOf, plans, [.. known], terms, PassRate.Of(officers, terms), today);
    }

    private static Document Row(Forecast forecast, int months) => new Document().With("posts", forecast.Posts)
        .With("points", forecast.Points(months).Select(static point => (object)new Document()
            .With("day", Rfc3339.Write(point.Day)).With("floor", point.Floor).With("plan", point.Plan).With("need", point.Need)
            .With("gap", point.Gap).With("candidates", point.Candidates).With("leave", point.Leave).With("come", point.Come)).ToArray());

    /// <summary>How many stand where on the way to a certificate; somebody may stand in several places.</summary>
    private static Document Pipeline(Staff staff, Forecast bureau)
    {
        var waiting = staff.All.Where(officer => officer.OnPost && !bureau.IsCertified(officer)).ToList();
        return new Document()
            .With("onPost", staff.All.Count(static officer => officer.OnPost))
            .With("uncertified", waiting.Count)
            .With("registered", waiting.Count(officer => staff.Plans.Any(plan =>
                !plan.IsCancelled && plan.Registered.Contains(officer.Id) && plan.OutcomeOf(officer) is null)))
            .With("passed", waiting.Count(static officer =>
                officer.Exams.Exists(static exam => exam is { IsQualification: true, Passed: true })))
            .With("certified", bureau.FloorOn(staff.Today))
            .With("retiring", staff.All.Count(officer => bureau.IsCertified(officer)
                && officer.Registered!.RetiresOn <= bureau.DayOf(staff.Terms.Horizon)));
    }

    /// <summary>Hours of this year by team and kind, and how many on post had any (M43 by kind).</summary>
    private static Document Training(Staff staff, IReadOnlyList<StaffTeam> teams) => new Document()
        .With("year", staff.Today.Year).With("kinds", TrainingKinds)
        .With("rows", teams.Select(team =>
        {
            var officers = staff.All.Where(officer => officer.OnPost && staff.TeamOf[officer.Id] == team.Id).ToList();
            return (object)new Document().With("team", team.Id).With("onPost", officers.Count).With("kinds", TrainingKinds.Select(kind =>
            {
                var trained = officers.ConvertAll(officer => officer.Trainings
                    .Where(training => training.On.Year == staff.Today.Year && (training.Kind ?? OtherTraining) == kind)
                    .Sum(static training => training.Hours));
                return (object)new Document().With("hours", trained.Sum()).With("officers", trained.Count(static hours => hours > 0));
            }).ToArray());
        }).ToArray());

    private sealed record StaffTeam(string Id, string Name, string? NameEn, bool Enforces, int? Posts);

    private sealed record Staff(IReadOnlyList<Officer> All, IReadOnlyDictionary<string, string> TeamOf,
        IReadOnlyList<CertificationPlan> Plans, IReadOnlyList<StaffTeam> Teams, ForecastTerms Terms, PassRate Rate, DateOnly Today)
    {
        /// <summary>The forecast of a team; null: of the bureau.</summary>
        public Forecast Of(string? team)
        {
            var officers = team is null ? All : [.. All.Where(officer => TeamOf[officer.Id] == team)];
            // Of a bureau whose register says the posts of some teams only, the persons of the others count.
            var posts = Teams.Where(one => team is null || one.Id == team)
                .Sum(one => one.Posts ?? All.Count(officer => officer.OnPost && TeamOf[officer.Id] == one.Id));
            return new(officers, Plans, posts, Terms, Rate, Today);
        }
    }
}
