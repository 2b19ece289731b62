namespace Dashboard.Web.Import.Files;

/// <summary>
/// Names of columns as people write them: full width or half, with line breaks and blanks inside, are one name
/// (“处罚金额\n（万元）” = “处罚金额(万元)”).
/// </summary>
internal static class ColumnName
{
    public static string Fold(string name) => string.Concat(FullWidth.Fold(name).Where(character => !char.IsWhiteSpace(character)));
}
