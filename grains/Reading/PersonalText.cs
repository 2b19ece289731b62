using System.Text.RegularExpressions;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Cases;

namespace Dashboard.Grains.Reading;

/// <summary>What of a personal text is shown at each degree (DOMAIN.md §13).</summary>
internal static partial class PersonalText
{
    private const int PhoneBefore = 3, PhoneAfter = 4, LeastPhone = 11, LeastPlate = 6;
    private const string Hidden = "＊＊＊";

    /// <summary>The text as it may be shown; null when nothing of it may be but what stands for it.</summary>
    public static string? Of(Personal what, string text, Degree degree) => degree switch
    {
        Degree.Whole => text,
        Degree.Part => PartOf(what, text.Trim()),
        _ => null,
    };

    private static string PartOf(Personal what, string text) => what switch
    {
        Personal.Minor => "未成年人",
        Personal.Somebody => text.Length == 0 ? Hidden : text[0] is >= '一' and <= '鿿' ? $"{text[0]}某某" : $"{text[0]}**",
        Personal.Phone => text.Count(char.IsAsciiDigit) >= LeastPhone ? $"{text[..PhoneBefore]}****{text[^PhoneAfter..]}" : Hidden,
        Personal.Address => ToStreet().Match(text) is { Success: true } street ? $"{street.Value}{Hidden}" : Hidden,
        Personal.Plate => Plate(Folded.Of(text)),
        _ => Hidden,
    };

    /// <summary>One character and the last two: <c>浙B·1**23</c>.</summary>
    private static string Plate(string folded) =>
        Vehicles.IsPlate(folded) && folded.Length >= LeastPlate ? $"{folded[..2]}·{folded[2]}**{folded[^2..]}" : Hidden;

    /// <summary>Down to the street, and never the number of the house.</summary>
    [GeneratedRegex("^[^0-9０-９]*?(?:街道|大道|[路街巷镇乡])")]
    private static partial Regex ToStreet();
}
