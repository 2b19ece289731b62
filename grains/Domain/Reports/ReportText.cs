using System.Text.RegularExpressions;

namespace Dashboard.Grains.Domain.Reports;

/// <summary>
/// The text of a report: paragraphs, one a line, with the ids of figures where their numbers stand: <c>行政处罚⟦penalties⟧件</c>. People word
/// it; numbers come from figures only.
/// </summary>
internal static partial class ReportText
{
    /// <summary>What a person has yet to write.</summary>
    public const string ToWrite = "〔待填写〕";

    /// <summary>Whether something is yet to be written.</summary>
    public static bool HasBlank(string text) => text.Contains(ToWrite, StringComparison.Ordinal);

    /// <summary>The ids of the figures in a text, in order.</summary>
    public static IEnumerable<string> FiguresIn(string text) => Token().Matches(text).Select(static match => match.Groups[1].Value);

    /// <summary>
    /// Why a text may not stand in place of another; null when it may. A number is written as a figure, but for the parts of dates, numbers
    /// of documents and articles, and what stood there before.
    /// </summary>
    /// <param name="text">As a person wrote it.</param>
    /// <param name="before">The text it replaces.</param>
    /// <param name="isKnown">Whether there is a figure of an id.</param>
    /// <param name="locked">Figures that may not be left out.</param>
    public static string? FaultOf(string text, string before, Func<string, bool> isKnown, IReadOnlyCollection<string> locked)
    {
        var used = FiguresIn(text).ToHashSet(StringComparer.Ordinal);
        var stood = FreeNumbers(before).ToHashSet(StringComparer.Ordinal);
        return used.Any(id => !isKnown(id)) ? ReportCourse.UnknownFigure
            : FreeNumbers(text).Any(number => !stood.Contains(number)) ? ReportCourse.FreeNumber
            : FiguresIn(before).Any(id => locked.Contains(id) && !used.Contains(id)) ? ReportCourse.Locked
            : null;
    }

    /// <summary>Numbers in digits that are no figures and no part of a date, the number of a document or an article.</summary>
    private static IEnumerable<string> FreeNumbers(string text) =>
        Number().Matches(Token().Replace(text, "\u3000")).Select(static match => match.Value);

    [GeneratedRegex("⟦([A-Za-z0-9_.]{1,40})⟧", RegexOptions.CultureInvariant)]
    private static partial Regex Token();

    /// <summary>Digits, those of full width too; not between 〔 and 〕, and not before 年, 月, 日, 号, 条, 款, 项, 届, 期 or 章.</summary>
    [GeneratedRegex(@"(?<![〔第\d０-９.．,，·])[\d０-９]+(?:[.．,·][\d０-９]+)*(?![\d０-９.．·]|[年月日号条款项届期章〕])", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
