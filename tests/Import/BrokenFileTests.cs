using System.IO.Compression;

namespace Dashboard.Tests.Import;

/// <summary>Whatever stands in a file, the tool ends with its sums or with a sentence.</summary>
public sealed class BrokenFileTests : IDisposable
{
    private const int Tries = 40;

    private readonly StandInDashboard _dashboard = new();
    private readonly ScratchFolder _folder = new();
    private readonly ImportTrial _trial;

    public BrokenFileTests() => _trial = new(_dashboard);

    public void Dispose()
    {
        _dashboard.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("12-date-formats.xlsx")]
    [InlineData("13-title.xlsx")]
    [InlineData("14-hidden-same.xlsx")]
    [InlineData("16-formula.xlsx")]
    [InlineData("11-big5.csv")]
    [InlineData("11-swallow.csv")]
    [InlineData("17-cr.csv")]
    public async Task A_file_with_bytes_changed_at_random_is_read_or_refused_with_a_sentence(string file)
    {
        for (var seed = 0; seed < Tries; seed++)
        {
            var random = new Random(seed);
            var broken = _folder.At($"{seed}{Path.GetExtension(file)}");
            if (file.EndsWith(".xlsx", StringComparison.Ordinal))
            {
                BreakPart(SharedCases.At(file), broken, random);
            }
            else
            {
                _folder.Write(Path.GetFileName(broken), Changed(await File.ReadAllBytesAsync(SharedCases.At(file), Cancellation), random));
            }

            var exit = await _trial.RunAsync([broken, "--map", SharedCases.Arguments(file)[2], "--dry-run"], Cancellation);

            Assert.True(exit is 0 or 1 or 2 && _trial.Output.AsSpan().ContainsAny('。', '：'), $"seed {seed}: {exit} {_trial.Output}");
        }
    }

    [Fact]
    public async Task A_workbook_that_is_cut_short_or_is_none_is_refused_with_a_sentence()
    {
        var whole = await File.ReadAllBytesAsync(SharedCases.At("15-base.xlsx"), Cancellation);
        foreach (var length in (int[])[0, 1, 4, 100, whole.Length / 2, whole.Length - 1])
        {
            string[] arguments = [_folder.Write("cut.xlsx", whole[..length]), "--map", SharedCases.Arguments("15-base.xlsx")[2]];

            var exit = await _trial.RunAsync(arguments, Cancellation);

            Assert.Equal(2, exit);
            Assert.Contains("不是可读的表格文件", _trial.Output, StringComparison.Ordinal);
        }

        Assert.Empty(_dashboard.Posts);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The workbook with one of its parts changed inside, so that the package itself stays whole.</summary>
    private static void BreakPart(string path, string broken, Random random)
    {
        using var from = ZipFile.OpenRead(path);
        using var to = ZipFile.Open(broken, ZipArchiveMode.Create);
        var unlucky = random.Next(from.Entries.Count);
        foreach (var (at, entry) in from.Entries.Index())
        {
            using var content = new MemoryStream();
            using (var stream = entry.Open())
            {
                stream.CopyTo(content);
            }

            using var written = to.CreateEntry(entry.FullName).Open();
            written.Write(at == unlucky ? Changed(content.ToArray(), random) : content.ToArray());
        }
    }

    private static byte[] Changed(byte[] bytes, Random random)
    {
        for (var change = random.Next(1, 6); change > 0; change--)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return bytes;
    }
}
