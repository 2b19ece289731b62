namespace Dashboard.Load.Story;

/// <summary>What a generated story should look like.</summary>
internal sealed record WorkloadShape
{
    /// <summary>Events in all.</summary>
    public required int Count { get; init; }

    /// <summary>Events per POST body; 1 makes bodies of one bare CloudEvent.</summary>
    public int BatchSize { get; init; } = 100;

    /// <summary>Enforcing teams the subjects are spread over.</summary>
    public int Teams { get; init; } = 9;

    /// <summary>
    /// Districts of eleven teams each, beyond the first nine, which are the city's own; a post is of one district, as a platform sends
    /// what is its own. 0: none.
    /// </summary>
    public int Districts { get; init; }

    /// <summary>Items the subjects are spread over: S01 … S34, then further ones.</summary>
    public int Items { get; init; } = 34;

    /// <summary>How many of them are left out at the beginning, so that two stories can be told apart by their items.</summary>
    public int FirstItem { get; init; }

    /// <summary>Subjects that are in progress side by side; each gets its next event in a random turn.</summary>
    public int Side { get; init; } = 3000;

    /// <summary>Every attribution date is today, so that each counting event raises the figures of the day by one.</summary>
    public bool TodayOnly { get; init; }

    /// <summary>Only case.filed: as many open cases as events, one team after the other, the items in turn.</summary>
    public bool FiledOnly { get; init; }

    /// <summary>What the lives of a strand of the story are about; null: there is no such strand.</summary>
    public Strand? Strand { get; init; }

    /// <summary>Every so manieth life belongs to the strand; 1: all.</summary>
    public int StrandEvery { get; init; } = 10;
}
