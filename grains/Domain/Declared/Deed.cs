using Dashboard.Grains.Contracts;

namespace Dashboard.Grains.Domain.Declared;

/// <summary>An event of a declared kind: its name, its fields, and whether it is what the ledger says of itself.</summary>
/// <param name="Type">Event name: <c>order.issued</c>.</param>
internal sealed record DeclaredEvent(string Type, params Field[] Fields)
{
    /// <summary>Only the product itself says it (<see cref="Deed.LedgerSource"/>); from others it is kept and means nothing.</summary>
    public bool IsOfLedger { get; init; }

    /// <summary>The field that names the subject where its data leaves the id of the kind out; null: nothing else does.</summary>
    public string? IdElse { get; init; }

    /// <summary>
    /// Nothing but its fields may be sent, and of texts nothing but codes: what else there is, names and words, stays where it came from.
    /// What people here write of it themselves (<see cref="FieldSort.Prose"/>) is for those who work with it.
    /// </summary>
    public bool IsClosed { get; init; }
}

/// <summary>A fact of a declared kind: its fields by name. Any number of one type may be told of a subject.</summary>
internal sealed record Deed(DeclaredEvent Said, IReadOnlyDictionary<string, object> Values) : Fact
{
    /// <summary>The source of what the ledger itself has found.</summary>
    public const string LedgerSource = "/local/ledger";

    public string Type => Said.Type;

    /// <inheritdoc/>
    public override string? Key => null;

    /// <summary>The team its data names; of a list of teams (a course, a contest) the one that is alone in it.</summary>
    public override string? Team =>
        Array.Find(Said.Fields, static one => one.Sort == FieldSort.Team) is { } named ? Text(named.Name)
        : Values.GetValueOrDefault("teamIds") is string[] { Length: 1 } teams ? teams[0] : null;

    /// <summary>When it was done: the instant its data names, else its day, else the event's own time.</summary>
    public DateTimeOffset At => Values.GetValueOrDefault("at") is DateTimeOffset at ? at
        : Values.GetValueOrDefault("day") is DateOnly day ? InstantOn(day)
        : OccurredAt;

    /// <summary>The day it was done.</summary>
    public DateOnly On => Shanghai.Day(At);

    public string? Text(string name) => Values.GetValueOrDefault(name) as string;

    public DateOnly? Day(string name) => Values.GetValueOrDefault(name) as DateOnly?;

    public bool Flag(string name) => Values.GetValueOrDefault(name) is true;

    public int Count(string name) => Values.GetValueOrDefault(name) is int count ? count : 0;

    public Reference[] List(string name) => Values.GetValueOrDefault(name) as Reference[] ?? [];

    /// <summary>Reads the fields of an event.</summary>
    public static Deed Read(DeclaredEvent said, ref Fields f)
    {
        var values = new Dictionary<string, object>(said.Fields.Length);
        foreach (var field in said.Fields)
        {
            if (field.Read(ref f) is { } value)
            {
                values[field.Name] = value;
            }
        }

        if (said.IsClosed)
        {
            f.RefuseOthers(Array.ConvertAll(said.Fields, static field => field.Name));
            foreach (var field in said.Fields.Where(static field => field.Sort is FieldSort.Text or FieldSort.Team))
            {
                if (values.GetValueOrDefault(field.Name) is string text && !Impersonal.IsCode(text))
                {
                    f.Refuse(Fields.NoCode($"data.{field.Name}"));
                    values.Remove(field.Name);
                }
            }
        }

        return new(said, values);
    }
}
