using Dashboard.Web.Import;
using Spectre.Console;

namespace Dashboard.Tests.Import;

/// <summary>Runs the command as a shell would, against a stand-in, and keeps what it writes.</summary>
internal sealed class ImportTrial(HttpMessageHandler dashboard)
{
    public HurriedTime Time { get; } = new();

    public string Output { get; private set; } = "";

    public async Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        await using var written = new StringWriter();
        var console = AnsiConsole.Create(new()
        {
            Ansi = AnsiSupport.No,
            Interactive = InteractionSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(written),
        });
        console.Profile.Width = 4096;
        var exit = await ImportCommand.RunAsync(args, console, dashboard, Time, cancellation);
        Output = written.ToString();
        return exit;
    }
}
