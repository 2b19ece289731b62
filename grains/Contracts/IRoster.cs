namespace Dashboard.Grains.Contracts;

/// <summary>The teams, items and jurisdictions that are registered, as this process knows them.</summary>
public interface IRoster
{
    /// <summary>It has been read once.</summary>
    bool IsRead { get; }

    /// <summary>The registered jurisdictions by code.</summary>
    IReadOnlyDictionary<string, RosterTeam> Jurisdictions { get; }

    /// <summary>The registered teams by id.</summary>
    IReadOnlyDictionary<string, RosterTeam> Teams { get; }

    /// <summary>The registered items by code.</summary>
    IReadOnlyDictionary<string, RosterItem> Items { get; }

    /// <summary>What was recorded and cannot be in force, with the reason.</summary>
    IReadOnlyList<RosterProblem> Problems { get; }

    /// <summary>Reads it if it has never been read.</summary>
    ValueTask ReadyAsync();

    /// <summary>
    /// Has what was registered through other processes up to a second ago; whoever asks, and however often, costs a count a second.
    /// </summary>
    ValueTask FollowAsync();

    /// <summary>
    /// Whether a team, item or jurisdiction is registered, told cheaply before anything is started for its view; of enterprises only the
    /// grain knows.
    /// </summary>
    ValueTask<bool> KnowsAsync(string kind, string key);

    /// <summary>The id as subjects and views of a kind are kept under: codes of items and firms are written in many ways.</summary>
    string IdOf(string kind, string id);

    /// <summary>The team in whose figures something stands that names this team.</summary>
    string TeamFor(string? declared);

    /// <summary>Whether an event registers what is not known yet and others are folded by: it is to be recorded before them.</summary>
    bool RegistersAnew(SourceEvent @event);

    /// <summary>The team as it is shown: by its registration, else as the one that takes the unknown.</summary>
    RosterTeam TeamOf(string id);

    /// <summary>The name of an item as it is shown; in English where one is registered.</summary>
    (string Name, string? NameEn) NameOf(string item);
}
