using System.Buffers;
using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Dashboard.Grains.Domain.Declared;

namespace Dashboard.Grains.Domain;

/// <summary>
/// Events about complaints, those who watch over enforcement, and faults: no name and no words of them are taken or shown, wherever in an
/// event they stand (SUPERVISION.md §5, §12). The words stay in the system they came from.
/// </summary>
internal static partial class Impersonal
{
    /// <summary>What stands in the place of what is hidden.</summary>
    public const string Hidden = "＊＊＊";

    /// <summary>Letters of names and the spaces between words are not among them.</summary>
    private static readonly SearchValues<char> OfCodes =
        SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_./:#+()[]〔〕");

    /// <summary>What these events are named after: <c>complaint</c>.received, and what of faults is to come.</summary>
    private static readonly FrozenSet<string> Nouns = DeclaredKinds.All.SelectMany(static kind => kind.Events)
        .Where(static said => said.IsClosed).Select(static said => said.Type[..said.Type.IndexOf('.')])
        .Concat(["fault", "accountability"]).ToFrozenSet();

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> BySpan =
        Nouns.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether an event is one of these, whether the catalogue knows it or not, and however its type is written.</summary>
    /// <param name="type">Its name, or its type: enforcement.complaint.received.v1.</param>
    public static bool IsOf(ReadOnlySpan<char> type)
    {
        foreach (var part in type.Split('.'))
        {
            if (BySpan.Contains(type[part]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether a text is a number or a code, and can so be neither a name in Chinese nor a sentence; the number of a document (文号) is one,
    /// whatever office its first letters stand for.
    /// </summary>
    public static bool IsCode(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(OfCodes) || DocumentNumber().IsMatch(text);

    /// <summary>A text of an event as it may be shown: of these events only where it is a code.</summary>
    public static string Shown(ReadOnlySpan<char> type, string text) => IsOf(type) && !IsCode(text) ? Hidden : text;

    [GeneratedRegex(@"^\p{L}{1,8}[〔\[(（][0-9]{4}[〕\])）]第?[0-9]{1,6}号?$")]
    private static partial Regex DocumentNumber();
}
