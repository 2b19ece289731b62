using System.Text.RegularExpressions;
using Dashboard.Web.Import.Files;

namespace Dashboard.Web.Import;

/// <summary>
/// A column as a map names it. <c>"case_num"</c> must have a value in every row, else the row is an error;
/// <c>"district?"</c> may be empty (or, in NDJSON, missing), and then what depends on it is left out.
/// </summary>
internal readonly partial record struct Column(string Name, bool MayBeEmpty)
{
    /// <summary>Line breaks in a name are those of a narrow cell and part of no name.</summary>
    public static Column Parse(string text)
    {
        var name = text.ReplaceLineEndings("").Trim();
        return name.EndsWith('?') ? new(name[..^1].TrimEnd(), true) : new(name, false);
    }

    /// <summary>The cell, or null when it is empty; an error is added when it may not be, or holds what must not be used.</summary>
    public Cell? Read(SourceRow row, RowErrors errors)
    {
        var known = row.Cells.TryGetValue(Name, out var cell);
        if (cell.Defect is { } defect)
        {
            errors.Add(this, defect.Chinese, defect.English);
            return null;
        }

        if (!cell.IsBlank)
        {
            return cell;
        }

        if (!MayBeEmpty)
        {
            errors.Add(known ? new Said($"“{Name}”为空", $"“{Name}” is empty") : new($"没有“{Name}”这一列", $"there is no column “{Name}”"));
        }

        return null;
    }

    /// <summary>
    /// The cell's text, for what is named by it. A number that a spreadsheet has written with an exponent has lost its last digits, and
    /// with them what it named.
    /// </summary>
    public string? ReadText(SourceRow row, RowErrors errors)
    {
        var text = Read(row, errors)?.Text;
        if (text is null || !WithExponent().IsMatch(text))
        {
            return text;
        }

        errors.Add(this, $"“{text}”是表格软件写成的科学计数，末位数字已丢失；请在原表中把该列设为“文本”格式后重新填写、导出",
            $"“{text}” is a number a spreadsheet has shortened, its last digits lost; make the column text and fill it in again");
        return null;
    }

    [GeneratedRegex(@"^-?[0-9](\.[0-9]+)?[eE]\+[0-9]{2,3}$")]
    private static partial Regex WithExponent();
}
