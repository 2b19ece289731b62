using Dashboard.Web.Import;
using Spectre.Console;

namespace Dashboard.Tests.Import;

/// <summary>Runs the command as a shell would, against a stand-in, and keeps what it writes.</summary>
internal sealed class ImportTrial(HttpMessageHandler dashboard)
{
    public HurriedTime Time { get; } = new();

    public string Output { get; private set; } = "";

    /// <summary>The list of all errors, as CSV; empty when there were none.</summary>
    public string Errors { get; private set; } = "";

    public async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        using var folder = new ScratchFolder();
        await using var written = new StringWriter();
        var console = AnsiConsole.Create(new()
        {
            Ansi = AnsiSupport.No,
            Interactive = InteractionSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(written),
        });
        console.Profile.Width = 4096;
        var exit = await ImportCommand.RunAsync(["--errors", folder.At("errors.csv"), .. args], console, dashboard, Time, cancellation);
        Output = written.ToString();
        Errors = File.Exists(folder.At("errors.csv")) ? await File.ReadAllTextAsync(folder.At("errors.csv"), CancellationToken.None) : "";
        return exit;
    }
}
