namespace Dashboard.Web.Import.Files;

/// <summary>
/// What stands in cells that are merged over several rows: the file holds it in the first one only. It is carried down where the map says
/// so; else the cells below are defects, because nobody knows whether the value is meant for each of them.
/// </summary>
internal sealed class MergedCells(SheetOutline outline, bool carriesDown)
{
    private readonly Dictionary<int, (Cell Value, long Last)> _open = [];

    /// <summary>The cells of a row, which come in their order from above; a blank row stays one.</summary>
    public List<Cell> Apply(long line, List<Cell> cells)
    {
        if (cells.Count == 0)
        {
            return cells;
        }

        foreach (var (column, (value, last)) in _open)
        {
            if (line > last)
            {
                _open.Remove(column);
            }
            else if (cells.Count <= column || cells[column].IsBlank)
            {
                while (cells.Count <= column)
                {
                    cells.Add("");
                }

                cells[column] = carriesDown ? value
                    : new("", Defect: new("在合并的单元格里，值只写在第一行；若对每一行都算数，请在映射中写 \"merged\": \"carryDown\"",
                        "a merged cell has its value in the first row; if it holds for each, the map says \"merged\": \"carryDown\""));
            }
        }

        foreach (var (column, last) in outline.Merged[line])
        {
            if (column < cells.Count && !cells[column].IsBlank)
            {
                _open[column] = (cells[column], last);
            }
        }

        return cells;
    }
}
