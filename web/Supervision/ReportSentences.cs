namespace Dashboard.Web.Supervision;

/// <summary>Why an act on a report is refused, in both languages.</summary>
internal static class ReportSentences
{
    public static readonly Said NotOver = new("这一年还没有结束，不能起草年度报告；可以先看预览。",
        "The year is not over, so its report cannot be drafted; what it would say can be read.");

    public static readonly Said NotYours = new("这一步不由您办理。", "This step is not yours to take.");

    public static readonly Said NothingToCorrect = new("这个数字与台账一致，不需要更正。",
        "This figure agrees with the ledger; there is nothing to correct.");

    private static readonly Dictionary<string, Said> ByReason = new()
    {
        ["stage"] = new("报告现在的阶段不能办理这一步。", "The report is in a stage in which this cannot be done."),
        ["number"] = new("文字可以改，数字不能手工填写：请插入台账数据，或者用“填报数据”说明理由和依据。日期、文号、条款除外。",
            "Every word may be changed and no number: put in a figure, or state one with a reason. Dates, document numbers and articles "
            + "may be written."),
        ["figure"] = new("文中引用的数据不存在。", "The text names a figure that there is not."),
        ["locked"] = new("处罚总数、罚没款、许可数、公示率和复议诉讼结果不能删去。",
            "Penalties, fines, licences, the disclosure rate and the outcome of reviews and lawsuits may not be left out."),
        ["blank"] = new("还有〔待填写〕的内容，写完才能送审、批准。", "Something is still 〔to be written〕; only then can it be checked and approved."),
        ["known"] = new("这项数据台账中有，不能手工填报。", "The ledger knows this figure; nobody states it."),
        ["cell"] = new("统计表中没有要填报的这一格。", "The tables have no such cell to be stated."),
        ["amount"] = new("次数须是整数，金额以万元填写，最多两位小数。",
            "Numbers are whole, and money is in 10,000 yuan with two decimals at most."),
        ["unpublished"] = new("公布的报告中没有这个数字。", "The published report has no such figure."),
    };

    /// <summary>The sentence of a reason.</summary>
    public static Said Of(string reason) => ByReason[reason];
}
