using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Tallies;

namespace Dashboard.Grains.Domain.Declared;

/// <summary>A way from one stage to another.</summary>
/// <param name="Type">The event that goes it.</param>
/// <param name="From">The stages it begins in; "" is a subject of which nothing holds yet.</param>
/// <param name="To">The stage it leads to; null: the stage stays.</param>
/// <param name="May">Whose act it is (<see cref="Actors"/>), for forms: what is posted is accepted from anybody, and judged.</param>
internal sealed record Move(string Type, string[] From, string? To, params string[] May)
{
    /// <summary>Teams that take part may go it too (<see cref="Course.CoTeams"/>).</summary>
    public bool IsOfCoTeams { get; init; }

    /// <summary>Which of the events of this name; null: all.</summary>
    public Func<Deed, bool>? When { get; init; }
}

/// <summary>A limit that runs while the subject is in some stages: entering them sets it off, leaving them stops it.</summary>
/// <param name="Limit">Its id in the rule set: ORD-01.</param>
/// <param name="While">The stages.</param>
internal sealed record StageClock(string Limit, params string[] While)
{
    /// <summary>The event that stops it although the stage stays.</summary>
    public string? StoppedBy { get; init; }

    /// <summary>The day it ends; null: the units that the rule set gives the limit.</summary>
    public Func<Course, DateOnly?>? Due { get; init; }

    /// <summary>The warning that follows it: W32; null: none.</summary>
    public string? Warning { get; init; }

    /// <summary>Its warning is the legal section's (法规科), who is to act, and not the team's.</summary>
    public bool IsOfLegalSection { get; init; }

    /// <summary>Past its last day it is a breach; else the warning ends at red.</summary>
    public bool Breaches { get; init; } = true;

    /// <summary>In what it counts, on the day it ends: kept, broken, and while it runs; null: in nothing.</summary>
    public (Counter OnTime, Counter Late, Counter Open)? Parts { get; init; }
}

/// <summary>What is counted of a subject: once, on the day of the first event of a name that moved it.</summary>
internal sealed record DeedCount(Counter Counter, string Type);

/// <summary>
/// A kind of subject that is born here: this product is its system of record. It is declared, not coded: its events, its moves from stage
/// to stage and whose they are, its clocks with their warnings, and its counts. Forms, checks, lists and timelines follow from that; its
/// words stand in <c>js/words</c>, its limits and warnings in the rule set. Only a real rule is code: a <see cref="Course"/> of its own.
/// </summary>
internal sealed record DeclaredKind(string Kind, string IdField)
{
    /// <summary>Its events; the first opens a subject.</summary>
    public required DeclaredEvent[] Events { get; init; }

    public required Move[] Moves { get; init; }

    /// <summary>The stages in which something is still to be done.</summary>
    public required string[] OpenStages { get; init; }

    public StageClock[] Clocks { get; init; } = [];

    public DeedCount[] Counts { get; init; } = [];

    /// <summary>The field of its first event that says what it is about, in one line without personal data.</summary>
    public string TitleField { get; init; } = "title";

    /// <summary>Begins its course under a law, where it has rules of its own.</summary>
    public Func<DeclaredKind, Law, Course> Begin { get; init; } = static (kind, law) => new(kind, law);

    /// <summary>
    /// The subject it counts towards, as "kind/id", and the day it is done as that one sees it; null: it counts towards none.
    /// </summary>
    public Func<Course, (string Parent, DateOnly? DoneOn)?> Towards { get; init; } = static _ => null;

    /// <summary>The way an event goes from a stage; null where it goes none.</summary>
    public Move? MoveOf(Deed deed, string stage) => Array.Find(Moves,
        move => move.Type == deed.Type && Array.IndexOf(move.From, stage) >= 0 && move.When?.Invoke(deed) != false);

    /// <summary>The first way on from a stage.</summary>
    public Move MoveFrom(string stage) => Moves.First(move => Array.IndexOf(move.From, stage) >= 0);

    /// <summary>Its rows of the event catalogue.</summary>
    public IEnumerable<FactType> Facts => Events.Select((said, at) =>
        new FactType(said.Type, Kind, IdField, at == 0, (ref Fields f) => Deed.Read(said, ref f)) { IdElse = said.IdElse });
}

/// <summary>Whose act a move is (SUPERVISION.md §0.1, R1 to R4); which accounts that are is the web's to say.</summary>
internal static class Actors
{
    /// <summary>局长、分管领导 (R1, R2).</summary>
    public const string Head = "head";

    /// <summary>局长 alone (R1).</summary>
    public const string Chief = "chief";

    /// <summary>法规科 (R3).</summary>
    public const string LegalSection = "legal";

    /// <summary>中队长 of the responsible team (R4).</summary>
    public const string Team = "team";

    /// <summary>The rank of a role in closing orders: how high a level it reaches; −1 for who closes none.</summary>
    public static int RankOf(string? role) => role switch { "R1" => 3, "R2" => 1, "R3" or "R3H" => 0, _ => -1 };
}
