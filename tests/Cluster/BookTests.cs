using CsCheck;
using Dashboard.Grains.Roster;
using Dashboard.Grains;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Tallies;
using Dashboard.Tests.Domain;

namespace Dashboard.Tests.Cluster;

/// <summary>
/// For any set of events: any order, any repetition, any batching, any split between teams, any fault, and the figures are those of a
/// plain recount. A failing story is printed with its seed; <c>CsCheck_Seed</c> replays it, <c>DASHBOARD_SEEDS</c> tries more.
/// </summary>
public sealed class BookTests
{
    [Fact]
    public Task Any_delivery_of_a_story_gives_the_figures_of_a_plain_recount() =>
        StoryGenerator.Any.SampleAsync(story => DeliverAsync(story, faults: 0), iter: StoryGenerator.Stories, threads: 1,
            print: story => story.ToString());

    [Fact]
    public async Task Whatever_fails_nothing_is_lost_and_nothing_counted_twice()
    {
        var deaths = 0;
        await StoryGenerator.Any.SampleAsync(async story => deaths += await DeliverAsync(story, faults: 0.3), iter: StoryGenerator.Stories,
            threads: 1, print: story => story.ToString());

        Assert.True(deaths > 0, "No process died, so nothing is proved.");
        TestContext.Current.SendDiagnosticMessage($"{deaths} processes died.");
    }

    /// <summary>
    /// What is judged behind the commit, after the law came or a process died, stands as what was judged with it: in views and in the open
    /// warnings of every subject.
    /// </summary>
    [Fact]
    public Task Judged_behind_is_judged_at_once_whatever_the_order_and_wherever_a_process_dies() =>
        StoryGenerator.Any.SampleAsync(
            async story =>
            {
                var once = story with { Events = [.. story.Events.DistinctBy(@event => @event.Id)] };
                AssertSame(Lines(await ViewsAsync(once, faults: 0, PostLawFirstAsync)),
                    Lines(await ViewsAsync(once, faults: 0.3, PostAllAsync)));
            },
            iter: Math.Max(1, StoryGenerator.Stories / 3), threads: 1, print: story => story.ToString());

    /// <summary>
    /// A process that still holds a task as of the plan it left publishes the plan it came to: the task has the last day of that one.
    /// </summary>
    [Fact]
    public async Task A_task_that_moved_to_another_plan_elsewhere_takes_the_terms_of_that_plan()
    {
        await using var office = await Office.OpenAsync(seed: 1, faults: 0);
        SourceEvent[] events =
        [
            Issued("P3", seq: 0), Issued("P2", seq: 2),
            Samples.Event("plan.published", new
            {
                planId = "P2", year = 2026, category = "Random", itemCodes = Samples.Words("S14"), teamIds = Samples.Words("T02"),
                start = "2026-01-01", end = "2026-11-17", targetCount = 1,
            }),
        ];
        await office.PostAsync("T02", events[..1]);
        await office.PostAsync("T01", events[1..2]);
        await office.PostAsync("T02", events[2..]);
        await office.SettleAsync(afresh: false);

        AssertSame(Lines(PlainModel.Cells(events)), Lines(await office.RowsAsync()));

        static SourceEvent Issued(string plan, long seq) => Samples.Event("task.issued", new
        {
            taskId = "K1", planId = plan, category = "Random", itemCodes = Samples.Words("S14"), objectUscc = "11330203MB1025728K",
            teamId = "T01", due = "2026-11-26",
        }, seq: seq);
    }

    private static async Task<SortedDictionary<string, string>> ViewsAsync(Story story, double faults, Func<Office, Story, Task> postAsync)
    {
        await using var office = await Office.OpenAsync(story.Seed, faults);
        await postAsync(office, story);
        await office.SettleAsync(afresh: false);
        var views = new SortedDictionary<string, string>();
        foreach (var team in StoryGenerator.Teams.Append(RosterTeam.Unassigned))
        {
            views[team] = await office.ViewAsync(team);
        }

        foreach (var (subject, watches) in await office.WatchesAsync())
        {
            views[subject] = watches;
        }

        return views;
    }

    private static async Task<int> DeliverAsync(Story story, double faults)
    {
        await using var office = await Office.OpenAsync(story.Seed, faults);
        await PostAllAsync(office, story);

        foreach (var afresh in new[] { false, true })
        {
            await office.SettleAsync(afresh);
            var held = await office.Ledger.EventsAsync([], CancellationToken.None).ToListAsync();

            Assert.Equal(story.Events.Select(@event => @event.Id).Distinct().Order(), held.Select(@event => @event.Id).Order());
            Assert.All(held, @event => Assert.Contains(story.Events, told => told.Id == @event.Id && told.Hash == @event.Hash));
            var expected = Lines(PlainModel.Cells(held));
            AssertSame(expected, Lines(await office.CellsAsync()));
            AssertSame(expected, Lines(await office.RowsAsync()));
            Assert.Equal(0, await office.StaleAsync());
        }

        return office.Deaths;
    }

    private static async Task PostAllAsync(Office office, Story story)
    {
        var random = new Random(story.Seed);
        var told = story.Events.Concat(story.Events.Where(_ => random.Next(4) == 0)).ToArray();
        random.Shuffle(told);
        var at = 0;
        while (at < told.Length)
        {
            // Some posts at once, each of some events to some team, mostly the right one.
            var posts = new List<Task<Outcome[]>>();
            for (var several = random.Next(1, 5); several > 0 && at < told.Length; several--)
            {
                var events = told[at..Math.Min(told.Length, at + random.Next(1, 8))];
                at += events.Length;
                posts.AddRange(events.GroupBy(@event => Route(@event, random)).Select(team => office.PostAsync(team.Key, [.. team])));
            }

            await Task.WhenAll(posts);
        }
    }

    /// <summary>The law is known before anything is to be judged by it; the rest comes one by one.</summary>
    private static async Task PostLawFirstAsync(Office office, Story story)
    {
        var (law, rest) = (story.Events.Where(IsLaw), story.Events.Where(@event => !IsLaw(@event)));
        await office.PostAsync(RosterTeam.Unassigned, [.. law]);
        await office.SettleAsync(afresh: false);
        foreach (var @event in rest)
        {
            await office.PostAsync(HomeOf(@event), [@event]);
        }

        static bool IsLaw(SourceEvent @event) => @event.Kind is "rules" or "calendar";
    }

    private static string Route(SourceEvent @event, Random random) =>
        random.Next(3) == 0 ? StoryGenerator.Teams.Append(RosterTeam.Unassigned).ElementAt(random.Next(4)) : HomeOf(@event);

    private static string HomeOf(SourceEvent @event) =>
        (@event.Fact.Team ?? @event.Team) is { } team && StoryGenerator.Teams.Contains(team) ? team : RosterTeam.Unassigned;

    private static HashSet<string> Lines(Dictionary<string, long> cells) =>
        [.. cells.Where(cell => cell.Value != 0).Select(cell => $"{cell.Key} {cell.Value}")];

    private static HashSet<string> Lines(SortedDictionary<string, string> views) => [.. views.Select(view => $"{view.Key} {view.Value}")];

    /// <summary>Names only the cells that differ; the others say nothing about the fault.</summary>
    private static void AssertSame(HashSet<string> expected, HashSet<string> actual) =>
        Assert.Equal(string.Join('\n', expected.Except(actual).Order()), string.Join('\n', actual.Except(expected).Order()));
}
