namespace Dashboard.Web.Import.Files;

/// <summary>One way to see a file as rows: a sheet of a workbook, or a text file parted by one delimiter.</summary>
/// <param name="Name">For people: “工作表“处罚””, “分隔符“;””.</param>
/// <param name="IsPlain">It is what everybody expects, so that nothing need be said of it: a text file parted by commas.</param>
/// <param name="Rows">Its rows from the beginning, read anew each time they are asked for.</param>
internal sealed record Table(Said Name, bool IsPlain, Func<IAsyncEnumerable<RawRow>> Rows)
{
    /// <summary>The sheet's own name; null in a text file.</summary>
    public string? Sheet { get; init; }
}
