namespace Dashboard.Grains.Contracts;

/// <summary>Characters that no id, code or name may hold: the control characters of ASCII and Latin-1.</summary>
public static class ControlCharacters
{
    /// <summary>Whether there is one.</summary>
    public static bool AreIn(ReadOnlySpan<char> text) =>
        text.ContainsAnyInRange('\0', '\x1f') || text.ContainsAnyInRange('\x7f', '\x9f');

    /// <summary>A text with a mark in the place of each, so that it can be shown and stored anywhere.</summary>
    public static string Marked(string text) =>
        AreIn(text) ? string.Concat(text.Select(static character => char.IsControl(character) ? '\uFFFD' : character)) : text;
}
