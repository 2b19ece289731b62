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

    /// <summary>More rules and days are not kept in mind at a time.</summary>
    private const int MostDrafts = 100;

    private readonly Dictionary<(byte Rule, DateOnly Day), DraftedOrders> drafts = [];
    private readonly HashSet<SubjectKey> changed = [];
    private readonly List<RaisedWarning> rising = [];
    private bool isSure, hasOpen, isToLookAgain;

    /// <summary>There is something to find.</summary>
    public bool HasWork => isToLookAgain || changed.Count > 0 || rising.Count > 0;

    /// <summary>Whether something is to be found when a subject of this kind changes.</summary>
    public static bool LooksAt(string kind) => kind is "order" or "duty" or "supervision" or "complaint";

    /// <summary>An order that nobody has issued yet asks for nothing: nothing is to be confirmed of it.</summary>
    public static bool IsDraft(SubjectRow row) => row is { Kind: "order", Stage: "drafted" };

    /// <summary>Whether a warning is one of those that orders are drafted of; asked of each that rises.</summary>
    public bool Drafts(string kind, WatchStanding warning)
    {
        var terms = Terms;
        return terms.DraftOn.TryGetValue(warning.Rule, out var from) && warning.Level >= from
            && kind is not ("order" or Silence.Kind) && DayOf(warning.Since) >= terms.DraftFrom;
    }

    /// <summary>These warnings have risen.</summary>
    public void Rise(IEnumerable<RaisedWarning> warnings) => rising.AddRange(warnings);

    /// <summary>
    /// These subjects have changed: orders, duties, supervision documents and complaints are looked at. An order takes nothing in once it
    /// is no draft: what it was sent last is looked at once more.
    /// </summary>
    public void Change(IReadOnlyList<SubjectKey> subjects)
    {
        changed.UnionWith(subjects);
        foreach (var order in subjects.Where(static key => key.Kind == "order"))
        {
            foreach (var (sort, draft) in drafts.Where(one => one.Value.Ids.Contains(order.Id)).ToList())
            {
                rising.AddRange(draft.Sent);
                drafts.Remove(sort);
            }
        }
    }

    /// <summary>
    /// Something may have been written that nobody was told of: whether each order was drafted that is to be is asked anew, as it is at the
    /// first look. An activation keeps in mind only what changed since the last look, and with it that may be lost.
    /// </summary>
    public void Doubt() => isSure = false;

    /// <summary>
    /// Some time has passed: what open orders and duties ask for may have been done elsewhere. The ledger is asked for them while there
    /// are some; and once in the life of an activation, and after each <see cref="Doubt"/>, also for what no order was drafted of.
    /// </summary>
    public void LookAgain() => isToLookAgain = true;

    private async Task LookAgainAsync()
    {
        isToLookAgain = false;
        // A draft may have been issued and nobody told: of each rule and day the last is read again, and not the dozens before it.
        foreach (var (sort, _) in drafts.Where(static one => !one.Value.AwaitAgain()).ToList())
        {
            drafts.Remove(sort);
        }

        var wasSure = isSure;
        isSure = true;
        try
        {
            if (!wasSure)
            {
                await LookAsync(["order", "duty", "supervision", "complaint"], open: null);
            }
            else if (hasOpen)
            {
                await LookAsync(["order", "duty"], open: true);
            }
        }
        catch
        {
            isSure = false;
            throw;
        }
    }

    /// <summary>
    /// Looks at the open orders and duties among these, at the documents that wait for an answer, and at the founded complaints (only those
    /// have a parent): not at those that an order was drafted of, and at no draft. Of a storm there are thousands of drafts, each of dozens
    /// of facts, and to read them all again and again held up the team's posts.
    /// </summary>
    private async Task LookAsync(string[] kinds, bool? open)
    {
        hasOpen = false;
        var (asking, drafted) = (new List<SubjectKey>(), new HashSet<string>(StringComparer.Ordinal));
        await foreach (var row in ledger.SubjectsAsync(new() { Teams = [team], Kinds = kinds, Open = open }, CancellationToken.None))
        {
            if (row.Kind == "order")
            {
                drafted.Add(row.Id);
            }

            if (row.Kind == "complaint" ? row.Parent is not null : row.Open && !IsDraft(row))
            {
                asking.Add(new(row.Kind, row.Id));
                hasOpen |= row.Kind is "order" or "duty";
            }
        }

        changed.UnionWith(asking.Where(one => one.Kind is "order" or "duty" || !drafted.Contains(IdOfDraft(one.Id))));
    }

    /// <summary>Finds what is to be said now. What could not be found, or is not written after all, is found again.</summary>
    /// <param name="write">Makes it durable.</param>
    public async Task KeepAsync(Func<SourceEvent[], Task> write)
    {
        while (HasWork)
        {
            if (isToLookAgain)
            {
                await LookAgainAsync();
                continue;
            }

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
                drafts.Clear();
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
            .GroupBy(static one => (one.Rule, Day: DayOf(one.Since))).ToList();
        if (drafts.Count > MostDrafts)
        {
            drafts.Clear();
        }

        foreach (var (rule, day) in sorts.Select(static sort => sort.Key).Where(sort => !drafts.ContainsKey(sort)))
        {
            drafts[(rule, day)] = new();
            drafts[(rule, day)].Await(IdOfDraft(rule, day, 1));
        }

        // Looked for each time: one that is issued meanwhile is gone.
        var awaited = sorts.Select(sort => drafts.GetValueOrDefault(sort.Key)).OfType<DraftedOrders>()
            .Where(static draft => draft.IsAwaited);
        // Those of a storm are hundreds, so they are asked for together.
        var orders = await ledger.RecallAsync([.. keys.Where(static key => key.Kind == "order")
            .Concat(awaited.Select(static draft => new SubjectKey("order", draft.Ids[^1]))).Distinct()], CancellationToken.None);
        foreach (var draft in awaited)
        {
            draft.Begin(CourseOf(draft.Ids[^1], orders[new("order", draft.Ids[^1])]));
        }

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
            found.AddRange(await DraftAsync(sort.Key.Rule, sort.Key.Day, [.. sort]));
        }

        return found;
    }

    private OrderTerms Terms => roster.Current.Law.Rules.At(Shanghai.Day(clock.GetUtcNow())).Orders;

    private static DateOnly DayOf(long since) => Shanghai.Day(DateTimeOffset.FromUnixTimeSeconds(since));

    /// <summary>
    /// One draft a rule, team and day (storm folding); what comes once it was issued or dismissed, or beyond its room, the next.
    /// </summary>
    private async Task<List<SourceEvent>> DraftAsync(byte rule, DateOnly day, List<RaisedWarning> warnings)
    {
        var found = new List<SourceEvent>();
        drafts.GetValueOrDefault((rule, day))?.Sent.Clear();
        while (true)
        {
            // An order that is issued while another is read is known to take nothing in: it is gone from the drafts.
            if (!drafts.TryGetValue((rule, day), out var draft))
            {
                drafts[(rule, day)] = draft = new();
            }

            warnings.RemoveAll(draft.Knows);
            if (warnings.Count == 0)
            {
                return found;
            }

            if (draft.Room == 0)
            {
                var id = IdOfDraft(rule, day, draft.Ids.Count + 1);
                draft.Await(id);
                draft.Begin(await ReadAsync(id));
                continue;
            }

            var some = warnings.Take(draft.Room).ToList();
            draft.Send(some);
            found.Add(Drafted(draft.Ids[^1], rule, some));
        }
    }

    private string IdOfDraft(byte rule, DateOnly day, int number) =>
        $"DB-{RaisedWarning.IdOf(rule)}-{team}-{day:yyyyMMdd}{(number == 1 ? "" : $"-{number}")}";

    /// <summary>The order that is drafted of a document or of a complaint.</summary>
    private static string IdOfDraft(string cause) => $"DB-{cause}";

    private SourceEvent Drafted(string id, byte rule, List<RaisedWarning> warnings)
    {
        var (name, since) = (RaisedWarning.IdOf(rule), DateTimeOffset.FromUnixTimeSeconds(warnings.Min(static one => one.Since)));
        var entry = roster.Current.Law.Rules.At(Shanghai.Day(since)).Entry("warnings", name);
        var level = warnings.Max(static one => one.Level);
        var items = warnings.Select(static one => one.Item).Distinct().ToList();
        return DraftOf(id, team, since, items is [{ Length: > 0 } item] ? item : null, json =>
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
            || stored.Row is not { } row || issued.OccurredOn < Terms.DraftFrom)
        {
            return [];
        }

        var id = IdOfDraft(key.Id);
        if (id.Length > 100 || await ReadAsync(id) is not null)
        {
            return [];
        }

        return [DraftOf(id, row.Team, issued.OccurredAt, row.Item, json =>
        {
            json.WriteString("origin", "Document");
            json.WriteString("severity", "Red");
            json.WriteString("teamId", row.Team);
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
        if (stored.Row is not { } row || subject is not DeclaredSubject declared
            || declared.CourseBy(roster.Current.Law) is not ComplaintCourse { Founded: { } answer } course
            || answer.On < Terms.DraftFrom)
        {
            return [];
        }

        var id = IdOfDraft(key.Id);
        if (id.Length > 100 || await ReadAsync(id) is not null)
        {
            return [];
        }

        return [DraftOf(id, row.Team, answer.At, row.Item, json =>
        {
            json.WriteString("origin", "Complaint");
            json.WriteString("severity", "Red");
            json.WriteString("teamId", row.Team);
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

    private SourceEvent DraftOf(string order, string of, DateTimeOffset at, string? item, Action<Utf8JsonWriter> write) =>
        OrderFacts.Said(order, of, "order.drafted", at, item, clock.GetUtcNow(), write);

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
