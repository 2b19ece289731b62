using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain.Bureau;

/// <summary>
/// Orders of one rule at one team (id: <c>order:W04:T04</c>), or founded complaints about one matter (<c>complaint:Conduct:T02</c>), to be
/// warned of when it is the third within 90 days (W35, SUPERVISION.md §12, §13): what comes back was not put right. How many there are is
/// no score of a team; a warning passes as they grow old, or is disposed of by a person.
/// </summary>
internal sealed record Repetition : Derived
{
    private Acts Said => (Acts)Children!;

    /// <inheritdoc/>
    public override string Title => Id.Split(':') is [_, var about, ..] ? about : Id;

    /// <inheritdoc/>
    protected override string? HomeTeam => Said.Last?.Team;

    /// <summary>The subject that acts of a kind, about something, at one team count towards.</summary>
    public static string KeyOf(string kind, string about, string team) => $"repeat/{kind}:{about}:{team}";

    /// <inheritdoc/>
    protected override IEnumerable<Warning> Warnings(Law law)
    {
        if (!Said.All.IsEmpty && law.Warning("W35", Said.All.Last) is { } rule
            && law.Rules.At(Said.All.Last).Orders.RepeatDays is var days
            && Windows.Judge(rule, Said.All, day => day.AddDays(days), (number, _) => rule.First.Of(number)) is { } warning)
        {
            yield return warning;
        }
    }
}
