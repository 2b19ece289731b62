namespace Dashboard.Grains.Contracts;

/// <summary>
/// One paired screen (key: its id): owns how it stands now and what it was told to do. Nothing of it is stored; who it is stands in the
/// registry.
/// </summary>
public interface IScreenGrain : IGrainWithStringKey
{
    /// <summary>The screen is linked to a web host; to be said again every few seconds, since a host may die without a word.</summary>
    /// <param name="link">The host; what the screen is told goes there.</param>
    /// <param name="connection">Which link of the host: the newest counts.</param>
    Task Linked(IScreenLink link, string connection, ScreenReport report);

    /// <summary>A link has ended; of an older one than the present nothing follows.</summary>
    Task Unlinked(string connection);

    /// <summary>How it stands now.</summary>
    Task<ScreenStanding> Standing();

    /// <summary>Tells the screen to do something. Nothing is kept for a screen that is not there: the command has failed at once.</summary>
    /// <param name="arguments">JSON, for the page to read.</param>
    /// <returns>The id under which the command can be looked up.</returns>
    Task<string> Tell(string kind, string arguments);

    /// <summary>The screen has done what it was told, or says why not. What comes too late changes nothing.</summary>
    Task Answer(string command, bool isDone, string result);

    /// <summary>A picture the screen has drawn of itself, to a command that it has still to answer; only the last one is held.</summary>
    Task Show(string command, byte[] picture);

    /// <summary>How a command stands; null when it is not known any more.</summary>
    Task<CommandStanding?> Command(string id);

    /// <summary>The picture drawn to a command; null when there is none.</summary>
    Task<byte[]?> Picture(string command);
}
