using System.Text.Json;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Declared;
using Dashboard.Grains.Domain.Duties;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Ledger;

namespace Dashboard.Grains.Reading;

/// <summary>How subjects of declared kinds are read: their story, who may do what with them, and whether an act would hold.</summary>
internal static class BornHere
{
    private static readonly string[] ByRank = ["R4", "R3", "R2", "R1"];

    /// <summary>What was told of a subject; persons and subjects are left out, and prose for those who do not work with it.</summary>
    /// <param name="taken">The event as its course took it.</param>
    /// <param name="isOfWork">What people wrote is shown too.</param>
    /// <param name="isKnown">Whether the ledger has a proof.</param>
    public static Document Told(this TakenDeed taken, bool isOfWork, Func<Reference, bool> isKnown)
    {
        var deed = taken.Deed;
        var told = new Document().With("at", Rfc3339.Write(deed.At)).With("type", deed.Type).With("void", taken.Void);
        foreach (var field in deed.Said.Fields)
        {
            if (!field.IsIdOf(deed) && field.Sort is not (FieldSort.Person or FieldSort.Subjects or FieldSort.Rows)
                && (field.Sort != FieldSort.Prose || isOfWork))
            {
                told.With(field.Name, ValueOf(deed.Values.GetValueOrDefault(field.Name), isKnown));
            }
        }

        return told;
    }

    /// <summary>The fields of the form of an event.</summary>
    /// <param name="kind">The declaration.</param>
    /// <param name="type">Event name.</param>
    /// <param name="ofServer">Those the server fills in itself.</param>
    public static IReadOnlyList<ActField> FieldsOf(this DeclaredKind kind, string type, IReadOnlySet<string> ofServer) =>
    [
        .. Array.Find(kind.Events, said => said.Type == type)!.Fields.Where(field => !ofServer.Contains(field.Name))
            .Select(static field => new ActField(
                field.Name, JsonNamingPolicy.CamelCase.ConvertName($"{field.Sort}"), field.IsRequired, field.Most, field.Words)),
    ];

    /// <summary>Whose act a move is, the lowest rank first: R4, R3, R2, R1.</summary>
    public static IEnumerable<string> Roles(this Move move) => ByRank.Where(role => move.May.Intersect(role switch
    {
        "R4" => [Actors.Team],
        "R3" => [Actors.LegalSection],
        "R2" => [Actors.Head],
        _ => new[] { Actors.Head, Actors.Chief },
    }).Any());

    /// <summary>
    /// What may be done with a subject as it stands. Who sees it only because a team of his takes part may report, and finish nothing.
    /// </summary>
    /// <param name="course">Where it stands.</param>
    /// <param name="isOfCoTeam">Its responsible team is none of the reader's.</param>
    /// <param name="isOffered">Which of its ways on have a sense now.</param>
    /// <param name="rolesOf">Who may go one.</param>
    /// <param name="ofServer">Fields the server fills in itself.</param>
    public static IReadOnlyList<Act> ActsOf(this Course course, bool isOfCoTeam, Func<Move, bool> isOffered,
        Func<Move, IEnumerable<string>> rolesOf, IReadOnlySet<string> ofServer) =>
    [
        .. course.Kind.Moves.Where(move => Array.IndexOf(move.From, course.Stage) >= 0 && isOffered(move))
            .GroupBy(static move => move.Type)
            .Select(moves => new Act(moves.Key,
                isOfCoTeam && !moves.Any(static move => move.IsOfCoTeams) ? [] : [.. rolesOf(moves.First())],
                // What would finish it is a flag: interim, done.
                [.. course.Kind.FieldsOf(moves.Key, ofServer).Where(field => !isOfCoTeam || field.Sort != "flag")], isOfCoTeam)),
    ];

    /// <summary>Whether an event would move its subject: null when it would, else why not.</summary>
    /// <param name="more">What would be recorded before it.</param>
    public static async Task<string?> ObjectionAsync(
        this ILedger ledger, Law law, SourceEvent candidate, IReadOnlyList<SourceEvent> more, CancellationToken cancel)
    {
        var key = new SubjectKey(candidate.Kind, candidate.Subject);
        var (stored, _) = await ledger.ReadAsync(key, cancel);
        var events = stored.Events.Concat(more.Where(one => one.Subject == key.Id && one.Kind == key.Kind)).Append(candidate);
        var course = ((DeclaredSubject)Subject.Fold(key, events)).CourseBy(law);
        return course.Taken.FirstOrDefault(taken => ReferenceEquals(taken.Deed, candidate.Fact)) is { } taken ? taken.Void
            : Course.NotInStage;
    }

    private static bool IsIdOf(this Field field, Deed deed) => ReferenceEquals(field, deed.Said.Fields[0]);

    private static object? ValueOf(object? value, Func<Reference, bool> isKnown) => value switch
    {
        DateOnly day => Rfc3339.Write(day),
        DateTimeOffset at => Rfc3339.Write(at),
        int count => (long)count,
        DutyMeasure measure => measure.Shown(),
        string[] texts => texts.ToArray<object>(),
        Reference[] proofs => proofs.Select(proof => (object)new Document().With("kind", proof.Kind).With("ref", proof.Id)
            .With("sha256", proof.Sha256).With("known", isKnown(proof))).ToArray(),
        _ => value,
    };

    /// <summary>A measure as its event gave it.</summary>
    public static Document Shown(this DutyMeasure measure)
    {
        var shown = new Document().With("kind", measure.Sort.ToString());
        return measure.Sort switch
        {
            MeasureSort.Metric => shown.With("metricId", measure.Metric).With("target", (long)measure.Target),
            MeasureSort.Facts => shown.With("factType", measure.FactType).With("least", (long)measure.Least)
                .With("where", measure.Where is var (field, value) ? new Document().With(field, value) : null),
            _ => shown,
        };
    }
}
