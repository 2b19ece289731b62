using System.IO.Hashing;
using System.Text;
using Dashboard.Grains;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Options;

namespace Dashboard.Web.Screens;

/// <summary>
/// Which build of the pages this host serves: another as soon as one byte of them is, so that a screen left behind is seen. The
/// jurisdiction, which pages name, is one of these bytes.
/// </summary>
internal sealed class PageBuild(IWebHostEnvironment environment, TimeProvider clock, IOptions<DashboardOptions> options)
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
                    (name, computedAt) = (Compute(environment.WebRootFileProvider, options.Value.Jurisdiction), clock.GetTimestamp());
                }

                return name;
            }
        }
    }

    /// <summary>Where files of a build stand: there they never change.</summary>
    public static string Under(string name) => $"/~{name}";

    private static string Compute(IFileProvider files, string jurisdiction)
    {
        var hash = new XxHash128();
        hash.Append(Encoding.UTF8.GetBytes(jurisdiction));
        foreach (var file in Under(files, "").OrderBy(static file => file.Path, StringComparer.Ordinal))
        {
            using var stream = file.File.CreateReadStream();
            hash.Append(Encoding.UTF8.GetBytes(file.Path));
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
