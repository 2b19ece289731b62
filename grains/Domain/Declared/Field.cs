namespace Dashboard.Grains.Domain.Declared;

/// <summary>What a field of a declared event holds.</summary>
internal enum FieldSort : byte
{
    Text,

    /// <summary>Text in sentences: for those who work with the subject, and not in lists and timelines that others read.</summary>
    Prose,

    /// <summary>A person, by an opaque id: read, and shown to nobody.</summary>
    Person,

    /// <summary>One of some words, and no other.</summary>
    Word,
    Day,
    Instant,
    Flag,
    Count,

    /// <summary>The team the subject belongs to from now on.</summary>
    Team,

    /// <summary>Codes, the ids of teams among them: <c>["T01"]</c>.</summary>
    Codes,

    /// <summary>Subjects: <c>[{subjectType, subjectId}]</c>.</summary>
    Subjects,

    /// <summary>Proofs: <c>[{kind, ref, sha256?}]</c>.</summary>
    Evidence,

    /// <summary>The measure of a duty (<see cref="Duties.DutyMeasure"/>).</summary>
    Measure,

    /// <summary>Rows of texts: <c>[{id, value, unit}]</c>.</summary>
    Rows,
}

/// <summary>A field of a declared event: its name, what it holds and whether it must be there.</summary>
/// <param name="Most">Characters of a text, entries of a list, the greatest number of a count.</param>
/// <param name="Words">The words of a word.</param>
internal sealed record Field(string Name, FieldSort Sort, int Most, bool IsRequired, params string[] Words)
{
    private const int LongestId = 100, LongestCode = 40, LongestSum = 64;

    /// <summary>Of rows: the texts of each, with the most characters they may have.</summary>
    public (string Name, int Most)[] Columns { get; private init; } = [];

    /// <summary>The same, where it may be left out.</summary>
    public Field Optional => this with { IsRequired = false };

    /// <summary>How the list of what is shown names it; null for what is shown to nobody.</summary>
    public string? Shown => Sort switch
    {
        FieldSort.Person or FieldSort.Measure or FieldSort.Rows => null,
        // A number, and never the text that stands in its place.
        FieldSort.Prose or FieldSort.Count => Name + "~",
        FieldSort.Subjects or FieldSort.Evidence => Name + "&",
        _ => Name,
    };

    public static Field Text(string name, int most) => new(name, FieldSort.Text, most, true);

    public static Field Prose(string name, int most) => new(name, FieldSort.Prose, most, true);

    public static Field Person(string name) => new(name, FieldSort.Person, LongestId, true);

    public static Field Word(string name, params string[] words) => new(name, FieldSort.Word, 0, true, words);

    public static Field Day(string name) => new(name, FieldSort.Day, 0, true);

    public static Field Instant(string name) => new(name, FieldSort.Instant, 0, true);

    public static Field Flag(string name) => new(name, FieldSort.Flag, 0, true);

    public static Field Count(string name, int most) => new(name, FieldSort.Count, most, true);

    public static Field Team(string name) => new(name, FieldSort.Team, LongestCode, true);

    public static Field Codes(string name, int most) => new(name, FieldSort.Codes, most, true);

    public static Field Subjects(string name, int most) => new(name, FieldSort.Subjects, most, true);

    public static Field Evidence(string name, int most) => new(name, FieldSort.Evidence, most, true);

    public static Field Measure(string name) => new(name, FieldSort.Measure, 0, true);

    public static Field Rows(string name, int most, params (string Name, int Most)[] columns) =>
        new(name, FieldSort.Rows, most, true) { Columns = columns };

    /// <summary>Its value; null where it is left out, and where it is refused.</summary>
    public object? Read(ref Fields f) => (Sort, IsRequired) switch
    {
        (FieldSort.Text or FieldSort.Prose or FieldSort.Person or FieldSort.Team, true) => f.Text(Name, Most),
        (FieldSort.Text or FieldSort.Prose or FieldSort.Person or FieldSort.Team, false) => f.TextOrNull(Name, Most),
        (FieldSort.Word, _) => f.WordOf(Name, IsRequired, Words),
        (FieldSort.Day, true) => f.Day(Name),
        (FieldSort.Day, false) => f.DayOrNull(Name),
        (FieldSort.Instant, true) => f.Instant(Name),
        (FieldSort.Instant, false) => f.InstantOrNull(Name),
        (FieldSort.Flag, true) => f.Flag(Name),
        (FieldSort.Flag, false) => f.FlagOrNull(Name),
        (FieldSort.Count, true) => f.Count(Name, Most),
        (FieldSort.Count, false) => f.CountOrNull(Name, Most),
        (FieldSort.Codes, _) => f.CodesOf(Name, IsRequired, Most),
        (FieldSort.Measure, _) => f.Measure(Name),
        (FieldSort.Rows, _) => f.RowsOf(Name, IsRequired, Most, Columns),
        (FieldSort.Subjects, _) => f.References(Name, IsRequired, Most, ("subjectType", LongestCode), ("subjectId", LongestId)),
        _ => f.References(Name, IsRequired, Most, ("kind", LongestCode), ("ref", LongestId), ("sha256", LongestSum)),
    };
}

/// <summary>A subject or a proof that an event names.</summary>
/// <param name="Kind">Kind of the subject or of the proof.</param>
/// <param name="Id">Its id.</param>
/// <param name="Sha256">Of a record: its sum, in hexadecimal digits; null where none is given.</param>
internal readonly record struct Reference(string Kind, string Id, string? Sha256 = null);
