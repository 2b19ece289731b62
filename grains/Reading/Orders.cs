using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using System.Text.Json;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Orders;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Ledger;
using Dashboard.Grains.Roster;
using Dashboard.Grains.Teams;

namespace Dashboard.Grains.Reading;

/// <summary>Supervision orders from the ledger (SUPERVISION.md §2).</summary>
internal sealed class Orders(ILedger ledger, CurrentRoster roster, TimeProvider clock) : IOrders
{
    private const int ReadAtOnce = 500;

    /// <summary>What the server fills in itself: who, when and of which order.</summary>
    private static readonly HashSet<string> OfServer =
        ["orderId", "by", "byRole", "byTeam", "at", "day", "approvedOn", "origin", "since", "complaintId", "visitId", "roundId"];

    /// <summary>
    /// Orders found to be at their end, closed and looked back at: by which revision and which law. The list grows with the years, and
    /// what stands in it need not be read again.
    /// </summary>
    private readonly ConcurrentDictionary<string, (long Revision, long Basis)> ended = new(StringComparer.Ordinal);

    private Law Law => roster.Current.Law;

    /// <inheritdoc/>
    public DateOnly DueOf(string severity, DateOnly issued) => Law.Rules.At(issued).Orders.DueOf(severity, issued, Law.Calendar);

    /// <inheritdoc/>
    public async Task<Document> ListAsync(string? team, Reader reader, CancellationToken cancel)
    {
        await roster.ReadyAsync();
        var (edition, rows) = (roster.Current, new List<(DateOnly Due, Document Row)>());
        var teams = reader.Within(team is { Length: > 0 } ? [team] : null);
        foreach (var keys in (await LivingAsync(edition.Basis, cancel)).Chunk(ReadAtOnce))
        {
            foreach (var (key, recalled) in await ledger.RecallAsync(keys, cancel))
            {
                var row = recalled.Row!;
                var course = CourseOf(key, recalled.Events);
                if (!course.IsOpen && !course.AwaitsLookBack)
                {
                    ended[key.Id] = (row.Revision, edition.Basis);
                }
                else if (teams is null || teams.Contains(row.Team) || course.CoTeams.Any(teams.Contains))
                {
                    rows.Add((course.Due ?? course.DraftDue ?? DateOnly.MaxValue, Head(key.Id, row.Team, course)));
                }
            }
        }

        // By day and id, never by a figure.
        return new Document().With("rows", rows.OrderBy(static row => row.Due)
            .ThenBy(static row => (string)row.Row["id"]!, StringComparer.Ordinal).Select(static row => (object)row.Row).ToArray());
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
        return Head(id, row.Team, course)
            .With("targets", course.Targets.Select(target => (object)new Document()
                .With("kind", Facts.KindNamed(target.Kind) ?? target.Kind).With("id", target.Id)
                .With("cleared", !course.UnclearedAt(now).Contains(target))).ToArray())
            .With("steps", course.Steps().Select(static step => (object)new Document()
                .With("at", Rfc3339.Write(step.At)).With("level", step.Level)).ToArray())
            .With("story", course.Taken.Where(static taken => !taken.Deed.Said.IsOfLedger || taken.Deed.Text("what") == "Warning")
                .Select(taken => (object)taken.Told(isOfWork, proof => course.Known([proof]).Any())).ToArray())
            .With("clocks", Judgement.Clocks(subject, Law, now))
            .With("guards", Judgement.Guards(subject, Law))
            .With("warnings", Judgement.Warnings(subject, Law, now));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Act>?> ActsAsync(string id, Reader reader, CancellationToken cancel)
    {
        if (await FindAsync(id, reader, cancel) is not { } found)
        {
            return null;
        }

        var (row, course, _) = found;
        return course.ActsOf(!reader.MaySeeTeam(row.Team), move => move.Type != "order.drafted" && course.Offers(move.Type),
            move => RolesOf(move, course), OfServer);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SourceEvent>> ClosingAsync(
        string id, Actor actor, string source, DateTimeOffset at, CancellationToken cancel)
    {
        var (stored, subject) = await ledger.ReadAsync(new("order", id), cancel);
        if (stored.Row is not { } row || subject is not DeclaredSubject declared)
        {
            return [];
        }

        var (course, found) = ((OrderCourse)declared.CourseBy(Law), new List<SourceEvent>());
        found.AddRange(await ledger.ConfirmationsAsync(id, row.Team, course, Law, at));
        if (course.Rule is { } rule && WarningRule.NumberOf(rule) is var number && number > 0)
        {
            var seen = found.Select(static one => one.Fact).OfType<Deed>().Select(static deed => deed.Text("subject")).ToHashSet();
            foreach (var target in course.UnclearedAt(at).Where(target => !seen.Contains(OrderCourse.KeyOf(target))))
            {
                var key = SubjectKey.Parse(OrderCourse.KeyOf(target));
                var (known, about) = await ledger.ReadAsync(key, cancel);
                // A violation that no later act can undo ends with the closing; what a limit drives only its act can end.
                if (known.Row is not null && about.Judge(Law).Warnings.Where(warning => warning.Rule == number && warning.Cleared is null)
                    .ToList() is { Count: > 0 } open && open.TrueForAll(static warning => warning.Due is null))
                {
                    found.Add(Resolved(key, known.Row.Team, rule, actor, source, at));
                    found.Add(OrderFacts.Confirmed(id, row.Team, at, "Warning", OrderCourse.KeyOf(target), at));
                }
            }
        }

        return found;
    }

    /// <inheritdoc/>
    public async Task<string?> ObjectionAsync(SourceEvent candidate, IReadOnlyList<SourceEvent> more, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        return await ledger.ObjectionAsync(Law, candidate, more, cancel);
    }

    /// <summary>Orders that are open or may await their look back, of all teams: one may take part in the order of another.</summary>
    private async Task<List<SubjectKey>> LivingAsync(long basis, CancellationToken cancel)
    {
        var living = new List<SubjectKey>();
        await foreach (var row in ledger.SubjectsAsync(new() { Kinds = ["order"] }, cancel))
        {
            if ((row.Open || row.Stage == "closed") && !(ended.TryGetValue(row.Id, out var end) && end == (row.Revision, basis)))
            {
                living.Add(new(row.Kind, row.Id));
            }
        }

        return living;
    }

    private async Task<(SubjectRow Row, OrderCourse Course, DeclaredSubject Subject)?> FindAsync(
        string id, Reader reader, CancellationToken cancel)
    {
        await roster.ReadyAsync();
        var (stored, subject) = await ledger.ReadAsync(new("order", id.Trim()), cancel);
        return stored.Row is { } row && subject is DeclaredSubject declared && (OrderCourse)declared.CourseBy(Law) is var course
            && (reader.MaySeeTeam(row.Team) || reader.MaySeeOneOf(course.CoTeams)) ? (row, course, declared) : null;
    }

    private OrderCourse CourseOf(SubjectKey key, IEnumerable<SourceEvent> events) =>
        (OrderCourse)((DeclaredSubject)Subject.Fold(key, events)).CourseBy(Law);

    private Document Head(string id, string team, OrderCourse course)
    {
        var now = clock.GetUtcNow();
        var first = course.Taken.Select(static taken => taken.Deed).FirstOrDefault(static deed => deed.Type == "order.drafted");
        return new Document()
            .With("id", id).WithTeam(team, roster.Current).With("coTeams", course.CoTeams.ToArray<object>())
            .With("stage", course.Stage).With("open", course.IsOpen)
            .With("title", first?.Text("title") ?? "").With("origin", first?.Text("origin")).With("severity", course.Severity)
            .With("rule", course.Rule).With("noticeNo", first?.Text("noticeNo"))
            .With("due", Rfc3339.Write(course.Due)).With("proposedDue", Rfc3339.Write(first?.Day("due"))).With("level", course.LevelAt(now))
            .With("overdue", course.IsOpen && course.Due < Shanghai.Day(now)).With("listed", course.IsListed)
            .With("round", course.RoundNumber).With("number", course.Targets.Count);
    }

    /// <summary>Who may, by the declaration; of a closing those whose rank reaches the level (K2).</summary>
    private string[] RolesOf(Move move, OrderCourse course)
    {
        var level = course.LevelAt(clock.GetUtcNow());
        return [.. move.Roles().Where(role => move.Type != "order.closed" || OrderGuards.K2(role, level))];
    }

    private static SourceEvent Resolved(
        SubjectKey key, string team, string rule, Actor actor, string source, DateTimeOffset at)
    {
        var data = JsonSerializer.SerializeToUtf8Bytes(new
        {
            rule, subjectType = key.Kind, subjectId = key.Id, by = actor.Id, reason = "督办销号",
        });
        var hash = XxHash128.HashToUInt128([.. Encoding.UTF8.GetBytes($"warning.resolved {key} {at.UtcTicks} "), .. data]);
        return new()
        {
            Source = source, Id = hash.ToString("x32", CultureInfo.InvariantCulture), Type = "warning.resolved", Kind = key.Kind,
            Subject = key.Id, Team = team, Time = at, Recorded = at, Received = at, Data = data, Hash = hash,
        };
    }
}
