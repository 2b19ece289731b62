using Dashboard.Grains.Contracts;
using Dashboard.Web.Screens;

namespace Dashboard.Web.Access;

/// <summary>
/// What of a document may be pushed to a screen on a wall, by its place (DOMAIN.md §13), beyond what any wall is spared: no officer, no
/// firm by its code, of a plate two characters, and no name of whoever typed something in.
/// </summary>
internal static class WallMask
{
    /// <summary>How sources of what people enter here begin; what follows is who it was.</summary>
    private const string EnteredHere = "/local/";
    private const int ShownOfNumber = 4, ShownOfPlate = 2;

    /// <summary>Of these a firm is named where its penalty has been decided and published.</summary>
    private static readonly HashSet<string> Decided = ["case.decided", "case.onSpotDecided", "decision.published"];

    /// <summary>Changes a document that is nobody else's.</summary>
    public static Document Apply(Document document, string place)
    {
        if (document["sources"] is Document sources)
        {
            document.With("sources", Of(sources.Members.Where(
                static source => !source.Key.StartsWith(EnteredHere, StringComparison.Ordinal))));
        }

        if (document["warnings"] is Document warnings && warnings["top"] is Document top)
        {
            document.With("warnings", warnings.Copy().With("top", Shortened(top, place)));
        }

        if (place == Places.Hall && document["recent"] is Document recent)
        {
            document.With("recent", Of(recent.Members.Select(static line => KeyValuePair.Create(line.Key, Nameless(line.Value)))));
        }

        return document;
    }

    /// <summary>The key of a warning names its subject: here it is its place among those of its rule and kind.</summary>
    private static Document Shortened(Document top, string place)
    {
        var (shown, places) = (new Document(), new Dictionary<string, int>());
        foreach (var (key, value) in top.Members)
        {
            var warning = (Document)value;
            var (kind, subject) = ((string)warning["kind"]!, (string)warning["subject"]!);
            if (place == Places.Command && kind is not ("vehicle" or "source"))
            {
                shown.With(key, warning);
                continue;
            }

            var group = $"{warning["rule"]}/{kind}";
            places[group] = places.GetValueOrDefault(group) + 1;
            var least = kind == "vehicle" ? ShownOfPlate : ShownOfNumber;
            var shortened = kind == "source" && !subject.StartsWith(EnteredHere, StringComparison.Ordinal) ? subject
                : subject.Length <= least ? "" : subject[^least..];
            shown.With($"{group}/{places[group]}", warning.Copy().With("subject", shortened));
        }

        return shown;
    }

    private static object Nameless(object line) =>
        line is Document { } one && one["name"] is not null && !Decided.Contains((string?)one["type"] ?? "")
            ? Of(one.Members.Where(static member => member.Key != "name"))
            : line;

    private static Document Of(IEnumerable<KeyValuePair<string, object>> members) =>
        members.Aggregate(new Document(), static (document, member) => document.With(member.Key, member.Value));
}
