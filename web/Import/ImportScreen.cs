using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Dashboard.Grains;
using Spectre.Console;

namespace Dashboard.Web.Import;

/// <summary>
/// Shows an import on the console: the first errors as lines and all of them in a list, the way through the file as a bar, the sums at
/// the end.
/// </summary>
internal sealed class ImportScreen(IAnsiConsole console) : IImportWatcher
{
    /// <summary>Errors that stand on the screen; more would push the first ones out of sight.</summary>
    private const int MostErrors = 20;

    private static readonly JsonSerializerOptions _readable = new() { WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private ProgressTask? _bar;

    /// <summary>Takes every error, also those that do not stand on the screen; null before the file is opened.</summary>
    public ErrorList? Errors { get; set; }

    /// <summary>Draws the bar while the work runs.</summary>
    public Task DuringAsync(Func<Task> work) => console.Progress()
        .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(),
            new ElapsedTimeColumn())
        .StartAsync(async context =>
        {
            _bar = context.AddTask("读取中", maxValue: 1);
            await work();
            _bar.Value = 1;
        });

    public void Remarked(Said sentence) => Say(sentence.Chinese);

    public void RowFailed(long line, Said sentence)
    {
        Errors?.Add(line, "行错误", id: null, code: null, sentence);
        Show($"第 {line} 行：{sentence}");
    }

    public void EventQuarantined(long line, string id, string code, Said reason)
    {
        id = IdentityNumbers.Mask(id);
        Errors?.Add(line, "隔离", id, code, reason);
        Show($"第 {line} 行：事件 {id} 被隔离（{code}）：{reason}");
    }

    public void EventShown(long line, ReadOnlyMemory<byte> json) =>
        console.WriteLine($"第 {line} 行 → {IdentityNumbers.Mask(JsonNode.Parse(json.Span)!.ToJsonString(_readable))}");

    public void Waiting(string why, TimeSpan delay)
    {
        var sentence = $"等 {delay.TotalSeconds:0.#} 秒再送：{why}";
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
            _bar.Description = $"{tally.Rows:N0} 行，{tally.Events:N0} 条事件";
            _bar.IsIndeterminate = progress is null;
            _bar.Value = progress ?? 0;
        }
    }

    public void Summary(ImportTally tally, bool dryRun)
    {
        if (Errors is { Count: > 0 } errors)
        {
            errors.Dispose();
            Say(errors.Count > MostErrors
                ? $"另有 {errors.Count - MostErrors:N0} 条没有显示；全部 {errors.Count:N0} 条见 {errors.Path}"
                : $"以上 {errors.Count:N0} 条也在 {errors.Path}");
        }

        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumn("").AddColumn(new TableColumn("").RightAligned());
        table.AddRow("行 rows", $"{tally.Rows:N0}")
            .AddRow("有错的行 rows with errors", $"{tally.RowsFailed:N0}")
            .AddRow("事件 events", $"{tally.Events:N0}");
        if (!dryRun)
        {
            table.AddRow("已接收 accepted", $"{tally.Accepted:N0}")
                .AddRow("重复 duplicates", $"{tally.Duplicates:N0}")
                .AddRow("已隔离 quarantined", $"{tally.Quarantined:N0}");
            foreach (var (code, count) in tally.QuarantinedByCode)
            {
                table.AddRow($"  {Markup.Escape(code)}", $"{count:N0}");
            }
        }

        console.Write(table);
        if (tally.QuarantinedByCode.ContainsKey("V2"))
        {
            Say("V2：同一编号已有不同的内容。若这是重新公布的名册，请在映射中写 \"replaces\": {\"edition\": 2}，以这一版替换上一版。");
        }

        if (dryRun)
        {
            Say("试读：没有发送任何内容。");
        }
    }

    public void Say(string sentence) => console.WriteLine(sentence);

    private void Show(string sentence)
    {
        if (Errors is null || Errors.Count <= MostErrors)
        {
            Say(sentence);
        }
    }
}
