namespace Dashboard.Web.Import.Files;

/// <summary>The row of a table that names its columns: where each column of the map stands.</summary>
internal sealed class Header
{
    /// <summary>So many rows that hold anything are looked at for the header, because titles and remarks may stand above it.</summary>
    public const int MostRowsAbove = 20;

    /// <summary>In a table of fewer columns a row with one value may simply lack the other.</summary>
    private const int LeastBesideNote = 3;

    private readonly List<(string Name, int At)> _columns;
    private readonly int _fields;

    private Header(RawRow row, List<(string Name, int At)> columns) => (Line, _fields, _columns) = (row.Line, row.Cells.Count, columns);

    /// <summary>Where it stands.</summary>
    public long Line { get; }

    /// <summary>The row as a header, or null when it lacks a column that the map names.</summary>
    /// <exception cref="MapException">A column that the map names stands in it twice.</exception>
    public static Header? Of(RawRow row, ImportMap map)
    {
        var columns = map.Columns.Select(name => (Name: name, Places: Places(row, name))).ToList();
        if (columns.Exists(column => column.Places.Count == 0))
        {
            return null;
        }

        return columns.Where(column => column.Places.Count > 1).Select(column => column.Name).ToList() is { Count: > 0 } twice
            ? throw new MapException($"第 {row.Line} 行有不止一个{Quoted(twice)}列，不知道该读哪一个。",
                $"Row {row.Line} has more than one column {Quoted(twice)}; which one is to be read?")
            : new(row, [.. columns.Select(column => (column.Name, column.Places[0]))]);
    }

    /// <summary>Why none of the rows is the header, by the one that comes nearest to it.</summary>
    public static MapException None(IReadOnlyList<RawRow> rows, ImportMap map)
    {
        if (rows.Count == 0)
        {
            return new("文件是空的：应有一行写明列名。", "The file is empty: a row with the names of the columns is needed.");
        }

        var nearest = rows.MaxBy(row => map.Columns.Count(name => Places(row, name).Count > 0))!;
        var missing = map.Columns.Where(name => Places(nearest, name).Count == 0);
        var named = nearest.Cells.Where(cell => !cell.IsBlank).Select(cell => cell.Text);
        var (without, has) = (Quoted(missing), Quoted(named));
        return map.Shape.HeaderLine is null
            ? new($"第 {nearest.Line} 行没有映射写明的列{without}；它有{has}。标题应在前 {MostRowsAbove} 行之内，或在映射中写 \"header\": 行号。",
                $"Row {nearest.Line} lacks the columns {without} of the map; it has {has}. The header stands in the first "
                    + $"{MostRowsAbove} rows, or the map says \"header\" with its number.")
            : new($"第 {nearest.Line} 行没有映射写明的列{without}；它有{has}。",
                $"Row {nearest.Line} lacks the columns {without} of the map; it has {has}.");
    }

    /// <summary>A row of the table under this header.</summary>
    /// <param name="row">As it stands.</param>
    /// <param name="partedByDelimiter">A field too many means that a value holds a bare delimiter, and all after it are shifted.</param>
    public SourceRow Row(RawRow row, bool partedByDelimiter)
    {
        if (row.Defect is { } defect)
        {
            return SourceRow.Unreadable(row.Line, defect);
        }

        if (partedByDelimiter && row.Cells.Skip(_fields).Any(cell => !cell.IsBlank))
        {
            return SourceRow.Unreadable(row.Line, new($"这一行有 {row.Cells.Count} 列，标题只有 {_fields} 列（值里的分隔符要加引号）",
                $"this row has {row.Cells.Count} columns, the header only {_fields} (a delimiter within a value needs quotes around it)"));
        }

        var cells = new Dictionary<string, Cell>(_columns.Count, StringComparer.Ordinal);
        foreach (var (name, at) in _columns)
        {
            cells[name] = at < row.Cells.Count ? row.Cells[at] : "";
        }

        return new(row.Line, cells, Note: _fields >= LeastBesideNote ? row.OnlyText : null);
    }

    /// <summary>Where the column stands: as it is written, else as <see cref="ColumnName"/> reads it.</summary>
    private static List<int> Places(RawRow row, string name)
    {
        var exact = row.Cells.Index().Where(cell => cell.Item.Text == name).Select(cell => cell.Index).ToList();
        var folded = ColumnName.Fold(name);
        return exact.Count > 0
            ? exact
            : [.. row.Cells.Index().Where(cell => ColumnName.Fold(cell.Item.Text ?? "") == folded).Select(cell => cell.Index)];
    }

    private static string Quoted(IEnumerable<string> names) => string.Join('、', names.Select(name => $"“{name.ReplaceLineEndings("")}”"));
}
