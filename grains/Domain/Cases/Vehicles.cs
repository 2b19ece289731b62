using System.Security.Cryptography;
using System.Text;
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
    private Acts Violations => (Acts)Children!;

    /// <inheritdoc/>
    protected override string? HomeTeam => Violations.Last?.Team;

    /// <inheritdoc/>
    protected override string? HomeItem => Violations.Last?.Item;

    /// <inheritdoc/>
    protected override Subject Apply(Fact fact) => this;

    /// <summary>The third within a rolling year is yellow, the fourth red; both pass as the violations grow a year old.</summary>
    protected override IEnumerable<Warning> Warnings(Law law)
    {
        if (!Violations.All.IsEmpty && law.Warning("W31", Violations.All.Last) is { } rule
            && Windows.Judge(rule, Violations.All, static day => day.AddYears(1), (number, _) => rule.First.Of(number)) is { } warning)
        {
            yield return warning;
        }
    }
}
