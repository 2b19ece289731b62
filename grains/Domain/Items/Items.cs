using System.Collections.Immutable;
using Dashboard.Grains.Contracts;
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
    public bool IsAssigned => Registered is { } registered && registered.Code != RosterItem.Unclassified;

    protected override Subject Apply(Fact fact) => fact switch
    {
        ItemUpserted registered => this with { Registered = registered },
        ItemClaimed claimed => this with { Claim = claimed },
        ItemUnclaimed => this with { Claim = null },
        ChecklistPublished checklist => this with { Checklist = checklist },
        _ => this,
    };

    /// <summary>W27: not claimed, or claimed without a checklist.</summary>
    protected override IEnumerable<Warning> Warnings(Law law)
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

    public ImmutableSortedSet<string> FormerCodes { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    public override string? Party => Registered?.Uscc ?? Id;

    public override string? Former => FormerCodes.IsEmpty ? null : string.Join(' ', FormerCodes);

    public override string Title => Registered?.Name ?? "";

    public override string? Marks => Registered is { } registered && !Uscc.IsValid(registered.Uscc) ? "firmCode" : null;

    protected override string? HomeTeam => Visits.Last?.Team;

    protected override string? HomeItem => Visits.Last?.Item;

    protected override bool IsBusiness => false;

    private Acts Visits => (Acts)Children!;

    protected override Subject Apply(Fact fact) => fact is ObjectUpserted registered
        ? this with
        {
            Registered = registered,
            FormerCodes = registered.FormerUscc is { } former ? FormerCodes.Add(former) : FormerCodes,
        }
        : this;

    /// <summary>The cap in a year: its own, else that of its credit class, else the lowest of its items, else the general one.</summary>
    public int Cap(Law law, DateOnly on) => Cap(law.Rules.At(on).Parameters);

    private int Cap(Parameters rules) => Registered?.CapOverride
        ?? (Registered?.CreditClass is { } credit && rules.CapByCreditClass.TryGetValue(credit, out var ofClass) ? ofClass
        : Registered?.Items.Where(rules.CapByItem.ContainsKey)
            .Select(item => rules.CapByItem[item])
            .DefaultIfEmpty(rules.FrequencyCap)
            .Min() ?? rules.FrequencyCap);

    protected override IEnumerable<Warning> Warnings(Law law)
    {
        if (Visits.All.IsEmpty)
        {
            return [];
        }

        var last = Visits.All.Last;
        var rules = law.Rules.At(last).Parameters;
        return new[] { Repeated(law.Warning("W11", last), rules), Crowded(law.Warning("W12", last), rules),
            OverCap(law.Warning("W13", last), law) }.SelectMany(warnings => warnings);
    }

    /// <summary>W11: the same item of the same firm again within some days.</summary>
    private IEnumerable<Warning> Repeated(WarningRule? rule, Parameters rules) => rule is null ? [] : Visits.ByItem.Values
        .Select(visits => visits.Once(rule, rules.RepeatDays, visits => Windows.Judge(
            rule, visits.From(rule.From), day => day.AddDays(rules.RepeatDays), (number, _) => rule.First.Of(number))))
        .OfType<Warning>();

    /// <summary>W12: several teams at one firm within some days.</summary>
    private IEnumerable<Warning> Crowded(WarningRule? rule, Parameters rules) =>
        rule is not null
            && Windows.JudgePresence(rule, Visits.ByTeam.Values.Select(visits => visits.From(rule.From)), rules.MultipleTeamsDays,
                rule.First.Of) is { } warning
            ? [warning]
            : [];

    /// <summary>W13: more than the cap in a calendar year; each new year begins at none.</summary>
    private IEnumerable<Warning> OverCap(WarningRule? rule, Law law)
    {
        if (rule is null)
        {
            yield break;
        }

        // The cap is the same from day to day while the rules are.
        var (rules, cap) = ((Parameters?)null, 0);
        foreach (var year in Visits.ByYear.Values)
        {
            if (Windows.Judge(rule, year.From(rule.From), static day => new(day.Year + 1, 1, 1),
                (number, newest) => ByCap(rule, number, CapOn(newest))) is { } warning)
            {
                yield return warning;
            }
        }

        int CapOn(DateOnly day)
        {
            var ofDay = law.Rules.At(day).Parameters;
            (rules, cap) = ReferenceEquals(rules, ofDay) ? (rules, cap) : (ofDay, Cap(ofDay));
            return cap;
        }
    }

    protected override IEnumerable<Count> Counts(Law law)
    {
        if (Registered is { } registered && law.Firms.Of(Id) == Id)
        {
            yield return new(Counter.EnterprisesRegistered, registered.OccurredOn, 1, Count.Never);
        }

        foreach (var year in Visits.ByYear.Values)
        {
            yield return new(Counter.EnterprisesInspected, year.First, 1);
            if (year.DayOf(Cap(law, year.Last)) is { } exceeded && law.Warning("W13", exceeded) is not null)
            {
                yield return new(Counter.EnterprisesOverCap, exceeded, 1);
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
