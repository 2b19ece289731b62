using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Grains.Domain.Calendar;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain.Cases;

/// <summary>How vehicles are told apart without their plates being kept as ids.</summary>
internal static class Vehicles
{
    /// <summary>
    /// A short hash of the plate (or of whatever upstream sends); the same for the same vehicle, and of use to nobody else.
    /// </summary>
    public static string? IdOf(string? plate) =>
        plate is null
            ? null
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(plate.Replace("·", "", StringComparison.Ordinal).Replace(" ",
                "", StringComparison.Ordinal).ToUpperInvariant())))[..16];
}

/// <summary>A vehicle with the overloading it was punished for (一年内多次违法超限, 公路安全保护条例 art. 66).</summary>
internal sealed record Vehicle : Subject
{
    private ImmutableArray<(DateOnly On, string? Team, string? Item)> Violations { get; init; } = [];

    /// <inheritdoc/>
    public override string? HomeTeam => Violations.Length > 0 ? Violations[^1].Team : null;

    /// <inheritdoc/>
    public override string? HomeItem => Violations.Length > 0 ? Violations[^1].Item : null;

    /// <inheritdoc/>
    protected override Subject Apply(Fact fact) => this;

    /// <inheritdoc/>
    protected override Subject With(Relations relations) => this with
    {
        Violations = [.. relations.Children.Where(child => child.DoneOn is not null)
            .Select(child => (child.DoneOn!.Value, child.Team, child.Item))
            .OrderBy(violation => violation.Item1)
            .ThenBy(violation => violation.Team, StringComparer.Ordinal)],
    };

    /// <summary>The third within a rolling year is yellow, the fourth red; both pass as the violations grow a year old.</summary>
    protected override IEnumerable<Warning> Judge(Law law)
    {
        if (Violations.Length > 0 && law.Warning("W31", Violations[^1].On) is { } rule)
        {
            if (Windows.Judge(rule, Violations.Select(violation => (Shanghai.Midnight(violation.On), violation)), day => day.AddYears(1),
                inside => rule.First.Of(inside.Count)) is { } warning)
            {
                yield return warning;
            }
        }
    }
}
