using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Books;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Ledger;
using Dashboard.Grains.Roster;
using Dashboard.Grains.Views;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Reading;

/// <summary>The books of the legal section from the ledger. A new book is a line here, and its address in <c>web/Pages.cs</c>.</summary>
internal sealed class Books(ILedger ledger, CurrentRoster roster, TimeProvider clock) : IBooks
{
    /// <summary>What the server fills in itself.</summary>
    private static readonly string[] OfServer = ["by", "reviewerId"];

    private Law Law => roster.Current.Law;

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Kinds { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        ["documents"] = ["document", "cleanup", "opinion"],
        ["disputes"] = ["review", "lawsuit", "mediation"],
        ["publicity"] = ["publicity", "lawCase"],
        ["complaints"] = ["complaint"],
        ["supervisors"] = ["supervisorOpinion", "supervisor", "survey"],
    };

    /// <inheritdoc/>
    public string IdFieldOf(string kind) => DeclaredKinds.Find(kind)!.IdField;

    /// <inheritdoc/>
    public IReadOnlyList<Beginning> BeginningsOf(string book) =>
    [
        .. Kinds[book].Select(DeclaredKinds.Find).OfType<DeclaredKind>().SelectMany(static kind => kind.Moves
            .Where(static move => Array.IndexOf(move.From, "") >= 0 && move.May.Length > 0).DistinctBy(static move => move.Type)
            .Select(move => new Beginning(kind.Kind, kind.IdField, new(move.Type, [.. move.Roles()], FieldsOf(kind, move.Type))))),
    ];

    /// <inheritdoc/>
    public async Task<Document> ReadAsync(string book, Reader reader, CancellationToken cancel)
    {
        await roster.ReadyAsync();
        var now = clock.GetUtcNow();
        var found = await ledger.FoldAsync(new() { Kinds = [.. Kinds[book]], Teams = reader.Within(null) }, cancel);
        var rows = found.Select(one => Row(new(one.Row.Kind, one.Row.Id), one.Row.Team, one.Subject, one.Events, now))
            .Where(static one => (string)one["stage"]! != "")
            .OrderBy(static one => one["due"] as string is null).ThenBy(static one => one["due"] as string, StringComparer.Ordinal)
            .ThenByDescending(static one => one["day"] as string, StringComparer.Ordinal)
            .ThenBy(static one => one["id"] as string, StringComparer.Ordinal).ToList();
        return new Document().With("book", book).With("rows", rows.ToArray<object>())
            .With("open", (long)rows.Count(static one => one["open"] is true))
            .With("overdue", (long)rows.Count(one => one["open"] is true && one["due"] is string due
                && string.CompareOrdinal(due, Rfc3339.Write(Shanghai.Day(now))) < 0));
    }

    /// <inheritdoc/>
    public async Task<Document?> OpenAsync(
        string book, string kind, string id, Reader reader, bool isOfWork, CancellationToken cancel)
    {
        if (await FindAsync(book, kind, id, reader, cancel) is not { } found)
        {
            return null;
        }

        var (key, team, subject) = found;
        var now = clock.GetUtcNow();
        return Row(key, team, subject, [], now)
            .With("story", subject.CourseBy(Law).Taken.Select(taken => (object)taken.Told(isOfWork, static _ => false)).ToArray())
            .With("clocks", Judgement.Clocks(subject, Law, now))
            .With("guards", Judgement.Guards(subject, Law))
            .With("warnings", Judgement.Warnings(subject, Law, now));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Act>?> ActsAsync(string book, string kind, string id, Reader reader, CancellationToken cancel)
    {
        if (await FindAsync(book, kind, id, reader, cancel) is not { } found)
        {
            return null;
        }

        var (declared, stage) = (found.Subject.Declared, found.Subject.CourseBy(Law).Stage);
        return
        [
            .. declared.Moves.Where(move => Array.IndexOf(move.From, stage) >= 0 && move.May.Length > 0)
                .DistinctBy(static move => move.Type)
                .Select(move => new Act(move.Type, [.. move.Roles()], FieldsOf(declared, move.Type))),
        ];
    }

    /// <inheritdoc/>
    public Task<string?> ObjectionAsync(SourceEvent candidate, CancellationToken cancel) =>
        ledger.ObjectionAsync(Law, candidate, [], cancel);

    private static IReadOnlyList<ActField> FieldsOf(DeclaredKind kind, string type) =>
        kind.FieldsOf(type, new HashSet<string>(OfServer) { kind.IdField });

    private Document Row(SubjectKey key, string team, Subject subject, IReadOnlyList<SourceEvent> events, DateTimeOffset now)
    {
        var judged = subject.Judge(Law);
        // A clock that has ended, or that nothing is to be done about any more, is no day to look forward to.
        var running = judged.Standing.Open ? judged.Clocks.Where(static one => one.Stopped is null).ToList() : [];
        var level = judged.Warnings.Where(static warning => warning.Cleared is null).Select(warning => warning.At(now))
            .DefaultIfEmpty(Level.None).Max();
        return new Document().With("kind", key.Kind).With("id", key.Id).With("title", subject.Title).WithTeam(team, roster.Current)
            .With("stage", judged.Standing.Stage).With("open", judged.Standing.Open)
            .With("day", Rfc3339.Write(subject is DeclaredSubject { Deeds: [var first, ..] } ? first.On
                : events.Count > 0 ? Shanghai.Day(events.Min(static one => one.Time)) : null))
            .With("due", Rfc3339.Write(running.Count == 0 ? null : running.Min(static one => one.Deadline.Due)))
            .With("level", level == Level.None ? null : WarningDocuments.LevelName(level));
    }

    private async Task<(SubjectKey Key, string Team, DeclaredSubject Subject)?> FindAsync(
        string book, string kind, string id, Reader reader, CancellationToken cancel)
    {
        await roster.ReadyAsync();
        if (!Kinds[book].Contains(kind))
        {
            return null;
        }

        var key = new SubjectKey(kind, id.Trim());
        var (stored, subject) = await ledger.ReadAsync(key, cancel);
        return stored.Row is { } row && reader.MaySeeTeam(row.Team) && subject is DeclaredSubject declared
            ? (key, row.Team, declared) : null;
    }
}
