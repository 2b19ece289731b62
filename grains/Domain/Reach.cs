using Dashboard.Grains.Contracts;

namespace Dashboard.Grains.Domain;

/// <summary>What an event reaches: who may not speak of one of these may not send it.</summary>
internal static class Reach
{
    /// <summary>
    /// Its subject, and what becomes another by it: the record a review or a lawsuit is about, the task an inspection finishes, the firm
    /// whose code is said to be a former one. The plan of a task, the clue and the vehicle of a case and the firm of a visit stay what they
    /// are, and items are nobody's.
    /// </summary>
    public static IEnumerable<SubjectKey> Of(FactType type, JsonPiece data)
    {
        if (Facts.SubjectOf(type, data) is { Kind: not "item" } subject)
        {
            yield return subject;
        }

        var (kind, id) = type.Type switch
        {
            "review.received" or "lawsuit.served" =>
                (Facts.KindNamed(data["subjectType"].TextOrNull() ?? "") ?? "case", data["subjectId"].TextOrNull()),
            "inspection.started" => ("task", data["taskId"].TextOrNull()),
            "object.upserted" => ("enterprise", data["formerUscc"].TextOrNull()),
            _ => ("", null),
        };
        if (!string.IsNullOrWhiteSpace(id))
        {
            yield return (kind, Facts.IdOf(kind, id.Trim()));
        }
    }
}
