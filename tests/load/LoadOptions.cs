using System.Globalization;
using Dashboard.Load.Product;

namespace Dashboard.Load;

/// <summary>What to measure, read from the command line.</summary>
internal sealed record LoadOptions
{
    public const string Help = """
        Dashboard.Load - drives the product from outside and measures it; for the budget, stage by stage in this process.

          dotnet run --project tests/load -c Release -- [options]

          --scenarios LIST   any of s1,s2,s3,budget,ack,s4,s5,s6,s7,s9,s10,s12,s13,s14,s15,r2,access,shapes,contend,
                             province,open-start,turns (default: all but s15 and r2)
                               s1    durable events/s into PostgreSQL, posts of 100, 8 writers
                               s2    the same into SQLite
                               s3    events/s in single posts on 64 connections
                               budget  microseconds and bytes allocated per event or version, stage by stage, in and out
                               ack   acknowledgement p50/p99 by batch size (1, 10, 100, 1000) and teams (1, 9, 50)
                               s4    event -> frame, 100 watchers, 1,000 events/s (jurisdiction and team view)
                               s5    event -> frame, 1,000 watchers, 100 and 1,000 events/s
                               s6    event -> frame, 1 and 100 watchers, 100 events/s; 1 watcher, 1,000 events/s
                               s7    event -> frame, 100 watchers, while 8 writers post batches as fast as they go through
                               s9    5,000 watchers held: memory of each, and until all are back when their links break
                               s10   kill -9 under load -> the first acknowledgement, and 1,000 watchers back without a gap
                               s12   start with 1,000,000 events, with and without a snapshot
                               s13   memory of a team with 400 open subjects, of an item, of an open subject
                               s14   three times what goes through, for a minute: memory, 429/503, and how soon it is over
                               s15   a quarter of an hour at half of what goes through, and what goes through before and after
                               r2    twenty kills -9 a repeat, at work and at start, 30 % of the posts sent again: nothing lost or doubled
                               access   events/s with a token against none; event -> frame of 99 screens with three masks against one
                               shapes   events/s with a tenth of them at one firm of 10,000 visits, one plan of 5,000 tasks,
                                        one vehicle of 500 cases; beside 100,000 open subjects; each against the same without
                               contend  events/s with a tenth of them visits of two teams to the same firms, tasks of one plan
                                        of all teams, or registers sent anew; each against the same undisturbed
                               province  events/s into a city of 90 districts of 11 teams against a bureau of 9 teams
                               open-start  memory of an open subject and time to start, with 100,000 of them
                               turns warnings turning by time alone -> frame, beside 10,000 open clocks; CPU of a quiet minute
          --store LIST       postgresql,sqlite (default: both, where the scenario does not name one)
          --repeat N         repeats of each figure, medians are printed (default 3; 2 with --quick)
          --quick            fewer events and cells: at most 3 minutes
          --compare          in the same run, in turn with the product:
                               (a) raw idempotent inserts of the same rows: of 100 (PostgreSQL on 2 and 8 connections; SQLite),
                                   and for s3 single ones of 64 callers, with a trigger that keeps a sum per team and counter
                               (b) a GROUP BY dashboard query over the same rows, polled by each screen once a second
          --events N         events of one repeat of s1 and s2; s3, shapes and contend take a share of it (default 200000)
          --gate             --compare, and at the end each target with its median, met or missed; exit code 3 when one is missed
          --cold-events N    events of s12 (default 1000000)
          --minutes N        begin no further scenario or repeat after N minutes (default 13; 2 with --quick)
          --json FILE        also write all figures, every repeat, to FILE
          --web FILE         dll of a web host built already (default: published as the README has operators do it)
          --against FILE     dll of another build of the web host: s1, s2 and s3 measure both in turn, and their ratio
          --without LIST     counters that are not compared with the count: an earlier build does not know them
          --seeds DIR        Dashboard:Seeds of the product (default: seeds/ of the repository)
          --dir DIR          folder for databases and logs (default: the system's temporary folder); removed at the end
          --keep             keep that folder
          --seen MS          how often a watcher reports what it has drawn, 0 = never (default 1000)
          --no-spin          run the product with DOTNET_ThreadPool_UnfairSemaphoreSpinLimit=0
          --server KEY=VALUE an environment variable for the product; may be repeated
          --jurisdiction ID  default 330203
          --help

        Exit code: 0; 1 when a figure failed its correctness check; 2 when the run could not be made; 3 when --gate missed a target.
        Without --gate targets are only printed beside the figures.
        """;

    /// <summary>A quarter of an hour by itself.</summary>
    private const string Longest = "s15";

    /// <summary>Proves and measures nothing; as long as one likes.</summary>
    private const string Kills = "r2";

    private static readonly string[] All =
    [
        "s1", "s2", "s3", "budget", "ack", "s4", "s5", "s6", "s7", "s9", "s10", "s12", "s13", "s14", Longest, Kills, "access", "shapes",
        "contend", "province", "open-start", "turns",
    ];

    public IReadOnlySet<string> Scenarios { get; init; } = All.Where(static name => name is not (Longest or Kills)).ToHashSet();

    public IReadOnlyList<Store> Stores { get; init; } = [Store.PostgreSQL, Store.SQLite];

    public int Repeats { get; init; } = 3;

    public bool Quick { get; init; }

    public bool Compare { get; init; }

    /// <summary>Judge the run by the targets.</summary>
    public bool Gate { get; init; }

    public int Events { get; init; } = 200_000;

    public int ColdEvents { get; init; } = 1_000_000;

    public TimeSpan Budget { get; init; } = TimeSpan.FromMinutes(13);

    public string? JsonFile { get; init; }

    public string? WebDll { get; init; }

    /// <summary>Another build to measure in turn with the product.</summary>
    public string? Against { get; init; }

    /// <summary>Counters of which the product is not asked.</summary>
    public IReadOnlySet<string> Without { get; init; } = new HashSet<string>();

    public string? Seeds { get; init; }

    public string Folder { get; init; } = Path.GetTempPath();

    public bool Keep { get; init; }

    public TimeSpan SeenEvery { get; init; } = TimeSpan.FromSeconds(1);

    public bool NoSpin { get; init; }

    public IReadOnlyList<(string Name, string Value)> ServerSettings { get; init; } = [];

    public string Jurisdiction { get; init; } = "330203";

    /// <summary>Null when help was asked for.</summary>
    public static LoadOptions? Parse(string[] arguments)
    {
        var options = new LoadOptions();
        if (arguments.Contains("--quick"))
        {
            options = options with { Quick = true, Repeats = 2, Events = 60_000, ColdEvents = 200_000, Budget = TimeSpan.FromMinutes(2) };
        }

        for (var index = 0; index < arguments.Length; index++)
        {
            var name = arguments[index];
            string Value() => ++index < arguments.Length ? arguments[index] : throw new LoadException($"{name} needs a value.");
            options = name switch
            {
                "--quick" => options,
                "--compare" => options with { Compare = true },
                "--gate" => options with { Gate = true, Compare = true },
                "--keep" => options with { Keep = true },
                "--no-spin" => options with { NoSpin = true },
                "--scenarios" => options with { Scenarios = Scenario(Value()) },
                "--store" => options with { Stores = [.. Value().Split(',').Select(StoreOf).Order()] },
                "--repeat" => options with { Repeats = Number(name, Value()) },
                "--events" => options with { Events = Number(name, Value()) },
                "--cold-events" => options with { ColdEvents = Number(name, Value()) },
                "--minutes" => options with { Budget = TimeSpan.FromMinutes(Number(name, Value())) },
                "--json" => options with { JsonFile = Value() },
                "--web" => options with { WebDll = Path.GetFullPath(Value()) },
                "--against" => options with { Against = Path.GetFullPath(Value()) },
                "--without" => options with { Without = Value().Split(',').ToHashSet() },
                "--seeds" => options with { Seeds = Path.GetFullPath(Value()) },
                "--dir" => options with { Folder = Path.GetFullPath(Value()) },
                "--seen" => options with { SeenEvery = TimeSpan.FromMilliseconds(int.Parse(Value(), CultureInfo.InvariantCulture)) },
                "--server" => options with { ServerSettings = [.. options.ServerSettings, Setting(Value())] },
                "--jurisdiction" => options with { Jurisdiction = Value() },
                "--help" or "-h" => null,
                _ => throw new LoadException($"{name} is no option. --help lists them."),
            };
            if (options is null)
            {
                return null;
            }
        }

        return options;
    }

    private static HashSet<string> Scenario(string list)
    {
        var names = list.ToLowerInvariant().Split(',');
        var unknown = names.Except(All).FirstOrDefault();
        return unknown is null ? [.. names] : throw new LoadException($"{unknown} is no scenario; there are {string.Join(", ", All)}.");
    }

    private static Store StoreOf(string name) => name.ToLowerInvariant() switch
    {
        "postgresql" or "postgres" or "pg" => Store.PostgreSQL,
        "sqlite" => Store.SQLite,
        _ => throw new LoadException($"{name} is no store; there are postgresql and sqlite."),
    };

    private static int Number(string name, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new LoadException($"{name} needs a whole number above 0.");

    private static (string Name, string Value) Setting(string text) =>
        text.Split('=', 2) is [var name, var value] ? (name, value) : throw new LoadException($"--server {text} is not KEY=VALUE.");
}
