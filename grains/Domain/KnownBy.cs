using Dashboard.Grains.Domain.Oversight;

namespace Dashboard.Grains.Domain;

/// <summary>
/// By what a record is found, and by what two records may be seen to be one act recorded twice (重复记录): one number of a register on both,
/// or ids that differ in their form only. Such records are kept, and marked until somebody has said which of them stands.
/// </summary>
/// <param name="Search">See <see cref="SearchText"/>.</param>
/// <param name="CaseNo">The number of its register, <see cref="Folded"/>; null where it has none.</param>
/// <param name="DocNo">The number of its decision, folded; null where it has none.</param>
/// <param name="IdForm">Its id folded; null where it is in that form itself, or nobody writes ids of its kind.</param>
/// <param name="MergedInto">The id of the record that stands for it; null while it stands itself.</param>
internal readonly record struct KnownBy(string Search, string? CaseNo, string? DocNo, string? IdForm, string? MergedInto)
{
    /// <summary>Kinds of records whose ids people write; those of registers have codes, and a vehicle's id is a hash.</summary>
    private static readonly HashSet<string> Written =
        ["case", "clue", "complaint", "evidence", "inspection", "lawsuit", "licence", "patrol", "plan", "review", "supervision", "task"];

    /// <summary>People write the ids of its records, so that one act may stand under two of them.</summary>
    public static bool IsWritten(string kind) => Written.Contains(kind);

    /// <summary>What a record is known by; one that another stands for is no double any more.</summary>
    /// <param name="known">What it was known by before: texts that are the same are kept once.</param>
    public static KnownBy Of(string kind, Subject subject, KnownBy known = default) => new(
        SearchText.Of(subject, known.Search),
        NumberOf(subject.CaseNo, known.CaseNo),
        NumberOf(subject.DocNo, known.DocNo),
        IsWritten(kind) && subject is not MergedRecord && Folded.Of(subject.Id, known.IdForm) is var form && form != subject.Id
            ? form
            : null,
        (subject as MergedRecord)?.Into);

    /// <summary>A record of which nothing but its id is known.</summary>
    public static KnownBy Nothing(string id) => new(Folded.Of(id), null, null, null, null);

    /// <summary>Null also for words that stand for a number: 无, 待定, /.</summary>
    private static string? NumberOf(string? text, string? known) =>
        text is null || !(text.AsSpan().ContainsAnyInRange('0', '9') || text.AsSpan().ContainsAnyInRange('０', '９'))
            ? null
            : Folded.Of(text, known);
}
