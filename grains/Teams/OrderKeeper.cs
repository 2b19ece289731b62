using System.Text.Json;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Books;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Orders;
using Dashboard.Grains.Domain.Oversight;
using Dashboard.Grains.Domain.Warnings;
using Dashboard.Grains.Ledger;
using Dashboard.Grains.Roster;

namespace Dashboard.Grains.Teams;

/// <summary>
/// What the product itself does for the supervision orders and the duties of one team (SUPERVISION.md §2, §3): it drafts orders of
/// warnings as they rise and of supervision documents as they come in, says what the ledger has seen of what an order asks for, and counts
/// the facts a duty is measured by. It finds; the grain writes.
/// Found again, all of it is the same: ids and times follow from what was found.
/// </summary>
internal sealed class OrderKeeper(string team, ILedger ledger, CurrentRoster roster, TimeProvider clock)
{
    /// <summary>Recommendations to the personnel authorities are no demand on a team.</summary>
    private const string Recommendation = "建议书";

    /// <summary>
    /// In a storm warnings rise by the hundred a second: after the first at once, those of half a second are looked at together. No longer:
    /// a draft is there within a second of its breach (SUPERVISION.md §2).
    /// </summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    private readonly HashSet<SubjectKey> changed = [];
    private readonly List<RaisedWarning> rising = [];
    private bool isOpened, hasOpen;

    /// <summary>There is something to find.</summary>
    public bool HasWork => changed.Count > 0 || rising.Count > 0;

    /// <summary>Whether a warning is one of those that orders are drafted of; asked of each that rises.</summary>
    public bool Drafts(RaisedWarning warning)
    {
        var terms = Terms;
        return terms.DraftOn.TryGetValue(warning.Rule, out var from) && warning.Level >= from
            && warning.Kind is not ("order" or Silence.Kind) && DayOf(warning) >= terms.DraftFrom;
    }

    /// <summary>These warnings have risen.</summary>
    public void Rise(IEnumerable<RaisedWarning> warnings) => rising.AddRange(warnings);

    /// <summary>These subjects have changed: orders, duties and supervision documents are looked at.</summary>
    public void Change(IEnumerable<SubjectKey> subjects) => changed.UnionWith(subjects);

    /// <summary>
    /// Some time has passed: what open orders and duties ask for may have been done elsewhere. The ledger is asked for them once in the
    /// life of an activation, and again only while there are some.
    /// </summary>
    public async Task LookAgainAsync()
    {
        if (isOpened && !hasOpen)
        {
            return;
        }

        (isOpened, hasOpen) = (true, false);
        await foreach (var row in ledger.SubjectsAsync(
            new() { Teams = [team], Kinds = ["order", "duty"], Open = true }, CancellationToken.None))
        {
            hasOpen = true;
            changed.Add(new(row.Kind, row.Id));
        }
    }

    /// <summary>Finds what is to be said now. What could not be found, or is not written after all, is found again.</summary>
    /// <param name="write">Makes it durable.</param>
    public async Task KeepAsync(Func<SourceEvent[], Task> write)
    {
        while (HasWork)
        {
            var (keys, warnings) = (changed.ToList(), rising.ToList());
            changed.Clear();
            rising.Clear();
            try
            {
                if (await FindAsync(keys, warnings) is { Count: > 0 } found)
                {
                    await write([.. found]);
                }

                await Task.Delay(Pause, clock);
            }
            catch
            {
                Change(keys);
                Rise(warnings);
                throw;
            }
        }
    }

    private async Task<List<SourceEvent>> FindAsync(List<SubjectKey> keys, List<RaisedWarning> warnings)
    {
        var found = new List<SourceEvent>();
        hasOpen |= keys.Exists(static key => key.Kind is "order" or "duty");
        var sorts = warnings.DistinctBy(static one => (one.Rule, one.Kind, one.Subject, one.Since))
            .GroupBy(static one => (one.Rule, Day: DayOf(one))).ToList();
        // Those of a storm are hundreds, so they are asked for together.
        var orders = await ledger.RecallAsync([.. keys.Where(static key => key.Kind == "order")
            .Concat(sorts.Select(sort => new SubjectKey("order", IdOfDraft(sort.Key.Rule, sort.Key.Day, 1)))).Distinct()],
            CancellationToken.None);
        foreach (var key in keys)
        {
            found.AddRange(key.Kind switch
            {
                "order" => await ConfirmAsync(key.Id, CourseOf(key.Id, orders[key])),
                "duty" => await ledger.MeasuredAsync(key, team, roster.Current.Law, clock.GetUtcNow()),
                "complaint" => await DraftOfComplaintAsync(key),
                _ => await DraftOfDocumentAsync(key),
            });
        }

        foreach (var sort in sorts)
        {
            found.AddRange(await DraftAsync(sort.Key.Rule, sort.Key.Day, [.. sort], orders));
        }

        return found;
    }

    private OrderTerms Terms => roster.Current.Law.Rules.At(Shanghai.Day(clock.GetUtcNow())).Orders;

    private static DateOnly DayOf(RaisedWarning warning) => Shanghai.Day(DateTimeOffset.FromUnixTimeSeconds(warning.Since));

    /// <summary>
    /// One draft a rule, team and day (storm folding); what comes once it was issued or dismissed, or beyond its room, the next.
    /// </summary>
    private async Task<List<SourceEvent>> DraftAsync(
        byte rule, DateOnly day, List<RaisedWarning> warnings, IReadOnlyDictionary<SubjectKey, Recalled> orders)
    {
        var found = new List<SourceEvent>();
        for (var number = 1; warnings.Count > 0; number++)
        {
            var id = IdOfDraft(rule, day, number);
            var order = orders.TryGetValue(new("order", id), out var stored) ? CourseOf(id, stored) : await ReadAsync(id);
            var known = (order?.Targets ?? []).Select(OrderCourse.KeyOf).ToHashSet(StringComparer.Ordinal);
            warnings.RemoveAll(warning => known.Contains($"{warning.Kind}/{warning.Subject}"));
            var room = order is null ? OrderKind.MostTargets
                : order.Stage == "drafted" ? OrderKind.MostTargets - known.Count : 0;
            var some = warnings.Take(room).ToList();
            warnings.RemoveRange(0, some.Count);
            if (some.Count > 0)
            {
                found.Add(Drafted(id, rule, some));
            }
        }

        return found;
    }

    private string IdOfDraft(byte rule, DateOnly day, int number) =>
        $"DB-{RaisedWarning.IdOf(rule)}-{team}-{day:yyyyMMdd}{(number == 1 ? "" : $"-{number}")}";

    private SourceEvent Drafted(string id, byte rule, List<RaisedWarning> warnings)
    {
        var (name, since) = (RaisedWarning.IdOf(rule), DateTimeOffset.FromUnixTimeSeconds(warnings.Min(static one => one.Since)));
        var entry = roster.Current.Law.Rules.At(Shanghai.Day(since)).Entry("warnings", name);
        var level = warnings.Max(static one => one.Level);
        var items = warnings.Select(static one => one.Item).Distinct().ToList();
        return Said(id, "order.drafted", since, items is [{ Length: > 0 } item] ? item : null, json =>
        {
            json.WriteString("origin", "Warning");
            json.WriteString("severity", level switch { Level.Breach => "Breach", Level.Red => "Red", _ => "Yellow" });
            json.WriteString("teamId", team);
            json.WriteString("title", entry?["name"] as string ?? name);
            json.WriteString("rule", name);
            json.WriteString("since", Rfc3339.Write(since));
            WriteTargets(json, warnings.Select(static one => new Reference(one.Kind, one.Subject)));
        });
    }

    /// <summary>
    /// A document of the supervising authority asks the team for something: the order is due some days before its answer.
    /// </summary>
    private async Task<IEnumerable<SourceEvent>> DraftOfDocumentAsync(SubjectKey key)
    {
        var (stored, subject) = await ledger.ReadAsync(key, CancellationToken.None);
        if (subject is not SupervisionDocument { Open: true, Issued: { IsOutgoing: false } issued } || issued.Kind == Recommendation
            || stored.Row?.Team != team || issued.OccurredOn < Terms.DraftFrom)
        {
            return [];
        }

        var id = $"DB-{key.Id}";
        if (id.Length > 100 || await ReadAsync(id) is not null)
        {
            return [];
        }

        return [Said(id, "order.drafted", issued.OccurredAt, stored.Row.Item, json =>
        {
            json.WriteString("origin", "Document");
            json.WriteString("severity", "Red");
            json.WriteString("teamId", team);
            json.WriteString("title", issued.Kind);
            json.WriteString("noticeNo", key.Id);
            json.WriteString("due", $"{roster.Current.Law.Calendar.WorkdaysBefore(issued.Due, Terms.BeforeDocument):yyyy-MM-dd}");
            WriteTargets(json, [new(key.Kind, key.Id)]);
        })];
    }

    /// <summary>A complaint that was founded: an order at once (CPL-03).</summary>
    private async Task<IEnumerable<SourceEvent>> DraftOfComplaintAsync(SubjectKey key)
    {
        var (stored, subject) = await ledger.ReadAsync(key, CancellationToken.None);
        if (stored.Row?.Team != team || subject is not DeclaredSubject declared
            || declared.CourseBy(roster.Current.Law) is not ComplaintCourse { Founded: { } answer } course
            || answer.On < Terms.DraftFrom)
        {
            return [];
        }

        var id = $"DB-{key.Id}";
        if (id.Length > 100 || await ReadAsync(id) is not null)
        {
            return [];
        }

        return [Said(id, "order.drafted", answer.At, stored.Row.Item, json =>
        {
            json.WriteString("origin", "Complaint");
            json.WriteString("severity", "Red");
            json.WriteString("teamId", team);
            json.WriteString("title", "投诉属实");
            json.WriteString("complaintId", key.Id);
            WriteTargets(json, [new(key.Kind, key.Id)]);
        })];
    }

    /// <summary>What the ledger has seen by now of what an open order asks for, and of what was put forward as proof.</summary>
    private async Task<IReadOnlyList<SourceEvent>> ConfirmAsync(string order, OrderCourse? course) =>
        course is { IsOpen: true } and not { Stage: "drafted" }
            ? await ledger.ConfirmationsAsync(order, team, course, roster.Current.Law, clock.GetUtcNow())
            : [];

    private SourceEvent Said(string order, string type, DateTimeOffset at, string? item, Action<Utf8JsonWriter> write) =>
        OrderFacts.Said(order, team, type, at, item, clock.GetUtcNow(), write);

    private static void WriteTargets(Utf8JsonWriter json, IEnumerable<Reference> targets)
    {
        json.WriteStartArray("targets");
        foreach (var target in targets)
        {
            json.WriteStartObject();
            json.WriteString("subjectType", target.Kind);
            json.WriteString("subjectId", target.Id);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The course of an order; null where there is none of this id.</summary>
    private async Task<OrderCourse?> ReadAsync(string order)
    {
        SubjectKey key = new("order", order);
        return CourseOf(order, (await ledger.RecallAsync([key], CancellationToken.None))[key]);
    }

    /// <summary>The course of an order by what is stored of it; null where there is none of this id.</summary>
    private OrderCourse? CourseOf(string order, Recalled stored) =>
        stored.Row is not null && Subject.Fold(new("order", order), stored.Events) is DeclaredSubject declared
            ? (OrderCourse)declared.CourseBy(roster.Current.Law)
            : null;
}
