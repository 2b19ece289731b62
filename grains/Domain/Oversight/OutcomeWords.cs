using System.Text;
using System.Text.RegularExpressions;

namespace Dashboard.Grains.Domain.Oversight;

/// <summary>
/// Reads the outcome of a review or a lawsuit, which comes in words and not in codes: simplified or traditional characters or English,
/// alone or within a sentence (撤销原行政处罚决定，责令重新作出). The list is data: a row is words and what they mean, with the article.
/// </summary>
internal static class OutcomeWords
{
    /// <summary>Traditional characters of the list, each before its simplified one.</summary>
    private const string Simplified = "銷销變变違违認认維维駁驳責责終终調调處处決决請请賠赔償偿無无確确訴诉議议罰罚執执訟讼補补審审發发項项結结";

    /// <summary>What is said not to be annulled or changed stands; a list that is no more public is no act.</summary>
    private static readonly (Regex Words, string Meant)[] Turned =
    [
        (Words("撤消"), "撤销"),
        (Words("(不予|不|无需|未)(撤销|变更)|not(annulled|revoked|quashed|setaside|cancelled|changed)"), "维持"),
        (Words("撤销(公示|公开|发布)"), ""),
        (Words("违法(事实|行为|所得)"), ""),
    ];

    /// <summary>Each clause means what the first row says that it holds a word of.</summary>
    private static readonly (Regex Words, Ruling Ruling, string Article)[] Rows =
    [
        (Words("驳回上诉|维持(原判|原审|一审)|appealdismissed|upheldonappeal"), Ruling.AsBefore, "行政诉讼法第八十九条第一款第（一）项"),
        (Words("不予维持|发回重审|撤销(原判|原审|一审)|指令审理|remand|撤销[^罚]*复议决定(?!.*处罚)"), Ruling.Unread, "行政诉讼法第八十九条第一款第（三）、（四）项"),
        (Words("驳回|不予受理|撤销.{0,4}(申请|起诉|诉讼)"), Ruling.Stands, "行政复议法第三十条、第六十九条；行政诉讼法第六十九条"),
        (Words("部分.*撤销|撤销.*(部分|第.项)|维持.*撤销|撤销.*维持|变更|改判|(partial|partly|inpart).*(annul|revo[ck]|quash|setaside|cancel)"
            + "|(annul|revo[ck]|quash|setaside|cancel).*(partial|partly|inpart)|chang|modif|varied|alter|amend"), Ruling.Changed,
            "行政复议法第六十三条、第六十四条；行政诉讼法第七十七条"),
        (Words("撤销|确认无效|无效|重新作出|重新处理|重作|annul|revo[ck]|quash|setaside|cancel|overturn|void|invalid|nullif|vacated|rescind"),
            Ruling.Annulled, "行政复议法第六十四条、第六十七条；行政诉讼法第七十条、第七十五条"),
        (Words("违法|责令|限期履行|判令履行|决定履行|赔偿|补偿|败诉|纠错|unlawful|illegal|order|compensat|corrected|lost"), Ruling.Unlawful,
            "行政复议法第六十五条、第六十六条、第七十二条；行政诉讼法第七十二条、第七十四条、第七十六条"),
        (Words("维持|合法|胜诉|won|uphold|upheld|affirm|confirm|maintain|sustained|lawful"), Ruling.Stands,
            "行政复议法第六十八条；行政诉讼法第六十九条"),
        (Words("终止|终结|撤回|撤诉|和解|调解|dismiss|reject|inadmissible|mediat|settle|withdr|terminat|discontinu"), Ruling.Stands,
            "行政复议法第三十条、第四十一条、第七十三条、第七十四条；行政诉讼法第五十一条、第六十条、第六十二条"),
    ];

    /// <summary>
    /// The reason of a withdrawal says that the decision itself fell, and not its publication alone: the agency undid it (行政处罚法 art. 75),
    /// or somebody did of whom no other event tells.
    /// </summary>
    private static readonly Regex Undone =
        Words("(自行|主动|依职权|本机关|自我)(撤销|纠正|纠错)|撤销原?(行政)?处罚(决定书?)?$|处罚决定书?(已|被|已被|予以)?撤销$");

    /// <summary>What the words mean. Of several clauses the heaviest counts; annulled beside what stands is annulled in part.</summary>
    public static Ruling Read(string words)
    {
        var (ruling, stands) = (Ruling.Unread, false);
        foreach (var clause in Clauses(words))
        {
            var meant = Of(clause);
            ruling = meant > ruling ? meant : ruling;
            stands |= meant == Ruling.Stands && clause.Contains("维持", StringComparison.Ordinal);
        }

        return ruling == Ruling.Annulled && stands ? Ruling.Changed : ruling;
    }

    /// <summary>Whether the reason of a withdrawal from publication says that the decision itself was annulled.</summary>
    public static bool SayAnnulment(string reason) => Clauses(reason).Any(clause => Undone.IsMatch(clause));

    private static Ruling Of(string clause)
    {
        foreach (var row in Rows)
        {
            if (row.Words.IsMatch(clause))
            {
                return row.Ruling;
            }
        }

        return Ruling.Unread;
    }

    /// <summary>Plain clauses: lower case, half width, simplified, without blanks and hyphens.</summary>
    private static IEnumerable<string> Clauses(string words)
    {
        var plain = new StringBuilder(words.Length);
        foreach (var character in words)
        {
            var narrow = character is >= '！' and <= '～' ? (char)(character - '！' + '!') : character;
            var at = Simplified.IndexOf(narrow, StringComparison.Ordinal);
            if (narrow is not ('_' or '-') && !char.IsWhiteSpace(narrow))
            {
                var simple = at >= 0 && at % 2 == 0 ? Simplified[at + 1] : char.ToLowerInvariant(narrow);
                plain.Append(char.IsLetterOrDigit(simple) ? simple : ',');
            }
        }

        return Turned.Aggregate(plain.ToString(), static (text, turn) => turn.Words.Replace(text, turn.Meant))
            .Split(',', StringSplitOptions.RemoveEmptyEntries);
    }

    private static Regex Words(string pattern) => new(pattern, RegexOptions.CultureInvariant);
}
