namespace Dashboard.Web.Supervision;

/// <summary>Why an act of the year is refused, in both languages.</summary>
internal static class YearSentences
{
    public static readonly Said Unknown = new("没有这项任务。", "There is no such duty.");

    public static readonly Said NotYours = new("这一步不由您办理。", "This step is not yours to take.");

    private static readonly Dictionary<string, Said> ByReason = new()
    {
        ["stage"] = new("任务现在的阶段不能办理这一步。", "The duty is in a stage in which this cannot be done."),
        ["bounds"] = new("日期超出允许的范围：期限须在到期日前调整，且不早于当天；自查只针对任务期间内的季度。",
            "The day is out of bounds: the day of a duty is moved before it has passed, and to no day before; a self-check is of a quarter "
            + "in which the duty runs."),
        ["again"] = new("这个季度已经自查过。", "The self-check of this quarter is there."),
        ["measured"] = new("这项任务的进展由台账自动计数，不能手工填报。", "The ledger counts this duty; its progress is reported by nobody."),
    };

    /// <summary>The sentence of a reason.</summary>
    public static Said Of(string reason) => ByReason[reason];
}
