using Dashboard.Grains.Roster;
using Dashboard.Grains;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Cases;
using Dashboard.Grains.Domain.Oversight;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Ledger;
using Dashboard.Grains.Teams;
using Dashboard.Web.Access;

namespace Dashboard.Web.Drilldown;

/// <summary>
/// One subject with everything known of it: what is true now, its events in their true order, and what it counts in.
/// Of the data of events what is listed is shown (<see cref="ShownData"/>), and of what is personal as much as the reader's role allows.
/// </summary>
internal sealed class SubjectFile(ILedger ledger, CurrentRoster roster, TimeProvider clock)
{
    /// <summary>Where an id is used by several kinds, cases come first.</summary>
    private static readonly string[] KindsInOrder =
    [
        "case", "inspection", "licence", "plan", "task", "review", "lawsuit", "supervision", "patrol", "officer", "team", "item",
        "enterprise", "accountability", "clue", "evidence", "vehicle",
        "publication", "calendar", "rules",
    ];

    /// <summary>The file, or null when no subject has this id that the caller may see.</summary>
    public async Task<Document?> OpenAsync(string id, string? kind, Caller caller, CancellationToken cancel) =>
        await FindAsync(id, kind, caller, cancel) is { } row ? await DescribeAsync(row, caller, cancel) : null;

    /// <summary>What is personal in a file, whole: for who has given a reason. Null when there is no such file for the caller.</summary>
    public async Task<Document?> PersonalAsync(string id, string? kind, Caller caller, CancellationToken cancel)
    {
        if (await FindAsync(id, kind, caller, cancel) is not { } row)
        {
            return null;
        }

        var (recalled, _) = await ledger.ReadAsync(new(row.Kind, row.Id), cancel);
        var details = Chronicle.Live(recalled.Events).Where(static @event => @event.Operation != Operation.Delete)
            .Select(@event => (Event: @event, Personal: ShownData.PersonalOf(@event, FileMask.WithReason)))
            .Where(static one => one.Personal.Members.Any())
            .Select(static one => (object)new Document()
                .With("type", one.Event.Type).With("at", Rfc3339.Write(one.Event.Time)).With("data", one.Personal))
            .ToArray();
        return new Document().With("kind", row.Kind).With("id", row.Id).With("details", details);
    }

    private async Task<SubjectRow?> FindAsync(string id, string? kind, Caller caller, CancellationToken cancel)
    {
        await roster.ReadyAsync();
        id = id.Trim();
        var rows = new List<SubjectRow>();
        var written = new[] { id, Facts.IdOf("item", id), Facts.IdOf("enterprise", id) }.Distinct().ToList();
        var filter = new SubjectFilter { Ids = written, Kinds = kind is null ? null : [kind], Teams = caller.Within(null) };
        await foreach (var found in ledger.SubjectsAsync(filter, cancel))
        {
            if (found.Id == Facts.IdOf(found.Kind, id))
            {
                rows.Add(found);
            }
        }

        return rows.MinBy(found => Array.IndexOf(KindsInOrder, found.Kind) is >= 0 and var place ? place : int.MaxValue);
    }

    private async Task<Document> DescribeAsync(SubjectRow row, Caller caller, CancellationToken cancel)
    {
        var mask = FileMask.Of(caller);
        var (recalled, subject) = await ledger.ReadAsync(new(row.Kind, row.Id), cancel);
        var live = Chronicle.Live(recalled.Events);
        var edition = roster.Current;
        var facts = new Document();
        foreach (var @event in live.Where(@event => @event.Operation != Operation.Delete))
        {
            Merge(facts, @event, mask);
        }

        var item = edition.ItemFor(row.Item);
        var document = new Document();
        if (subject is MergedRecord { Into: var into })
        {
            document.With("mergedInto", into).With("covered", await IsCoveredAsync(row.Kind, row.Id, into, cancel));
        }

        return document
            .With("kind", row.Kind).With("id", row.Id)
            .With("team", row.Team).With("teamName", edition.TeamOf(row.Team).Name)
            .With("item", item).With("itemName", edition.NameOf(item).Name)
            .With("stage", row.Stage).With("open", row.Open).With("title", TitleOf(row, live, mask))
            .With("marks", row.Marks?.Split(' ') ?? [])
            .With("conflicts", await ConflictsAsync(row, caller, cancel))
            .With("facts", facts)
            .With("events",
                recalled.Events.Order(Comparer<SourceEvent>.Create(Chronicle.Compare))
                    .Select(@event => (object)Describe(@event, live.Contains(@event), mask))
                    .ToArray())
            .With("counts", Counts(row))
            .With("children",
                recalled.Children.Where(child => caller.MaySeeTeam(child.Team)).Select(child => (object)new Document()
                    .With("kind", child.Kind)
                    .With("id", child.Id)
                    .With("doneOn", child.DoneOn?.ToString("yyyy-MM-dd"))).ToArray())
            .With("money", Judgement.Money(subject, edition.Law, clock.GetUtcNow()))
            .With("clocks", Judgement.Clocks(subject, edition.Law, clock.GetUtcNow()))
            .With("guards", Judgement.Guards(subject, edition.Law))
            .With("warnings", Judgement.Warnings(subject, edition.Law, clock.GetUtcNow()));
    }

    /// <summary>
    /// Whether a record stands for a merged one, by however many steps: not when it was never told of, or they were merged in a ring.
    /// </summary>
    private async Task<bool> IsCoveredAsync(string kind, string merged, string into, CancellationToken cancel)
    {
        for (var seen = new HashSet<string> { merged }; seen.Add(into);)
        {
            var (recalled, subject) = await ledger.ReadAsync(new(kind, into), cancel);
            if (subject is not MergedRecord { Into: var next })
            {
                return recalled.Row is not null;
            }

            into = next;
        }

        return false;
    }

    /// <summary>
    /// The records within the scope that may be the same act, each with what it shares with this one; none once another one stands for it.
    /// </summary>
    private async Task<object[]> ConflictsAsync(SubjectRow row, Caller caller, CancellationToken cancel)
    {
        var conflicts = new List<object>();
        if (row.Stage != MergedRecord.Merged)
        {
            await foreach (var other in ledger.SubjectsAsync(new() { DoublesOf = row, Teams = caller.Within(null) }, cancel))
            {
                string[] shared =
                [
                    .. row.CaseNo is not null && row.CaseNo == other.CaseNo ? ["caseNo"] : Array.Empty<string>(),
                    .. row.DocNo is not null && row.DocNo == other.DocNo ? ["docNo"] : Array.Empty<string>(),
                    .. row.Kind == other.Kind && (row.IdForm ?? row.Id) == (other.IdForm ?? other.Id) ? ["id"] : Array.Empty<string>(),
                ];
                conflicts.Add(new Document()
                    .With("by", shared).With("kind", other.Kind).With("id", other.Id).With("team", other.Team).With("stage", other.Stage));
            }
        }

        return [.. conflicts];
    }

    /// <summary>Whom it is about: what everybody may be told, or more of it for who may know more.</summary>
    private static string TitleOf(SubjectRow row, IEnumerable<SourceEvent> live, FileMask mask) =>
        mask == FileMask.Least ? row.Title
        : live.Select(@event => ShownData.Of(@event, mask)["party"]).OfType<Document>().LastOrDefault()?["displayName"] as string
            ?? row.Title;

    private static object[] Counts(SubjectRow row) =>
    [
        .. Delta.Decode(row.Counts).Where(count => Counters.IsShown(count.Key.Counter)).Select(count => new Document()
            .With("counter", Counters.Name(count.Key.Counter))
            .With("day", count.Key.Day.ToString("yyyy-MM-dd"))
            .With("amount", count.Value)),
    ];

    private static Document Describe(SourceEvent @event, bool applied, FileMask mask) => new Document()
        .With("at", Rfc3339.Write(@event.Time)).With("received", Rfc3339.Write(@event.Received)).With("type", @event.Type)
        .With("source", @event.Source).With("id", @event.Id).With("seq", @event.Seq)
        .With("op", @event.Operation switch { Operation.Insert => "i", Operation.Update => "u", _ => "d" })
        .With("applied", applied)
        .With("data", ShownData.Of(@event, mask));

    /// <summary>The plain members of each live fact that may be shown, the later over the earlier.</summary>
    private static void Merge(Document facts, SourceEvent @event, FileMask mask)
    {
        foreach (var (name, value) in ShownData.Of(@event, mask).Members)
        {
            if (value is string or long or double or bool)
            {
                facts.With(name, value);
            }
        }
    }
}
