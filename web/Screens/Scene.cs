using System.Text.RegularExpressions;

namespace Dashboard.Web.Screens;

/// <summary>What a screen shows: parts of the wall in turn, by the time of day, and what interrupts the turn (CONTRACT.md §8).</summary>
/// <param name="Id">Lower-case letters, digits and hyphens.</param>
/// <param name="View">The view whose wall it is; null for the jurisdiction of this installation.</param>
/// <param name="Interrupt">From which level on a new warning turns to the warnings at once: one of <see cref="Interrupts"/>.</param>
/// <param name="Pages">What is shown in turn when no hours of the plan apply.</param>
/// <param name="Plan">Other pages at hours of the day; the first that applies holds.</param>
/// <param name="Seams">
/// How many seams run down the picture: none, or 1 where two screens of 16:9 side by side show one picture; nothing then stands across it.
/// </param>
internal sealed partial record Scene(
    string? Id, string? Name, string? View, string? Interrupt, IReadOnlyList<ScenePage>? Pages, IReadOnlyList<SceneHours>? Plan,
    int Seams = 0)
{
    /// <summary>The parts of the wall that can stand alone, and all of it.</summary>
    public static readonly IReadOnlyList<string> Parts = ["overview", "teams", "warnings", "items", "trends"];

    public static readonly IReadOnlyList<string> Interrupts = ["none", "breach", "red"];

    private const int MostPages = 20, MostHours = 12, Shortest = 5, Longest = 24 * 3600, LongestName = 60, MostSeams = 1;

    /// <summary>What is there before an operator says anything; by id, as all scenes are listed.</summary>
    public static readonly IReadOnlyList<Scene> Usual =
    [
        new("command", "指挥中心", null, "red", [new("overview", 60)], []),
        new("corridor", "走廊", null, "breach", [new("overview", 60), new("warnings", 20), new("teams", 20), new("items", 20)], []),
        new("hall", "大厅", null, "none", [new("overview", 60), new("teams", 20), new("trends", 20)], []),
    ];

    /// <summary>What is wrong with it; null when nothing is. Whether there is such a view is asked elsewhere.</summary>
    public Said? Problem()
    {
        var called = Name?.Trim() is { Length: > 0 and <= LongestName } given ? given : Id;
        if (Id is null || !Ids().IsMatch(Id))
        {
            return new("场景编号须为 1–40 个小写字母、数字或连字符。", "The id of a scene has 1 to 40 lower-case letters, digits or hyphens.");
        }

        if (Name?.Trim() is not { Length: > 0 and <= LongestName })
        {
            return new($"{Id}：名称须为 1–60 个字符。", $"{Id}: a name has 1 to 60 characters.");
        }

        if (!Interrupts.Contains(Interrupt ?? ""))
        {
            return new($"{called}：interrupt 须为 none、breach 或 red。", $"{called}: interrupt is none, breach or red.");
        }

        if (Seams is < 0 or > MostSeams)
        {
            return new($"{called}：拼缝（seams）须为 0 或 1。", $"{called}: seams is 0 or 1.");
        }

        if (ProblemOf(Pages) is { } pages)
        {
            return new($"{called}：{pages.Chinese}", $"{called}: {pages.English}");
        }

        return Plan is not { Count: > MostHours } && (Plan ?? []).All(static hours => hours is not null
                && Clock().IsMatch(hours.From ?? "") && Clock().IsMatch(hours.To ?? "") && ProblemOf(hours.Pages) is null)
            ? null
            : new($"{called}：时段（plan）最多 12 段，每段写明从几点（from）到几点（to）和页（pages）。",
                $"{called}: plan has at most 12 entries, each with from and to as HH:mm, and pages.");
    }

    private static Said? ProblemOf(IReadOnlyList<ScenePage>? pages) =>
        pages is { Count: > 0 and <= MostPages }
            && pages.All(static page => page is { Seconds: >= Shortest and <= Longest } && Parts.Contains(page.Part ?? ""))
            ? null
            : new("须有 1–20 页（pages），每页写明 part（overview、teams、warnings、items、trends）和停留秒数 seconds（5–86400）。",
                "pages has 1 to 20 entries, each with part (overview, teams, warnings, items, trends) and seconds (5 to 86400).");

    [GeneratedRegex("^[a-z0-9-]{1,40}$")]
    private static partial Regex Ids();

    [GeneratedRegex("^([01][0-9]|2[0-3]):[0-5][0-9]$")]
    private static partial Regex Clock();
}

/// <summary>A part of the wall, for so many seconds.</summary>
internal sealed record ScenePage(string? Part, int Seconds);

/// <summary>Pages from one time of day to another, past midnight where the second is the earlier.</summary>
internal sealed record SceneHours(string? From, string? To, IReadOnlyList<ScenePage>? Pages);
