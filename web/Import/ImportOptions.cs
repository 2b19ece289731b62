using System.Globalization;

namespace Dashboard.Web.Import;

/// <summary>What stands on the command line after <c>import</c>.</summary>
internal sealed record ImportOptions
{
    public const string Usage = """
        Usage: dotnet run --project web -- import FILE --map MAP.json [--to URL] [--dry-run]

        Sends the rows of a table to the dashboard as events. A repeat is safe: rows are known by the map's key columns.
          FILE               .csv (.tsv, .txt), .xlsx or .ndjson (.jsonl)
          --map MAP.json     how rows become events (seeds/maps has an example)
          --to URL           the dashboard; http://localhost:5080 when not said
          --dry-run          checks every row, shows the first events, sends nothing
          --show N           how many events a dry run shows; 3 when not said
          --batch N          events per post, 1 to 5000; 500 when not said
          --give-up-after S  seconds for which a post is repeated while the dashboard cannot be reached; for ever when not said
        Exit code: 0 all rows are in; 1 some are not, or the import was stopped; 2 the command line, the map or the file cannot be used.
        """;

    public required string File { get; init; }

    public required string Map { get; init; }

    public Uri To { get; init; } = new("http://localhost:5080/");

    public bool DryRun { get; init; }

    /// <summary>Events that a dry run shows.</summary>
    public int Show { get; init; } = 3;

    /// <summary>Events per post.</summary>
    public int Batch { get; init; } = 500;

    /// <summary>For how long one post is repeated; null: for ever.</summary>
    public TimeSpan? GiveUpAfter { get; init; }

    /// <exception cref="MapException">The command line cannot be understood; the message says why.</exception>
    public static ImportOptions Parse(IReadOnlyList<string> arguments)
    {
        string? file = null;
        string? map = null;
        var options = new ImportOptions { File = "", Map = "" };
        for (var at = 0; at < arguments.Count; at++)
        {
            var argument = arguments[at];
            switch (argument)
            {
                case "--map":
                    map = Value(arguments, ref at);
                    break;
                case "--to":
                    options = options with { To = Address(Value(arguments, ref at)) };
                    break;
                case "--dry-run":
                    options = options with { DryRun = true };
                    break;
                case "--show":
                    options = options with { Show = Number(argument, Value(arguments, ref at), 0, 1_000) };
                    break;
                case "--batch":
                    options = options with { Batch = Number(argument, Value(arguments, ref at), 1, 5_000) };
                    break;
                case "--give-up-after":
                    options = options with { GiveUpAfter = TimeSpan.FromSeconds(Number(argument, Value(arguments, ref at), 0,
                        31_536_000)) };
                    break;
                case ['-', ..]:
                    throw new MapException($"{argument} is not an option of import.");
                default:
                    file = file is null
                        ? argument
                        : throw new MapException($"Only one file can be imported at a time, not also {argument}.");
                    break;
            }
        }

        return options with
        {
            File = file ?? throw new MapException("Which file? Name it after import."),
            Map = map ?? throw new MapException("Which map? Name it with --map MAP.json."),
        };
    }

    private static string Value(IReadOnlyList<string> arguments, ref int at) =>
        ++at < arguments.Count ? arguments[at] : throw new MapException($"A value is missing after {arguments[at - 1]}.");

    private static int Number(string option, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new MapException($"{option} is a whole number from {least} to {most}, not {text}.");

    private static Uri Address(string text) =>
        Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new MapException($"--to is an address such as http://localhost:5080, not {text}.");
}
