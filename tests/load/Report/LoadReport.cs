using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Spectre.Console;

namespace Dashboard.Load.Report;

/// <summary>Collects figures and faults, prints the closing table, writes the JSON.</summary>
internal sealed class LoadReport(IAnsiConsole console)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Columns that stand in the table only when a figure fills them.</summary>
    private static readonly (string Name, Func<Figure, List<double>> Of)[] Columns =
    [
        ("CPU s/1,000 ev", figure => figure.CpuPerThousand),
        ("CPU %", figure => figure.CpuPercent),
        ("RSS MB", figure => figure.ResidentMegabytes),
        ("CPU µs", figure => figure.CpuMicroseconds),
        ("B allocated", figure => figure.AllocatedBytes),
    ];

    private readonly List<Figure> figures = [];
    private readonly List<string> faults = [];
    private readonly List<string> remarks = [];
    private readonly List<BoxState> box = [];

    /// <summary>True when any correctness check failed.</summary>
    public bool Failed => faults.Count > 0;

    /// <summary>Adds the value of one repeat to the figure of that name.</summary>
    public Figure Add(string scenario, string what, string unit, double value, Target? target = null)
    {
        var figure = figures.Find(known => known.Scenario == scenario && known.What == what);
        if (figure is null)
        {
            figure = new Figure(scenario, what, unit) { Target = target };
            figures.Add(figure);
        }

        figure.Values.Add(value);
        console.MarkupLineInterpolated($"[grey]{scenario,-7} {what,-70}[/] {Format(value)} [grey]{unit}[/]");
        return figure;
    }

    public void Fault(string scenario, string what)
    {
        faults.Add($"{scenario}: {what}");
        console.MarkupLineInterpolated($"[red]{scenario,-7} {what}[/]");
    }

    public void Remark(string text)
    {
        remarks.Add(text);
        console.MarkupLineInterpolated($"[yellow]{text}[/]");
    }

    public void Box(string when, string folder) => box.Add(BoxState.Read(when, folder));

    public void Print(TimeSpan elapsed)
    {
        var table = new Table { Border = TableBorder.Simple }
            .AddColumns("", "measured")
            .AddColumn(new TableColumn("median").RightAligned())
            .AddColumn(new TableColumn("min … max").RightAligned())
            .AddColumn(new TableColumn("target").RightAligned());
        var columns = Array.FindAll(Columns, column => figures.Exists(figure => column.Of(figure).Count > 0));
        foreach (var (name, _) in columns)
        {
            table.AddColumn(new TableColumn(name).RightAligned());
        }

        foreach (var figure in figures)
        {
            var colour = figure.Met switch { true => "green", false => "red", null => "default" };
            table.AddRow([
                Markup.Escape(figure.Scenario),
                Markup.Escape(figure.What),
                $"[{colour}]{Format(figure.Median)} {Markup.Escape(figure.Unit)}[/]",
                $"{Format(figure.Values.Min())} … {Format(figure.Values.Max())}",
                figure.Target is { } target ? Wanted(target) : "",
                .. columns.Select(column => Optional(column.Of(figure))),
            ]);
        }

        console.Write(table);
        PrintBox();
        foreach (var remark in remarks)
        {
            console.MarkupLineInterpolated($"[yellow]{remark}[/]");
        }

        foreach (var fault in faults)
        {
            console.MarkupLineInterpolated($"[red]FAILED {fault}[/]");
        }

        var verdict = Failed ? $"{faults.Count} correctness faults: the figures above do not count." : "Every correctness check passed.";
        console.MarkupLineInterpolated($"{verdict} Whole run {elapsed.TotalSeconds:0} s on {Environment.ProcessorCount} cores.");
    }

    /// <summary>Prints each target with the medians measured for it.</summary>
    /// <returns>False when one is missed, or was to be measured and was not.</returns>
    public bool PrintGate(IEnumerable<Target> targets)
    {
        var table = new Table { Border = TableBorder.Simple }.AddColumns("", "target", "wanted", "measured", "");
        var all = true;
        foreach (var target in targets)
        {
            var measured = figures.Where(figure => figure.Target == target).ToList();
            var met = measured.Count > 0 && measured.TrueForAll(figure => figure.Met == true);
            all &= met;
            table.AddRow(
                Markup.Escape(target.Scenario),
                Markup.Escape(target.What),
                $"{Wanted(target)} {target.Unit}",
                measured.Count == 0 ? "-" : string.Join(" · ", measured.Select(figure => Format(figure.Median))),
                met ? "[green]met[/]" : measured.Count > 0 ? "[red]missed[/]" : "[red]not measured[/]");
        }

        console.Write(table);
        console.MarkupLine(all ? "[green]Every target is met.[/]" : "[red]At least one target is missed.[/]");
        return all;
    }

    public async Task WriteAsync(string file, TimeSpan elapsed)
    {
        await using var stream = File.Create(file);
        var (elapsedSeconds, cores) = (elapsed.TotalSeconds, Environment.ProcessorCount);
        await JsonSerializer.SerializeAsync(stream, new { elapsedSeconds, cores, figures, faults, remarks, box }, Json);
    }

    private static string Wanted(Target target) => $"{(target.AtLeast ? "≥" : "≤")} {Format(target.Limit)}";

    private static string Optional(List<double> values) => values.Count == 0 ? "" : Format(Figure.MedianOf(values));

    private static string Format(double value) => Math.Abs(value) switch
    {
        double.NaN => "-",
        >= 1000 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 100 => value.ToString("0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        >= 0.1 => value.ToString("0.00", CultureInfo.InvariantCulture),
        _ => value.ToString("0.000", CultureInfo.InvariantCulture),
    };

    private void PrintBox()
    {
        if (box.Count == 0)
        {
            return;
        }

        var usual = Figure.MedianOf([.. box.Select(state => state.FlushP99)]);
        var median = Figure.MedianOf([.. box.Select(state => state.FlushP50)]);
        var (worst, cpu, io) = (box.Max(state => state.FlushP99), box.Max(state => state.CpuPressure), box.Max(state => state.IoPressure));
        console.MarkupLineInterpolated($"[grey]fdatasync of 8 KB: p50 {median:0.00} ms, p99 median {usual:0.00}, worst {worst:0.00} ms[/]");
        console.MarkupLineInterpolated($"[grey]cpu pressure {cpu:0} %, io {io:0} % at most[/]");
        foreach (var state in box.Where(state => state.FlushP99 > 2 * usual))
        {
            console.MarkupLineInterpolated(
                $"[yellow]The disk was slow at {state.When}: fdatasync p99 {state.FlushP99:0.00} ms. Read that repeat with care.[/]");
        }
    }
}
