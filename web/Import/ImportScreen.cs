using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Dashboard.Web.Import;

/// <summary>Shows an import on the console: errors as lines, the way through the file as a bar, the sums at the end.</summary>
internal sealed class ImportScreen(IAnsiConsole console) : IImportWatcher
{
    private static readonly JsonSerializerOptions _readable = new() { WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private ProgressTask? _bar;

    /// <summary>Draws the bar while the work runs.</summary>
    public Task DuringAsync(Func<Task> work) => console.Progress()
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(),
            new ElapsedTimeColumn())
        .StartAsync(async context =>
        {
            _bar = context.AddTask("reading", maxValue: 1);
            await work();
            _bar.Value = 1;
        });

    public void RowFailed(long line, string sentence) => console.WriteLine($"line {line}: {sentence}");

    public void EventQuarantined(long line, string id, string code, string reason) =>
        console.WriteLine($"line {line}: quarantined {code} ({id}): {reason}");

    public void EventShown(long line, ReadOnlyMemory<byte> json) =>
        console.WriteLine($"line {line} → {JsonNode.Parse(json.Span)!.ToJsonString(_readable)}");

    public void Waiting(string why, TimeSpan delay)
    {
        var sentence = $"waiting {delay.TotalSeconds:0.#} s for the dashboard: {why}";
        if (console.Profile.Capabilities.Interactive && _bar is not null)
        {
            _bar.Description = Markup.Escape(sentence);
        }
        else
        {
            console.WriteLine(sentence);
        }
    }

    public void Advanced(ImportTally tally, double? progress)
    {
        if (_bar is not null)
        {
            _bar.Description = $"{tally.Rows:N0} rows, {tally.Events:N0} events";
            _bar.IsIndeterminate = progress is null;
            _bar.Value = progress ?? 0;
        }
    }

    public void Summary(ImportTally tally, bool dryRun)
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumn("").AddColumn(new TableColumn("").RightAligned());
        table.AddRow("rows", $"{tally.Rows:N0}")
            .AddRow("rows with errors", $"{tally.RowsFailed:N0}")
            .AddRow("events", $"{tally.Events:N0}");
        if (!dryRun)
        {
            table.AddRow("accepted", $"{tally.Accepted:N0}")
                .AddRow("duplicates", $"{tally.Duplicates:N0}")
                .AddRow("quarantined", $"{tally.Quarantined:N0}");
            foreach (var (code, count) in tally.QuarantinedByCode)
            {
                table.AddRow($"  {Markup.Escape(code)}", $"{count:N0}");
            }
        }

        console.Write(table);
        if (dryRun)
        {
            console.WriteLine("Dry run: nothing was sent.");
        }
    }

    public void Say(string sentence) => console.WriteLine(sentence);
}
