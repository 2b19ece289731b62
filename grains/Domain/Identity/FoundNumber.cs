namespace Dashboard.Grains.Domain.Identity;

/// <summary>An identity number found in a text.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where what follows it begins.</param>
/// <param name="Digits">Its characters, in plain digits; empty where a whole text hides it.</param>
/// <param name="Masked">What may be kept of it: the first 3 and the last 4 characters.</param>
internal sealed record FoundNumber(int Start, int End, string Digits, string Masked)
{
    /// <summary>Stands for the characters that are not kept; a text with it was masked.</summary>
    public const string Stars = "***********";

    public FoundNumber(int start, int end, ReadOnlySpan<char> digits)
        : this(start, end, digits.ToString(), $"{digits[..3]}{Stars}{digits[^4..]}")
    {
    }
}
