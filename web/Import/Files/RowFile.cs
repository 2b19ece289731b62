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
                ".XLSX" => new XlsxFile(path, map),
                ".NDJSON" or ".JSONL" => new NdjsonFile(path),
                ".XLS" => throw new MapException($"{path} is a sheet of the old kind; save it as .xlsx or .csv."),
                _ => throw new MapException($"{path} is neither .csv nor .xlsx nor .ndjson (.tsv, .txt and .jsonl go too)."),
            };
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            throw new MapException($"{path} cannot be opened: {broken.Message}", broken);
        }
    }
}
