using System.Collections.Frozen;
using Dashboard.Grains.Domain.Orders;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain.Rules;

/// <summary>
/// Reads the section <c>orders</c> of a rule set: of which warnings orders are drafted, and the days of an order.
/// </summary>
internal static class OrderRules
{
    private const int MostDays = 400;

    private static readonly Dictionary<string, Level> Levels = new()
    {
        ["yellow"] = Level.Yellow, ["red"] = Level.Red, ["breach"] = Level.Breach,
    };

    public static OrderTerms Read(RuleMembers orders)
    {
        var usual = new OrderTerms();
        return new()
        {
            DraftOn = DraftOn(orders),
            DraftFrom = orders.Day("draftFrom") ?? usual.DraftFrom,
            Days = orders.Numbers("days", 1, MostDays),
            Accept = Days("accept") ?? usual.Accept,
            Check = Days("check") ?? usual.Check,
            Extension = Days("extension") ?? usual.Extension,
            LookBack = Days("lookBack") ?? usual.LookBack,
            RepeatDays = Days("repeat") ?? usual.RepeatDays,
            Draft = Days("draft") ?? usual.Draft,
            BeforeDocument = Days("beforeDocument") ?? usual.BeforeDocument,
            Level2After = Days("level2After") ?? usual.Level2After,
            Level3After = Days("level3After") ?? usual.Level3After,
            ReturnGrace = Days("returnGrace") ?? usual.ReturnGrace,
        };

        int? Days(string name) => orders.Count(name, 0, MostDays);
    }

    /// <summary>"W01/breach": the rule, and the level from which on.</summary>
    private static FrozenDictionary<byte, Level> DraftOn(RuleMembers orders)
    {
        var drafted = new Dictionary<byte, Level>();
        foreach (var text in orders.Texts("draftOn", WarningRule.MostNumber, 20))
        {
            var slash = text.IndexOf('/', StringComparison.Ordinal);
            var rule = slash < 0 ? (byte)0 : WarningRule.NumberOf(text[..slash]);
            if (rule == 0 || !Levels.TryGetValue(text[(slash + 1)..], out var level))
            {
                orders.Refuse("draftOn", $"must name warnings and levels as W01/breach, W01/red or W01/yellow; {text} is none.");
                break;
            }

            drafted[rule] = level;
        }

        return drafted.ToFrozenDictionary();
    }
}
