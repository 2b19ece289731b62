namespace Dashboard.Web.Import.Files;

/// <summary>Opens a file by the end of its name.</summary>
internal static class RowFile
{
    /// <exception cref="MapException">There is no such file, or it is of no known kind.</exception>
    public static IRowFile Open(string path, ImportMap map)
    {
        try
        {
            return Path.GetExtension(path).ToUpperInvariant() switch
            {
                ".CSV" or ".TSV" or ".TXT" => new CsvFile(path, map),
                ".XLSX" or ".XLSM" => new XlsxFile(path, map),
                ".NDJSON" or ".JSONL" => new NdjsonFile(path),
                ".XLS" or ".ET" => throw new MapException($"{path} 是旧格式的表格，请另存为 .xlsx 或 .csv。",
                    $"{path} is a workbook of an old kind; save it as .xlsx or .csv."),
                _ => throw new MapException($"{path} 不是 .csv、.xlsx 或 .ndjson（.tsv、.txt、.xlsm、.jsonl 也可以）。",
                    $"{path} is not .csv, .xlsx or .ndjson (.tsv, .txt, .xlsm and .jsonl will do too)."),
            };
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            throw new MapException($"{path} 打不开：{broken.Message}", $"{path} cannot be opened: {broken.Message}", broken);
        }
    }
}
