namespace Dashboard.Web.Screens;

/// <summary>Where a screen hangs, which decides what it may show (DOMAIN.md §13).</summary>
internal static class Places
{
    /// <summary>Anybody passes: no number of a case, no firm that has not been decided on.</summary>
    public const string Hall = "hall";

    /// <summary>People of the house pass: numbers by their last characters.</summary>
    public const string Corridor = "corridor";

    /// <summary>People on duty act on it: numbers of cases whole; officers, firms and plates masked as on any wall.</summary>
    public const string Command = "command";

    /// <summary>Every place.</summary>
    public static readonly IReadOnlyList<string> All = [Hall, Corridor, Command];
}
