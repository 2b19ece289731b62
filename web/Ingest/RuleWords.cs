namespace Dashboard.Web.Ingest;

/// <summary>What is said of rule sets and calendars that are refused; see <see cref="RefusalWords"/>.</summary>
internal static class RuleWords
{
    public static readonly (string English, string Chinese)[] All =
    [
        ("data is longer than {0} bytes.", "data 超过 {0} 字节。"),
        ("data.version (1 to {0} characters) and data.effectiveFrom (yyyy-MM-dd) are required.",
            "data.version（1–{0} 个字符）和 data.effectiveFrom（yyyy-MM-dd）必填。"),
        ("data.{0} must be a list of objects, each with an id of 1 to {1} characters.",
            "data.{0} 须为对象的列表，每项有 1–{1} 个字符的 id。"),
        ("data.{0} must be an object.", "data.{0} 须为对象。"),
        ("data.parameters: workFrom must be before workTo; {0} is not before {1}.",
            "data.parameters：workFrom 须早于 workTo；{0} 不早于 {1}。"),
        ("data.{0}: the id stands {1} times; each entry needs an id of its own.", "data.{0}：此 id 出现 {1} 次；每项须有自己的 id。"),
        ("data holds more than {0} values, or nests deeper than {1}.", "data 的值超过 {0} 个，或嵌套超过 {1} 层。"),
        ("{0} is longer than {1} characters.", "{0} 超过 {1} 个字符。"),
        ("{0} is too large a number.", "{0} 的数值太大。"),
        ("{0} has a member whose name is longer than {1} characters.", "{0} 中有名称超过 {1} 个字符的成员。"),
        ("data.{0} has {1} entries, together with those in force; at most {2} are possible.",
            "data.{0} 连同现行的共 {1} 项；最多 {2} 项。"),
        ("{0} must be W and two digits, W01 to W{1}.", "{0} 须为 W 加两位数字，W01 至 W{1}。"),
        ("{0} is required (a list of terms).", "{0} 必填（各项的列表）。"),
        ("{0} names {1}, which is no figure.", "{0} 写了 {1}，没有这个数字。"),
        ("{0} must be a whole number from {1} to {2}.", "{0} 须为 {1} 至 {2} 的整数。"),
        ("{0} must be a date as yyyy-MM-dd between {1} and {2}.", "{0} 须为 {1} 年至 {2} 年的日期，写作 yyyy-MM-dd。"),
        ("{0} must be a time of day as HH:mm.", "{0} 须为时间，写作 HH:mm。"),
        ("{0} must be a text of at most {1} characters.", "{0} 须为不超过 {1} 个字符的文字。"),
        ("{0} must be {1} or {2}.", "{0} 须为 {1} 或 {2}。"),
        ("{0} must name warnings and levels as W01/breach, W01/red or W01/yellow; {1} is none.",
            "{0} 须为预警和级别，写作 W01/breach、W01/red 或 W01/yellow；{1} 不是。"),
        ("{0} must be true or false.", "{0} 须为 true 或 false。"),
        ("{0} must be a list of at most {1} texts of 1 to {2} characters.", "{0} 须为不超过 {1} 项的列表，每项 1–{2} 个字符。"),
        ("{0} must be an object of whole numbers from {1} to {2}.", "{0} 须为由 {1} 至 {2} 的整数组成的对象。"),
        ("There are {0} rule sets in force already; take one back (op d) first.", "现行规则集已有 {0} 套；请先撤回一套（op d）。"),
        ("By this law a sample {0} of {1} cannot be judged: {2}", "按此规则，{1} 的样例 {0} 无法判定：{2}"),
        ("data.year must be from {0} to {1}.", "data.year 须在 {0} 至 {1} 之间。"),
        ("data.off and data.makeUp may each name at most {0} days.", "data.off 和 data.makeUp 各最多 {0} 天。"),
        ("data names {0}, which is not in {1}; of the years beside it only the December before and the January after may be named.",
            "data 写了 {0}，不在 {1} 年内；相邻年份只能写前一年 12 月和后一年 1 月。"),
        ("data names {0} in off and in makeUp; a day is one of the two.", "data 的 off 和 makeUp 都写了 {0}；一天只能是其中一种。"),
        ("data.names must be texts of at most {0} characters, data.sourceUrl one of at most {1}.",
            "data.names 须为不超过 {0} 个字符的文字，data.sourceUrl 不超过 {1} 个字符。"),
        ("data drops {0} published days of {1}, the first {2}; name them all in off or makeUp, or take the published notice back (op d) "
            + "first.",
            "data 漏了 {1} 年已公布的 {0} 天，第一天是 {2}；请在 off 或 makeUp 中全部写明，或先撤回已公布的通知（op d）。"),
        ("data names {0} in {1}; the published notice of {2} has it in the other list. Correct one of the two first.",
            "data 在 {1} 中写了 {0}，而 {2} 年已公布的通知写在另一种里；请先更正其中一个。"),
        ("{0} was published {1} times already; take something of it back (op d), or give it another version.",
            "{0} 已公布 {1} 次；请撤回一些（op d），或换一个版本号。"),
    ];
}
