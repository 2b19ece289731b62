using System.Text.Json.Nodes;
using CsCheck;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Roster;
using Dashboard.Tests.Cluster;
using Dashboard.Tests.Domain;
using static Dashboard.Tests.Domain.Samples;

namespace Dashboard.Tests.Simulation;

/// <summary>What a story tells: the posts of some sources, and how long they take. All of it follows from the seed.</summary>
/// <param name="Posts">Of each source, in its order.</param>
/// <param name="Pause">The longest between two posts of a source.</param>
/// <param name="Length">For so long things go wrong.</param>
internal sealed record Script(IReadOnlyList<IReadOnlyList<SourceEvent[]>> Posts, TimeSpan Pause, TimeSpan Length)
{
    private const int MostEvents = 36;

    /// <summary>What is known before anything else: a part of the rules of the seeds, a year's calendar, two teams, an item.</summary>
    public static IReadOnlyList<SourceEvent> Law { get; } =
    [
        .. SeededLaw.Events.Where(@event => @event.Kind == "calendar" && @event.Data.AsSpan().IndexOf("2026"u8) >= 0),
        Rules(),
        .. new[] { "T01", "T02" }.Select(static team =>
            Event("team.upserted", new { teamId = team, name = team, status = "Active", order = 1 }, id: $"team {team}")),
        Event("item.upserted", new { itemCode = "S14", name = "S14", category = "c", level = "l" }, id: "item S14"),
    ];

    /// <summary>The script of a seed.</summary>
    public static Script Of(int seed)
    {
        var random = new Random(seed);
        var told = StoryGenerator.Any.Generate(new PCG(1, (ulong)seed), null, out _).Events
            .Where(static @event => @event.Kind is not ("rules" or "calendar")).Take(random.Next(4, MostEvents)).ToList();
        told.AddRange(Enumerable.Range(1, random.Next(1, 4)).SelectMany(number => Unrecorded(number, random)));
        if (random.Next(10) == 0)
        {
            told.Add(Filed("U1") with { Id = $"{Database.Unfit}1" });
        }

        // Some are sent again, perhaps through another source.
        told.AddRange(told.Where(_ => random.Next(5) == 0).ToList());
        var all = told.ToArray();
        random.Shuffle(all);
        var sources = Enumerable.Range(0, 3).Select(static _ => new List<SourceEvent[]>()).ToArray();
        for (var at = 0; at < all.Length;)
        {
            var post = all[at..Math.Min(all.Length, at + random.Next(1, 6))];
            sources[random.Next(sources.Length)].Add(post);
            at += post.Length;
        }

        return new(sources, TimeSpan.FromSeconds(random.Next(1, 8)), TimeSpan.FromSeconds(random.Next(5, 60)));
    }

    /// <summary>The team a post is sent to: mostly that of its first event.</summary>
    public static string RouteOf(SourceEvent[] post, Random random)
    {
        var named = post[0].Fact.Team ?? post[0].Team;
        return random.Next(4) == 0 ? StoryGenerator.Teams.Append(RosterTeam.Unassigned).ElementAt(random.Next(4))
            : named is not null && StoryGenerator.Teams.Contains(named) ? named
            : RosterTeam.Unassigned;
    }

    /// <summary>An inspection that ended one, two or three days ago, to some seconds, without a record: its warning turns within the story.
    /// </summary>
    private static IEnumerable<SourceEvent> Unrecorded(int number, Random random)
    {
        var act = $"W{number}";
        var end = World.Start.AddDays(-random.Next(1, 4)).AddSeconds(random.Next(150));
        yield return Event("inspection.started",
            new { actNo = act, category = "Daily", form = "f", teamId = StoryGenerator.Teams[random.Next(2)], itemCodes = Words("S14"),
                officers = Officers, startedAt = end.AddHours(-1).ToString("O") },
            time: end.AddHours(-1), id: $"{act} started");
        yield return Event("inspection.completed",
            new { actNo = act, endedAt = end.ToString("O"), result = "NoProblem", recordAttached = false },
            time: end, id: $"{act} completed");
    }

    /// <summary>Few warnings and metrics, so that a document is made, proved and compared in no time; no orders are drafted.</summary>
    private static SourceEvent Rules()
    {
        var rules = JsonNode.Parse(SeededLaw.Events.First(static @event => @event.Kind == "rules").Data)!.AsObject();
        Keep("warnings", "W01", "W02", "W09", "W28", "W57");
        Keep("metrics", "M01", "M02", "M12");
        Keep("guards");
        rules["orders"]!["draftOn"] = new JsonArray();
        return Event("rules.published", rules, id: "rules");

        void Keep(string section, params string[] ids)
        {
            var kept = rules[section]!.AsArray().Where(entry => ids.Contains((string)entry!["id"]!));
            rules[section] = new JsonArray([.. kept.Select(static entry => entry!.DeepClone())]);
        }
    }
}
