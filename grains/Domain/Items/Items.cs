using System.Collections.Immutable;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain.Items;

/// <summary>A supervision item (监管事项) with its claim and checklist.</summary>
internal sealed record SupervisionItem : Subject
{
    public ItemUpserted? Registered { get; init; }
    public ItemClaimed? Claim { get; init; }
    public ChecklistPublished? Checklist { get; init; }

    public bool Claimed => Claim is not null;

    public override string Title => Registered?.Name ?? "";

    public override string Stage => Claimed ? "claimed" : "unclaimed";

    protected override bool IsBusiness => false;

    /// <summary>What takes the unknown is no item of the catalogue.</summary>
    private bool IsAssigned => Registered is { } registered && registered.Code != ItemCode.Unclassified;

    protected override Subject Apply(Fact fact) => fact switch
    {
        ItemUpserted registered => this with { Registered = registered },
        ItemClaimed claimed => this with { Claim = claimed },
        ItemUnclaimed => this with { Claim = null },
        ChecklistPublished checklist => this with { Checklist = checklist },
        _ => this,
    };

    /// <summary>W27: not claimed, or claimed without a checklist.</summary>
    protected override IEnumerable<Warning> Judge(Law law)
    {
        if (IsAssigned && law.Warning("W27", Registered!.OccurredOn) is { } rule && (Claim is null || Checklist is null))
        {
            yield return Warning.Violation(rule, Claim?.InstantOn(Claim.On) ?? Registered.OccurredAt, Level.Yellow);
        }
    }

    protected override IEnumerable<Count> Counts(Law law)
    {
        if (!IsAssigned)
        {
            yield break;
        }

        var day = Registered!.OccurredOn;
        yield return new(Counter.ItemsAssigned, day, 1, Count.Never);
        yield return new(Counter.ItemsListed, day, Registered.RandomListed ? 1 : 0, Count.Never);
        yield return new(Counter.ItemsClaimed, day, Claimed ? 1 : 0, Count.Never);
        yield return new(Counter.ItemsWithChecklist, day, Claimed && Checklist is not null ? 1 : 0, Count.Never);
    }
}

/// <summary>
/// An enterprise (监管对象) with the visits of all teams that count to its cap: on site, not triggered, not combined, no patrols
/// (DOMAIN.md §1.13). It belongs to the team that visited it last.
/// </summary>
internal sealed record SupervisedEnterprise : Subject
{
    public ObjectUpserted? Registered { get; init; }

    private ImmutableArray<(DateTimeOffset At, DateOnly On, string Team, string Item)> Visits { get; init; } = [];

    public override string? Party => Registered?.Uscc ?? uscc;

    public override string Title => Registered?.Name ?? "";

    public override string? HomeTeam => Visits.Length > 0 ? Visits[^1].Team : null;

    public override string? HomeItem => Visits.Length > 0 ? Visits[^1].Item : null;

    protected override bool IsBusiness => false;

    private string? uscc;

    protected override Subject Apply(Fact fact) => fact is ObjectUpserted registered ? this with { Registered = registered } : this;

    protected override Subject With(Relations relations) => this with
    {
        uscc = relations.Key,
        Visits =
        [
            .. relations.Children
                .SelectMany(child =>
                    child.CountedIn(Counter.CountedVisits)
                        .Select(cell => (Shanghai.Midnight(cell.Day), cell.Day, child.Team ?? "", cell.Item)))
                .OrderBy(visit => visit.Day)
                .ThenBy(visit => visit.Item3, StringComparer.Ordinal)
                .ThenBy(visit => visit.Item4, StringComparer.Ordinal),
        ],
    };

    /// <summary>The cap in a year: its own, else that of its credit class, else the lowest of its items, else the general one.</summary>
    public int Cap(Law law, DateOnly on)
    {
        var rules = law.Rules.At(on).Parameters;
        return Registered?.CapOverride
            ?? (Registered?.CreditClass is { } credit && rules.CapByCreditClass.TryGetValue(credit, out var ofClass) ? ofClass
            : Registered?.Items.Where(rules.CapByItem.ContainsKey)
                .Select(item => rules.CapByItem[item])
                .DefaultIfEmpty(rules.FrequencyCap)
                .Min() ?? rules.FrequencyCap);
    }

    protected override IEnumerable<Warning> Judge(Law law)
    {
        if (Visits.Length == 0)
        {
            yield break;
        }

        var rules = law.Rules.At(Visits[^1].On).Parameters;
        foreach (var (id, judge) in new (string, Func<WarningRule, IEnumerable<Warning?>>)[]
        {
            // W11: the same item of the same firm again within some days.
            ("W11", rule => Since(rule).GroupBy(visit => visit.Item).Select(item => Windows.Judge(
                rule, item.Select(visit => (visit.At, visit)), day =>
                    day.AddDays(rules.RepeatDays), inside => rule.First.Of(inside.Count)))),

            // W12: several teams at one firm within some days.
            ("W12", rule => [Windows.Judge(
                rule, Since(rule).Select(visit => (visit.At, visit)), day => day.AddDays(rules.MultipleTeamsDays),
                inside => rule.First.Of(inside.Select(visit => visit.Team).Distinct().Count()))]),

            // W13: more than the cap in a calendar year; each new year begins at none.
            ("W13", rule => Since(rule).GroupBy(visit => visit.On.Year).Select(year => Windows.Judge(
                rule, year.Select(visit => (visit.At, visit)), day =>
                    new(day.Year + 1, 1, 1), inside =>
                        ByCap(rule, inside.Count, Cap(law, inside.Count > 0 ? inside.Max(visit => visit.On) : DateOnly.MinValue))))),
        })
        {
            if (law.Warning(id, Visits[^1].On) is { } rule)
            {
                foreach (var warning in judge(rule))
                {
                    if (warning is not null)
                    {
                        yield return warning;
                    }
                }
            }
        }

        IEnumerable<(DateTimeOffset At, DateOnly On, string Team, string Item)> Since(WarningRule rule) =>
            Visits.Where(visit => visit.On >= rule.From);
    }

    protected override IEnumerable<Count> Counts(Law law)
    {
        if (Registered is { } registered)
        {
            yield return new(Counter.EnterprisesRegistered, registered.OccurredOn, 1, Count.Never);
        }

        foreach (var year in Visits.GroupBy(visit => visit.On.Year))
        {
            var days = year.Select(visit => visit.On).ToList();
            yield return new(Counter.EnterprisesInspected, days[0], 1);
            if (Cap(law, days[^1]) is var cap && days.Count > cap && law.Warning("W13", days[cap]) is not null)
            {
                yield return new(Counter.EnterprisesOverCap, days[cap], 1);
            }
        }
    }

    /// <summary>Yellow and red are visits left; breach is above the cap.</summary>
    private static Level ByCap(WarningRule rule, int visits, int cap) =>
        visits == 0 ? Level.None
        : visits > cap ? Level.Breach
        : cap - visits <= (rule.First.Red ?? 0) ? Level.Red
        : cap - visits <= (rule.First.Yellow ?? 1) ? Level.Yellow
        : Level.None;
}
