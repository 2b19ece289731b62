namespace Dashboard.Web.Import.Leaves;

/// <summary>
/// A number as people write it in a cell: digits, grouped by three with commas or blanks or not at all (GB/T 15835), and a decimal point.
/// A comma elsewhere may be a decimal comma, which would make 15 of 1,5; so it is no number.
/// </summary>
internal static class PlainNumber
{
    /// <summary>A regular expression of a number from 0, of folded width, with its value in the group <c>number</c>.</summary>
    public const string Pattern =
        @"(?<number>(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:\.[0-9]*)?|\.[0-9]+)";

    /// <summary>What is to be said of a text with commas that is no number.</summary>
    public static Said OnCommas(string text) => text.AsSpan().ContainsAny(',', '，')
        ? new("（逗号只能按每三位分隔）", " (commas stand between groups of three digits only)")
        : new("", "");

    /// <summary>The digits and the point of what <see cref="Pattern"/> has found.</summary>
    public static string Digits(string number) =>
        number.Replace(",", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
}
