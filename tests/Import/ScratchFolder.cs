using System.Text;

namespace Dashboard.Tests.Import;

/// <summary>A folder of its own for a test's files.</summary>
internal sealed class ScratchFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("dashboard-import-").FullName;

    public string At(string name) => Path.Combine(_path, name);

    public string Write(string name, string text) => Write(name, new UTF8Encoding(false).GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(At(name), bytes);
        return At(name);
    }

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
