using Dashboard.Grains.Contracts;

namespace Dashboard.Web.Ingest;

/// <summary>
/// What refusals say, in English and in Chinese. The ledger and the API keep the English sentence, from whichever release it is; its values
/// are found in it again by the pattern, and put into the other. A sentence without a pattern stays as it is in both languages.
/// </summary>
internal static class RefusalWords
{
    private const string Instant = "an instant as RFC 3339 with offset, 2026-11-23T10:21:05+08:00";
    private const string Moment = "带时区的时刻，如 2026-11-23T10:21:05+08:00（RFC 3339）";

    /// <summary>Pairs of patterns; <c>{0}</c> is a value, <c>{0!}</c> one that has words of its own here.</summary>
    private static readonly (string English, string Chinese)[] Words =
    [
        // The envelope.
        ("The type \"{0}\" is not in the event catalogue; types read enforcement.case.filed.v1.",
            "事件目录中没有类型“{0}”；类型写作 enforcement.case.filed.v1。"),
        ("time must not be before 2015-01-01 nor more than 5 minutes ahead of the time of receipt.",
            "time 不能早于 2015-01-01，也不能比收到的时间晚 5 分钟以上。"),
        ("recordedat must be an instant between 1990 and 2100.", "recordedat 须在 1990 年至 2100 年之间。"),
        ("seq must be a whole number from 0.", "seq 须为不小于 0 的整数。"),
        ("op must be i, u or d.", "op 须为 i、u 或 d。"),
        ("teamid, itemcode and batch must be texts of at most 40 characters, none of them a control character.",
            "teamid、itemcode、batch 须为不超过 40 个字符的文字，不含控制字符。"),
        ("datacontenttype must be application/json, or be left out.", "datacontenttype 须为 application/json，或不写。"),
        ("data_base64 is not read; send data as a JSON object.", "不读取 data_base64；请以 JSON 对象发送 data。"),
        ("data is required (a JSON object).", "缺少 data（JSON 对象）。"),
        ("data.{0} is required (1 to 100 characters, none of them a control character).",
            "data.{0} 必填（1–100 个字符，不含控制字符）。"),
        ("data.subjectType and data.{0} are required (at most 40 and 100 characters, none a control character).",
            "data.subjectType 和 data.{0} 必填（分别不超过 40、100 个字符，不含控制字符）。"),
        ($"{{0}} holds {Refusal.NumberInClear}", "{0} 含有未加密的公民身份号码；请改送带密钥的散列值。"),
        (Instant, Moment),
        ("{0} must be a text: {1!}.", "{0} 须为文字：{1!}。"),
        ("{0} is required: {1!}.", "{0} 必填：{1!}。"),
        ("{0} \"{1}\" {2!}; it must be {3!}.", "{0}“{1}”{2!}；须为{3!}。"),
        ("does not begin with a day there is (yyyy-MM-dd)", "开头不是存在的日期（yyyy-MM-dd）"),
        ("has no time", "没有时间"),
        ("has \"{0}\" where T must stand", "在应写 T 的地方写了“{0}”"),
        ("has no time from 00:00:00 to 23:59:59 after the T (HH:mm:ss)", "在 T 之后没有 00:00:00 至 23:59:59 的时间（HH:mm:ss）"),
        ("has no offset", "没有时区"),
        ("has a comma where a point must stand", "在应写小数点的地方写了逗号"),
        ("does not end in an offset (Z, or hours and minutes as +08:00)", "结尾不是时区（Z，或如 +08:00）"),

        // Any field of the data.
        ("data.{0} is required (text of 1 to {1} characters).", "data.{0} 必填（1–{1} 个字符的文字）。"),
        ("data.{0} is required (a date as yyyy-MM-dd).", "data.{0} 必填（日期，写作 yyyy-MM-dd）。"),
        ("data.{0} must be a date as yyyy-MM-dd between 1990 and 2100.", "data.{0} 须为 1990 年至 2100 年的日期，写作 yyyy-MM-dd。"),
        ("data.{0} must be an instant between 1990 and 2100.", "data.{0} 须在 1990 年至 2100 年之间。"),
        ("data.{0} must be " + Instant + ".", "data.{0} 须为" + Moment + "。"),
        ("data.{0} must be a list of ranges, [{\"min\": 0, \"max\": 100}] in fen.",
            "data.{0} 须为幅度的列表，如 [{\"min\": 0, \"max\": 100}]，单位为分。"),
        ("data.{0}[{1}] must be a range, {\"min\": 0, \"max\": 100} in fen.",
            "data.{0}[{1}] 须为幅度，如 {\"min\": 0, \"max\": 100}，单位为分。"),
        ("data.{0} is required (hours, a number from 0).", "data.{0} 必填（小时数，不小于 0）。"),
        ("data.{0} is required (true or false).", "data.{0} 必填（true 或 false）。"),
        ("data.{0} must be true or false.", "data.{0} 须为 true 或 false。"),
        ("data.{0} must be an object with {1} and {2}.", "data.{0} 须为含 {1} 和 {2} 的对象。"),
        ("A duty may not be measured by fines, case counts or inspection counts (Administrative Penalty Law art. 74).",
            "工作任务不得以罚没款、案件数、检查次数为指标（行政处罚法第七十四条）。"),
        ("data.{0}[{1}] must be an object.", "data.{0}[{1}] 须为对象。"),
        ("data{0} must not be sent: the words and names of a complaint stay in the system it came from.",
            "不接收 data{0}：投诉的内容和姓名留在来源系统。"),
        ("{0} must be a number or code without names and words: letters, digits and - _ . / : #, or the number of a document.",
            "{0} 须为编号或代码，不含姓名和文字：字母、数字和 - _ . / : #，或者文号。"),
        ("data.{0} must be an event whose system of record is this product: {1}.", "data.{0} 须为本系统产生的事件，例如 {1}。"),
        ("data.{0} must be an object with one field and the word it is to hold.", "data.{0} 须为只有一个字段及其取值的对象。"),
        ("data.{0} must be a list of texts.", "data.{0} 须为文字的列表。"),
        ("data.{0} must be an object of texts.", "data.{0} 须为由文字组成的对象。"),
        ("data.{0} must be a list of at most {1} entries.", "data.{0} 须为不超过 {1} 项的列表。"),
        ("data.{0} is required (a list with at least {1} entries).", "data.{0} 必填（至少 {1} 项的列表）。"),
        ("data.{0}[{1}] must be a text.", "data.{0}[{1}] 须为文字。"),
        ("data.{0}[{1}].certNo is required.", "data.{0}[{1}].certNo（执法证号）必填。"),
        ("data.{0} is required (an object with kind, displayName, codeType, code).",
            "data.{0} 必填（含 kind、displayName、codeType、code 的对象）。"),
        ("{0} must be a text of at most {1} characters, none of them a zero byte.", "{0} 须为不超过 {1} 个字符的文字，不含零字节。"),
        ("{0} must be a text without control characters.", "{0} 须为不含控制字符的文字。"),
        ("data.{0} is required (a whole number from 0).", "data.{0} 必填（不小于 0 的整数）。"),
        ("data.{0} must be a whole number from {1} to {2}.", "data.{0} 须为 {1} 至 {2} 的整数。"),

        // Certain events.
        ("data.end must not be before data.start.", "data.end（结束）不能早于 data.start（开始）。"),
        ("data.start and data.end must lie in data.year.", "data.start 和 data.end 须在 data.year 年内。"),
        ("data.planId is required unless data.category is Triggered.", "除触发式检查（Triggered）外，data.planId 必填。"),
        ("data.rectifyDue is required when data.result is Rectify.", "检查结果为责令改正（Rectify）时，data.rectifyDue 必填。"),
        ("data.caseId is required when data.result is ToCase.", "检查结果为立案（ToCase）时，data.caseId 必填。"),
        ("data.kinds must name Fine exactly when data.fine is above 0.", "data.fine 大于 0 时，data.kinds 须含 Fine（罚款），否则不能含。"),
        ("data.certValidTo must be after data.certValidFrom.", "证件有效期的截止日（data.certValidTo）须晚于开始日（data.certValidFrom）。"),
        ("data.earliestRetiresOn must not be after data.retiresOn.", "最早可退日（data.earliestRetiresOn）不能晚于退休日（data.retiresOn）。"),
        ("data.subjectType must be a kind of records: case, inspection, licence …; registers are not merged.",
            "data.subjectType 须为记录的种类：case、inspection、licence 等；名册不能合并。"),
        ("data.intoId must name another record than data.subjectId.", "data.intoId 须指明 data.subjectId 以外的另一条记录。"),
        ("data.rule must be the id of a warning rule, for example W01.", "data.rule 须为预警规则的编号，如 W01。"),
        ("data.{0} must be a list of dates as yyyy-MM-dd; \"{1}\" is none.", "data.{0} 须为日期的列表，写作 yyyy-MM-dd；“{1}”不是日期。"),

        // What is known already, and what the ledger cannot take.
        ("Another payload was recorded under this source and id; it stays, and this one is set aside.",
            "此来源和编号已有另外的内容：原内容保留，这一条隔离。"),
        ("The ledger cannot take this event; it is set aside, and those sent with it are recorded.",
            "数据库不能存入这一条，已隔离；一同发送的其他事件已存入。"),
        ("The same event was recorded before; nothing changed.", "同一事件以前已经收到，没有变化。"),
        ("An identity number in it was masked before it was kept, so it is not what was sent; "
            + "its source must send it again with a keyed hash.",
            "其中的身份号码在保存前已遮盖，不再是原来发送的内容；须由来源改用带密钥的散列值重新发送。"),
        ("Its source, id or subject was masked before it was kept; it must be sent again with others.",
            "其来源、编号或对象在保存前已遮盖；须换用别的重新发送。"),
        .. BodyWords.All,
        .. RuleWords.All,
    ];

    private static readonly WordPattern[] Patterns =
        [.. Words.Select(pair => new WordPattern(pair.English, pair.Chinese)).OrderByDescending(pattern => pattern.Weight)];

    /// <summary>A refusal in both languages.</summary>
    /// <param name="sentence">As it is kept, in English.</param>
    public static Said Of(string sentence) => new(Chinese(sentence), sentence);

    /// <summary>A whole request that is refused: the English sentence as its detail, and both where there is a Chinese one.</summary>
    public static IResult Problem(string sentence, int status)
    {
        var said = Of(sentence);
        return Results.Problem(sentence, statusCode: status,
            extensions: said.Chinese == sentence ? [] : new Dictionary<string, object?> { ["sentence"] = said });
    }

    /// <summary>The same as a member of a document.</summary>
    public static Document InBoth(string sentence) =>
        new Document().With("chinese", Chinese(sentence)).With("english", sentence);

    private static string Chinese(string sentence) =>
        Patterns.Select(pattern => pattern.Chinese(sentence, Chinese)).FirstOrDefault(chinese => chinese is not null) ?? sentence;
}
