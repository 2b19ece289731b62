namespace Dashboard.Web.Ingest;

/// <summary>What is said of a post as a whole: that it cannot be read, or not be taken now; see <see cref="RefusalWords"/>.</summary>
internal static class BodyWords
{
    public static readonly (string English, string Chinese)[] All =
    [
        // How it was sent.
        (EventsEndpoint.Modes,
            "请以 application/cloudevents+json（一条事件）、application/cloudevents-batch+json（数组）、application/x-ndjson（每行一条），"
                + "或带 ce-* 头的 application/json（二进制模式）发送。"),
        ("JSON is read in UTF-8; send charset=utf-8 or none.", "JSON 按 UTF-8 读取；请写 charset=utf-8，或不写。"),
        ("Content-Encoding may be gzip or absent.", "Content-Encoding 须为 gzip，或不写。"),
        ("The header {0} is given twice.", "头 {0} 重复。"),
        ("The body is not valid gzip, or was cut short on its way; send it again whole.",
            "正文不是有效的 gzip，或在途中被截断；请完整地重新发送。"),
        ("The body is larger than 32 MiB uncompressed; split it.", "正文解压后超过 32 MiB；请分开发送。"),
        ("The body came too slowly: {0} KiB or its end must arrive within {1} s, again and again. Repeat the post.",
            "正文到得太慢：每 {1} 秒须至少到 {0} KiB，或到结尾。请重新发送。"),

        // Its form.
        ("The body is not JSON in UTF-8; send it in that encoding.", "正文不是 UTF-8 编码的 JSON；请用该编码发送。"),
        ("The body holds no event.", "正文中没有事件。"),
        ("The body holds more than {0} events; split it.", "正文中的事件超过 {0} 条；请分开发送。"),
        ("The body must be a JSON array of CloudEvents.", "正文须为 CloudEvents 的 JSON 数组。"),
        ("The body is not JSON at line {0}, byte {1}: {2!}", "正文第 {0} 行第 {1} 字节处不是 JSON：{2!}"),
        ("Line {0} is not JSON at line {1}, byte {2}: {3!}", "第 {0} 行不是 JSON：第 {2} 字节处{3!}"),
        ("'{0}' is an invalid start of a value.", "值不能以“{0}”开头。"),
        ("'{0}' is an invalid start of a property name. Expected a '\"'.", "成员名须以双引号开头，此处是“{0}”。"),
        ("'{0}' is invalid after a value. Expected either ',', '}', or ']'.", "值之后须为“,”“}”或“]”，此处是“{0}”。"),
        ("'{0}' is invalid after a single JSON value. Expected end of data.", "一个值之后应当结束，此处还有“{0}”。"),
        ("Expected end of string, but instead reached end of data.", "文字没有结束，正文已结束。"),
        ("Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array that should be closed.",
            "正文已结束，还有对象或数组没有关闭。"),
        ("The input does not contain any JSON tokens. Expected the input to start with a valid JSON token, when isFinalBlock is true.",
            "没有内容。"),

        // Its events.
        ("Event {0} is not a JSON object, so it is no CloudEvent.", "第 {0} 条不是 JSON 对象，因而不是 CloudEvent。"),
        ("Event {0} is no CloudEvent 1.0: specversion must be \"1.0\".", "第 {0} 条不是 CloudEvent 1.0：specversion 须为“1.0”。"),
        ("Event {0} is no CloudEvent: {1} is required (a text of 1 to 200 characters, none of them a control character).",
            "第 {0} 条不是 CloudEvent：{1} 必填（1–200 个字符的文字，不含控制字符）。"),
        ("Event {0} gives the attribute {1} twice, in different letters.", "第 {0} 条的属性 {1} 重复（大小写不同）。"),
        ("Event {0} gives the member \"{1}\" twice in one object.", "第 {0} 条的一个对象中成员“{1}”重复。"),
        ("Event {0} is larger than {1} MiB; send what is attached to it elsewhere and name it by its hash.",
            "第 {0} 条超过 {1} MiB；附件请另外传送，只写其散列值。"),
        ("Event {0} is nested deeper than {1} levels.", "第 {0} 条嵌套超过 {1} 层。"),
        ("Event {0} holds a text that is not valid Unicode.", "第 {0} 条含有不是有效 Unicode 的文字。"),

        // Whose they are.
        ("Event {0} is not this sender's to send: {1!}", "第 {0} 条事件不归此发送者发送：{1!}"),
        ("the source {0} is the product's own.", "来源 {0} 由本系统自用。"),
        ("its source must begin with {0}.", "source 须以 {0} 开头。"),
        ("teams, items, calendars and rule sets are registered and retracted by operators, or a source that is allowed to.",
            "中队、事项、日历和规则只能由运维人员或获准的来源登记、撤回。"),
        ("it names no team, and this token sends for {0} only.", "没有写明中队，而此令牌只能为 {0} 发送。"),
        ("its team is not among {0}, for which this token sends.", "其中队不在此令牌可发送的 {0} 之内。"),
        ("{0} stands under a team that is not among {1}, for which this token sends.",
            "{0} 属于此令牌可发送的 {1} 之外的中队。"),

        // Not now.
        ("Too many posts are under way; repeat this one later.", "正在处理的发送过多，请稍后重新发送。"),
        ("Too much is being received at once; repeat this post later.", "同时接收的内容过多，请稍后重新发送。"),
        ("Too many events of this team are waiting to be written; repeat the post later.", "此中队等待存入的事件过多，请稍后重新发送。"),
        ("The ledger's queue is full; offer the batch again later.", "数据库的队列已满，请稍后重新发送。"),
        ("The ledger's database does not answer; repeat the post later.", "数据库没有应答，请稍后重新发送。"),
        ("The team's grain is being moved or its last write is in doubt; repeat the post.", "此中队的处理正在转移，或上一次是否存入不明；请重新发送。"),
        ("The ledger or the cluster does not answer; repeat this post later. What of it was recorded already will be a duplicate.",
            "数据库或集群没有应答，请稍后重新发送；其中已存入的不会重复计数。"),
        ("The ledger or the cluster does not answer now; ask again later.", "数据库或集群没有应答，请稍后再试。"),
        ("The database does not answer now; ask again later.", "数据库没有应答，请稍后再试。"),
        ("The database takes no more connections now; ask again later.", "数据库连接已满，请稍后再试。"),
        ("The database takes no writes now; ask again later.", "数据库目前不可写入，请稍后再试。"),
        ("The database takes no writes now; repeat the post later.", "数据库目前不可写入，请稍后重新发送。"),
        ("The disk of the database is full; ask again when there is room.", "数据库所在磁盘已满，腾出空间后再试。"),
        ("The disk of the database is full; repeat the post when there is room.", "数据库所在磁盘已满，腾出空间后请重新发送。"),
        ("The cluster does not answer now; ask again later.", "集群没有应答，请稍后再试。"),
    ];
}
