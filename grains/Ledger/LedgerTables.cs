using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Bureau;
using static Dashboard.Grains.Ledger.StoredTypes;

namespace Dashboard.Grains.Ledger;

/// <summary>
/// The tables of the ledger. A new column of a subject is a property of <see cref="SubjectRow"/>, a line here, and a script for each
/// database.
/// </summary>
internal static class LedgerTables
{
    /// <summary>
    /// Kinds that are read again and again for what was registered since. The index events_of_registers holds them, in these very words.
    /// </summary>
    public static readonly IReadOnlyList<string> Registers = ["calendar", "item", "officer", "rules", "team"];

    /// <summary>Kinds that others may name as their parent. Of all others no children are looked for.</summary>
    public static readonly IReadOnlySet<string> Parents =
        new HashSet<string>(["case", "clue", "enterprise", "plan", "task", "vehicle", .. Derived.Kinds]);

    public static readonly Table<SubjectRow> Subjects = new(
        "subjects",
        [
            Column.Of("kind", Text, (SubjectRow row) => row.Kind),
            Column.Of("id", Text, (SubjectRow row) => row.Id),
            Column.Of("revision", Number, (SubjectRow row) => row.Revision),
            Column.Of("team", Text, (SubjectRow row) => row.Team, indexed: true),
            Column.Of("declared", Text, (SubjectRow row) => row.DeclaredTeam),
            Column.Of("item", Text, (SubjectRow row) => row.Item),
            Column.Of("stage", Text, (SubjectRow row) => row.Stage),
            Column.Of("open", Flag, (SubjectRow row) => row.Open),
            Column.Of("party", Text, (SubjectRow row) => row.Party, indexed: true),
            Column.Of("parent", Text, (SubjectRow row) => row.Parent, indexed: true),
            Column.Of("also", Text, (SubjectRow row) => row.Also, indexed: true),
            Column.Of("done_on", Day, (SubjectRow row) => row.DoneOn),
            Column.Of("first_day", Day, (SubjectRow row) => row.FirstDay),
            Column.Of("last_day", Day, (SubjectRow row) => row.LastDay),
            Column.Of("title", Text, (SubjectRow row) => row.Title),
            Column.Of("former", Text, (SubjectRow row) => row.Former, indexed: true),
            Column.Of("marks", Text, (SubjectRow row) => row.Marks, indexed: true),
            Column.Of("counts", Bytes, (SubjectRow row) => row.Counts),
            Column.Of("watched", Flag, (SubjectRow row) => row.Watches.Length > 0, indexed: true),
            Column.Of("watches", Bytes, (SubjectRow row) => row.Watches),
            Column.Of("basis", Number, (SubjectRow row) => row.Basis, indexed: true),
            Column.Of("last", Number, (SubjectRow row) => row.Last),
        ]);

    /// <summary>What subjects are found by, without their key.</summary>
    public static readonly Table<SubjectRow> Known = new(
        "names",
        [
            Column.Of("search", Text, (SubjectRow row) => row.Search),
            Column.Of("case_no", Text, (SubjectRow row) => row.CaseNo),
            Column.Of("doc_no", Text, (SubjectRow row) => row.DocNo),
            Column.Of("id_form", Text, (SubjectRow row) => row.IdForm, indexed: true),
            Column.Of("merged_into", Text, (SubjectRow row) => row.MergedInto, indexed: true),
        ]);

    /// <summary>What subjects are found by; written only when it changes (<see cref="SubjectRow.IsKnownAnew"/>).</summary>
    public static readonly Table<SubjectRow> Names = new(
        "names",
        [
            Column.Of("kind", Text, (SubjectRow row) => row.Kind),
            Column.Of("id", Text, (SubjectRow row) => row.Id),
            .. Known.Columns,
        ]);

    /// <summary>A subject with what it is found by, as lists read it.</summary>
    public static readonly Table<SubjectRow> NamedSubjects = new("subjects", [.. Subjects.Columns, .. Known.Columns]);

    /// <summary>An event as it is read.</summary>
    public static readonly Table<SourceEvent> Events = new(
        "events",
        [
            Column.Of("source", Text, (SourceEvent row) => row.Source),
            Column.Of("id", Text, (SourceEvent row) => row.Id),
            Column.Of("hash", Hash, (SourceEvent row) => row.Hash),
            Column.Of("kind", Text, (SourceEvent row) => row.Kind),
            Column.Of("subject", Text, (SourceEvent row) => row.Subject),
            Column.Of("type", Text, (SourceEvent row) => row.Type),
            Column.Of("declared", Text, (SourceEvent row) => row.Team),
            Column.Of("item", Text, (SourceEvent row) => row.Item),
            Column.Of("seq", Number, (SourceEvent row) => row.Seq),
            Column.Of("op", StoredTypes.Operation, (SourceEvent row) => row.Operation),
            Column.Of("time", Instant, (SourceEvent row) => row.Time),
            Column.Of("recorded", Instant, (SourceEvent row) => row.Recorded),
            Column.Of("received", Instant, (SourceEvent row) => row.Received),
            Column.Of("batch", Text, (SourceEvent row) => row.Batch),
            Column.Of("data", Utf8, (SourceEvent row) => row.Data),
        ]);

    /// <summary>An event as it is written: with its place, and the batch it came in.</summary>
    public static readonly Table<WrittenEvent> WrittenEvents = new(
        "events",
        [
            Column.Of("position", Number, (WrittenEvent row) => row.Position),
            Column.Of("previous", Number, (WrittenEvent row) => row.Batch.PreviousOf(row.Index)),
            .. Events.Within((WrittenEvent row) => row.Event),
            Column.Of("team", Text, (WrittenEvent row) => row.Batch.Team),
            Column.Of("sequence", Number, (WrittenEvent row) => row.Batch.Sequence),
        ]);

    public static readonly Table<WrittenChange> Changes = new(
        "changes",
        [
            Column.Of("team", Text, (WrittenChange row) => row.Team),
            Column.Of("sequence", Number, (WrittenChange row) => row.Sequence),
            Column.Of("at", Instant, (WrittenChange row) => row.At),
            Column.Of("delta", Bytes, (WrittenChange row) => row.Delta),
            Column.Of("notes", Bytes, (WrittenChange row) => row.Notes),
        ]);

    /// <summary>Which acts were signed with which certificate.</summary>
    public static readonly Table<Signature> Signatures = new(
        "signatures",
        [
            Column.Of("certificate", Text, (Signature row) => row.Certificate),
            Column.Of("position", Number, (Signature row) => row.Position),
        ]);

    public static readonly Table<QuarantineRow> Quarantine = new(
        "quarantine",
        [
            Column.Of("key", Number, (QuarantineRow row) => row.Key),
            Column.Of("source", Text, (QuarantineRow row) => row.Source),
            Column.Of("id", Text, (QuarantineRow row) => row.Id),
            Column.Of("type", Text, (QuarantineRow row) => row.Type),
            Column.Of("code", Text, (QuarantineRow row) => row.Code),
            Column.Of("reason", Text, (QuarantineRow row) => row.Reason),
            Column.Of("received", Instant, (QuarantineRow row) => row.Received),
            Column.Of("state", StoredTypes.QuarantineState, (QuarantineRow row) => row.State),
            Column.Of("hash", Hash, (QuarantineRow row) => row.Hash),
            Column.Of("raw", Bytes, (QuarantineRow row) => row.Raw),
        ]);
}

/// <summary>An event of the batch it is written in.</summary>
internal readonly record struct WrittenEvent(TeamBatch Batch, int Index)
{
    public SourceEvent Event => Batch.Events[Index];

    public long Position => Batch.First + Index;
}

/// <summary>A change with the team it is of.</summary>
internal readonly record struct WrittenChange(string Team, long Sequence, DateTimeOffset At, byte[] Delta, byte[] Notes);
