using Dashboard.Grains.Contracts;
using Dashboard.Grains.Teams;

namespace Dashboard.Grains.Views;

/// <summary>The ticker's words. Only labels that may stand on a wall go in (DOMAIN.md §13): no person, no undecided party, no officer.</summary>
internal static class TickerText
{
    /// <summary>The line of an event, or null when the event is not for the ticker.</summary>
    public static TickerLine? LineOf(SourceEvent @event, string team, string? item, string title)
    {
        var verb = @event.Operation == Operation.Insert ? Verb(@event.Type) : null;
        return verb is null ? null : new(@event.Time, @event.Type, team, item, title.Length == 0 ? verb : $"{verb} · {title}", @event.Subject);
    }

    private static string? Verb(string type) => type switch
    {
        "case.filed" => "立案",
        "case.decided" => "作出行政处罚决定",
        "case.onSpotDecided" => "当场作出行政处罚决定",
        "case.noPenalty" => "不予行政处罚",
        "case.withdrawn" => "撤案",
        "case.transferred" => "移送",
        "case.closed" => "结案",
        "inspection.completed" => "检查完成",
        "rectification.rechecked" => "整改复查",
        "plan.published" => "双随机计划发布",
        "patrol.reported" => "巡查上报",
        "licence.decided" => "许可办结",
        "decision.published" => "决定公示",
        "review.received" => "收到行政复议",
        "review.concluded" => "行政复议审结",
        "lawsuit.served" => "收到行政诉讼",
        "lawsuit.judged" => "行政诉讼判决",
        "supervision.noticeIssued" => "收到监督文书",
        _ => null,
    };
}
