namespace Dashboard.Load.Story;

/// <summary>
/// What the harness itself knows of one generated event, so that every figure can be counted without asking the product.
/// </summary>
internal readonly record struct Fact
{
    /// <summary>Which event of the catalogue.</summary>
    public required FactKind Kind { get; init; }

    /// <summary>Number of the subject within the workload.</summary>
    public required int Subject { get; init; }

    /// <summary>Position among the facts of the subject, from 1.</summary>
    public required int Sequence { get; init; }

    /// <summary>Index into <see cref="Workload.Teams"/>.</summary>
    public int Team { get; init; }

    /// <summary>Index into <see cref="Workload.Items"/>.</summary>
    public int Item { get; init; }

    /// <summary>Attribution date, as <see cref="DateOnly.DayNumber"/>.</summary>
    public required int Day { get; init; }

    /// <summary>Fen: the fine, or the amount paid.</summary>
    public int Fine { get; init; }

    /// <summary>Fen; decisions only.</summary>
    public int Confiscated { get; init; }

    /// <summary>Index into <see cref="Workload.Categories"/>; inspections only.</summary>
    public byte Category { get; init; }

    /// <summary>Of a case: the city bureau decides it.</summary>
    public bool IsForCity => Subject % 5 == 0;

    /// <summary>The inspection found something to be rectified.</summary>
    public bool Problem { get; init; }

    /// <summary>When an inspection ended; by default at the time of writing, on its day.</summary>
    public DateTimeOffset EndedAt { get; init; }

    /// <summary>The inspection was completed without its record, so that W09 runs from its end.</summary>
    public bool Unrecorded { get; init; }

    /// <summary>A firm that several teams may visit, from 1; 0: the firm that the subject has in any story.</summary>
    public int Firm { get; init; }

    /// <summary>Of a team that is registered: the district it lies in, from 1; 0: none.</summary>
    public int District { get; init; }

    /// <summary>Number of the plan; plans, tasks, and inspections for a task.</summary>
    public int Plan { get; init; }

    /// <summary>Number of the task within its plan, from 1; 0: none.</summary>
    public int Task { get; init; }

    /// <summary>Number of the vehicle a case is about, from 1; 0: none.</summary>
    public int Vehicle { get; init; }

    /// <summary>Index into <see cref="Workload.Bodies"/>.</summary>
    public int Batch { get; init; }

    /// <summary>First byte of the event within its body.</summary>
    public int Offset { get; init; }

    /// <summary>Bytes of the event.</summary>
    public int Length { get; init; }
}
