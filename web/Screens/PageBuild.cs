using System.IO.Hashing;
using Microsoft.Extensions.FileProviders;

namespace Dashboard.Web.Screens;

/// <summary>
/// Which build of the pages this host serves: another as soon as one byte of them is, so that a screen left behind is seen.
/// </summary>
internal sealed class PageBuild(IWebHostEnvironment environment, TimeProvider clock)
{
    /// <summary>The header by which a page's worker knows of which build an answer is.</summary>
    public const string Header = "Dashboard-Build";

    /// <summary>Where pages are being written the name follows their files, this far behind: every answer names it.</summary>
    private static readonly TimeSpan Behind = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private string? name;
    private long computedAt;

    /// <summary>Version and the beginning of a hash: <c>1.0.0-3f2a9c01</c>.</summary>
    public string Name
    {
        get
        {
            lock (gate)
            {
                if (name is null || (environment.IsDevelopment() && clock.GetElapsedTime(computedAt) > Behind))
                {
                    (name, computedAt) = (Compute(environment.WebRootFileProvider), clock.GetTimestamp());
                }

                return name;
            }
        }
    }

    private static string Compute(IFileProvider files)
    {
        var hash = new XxHash128();
        foreach (var file in Under(files, "").OrderBy(static file => file.Path, StringComparer.Ordinal))
        {
            using var stream = file.File.CreateReadStream();
            hash.Append(System.Text.Encoding.UTF8.GetBytes(file.Path));
            hash.Append(stream);
        }

        var version = typeof(PageBuild).Assembly.GetName().Version?.ToString(3);
        return $"{version}-{Convert.ToHexStringLower(hash.GetCurrentHash())[..8]}";
    }

    private static IEnumerable<(string Path, IFileInfo File)> Under(IFileProvider files, string folder) =>
        files.GetDirectoryContents(folder).SelectMany(entry => entry.IsDirectory
            ? Under(files, $"{folder}/{entry.Name}")
            : [($"{folder}/{entry.Name}", entry)]);
}
