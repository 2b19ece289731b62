using Dashboard.Load.Report;
using Dashboard.Load.Story;

namespace Dashboard.Load.Scenarios;

/// <summary>A load with a difficulty beside the same load without it.</summary>
/// <param name="Without">The strand of the story without it; null: the ordinary story alone.</param>
/// <param name="With">The strand with it, by repeat.</param>
internal sealed record Pair(string Plain, Func<int, Strand?> Without, string Hard, Func<int, Strand> With, Target Target);
