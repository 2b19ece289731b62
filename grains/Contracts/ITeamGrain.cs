namespace Dashboard.Grains.Contracts;

/// <summary>A team (key: team id): the only writer of the events posted to it, and owner of the figures of its subjects.</summary>
public interface ITeamGrain : IViewGrain, IGrainWithStringKey
{
    /// <summary>
    /// Makes the events durable and counts them, each once, whatever the order and however often they come.
    /// </summary>
    /// <returns>One outcome per event, in order.</returns>
    /// <exception cref="BusyException">Too much is waiting: try again later.</exception>
    Task<Outcome[]> Record(Posting posting);
}
