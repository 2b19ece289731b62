using System.Globalization;
using Dashboard.Grains.Contracts;

namespace Dashboard.Grains.Domain;

/// <summary>
/// Codes of supervision items. The fixture's items are S01–S34; their 14-digit catalogue codes are their numbers, zero-padded.
/// </summary>
internal static class ItemCode
{
    private const int CatalogueLength = 14;

    /// <summary>Half width, upper case, without blanks; a catalogue code as the number it stands for.</summary>
    public static string Normalise(string code)
    {
        code = Folded.Of(code);
        return code.Length == CatalogueLength && code.AsSpan(0, 12).IndexOfAnyExcept('0') < 0
            && int.TryParse(code.AsSpan(12), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 34
            ? $"S{number:00}"
            : code.Equals(RosterItem.Unclassified, StringComparison.OrdinalIgnoreCase) ? RosterItem.Unclassified : code;
    }

    public static string? NormaliseOrNull(string? code) => code is null ? null : Normalise(code);
}
