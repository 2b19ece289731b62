using Dashboard.Grains.Roster;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Bureau;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Cases;
using Dashboard.Grains.Domain.Oversight;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Ledger;

namespace Dashboard.Grains.Reading;

/// <summary>
/// Records from the ledger, in lists and one by one. Of the data of events what is listed is shown (<see cref="ShownData"/>), and of what
/// is personal as much as the reader's mask allows.
/// </summary>
internal sealed class Records(
    ILedger ledger, CurrentRoster roster, DataQuality quality, LapsedBases lapsed, TimeProvider clock) : IRecords
{
    /// <summary>Where an id is used by several kinds, cases come first.</summary>
    private static readonly string[] KindsInOrder =
    [
        "case", "inspection", "licence", "plan", "task", "review", "lawsuit", "supervision", "patrol", "officer", "team", "item",
        "enterprise", "accountability", "clue", "evidence", "vehicle", .. Derived.Kinds,
        .. DeclaredKinds.All.Select(static kind => kind.Kind), "publication", "calendar", "rules",
    ];

    /// <inheritdoc/>
    public async Task<Document> ListAsync(RecordQuery query, Reader reader, CancellationToken cancel)
    {
        await roster.ReadyAsync();
        await quality.LookAsync(cancel);
        var filter = new SubjectFilter
        {
            Kinds = Some(query.Kind),
            Teams = reader.Within(Some(query.Team)),
            Items = query.Item == RosterItem.Unclassified ? null : Some(ItemCode.NormaliseOrNull(query.Item)),
            ItemsExcept = query.Item == RosterItem.Unclassified
                ? [.. roster.Current.Items.Keys.Where(code => code != RosterItem.Unclassified)]
                : null,
            Stage = query.Stage is { Length: > 0 } stage ? stage : null,
            Open = query.Open,
            Text = query.Text is null ? null : SearchText.Query(query.Text),
            Skip = (query.Page - 1) * query.Size,
            Take = query.Size,
        };
        var rows = new List<object>();
        await foreach (var row in ledger.SubjectsAsync(filter, cancel))
        {
            rows.Add(new Document()
                .With("kind", row.Kind)
                .With("id", row.Id)
                .WithTeam(row.Team, roster.Current)
                .With("item", roster.Current.ItemFor(row.Item))
                .With("stage", row.Stage)
                .With("open", row.Open)
                .With("title", row.Title)
                .With("conflict", quality.Current.Conflicting.Contains((row.Kind, row.Id)))
                .With("marks", row.Marks?.Split(' ') ?? [])
                .With("firstDay", Rfc3339.Write(Days(row).Min()))
                .With("lastDay", Rfc3339.Write(Days(row).Max())));
        }

        return new Document()
            .With("total", await ledger.CountSubjectsAsync(filter, cancel))
            .With("page", query.Page)
            .With("size", query.Size)
            .With("rows", rows);
    }

    /// <inheritdoc/>
    public async Task<Document?> OpenAsync(string id, string? kind, Reader reader, CancellationToken cancel) =>
        await FindAsync(id, kind, reader, cancel) is { } row ? await DescribeAsync(row, reader, cancel) : null;

    /// <inheritdoc/>
    public async Task<Document?> PersonalAsync(string id, string? kind, Reader reader, CancellationToken cancel)
    {
        if (await FindAsync(id, kind, reader, cancel) is not { } row)
        {
            return null;
        }

        var (recalled, _) = await ledger.ReadAsync(new(row.Kind, row.Id), cancel);
        var details = Chronicle.Live(recalled.Events).Where(static @event => @event.Operation != Operation.Delete)
            .Select(@event => (Event: @event, Personal: ShownData.PersonalOf(@event, reader.Mask)))
            .Where(static one => one.Personal.Members.Any())
            .Select(static one => (object)new Document()
                .With("type", one.Event.Type).With("at", Rfc3339.Write(one.Event.Time)).With("data", one.Personal))
            .ToArray();
        return new Document().With("kind", row.Kind).With("id", row.Id).With("details", details);
    }

    private async Task<SubjectRow?> FindAsync(string id, string? kind, Reader reader, CancellationToken cancel)
    {
        await roster.ReadyAsync();
        id = id.Trim();
        var rows = new List<SubjectRow>();
        var written = new[] { id, Facts.IdOf("item", id), Facts.IdOf("enterprise", id) }.Distinct().ToList();
        var filter = new SubjectFilter { Ids = written, Kinds = kind is null ? null : [kind], Teams = reader.Within(null) };
        await foreach (var found in ledger.SubjectsAsync(filter, cancel))
        {
            if (found.Id == Facts.IdOf(found.Kind, id))
            {
                rows.Add(found);
            }
        }

        return rows.MinBy(found => Array.IndexOf(KindsInOrder, found.Kind) is >= 0 and var place ? place : int.MaxValue);
    }

    private async Task<Document> DescribeAsync(SubjectRow row, Reader reader, CancellationToken cancel)
    {
        var mask = reader.Mask;
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
            .WithTeam(row.Team, edition)
            .With("item", item).With("itemName", edition.NameOf(item).Name)
            .With("stage", row.Stage).With("open", row.Open).With("title", TitleOf(row, live, mask))
            .With("marks", row.Marks?.Split(' ') ?? [])
            .With("conflicts", await ConflictsAsync(row, reader, cancel))
            .With("lapsed", await lapsed.OfAsync(live, edition.Law, cancel))
            .With("facts", facts)
            .With("events",
                recalled.Events.Order(Comparer<SourceEvent>.Create(Chronicle.Compare))
                    .Select(@event => (object)Describe(@event, live.Contains(@event), mask))
                    .ToArray())
            .With("counts", Counts(row))
            .With("children",
                recalled.Children.Where(child => reader.MaySeeTeam(child.Team)).Select(child => (object)new Document()
                    .With("kind", child.Kind)
                    .With("id", child.Id)
                    .With("doneOn", Rfc3339.Write(child.DoneOn))).ToArray())
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
    private async Task<object[]> ConflictsAsync(SubjectRow row, Reader reader, CancellationToken cancel)
    {
        var conflicts = new List<object>();
        if (row.Stage != MergedRecord.Merged)
        {
            await foreach (var other in ledger.SubjectsAsync(new() { DoublesOf = row, Teams = reader.Within(null) }, cancel))
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
            .With("day", Rfc3339.Write(count.Key.Day))
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

    /// <summary>The days on which it counts in figures that are shown; its deadlines are not among them.</summary>
    private static IEnumerable<DateOnly?> Days(SubjectRow row) =>
        Delta.Decode(row.Counts)
            .Select(count => count.Key)
            .Where(cell => Counters.IsShown(cell.Counter))
            .Select(cell => (DateOnly?)cell.Day);

    private static string[]? Some(string? one) => one is { Length: > 0 } ? [one] : null;
}
