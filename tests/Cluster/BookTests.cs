using CsCheck;
using Dashboard.Grains.Roster;
using Dashboard.Grains;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain.Tallies;

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
                Assert.Equal(await ViewsAsync(once, faults: 0, PostLawFirstAsync), await ViewsAsync(once, faults: 0.3, PostAllAsync));
            },
            iter: Math.Max(1, StoryGenerator.Stories / 3), threads: 1, print: story => story.ToString());

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

    /// <summary>Names only the cells that differ; the others say nothing about the fault.</summary>
    private static void AssertSame(HashSet<string> expected, HashSet<string> actual) =>
        Assert.Equal(string.Join('\n', expected.Except(actual).Order()), string.Join('\n', actual.Except(expected).Order()));
}
