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
    private const int MostListed = 500;

    /// <summary>What the server fills in itself: who, when and of which order.</summary>
    private static readonly HashSet<string> OfServer =
        ["orderId", "by", "byRole", "byTeam", "at", "day", "approvedOn", "origin", "since", "complaintId", "visitId", "roundId"];

    private static readonly string[] ByRank = ["R4", "R3", "R2", "R1"];

    private Law Law => roster.Current.Law;

    /// <inheritdoc/>
    public DateOnly DueOf(string severity, DateOnly issued) => Law.Rules.At(issued).Orders.DueOf(severity, issued, Law.Calendar);

    /// <inheritdoc/>
    public async Task<Document> ListAsync(string? team, Reader reader, CancellationToken cancel)
    {
        await roster.ReadyAsync();
        var keys = new List<SubjectKey>();
        var teams = reader.Within(team is { Length: > 0 } ? [team] : null);
        foreach (var (open, stage) in new[] { ((bool?)true, (string?)null), (null, "closed") })
        {
            await foreach (var row in ledger.SubjectsAsync(
                new() { Kinds = ["order"], Teams = teams, Open = open, Stage = stage, Take = MostListed }, cancel))
            {
                keys.Add(new(row.Kind, row.Id));
            }
        }

        var rows = new List<(DateOnly Due, Document Row)>();
        foreach (var (key, recalled) in await ledger.RecallAsync(keys, cancel))
        {
            if (CourseOf(key, recalled.Events) is not { } course || !(course.IsOpen || course.AwaitsLookBack))
            {
                continue;
            }

            rows.Add((course.Due ?? course.DraftDue ?? DateOnly.MaxValue, Head(key.Id, recalled.Row!.Team, course)));
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
            .With("teamName", roster.Current.TeamOf(row.Team).Name)
            .With("targets", course.Targets.Select(target => (object)new Document()
                .With("kind", Facts.KindNamed(target.Kind) ?? target.Kind).With("id", target.Id)
                .With("cleared", !course.UnclearedAt(now).Contains(target))).ToArray())
            .With("steps", course.Steps().Select(static step => (object)new Document()
                .With("at", Rfc3339.Write(step.At)).With("level", step.Level)).ToArray())
            .With("story", course.Taken.Where(static taken => !taken.Deed.Said.IsOfLedger || taken.Deed.Text("what") == "Warning")
                .Select(taken => (object)Told(taken, course, isOfWork)).ToArray())
            .With("clocks", Judgement.Clocks(subject, Law, now))
            .With("guards", Judgement.Guards(subject, Law))
            .With("warnings", Judgement.Warnings(subject, Law, now));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<OrderAct>?> ActsAsync(string id, Reader reader, CancellationToken cancel)
    {
        if (await FindAsync(id, reader, cancel) is not { } found)
        {
            return null;
        }

        var (_, course, _) = found;
        return
        [
            .. course.Kind.Moves
                .Where(move => Array.IndexOf(move.From, course.Stage) >= 0 && move.Type != "order.drafted" && course.Offers(move.Type))
                .GroupBy(static move => move.Type)
                .Select(moves => new OrderAct(moves.Key, RolesOf(moves.First(), course), FieldsOf(moves.Key))),
        ];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SourceEvent>> ClosingAsync(
        string id, OrderActor actor, string source, DateTimeOffset at, CancellationToken cancel)
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
        var key = new SubjectKey(candidate.Kind, candidate.Subject);
        var (stored, _) = await ledger.ReadAsync(key, cancel);
        var course = CourseOf(key, [.. stored.Events, .. more.Where(one => one.Subject == key.Id && one.Kind == key.Kind), candidate]);
        return course.Taken.FirstOrDefault(taken => ReferenceEquals(taken.Deed, candidate.Fact)) is { } taken ? taken.Void
            : Course.NotInStage;
    }

    private async Task<(SubjectRow Row, OrderCourse Course, DeclaredSubject Subject)?> FindAsync(
        string id, Reader reader, CancellationToken cancel)
    {
        await roster.ReadyAsync();
        var (stored, subject) = await ledger.ReadAsync(new("order", id.Trim()), cancel);
        return stored.Row is { } row && reader.MaySeeTeam(row.Team) && subject is DeclaredSubject declared
            ? (row, (OrderCourse)declared.CourseBy(Law), declared)
            : null;
    }

    private OrderCourse CourseOf(SubjectKey key, IEnumerable<SourceEvent> events) =>
        (OrderCourse)((DeclaredSubject)Subject.Fold(key, events)).CourseBy(Law);

    private Document Head(string id, string team, OrderCourse course)
    {
        var now = clock.GetUtcNow();
        var first = course.Taken.Select(static taken => taken.Deed).FirstOrDefault(static deed => deed.Type == "order.drafted");
        return new Document()
            .With("id", id).With("team", team).With("stage", course.Stage).With("open", course.IsOpen)
            .With("title", first?.Text("title") ?? "").With("origin", first?.Text("origin")).With("severity", course.Severity)
            .With("rule", course.Rule).With("noticeNo", first?.Text("noticeNo"))
            .With("due", Iso(course.Due)).With("proposedDue", Iso(first?.Day("due"))).With("level", course.LevelAt(now))
            .With("overdue", course.IsOpen && course.Due < Shanghai.Day(now)).With("listed", course.IsListed)
            .With("round", course.RoundNumber).With("number", course.Targets.Count);
    }

    private static Document Told(TakenDeed taken, OrderCourse course, bool isOfWork)
    {
        var deed = taken.Deed;
        var told = new Document().With("at", Rfc3339.Write(deed.At)).With("type", deed.Type).With("void", taken.Void);
        foreach (var field in deed.Said.Fields)
        {
            if (field.Name == "orderId" || field.Sort is FieldSort.Person or FieldSort.Subjects
                || (field.Sort == FieldSort.Prose && !isOfWork))
            {
                continue;
            }

            told.With(field.Name, deed.Values.GetValueOrDefault(field.Name) switch
            {
                DateOnly day => Iso(day),
                DateTimeOffset at => Rfc3339.Write(at),
                int count => (long)count,
                Reference[] proofs => proofs.Select(proof => (object)new Document().With("kind", proof.Kind).With("ref", proof.Id)
                    .With("sha256", proof.Sha256).With("known", course.Known([proof]).Any())).ToArray(),
                var value => value,
            });
        }

        return told;
    }

    private static List<OrderField> FieldsOf(string type) =>
    [
        .. Array.Find(OrderKind.Declaration.Events, said => said.Type == type)!.Fields.Where(static field => !OfServer.Contains(field.Name))
            .Select(static field => new OrderField(
                field.Name, JsonNamingPolicy.CamelCase.ConvertName($"{field.Sort}"), field.IsRequired, field.Most, field.Words)),
    ];

    /// <summary>Who may, by the declaration; of a closing those whose rank reaches the level (K2).</summary>
    private string[] RolesOf(Move move, OrderCourse course)
    {
        var (level, isClosing) = (course.LevelAt(clock.GetUtcNow()), move.Type == "order.closed");
        return
        [
            .. ByRank.Where(role => Array.IndexOf(move.May, role switch
            {
                "R4" => Actors.Team,
                "R3" => Actors.LegalSection,
                _ => Actors.Head,
            }) >= 0 && (!isClosing || OrderGuards.K2(role, level))),
        ];
    }

    private static SourceEvent Resolved(
        SubjectKey key, string team, string rule, OrderActor actor, string source, DateTimeOffset at)
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

    private static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
