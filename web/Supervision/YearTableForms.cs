namespace Dashboard.Web.Supervision;

/// <summary>A column of a published form.</summary>
/// <param name="Head">As it is published.</param>
/// <param name="Group">What it stands under; null where the form has one row of heads.</param>
internal sealed record FormColumn(string Id, Said Head, Said? Group = null);

/// <summary>A published form of a yearly table.</summary>
/// <param name="Name">Number and name of the table.</param>
/// <param name="Notes">How its numbers are counted.</param>
internal sealed record TableForm(string Id, Said Name, FormColumn[] Columns, Said[] Notes);

/// <summary>
/// The forms of the yearly tables as they are published (浙江 2024), which page and workbook show alike: heads, groups, rows, notes.
/// </summary>
internal static class YearTableForms
{
    private static readonly Said Penalties = new("行政处罚（宗）", "Penalties (decisions)"),
        Disputes = new("对行政处罚的复议、诉讼（件）", "Reviews and lawsuits of penalties"),
        Measures = new("行政强制措施（次）", "Coercive measures"),
        Execution = new("行政强制执行（次）", "Enforcement by the agency");

    private static readonly TableForm[] All =
    [
        new("penalties", new("表一 行政处罚", "Table 1: penalties"),
        [
            new("warning", new("警告、通报批评", "Warning, public criticism")),
            new("fine", new("罚款", "Fine")),
            new("confiscation", new("没收违法所得、没收非法财物", "Confiscation of gains or goods")),
            new("suspension", new("暂扣许可证（执照）、降低资质等级", "Permit suspended, grade lowered")),
            new("revocation", new("吊销许可证（执照）", "Permit revoked")),
            new("restriction", new("限制开展生产经营活动", "Business restricted")),
            new("closure", new("责令停产停业、责令关闭、限制从业", "Business stopped or closed, practice restricted")),
            new("detention", new("行政拘留", "Detention")),
            new("other", new("其他行政处罚", "Other penalties")),
            new("total", new("合计（宗）", "Total (decisions)")),
            new("amount", new("罚没金额（万元）", "Fines and confiscations (10,000 yuan)")),
        ],
        [
            new("一个决定计一宗，有几种处罚的列入其中最重的一种；按决定日计入，以后被撤销的仍计入原年度；金额按决定数。",
                "One decision is counted once, under its heaviest kind, on the day of decision, though it was annulled later; money as "
                + "decided."),
            new("只公布以本机关名义作出的；以市局名义作出的列在旁边，不计入。",
                "Only what was decided in the bureau's own name is published; what was in the city bureau's stands beside it."),
        ]),
        new("licences", new("表二 行政许可", "Table 2: licences"),
        [
            new("applied", new("申请", "Applied for")),
            new("accepted", new("受理", "Accepted")),
            new("granted", new("许可", "Granted")),
            new("refused", new("不予许可", "Refused")),
            new("revoked", new("撤销许可", "Revoked")),
        ],
        [
            new("变更、延续计入许可或不予许可；没有报送申请的，按受理日计申请。",
                "Changes and renewals are granted or refused licences; where no application was told of, it counts when it was accepted."),
        ]),
        new("compulsion", new("表三 行政强制", "Table 3: compulsion"),
        [
            new("seal", new("查封场所、设施或者财物", "Sealed"), Measures),
            new("seize", new("扣押财物", "Seized"), Measures),
            new("freeze", new("冻结存款、汇款", "Frozen"), Measures),
            new("otherMeasure", new("其他强制措施", "Other measures"), Measures),
            new("surcharge", new("加处罚款或者滞纳金", "Surcharge"), Execution),
            new("transfer", new("划拨存款、汇款", "Deposits transferred"), Execution),
            new("auction", new("拍卖或者依法处理", "Auction or disposal"), Execution),
            new("restore", new("排除妨碍、恢复原状", "Restored"), Execution),
            new("substitute", new("代履行", "Done by others"), Execution),
            new("otherExecution", new("其他强制执行", "Other"), Execution),
            new("court", new("申请法院强制执行", "Applied to the court")),
            new("total", new("合计", "Total")),
        ],
        [
            new("措施按决定日，执行按完成或者终结日，申请法院按申请日。",
                "Measures on the day they were decided, enforcement when completed or ended, the court on the day of application."),
        ]),
        new("others", new("表四 其他行政行为", "Table 4: other acts"),
        [
            new("levy", new("行政征收（次）", "Levies")),
            new("levyAmount", new("征收金额（万元）", "Levied (10,000 yuan)")),
            new("inspection", new("行政检查（次）", "Inspections")),
            new("ruling", new("行政裁决（次）", "Rulings")),
            new("rulingAmount", new("裁决金额（万元）", "Ruled on (10,000 yuan)")),
            new("confirmation", new("行政确认（次）", "Confirmations")),
            new("reward", new("行政奖励（次）", "Rewards")),
            new("payment", new("行政给付（次）", "Payments")),
            new("paymentAmount", new("给付金额（万元）", "Paid (10,000 yuan)")),
            new("other", new("其他行政行为（次）", "Other")),
        ],
        [
            new("检查一个对象且有完整记录的计一次；路面巡查、没有记录的检查不计，已立案处罚的检查按规则集的口径（待核实）。",
                "One object inspected with a complete record is one inspection; patrols and inspections without a record are none; those "
                + "that became a case as the rule set says (to be confirmed)."),
            new("※ 台账没有这些数，由人员在统计年报中说明理由填报；未填报的只有符号。",
                "※ No ledger knows these figures: people state them with a reason in the report of the tables; the mark alone where "
                + "nobody has."),
        ]),
        new("certificates", new("表五 行政执法证持证率", "Table 5: enforcement certificates"),
        [
            new("posts", new("执法岗位人数", "Officers on post")),
            new("certified", new("持证人数", "Certified")),
            new("rate", new("持证率", "Rate")),
        ],
        [
            new("按统计截止日在册情况；栏目待核实。", "As registered on the last day counted; the columns are to be confirmed."),
        ]),
        new("penaltiesLong", new("表一附 行政处罚分项", "Table 1, long form: penalties by kind"),
        [
            new("filed", new("立案", "Filed")),
            new("closed", new("结案", "Closed")),
            new("warning", new("警告", "Warning"), Penalties),
            new("criticism", new("通报批评", "Public criticism"), Penalties),
            new("fine", new("罚款", "Fine"), Penalties),
            new("confiscateGains", new("没收违法所得", "Gains confiscated"), Penalties),
            new("confiscateGoods", new("没收非法财物", "Goods confiscated"), Penalties),
            new("suspendPermit", new("暂扣许可证件", "Permit suspended"), Penalties),
            new("downgrade", new("降低资质等级", "Grade lowered"), Penalties),
            new("revokePermit", new("吊销许可证件", "Permit revoked"), Penalties),
            new("restrictActivity", new("限制开展生产经营活动", "Business restricted"), Penalties),
            new("orderStop", new("责令停产停业", "Business stopped"), Penalties),
            new("orderClose", new("责令关闭", "Business closed"), Penalties),
            new("restrictPractice", new("限制从业", "Practice restricted"), Penalties),
            new("other", new("其他行政处罚", "Other penalties"), Penalties),
            new("total", new("合计（宗）", "Total (decisions)")),
            new("amount", new("罚没金额（万元）", "Fines and confiscations (10,000 yuan)")),
            new("noPenalty", new("不予处罚", "Not punished")),
            new("transferred", new("移送司法", "Handed to the police")),
            new("reviewed", new("被复议", "Taken to review"), Disputes),
            new("corrected", new("被纠错", "Corrected"), Disputes),
            new("sued", new("被诉", "Sued"), Disputes),
            new("lost", new("败诉", "Lost"), Disputes),
        ],
        [
            new("一个决定计一宗，列入其中最重的一种；立案、结案、复议、诉讼各按发生日计，复议、诉讼只计对行政处罚的。",
                "One decision is counted once, under its heaviest kind; filings, closings, reviews and lawsuits on their own days, the "
                + "last two of penalties alone."),
            new("不予处罚的金额和减轻处罚，台账没有。",
                "What a penalty that was not imposed would have come to, and what was reduced, no ledger knows."),
        ]),
    ];

    private static readonly Dictionary<string, Said> Rows = new()
    {
        ["district"] = new("本机关", "This bureau"),
        ["city"] = new("另：以市局名义", "Beside: for the city bureau"),
        ["others"] = new("另：以其他机关名义", "Beside: for other authorities"),
        ["all"] = new("承办合计", "All handled"),
    };

    private static readonly Said Sum = new("合计", "Total");

    /// <summary>The form of a table.</summary>
    public static TableForm Of(string table) => All.First(form => form.Id == table);

    /// <summary>The words of a row that is no team; null for teams.</summary>
    public static Said? RowOf(string table, string row) =>
        table == "certificates" ? row == "all" ? Sum : null : Rows[row];
}
