using System.Text;
using Dashboard.Grains;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Dashboard.Web.Import;

/// <summary>
/// What was sent as <c>multipart/form-data</c>: one file, which goes to the folder for temporary files under a name of our own and is
/// gone when this is disposed, and short texts beside it.
/// </summary>
internal sealed class Upload : IDisposable
{
    public const long MostBytes = 64L << 20;

    /// <summary>What a workbook may come to when it is unpacked: many times of what any register holds.</summary>
    private const long MostUnpacked = 512L << 20;
    private const int MostText = 1 << 20;
    private const int MostParts = 16;

    /// <summary>All of a workbook but its sheets is held in memory.</summary>
    private const long MostHeld = 96L << 20;
    private const int MostNameShown = 120;
    private static readonly string[] Endings = [".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".et", ".ndjson", ".jsonl"];

    private readonly Dictionary<string, string> texts = [];

    private Upload()
    {
    }

    /// <summary>Where the file is.</summary>
    public string Path { get; private set; } = "";

    /// <summary>The name it had, for people; nothing is opened by it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>A text by its name; null when it was not sent.</summary>
    public string? this[string name] => texts.GetValueOrDefault(name);

    /// <exception cref="UploadException">It is not to be had, too large, or holds what is not to be opened.</exception>
    public static async Task<Upload> ReadAsync(HttpRequest request, CancellationToken cancel)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= 200 } boundary)
        {
            throw new UploadException(new("请以 multipart/form-data 发送，文件放在 file 中。", "Send multipart/form-data with the file as “file”."),
                StatusCodes.Status415UnsupportedMediaType);
        }

        var upload = new Upload();
        try
        {
            var parts = new MultipartReader(boundary.Value!, request.Body) { BodyLengthLimit = MostBytes };
            for (var read = 0; read < MostParts && await parts.ReadNextSectionAsync(cancel) is { } part; read++)
            {
                await upload.TakeAsync(part, cancel);
            }

            if (upload.Path.Length == 0)
            {
                throw new UploadException(new("没有收到文件。", "No file was sent."));
            }

            upload.CheckUnpacked();
            return upload;
        }
        catch (InvalidDataException)
        {
            upload.Dispose();
            throw new UploadException(new($"文件超过 {MostBytes >> 20} MiB；请分成几个文件，或用命令行的 import。",
                $"The file is larger than {MostBytes >> 20} MiB: split it, or use the import tool at the machine."),
                StatusCodes.Status413PayloadTooLarge);
        }
        catch
        {
            upload.Dispose();
            throw;
        }
    }

    /// <summary>A sentence that names the file as people know it.</summary>
    public Said Named(Said sentence) =>
        new(sentence.Chinese.Replace(Path, Name, StringComparison.Ordinal), sentence.English.Replace(Path, Name, StringComparison.Ordinal));

    public void Dispose()
    {
        if (Path.Length > 0)
        {
            File.Delete(Path);
        }
    }

    private async Task TakeAsync(MultipartSection part, CancellationToken cancel)
    {
        if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var told))
        {
            return;
        }

        var name = HeaderUtilities.RemoveQuotes(told.Name).Value ?? "";
        if (name == "file" && Path.Length == 0)
        {
            Name = Shown(HeaderUtilities.RemoveQuotes(told.FileNameStar.HasValue ? told.FileNameStar : told.FileName).Value ?? "");
            var ending = System.IO.Path.GetExtension(Name).ToLowerInvariant();
            Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(),
                $"dashboard-{Guid.NewGuid():n}{(Endings.Contains(ending) ? ending : ".unknown")}");
            await using var file = new FileStream(Path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
            await part.Body.CopyToAsync(file, cancel);
        }
        else
        {
            using var text = new StreamReader(part.Body, Encoding.UTF8);
            var buffer = new char[MostText + 1];
            var length = await text.ReadBlockAsync(buffer, cancel);
            texts[name] = length <= MostText ? new(buffer, 0, length)
                : throw new UploadException(new($"{name} 太长。", $"{name} is too long."), StatusCodes.Status413PayloadTooLarge);
        }
    }

    /// <summary>The last part of whatever path a browser or a program names, without numbers of citizens and control characters.</summary>
    private static string Shown(string name)
    {
        name = IdentityNumbers.Mask(string.Concat(name.Split('/', '\\')[^1].Where(character => !char.IsControl(character))));
        return name.Length <= MostNameShown ? name : "…" + name[^MostNameShown..];
    }

    /// <summary>A small workbook may be made to come to any size; it is unpacked once, and thrown away, to see.</summary>
    private void CheckUnpacked()
    {
        if (System.IO.Path.GetExtension(Path) is not (".xlsx" or ".xlsm"))
        {
            return;
        }

        try
        {
            using var packed = System.IO.Compression.ZipFile.OpenRead(Path);
            var (buffer, unpacked) = (new byte[64 * 1024], 0L);
            foreach (var entry in packed.Entries)
            {
                using var part = entry.Open();
                var (isSheet, length) = (entry.FullName.Contains("worksheets/", StringComparison.OrdinalIgnoreCase), 0L);
                for (int read; (read = part.Read(buffer)) > 0;)
                {
                    (unpacked, length) = (unpacked + read, length + read);
                    if (unpacked > MostUnpacked || (length > MostHeld && !isSheet))
                    {
                        throw new UploadException(new($"{Name} 解开后超过 {MostUnpacked >> 20} MiB，没有读。",
                            $"{Name} comes to more than {MostUnpacked >> 20} MiB when unpacked and was not read."),
                            StatusCodes.Status413PayloadTooLarge);
                    }
                }
            }
        }
        catch (InvalidDataException broken)
        {
            throw new UploadException(new($"{Name} 不是可读的表格文件；请用表格软件打开，另存为 .xlsx 或 .csv。",
                $"{Name} is no workbook that can be read; open it in a spreadsheet and save it as .xlsx or .csv."), inner: broken);
        }
    }
}

/// <summary>What was sent cannot be taken: a sentence, and the status it is answered with.</summary>
internal sealed class UploadException(Said said, int status = StatusCodes.Status400BadRequest, Exception? inner = null)
    : Exception(said.Chinese, inner)
{
    public Said Said => said;

    public int Status => status;
}
