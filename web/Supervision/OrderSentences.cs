namespace Dashboard.Web.Supervision;

/// <summary>Why an act on a supervision order is refused, in both languages.</summary>
internal static class OrderSentences
{
    public static readonly Said Unknown = new("没有这张督办单。", "There is no such order.");

    public static readonly Said NotYours = new("这一步不由您办理。", "This step is not yours to take.");

    private static readonly Dictionary<string, Said> ByReason = new()
    {
        ["stage"] = new("督办单现在的阶段不能办理这一步。", "The order is in a stage in which this cannot be done."),
        ["bounds"] = new("日期或期限超出允许的范围（延期须在到期日前批准，最多10个工作日；期限不能早于交办日）。",
            "The day is out of bounds: an extension is approved by the last day and is of 10 working days at most; "
            + "no order is due before its issue."),
        ["again"] = new("这一步已经办过，不能重复。", "This was done before and cannot be done again."),
        ["K1"] = new("不能销号：反馈人和被督办中队不能自己销号。", "It cannot be closed: neither by who reported it nor by the team it is on."),
        ["K2"] = new("不能销号：督办级别已升高，须由更高职级销号。", "It cannot be closed by this rank: the level has risen above it."),
        ["K3"] = new("不能销号：所督办的预警在台账中尚未解除。分管领导以上可以说明理由后销号。",
            "It cannot be closed: the ledger has not seen the warnings cleared. The heads in charge may override with a reason."),
        ["K4"] = new("不能销号：没有一项证据为台账所有。", "It cannot be closed: the ledger has none of the proofs."),
    };

    /// <summary>The sentence of a reason.</summary>
    public static Said Of(string reason) => ByReason[reason];
}
