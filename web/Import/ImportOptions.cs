using System.Globalization;
using Dashboard.Grains;

namespace Dashboard.Web.Import;

/// <summary>What stands on the command line after <c>import</c>.</summary>
internal sealed record ImportOptions
{
    public const string Usage = """
        用法：dotnet run --project web -- import 文件 --map 映射.json [--to 地址] [--dry-run]
              dotnet run --project web -- import --suggest 文件 > 映射.json

        把表格的各行作为事件送入系统。可以重复执行：各行以映射中的 key 列识别，不会重复计数。
          文件               .csv（.tsv、.txt）、.xlsx（.xlsm）或 .ndjson（.jsonl）
          --map 映射.json    各行怎样成为事件（例子见 seeds/maps）
          --to 地址          系统的地址；不写则为 http://localhost:5080
          --token 令牌       数据来源的令牌；也可放在环境变量 DASHBOARD_TOKEN 中，不留在命令历史里
          --dry-run          只试读：检查每一行，显示头几条事件，不发送
          --show N           试读时显示几条事件；不写则为 3
          --errors 文件      全部行错误的清单（CSV）；不写则为当前目录下的“文件名.errors.csv”
          --earlier 文件     上一版名册（映射中须有 replaces）：其中有而这一版没有的，予以撤回
          --suggest 文件     按列名和内容给出一份映射，供核对后使用
          --batch N          每次发送几条事件，1 至 5000；不写则为 500
          --give-up-after S  系统连不上时重试几秒；不写则一直重试
        退出码：0 各行都已送入；1 有的没有，或中途停止；2 命令、映射或文件不能用。
        """;

    public required string File { get; init; }

    /// <summary>Path of the map; null with <see cref="Suggests"/>.</summary>
    public string? Map { get; init; }

    /// <summary>A map is to be made from the file, and nothing imported.</summary>
    public bool Suggests { get; init; }

    public Uri To { get; init; } = new("http://localhost:5080/");

    /// <summary>Token of the source the events are sent as; null where nobody is asked who they are.</summary>
    public string? Token { get; init; } = Environment.GetEnvironmentVariable("DASHBOARD_TOKEN");

    public bool DryRun { get; init; }

    /// <summary>Events that a dry run shows.</summary>
    public int Show { get; init; } = 3;

    /// <summary>Path of the list of all errors; no identity number of the imported file's name goes into it (DOMAIN.md §13).</summary>
    public string Errors { get => field ?? $"{IdentityNumbers.Mask(Path.GetFileName(File))}.errors.csv"; init; }

    /// <summary>Path of the edition that this file replaces; null: none.</summary>
    public string? Earlier { get; init; }

    /// <summary>Events per post.</summary>
    public int Batch { get; init; } = 500;

    /// <summary>For how long one post is repeated; null: for ever.</summary>
    public TimeSpan? GiveUpAfter { get; init; }

    /// <exception cref="MapException">The command line cannot be understood; the message says why.</exception>
    public static ImportOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new ImportOptions { File = "" };
        for (var at = 0; at < arguments.Count; at++)
        {
            var argument = arguments[at];
            options = argument switch
            {
                "--map" => options with { Map = Value(arguments, ref at) },
                "--to" => options with { To = Address(Value(arguments, ref at)) },
                "--token" => options with { Token = Value(arguments, ref at) },
                "--dry-run" => options with { DryRun = true },
                "--suggest" => options with { Suggests = true },
                "--show" => options with { Show = Number(argument, Value(arguments, ref at), 0, 1_000) },
                "--errors" => options with { Errors = Value(arguments, ref at) },
                "--earlier" => options with { Earlier = Value(arguments, ref at) },
                "--batch" => options with { Batch = Number(argument, Value(arguments, ref at), 1, 5_000) },
                "--give-up-after" => options with { GiveUpAfter = TimeSpan.FromSeconds(Number(argument, Value(arguments, ref at), 0,
                    31_536_000)) },
                ['-', ..] => throw new MapException($"import 没有 {argument} 这个选项。"),
                _ when options.File.Length == 0 => options with { File = argument },
                _ => throw new MapException($"一次只能导入一个文件，不能再有 {argument}。"),
            };
        }

        return options.File.Length == 0 ? throw new MapException("哪个文件？请写在 import 之后。")
            : options is { Map: null, Suggests: false } ? throw new MapException("哪份映射？请用 --map 映射.json 写明。")
            : options;
    }

    private static string Value(IReadOnlyList<string> arguments, ref int at) =>
        ++at < arguments.Count ? arguments[at] : throw new MapException($"{arguments[at - 1]} 之后缺一个值。");

    private static int Number(string option, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new MapException($"{option} 是 {least} 至 {most} 的整数，不是 {text}。");

    private static Uri Address(string text) =>
        Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new MapException($"--to 是 http://localhost:5080 这样的地址，不是 {text}。");
}
