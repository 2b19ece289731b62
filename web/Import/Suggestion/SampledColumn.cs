using System.Globalization;
using System.Text.RegularExpressions;
using Dashboard.Web.Import.Files;
using Dashboard.Web.Import.Leaves;

namespace Dashboard.Web.Import.Suggestion;

/// <summary>A column of a file with the values of its first rows.</summary>
/// <param name="Name">As the header writes it.</param>
/// <param name="Values">Those that are not blank.</param>
/// <param name="HasBlanks">Some rows have no value in it.</param>
internal sealed partial record SampledColumn(string Name, IReadOnlyList<Cell> Values, bool HasBlanks)
{
    /// <summary>Part of the values that must look like a field's for the column to be it; the rest are slips.</summary>
    private const double Most = 0.8;

    /// <summary>Formats of days that depend on the country, as such files have them.</summary>
    public static readonly string[] ForeignDays = ["M/d/yyyy", "d/M/yyyy", "M/d/yyyy H:mm", "d/M/yyyy H:mm", "dd-MMM-yy", "M/d/yy"];

    private static readonly FieldKind[] Looked =
        [FieldKind.Day, FieldKind.Whole, FieldKind.Money, FieldKind.CreditCode, FieldKind.DocumentNumber];

    /// <summary>The name without what stands in brackets, as it is compared.</summary>
    public string Plain => Brackets().Replace(ColumnName.Fold(Name), "").ToLowerInvariant();

    /// <summary>What its values are, for a person; text where they may be anything.</summary>
    public FieldKind Looks => Values.Count == 0 ? FieldKind.Text
        : Array.Find(Looked, LooksLike);

    public bool LooksLike(FieldKind kind) => Values.Count == 0 || kind switch
    {
        FieldKind.Day => DayFormats() is not null,
        FieldKind.Money => Fit(value => Makes(new Money(Column, "元"), value)),
        FieldKind.Whole => Fit(value => Makes(new WholeNumber(Column), value)),
        FieldKind.CreditCode => Fit(value => CreditCode().IsMatch(value.Text)),
        FieldKind.DocumentNumber => Fit(value => DocumentNumber().IsMatch(FullWidth.Fold(value.Text))),
        _ => true,
    };

    /// <summary>The formats in which the values are read as days: none where they can mean one day only; null where none will do.</summary>
    public string[]? DayFormats() => Fit(value => Makes(new Date(Column, [], Date.Day), value)) ? []
        : Array.Find(ForeignDays, format => Fit(value => Makes(new Date(Column, [format], Date.Day), value))) is { } found ? [found]
        : null;

    private Column Column => new(Name, MayBeEmpty: false);

    private bool Fit(Func<Cell, bool> fits) => Values.Count(fits) >= Values.Count * Most;

    private bool Makes(Leaf leaf, Cell value)
    {
        var errors = new RowErrors();
        return leaf.Make(new(1, new Dictionary<string, Cell> { [Name] = value }), errors) is not null;
    }

    [GeneratedRegex(@"\(.*?\)|[*:]")]
    private static partial Regex Brackets();

    [GeneratedRegex("^[0-9A-HJ-NPQRTUWXY]{18}$")]
    private static partial Regex CreditCode();

    [GeneratedRegex(@"[〔\[(【][0-9]{4}[〕\])】].*[0-9]+号?$")]
    private static partial Regex DocumentNumber();
}
