namespace Dashboard.Web.Import.Suggestion;

/// <summary>How the values of a field look.</summary>
internal enum FieldKind
{
    Text,
    Day,
    Money,
    Whole,
    CreditCode,
    DocumentNumber,
}

/// <summary>What a column may hold, and the names that offices give to such a column.</summary>
/// <param name="Id">Name in <see cref="Proposal"/>s.</param>
/// <param name="Kind">How its values look; a column whose values look otherwise is another.</param>
/// <param name="Names">Folded, without what stands in brackets; the usual one first. A longer name that contains one will do.</param>
internal sealed record Field(string Id, FieldKind Kind, params string[] Names)
{
    public static IReadOnlyList<Field> All { get; } =
    [
        new("caseNo", FieldKind.Text, "案件编号", "立案号", "立案编号", "案件号", "案号", "case_no", "case_num", "case_id", "caseid", "caseno",
            "violation_number"),
        new("docNo", FieldKind.Text, "行政处罚决定书文号", "处罚决定书文号", "决定书文号", "处罚决定书编号", "决定书编号", "文书号", "文号", "doc_no", "docno"),
        new("party", FieldKind.Text, "行政相对人名称", "相对人名称", "当事人名称", "当事人", "被处罚人", "被检查单位", "检查对象", "企业名称", "单位名称",
            "respondent_name", "party", "development_name"),
        new("creditCode", FieldKind.CreditCode, "统一社会信用代码", "社会信用代码", "信用代码", "行政相对人代码", "uscc"),
        new("filedOn", FieldKind.Day, "立案日期", "立案时间", "filed_on", "issue_date", "start_date"),
        new("decidedOn", FieldKind.Day, "处罚决定日期", "决定日期", "处罚日期", "作出处罚日期", "决定时间", "decided_on", "decision_date", "hearing_date"),
        new("fine", FieldKind.Money, "处罚金额", "罚款金额", "罚款数额", "罚款", "罚金", "fine", "penality_imposed", "penalty"),
        new("confiscated", FieldKind.Money, "没收金额", "没收违法所得", "没收数额", "confiscated"),
        new("servedOn", FieldKind.Day, "送达日期", "送达时间", "served_on", "served_date"),
        new("paid", FieldKind.Money, "缴款金额", "缴纳金额", "实缴金额", "已缴金额", "amount_paid"),
        new("paidOn", FieldKind.Day, "缴款日期", "缴纳日期", "缴款时间", "paid_on", "paid_date"),
        new("closedOn", FieldKind.Day, "结案日期", "结案时间", "closed_on"),
        new("actNo", FieldKind.Text, "检查编号", "检查单号", "行政行为码", "检查记录编号", "inspection_id", "act_no"),
        new("inspectedOn", FieldKind.Day, "检查日期", "检查时间", "inspection_date"),
        new("result", FieldKind.Text, "检查结果", "检查结论", "inspection_result"),
        new("patrolId", FieldKind.Text, "巡查编号", "patrol_id"),
        new("day", FieldKind.Day, "巡查日期", "日期", "day", "date"),
        new("persons", FieldKind.Whole, "出动人次", "出动人数", "执法人次", "执法人数", "人次", "persons"),
        new("vehicles", FieldKind.Whole, "检查车辆", "车辆数", "检查车次", "vehicles"),
        new("violations", FieldKind.Whole, "查处违法", "违法数", "违法行为数", "违法", "violations"),
        new("applicationNo", FieldKind.Text, "受理编号", "申请编号", "办件编号", "application_no"),
        new("acceptedOn", FieldKind.Day, "受理日期", "受理时间"),
        new("grantedOn", FieldKind.Day, "许可决定日期", "办结日期", "许可日期", "办结时间"),
        new("team", FieldKind.Text, "执法中队", "办案中队", "中队", "办案单位", "办案机构", "执法单位", "执法队伍", "承办机构", "承办单位", "team"),
        new("item", FieldKind.Text, "监管事项编码", "监管事项", "事项编码", "item_code", "item"),
        new("creditClass", FieldKind.Text, "信用等级", "信用评价等级", "信用评价", "credit_class"),
        new("formerCode", FieldKind.CreditCode, "原统一社会信用代码", "原信用代码", "former_uscc"),
        new("officerId", FieldKind.Text, "执法人员编号", "人员编号", "工号", "警号", "编号", "officer_id", "staff_no"),
        new("certNo", FieldKind.Text, "执法证号", "执法证件号", "执法证编号", "证件编号", "证号", "cert_no"),
        new("certValidFrom", FieldKind.Day, "发证日期", "有效期起", "有效期自", "有效期开始", "生效日期", "valid_from"),
        new("certValidTo", FieldKind.Day, "有效期至", "有效期止", "有效期截止", "有效期到", "到期日期", "有效期", "valid_to"),
        new("teamId", FieldKind.Text, "中队编号", "队伍编号", "部门编号", "机构编号", "编号", "代码", "team_id", "id", "code"),
        new("itemCode", FieldKind.Text, "监管事项编码", "事项编码", "事项编号", "编码", "编号", "代码", "item_code", "id", "code"),
        new("name", FieldKind.Text, "中队名称", "队伍名称", "部门名称", "机构名称", "监管事项名称", "事项名称", "监管事项", "名称", "中队", "name"),
        new("nameEn", FieldKind.Text, "英文名称", "英文名", "name_en", "english"),
        new("order", FieldKind.Whole, "排序", "次序", "顺序", "序号", "order"),
        new("category", FieldKind.Text, "事项类别", "类别", "领域", "行业", "category"),
    ];
}
