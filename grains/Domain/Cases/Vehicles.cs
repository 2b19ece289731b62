using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Dashboard.Grains.Domain.Rules;
using Dashboard.Grains.Domain.Warnings;

namespace Dashboard.Grains.Domain.Cases;

/// <summary>How vehicles are told apart without their plates being kept as ids.</summary>
internal static class Vehicles
{
    private const int LeastShown = 5, ShownBefore = 2, ShownAfter = 2;
    private static readonly SearchValues<char> Characters = SearchValues.Create("0123456789ABCDEFGHJKLMNPQRSTUVWXYZ挂学警港澳");

    /// <summary>
    /// A plate as a wall may show it, <c>浙B·***23</c> (DOMAIN.md §13); one that is too short to hide anything of is hidden whole.
    /// </summary>
    public static string Mask(string plate) =>
        plate.Length >= LeastShown ? $"{plate[..ShownBefore]}·***{plate[^ShownAfter..]}" : "***";

    /// <summary>
    /// Whether a folded text is a plate: the character of a province, the letter of a city, and what tells vehicles apart.
    /// </summary>
    public static bool IsPlate(string folded) =>
        folded.Length is >= 6 and <= 9 && folded[0] is >= '一' and <= '鿿' && char.IsAsciiLetterUpper(folded[1])
        && !folded.AsSpan(2).ContainsAnyExcept(Characters);

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
