namespace Dashboard.Web.Import;

/// <summary>
/// Folds full-width forms to their ASCII ones (Unicode block FF01–FF5E, the ideographic blank and ￥), as Unicode's NFKC does. The product
/// runs without culture data, where <see cref="string.Normalize()"/> does nothing.
/// </summary>
internal static class FullWidth
{
    private const int Distance = 0xFEE0;

    public static string Fold(string text) => text.AsSpan().ContainsAnyInRange('\u3000', '\uFFEF') || text.Contains('\u00A0')
        ? string.Create(text.Length, text, (folded, from) =>
        {
            for (var at = 0; at < from.Length; at++)
            {
                folded[at] = Fold(from[at]);
            }
        })
        : text;

    private static char Fold(char character) => character switch
    {
        >= '\uFF01' and <= '\uFF5E' => (char)(character - Distance),
        '\u3000' or '\u00A0' => ' ',
        '\uFFE5' => '¥',
        _ => character,
    };
}
