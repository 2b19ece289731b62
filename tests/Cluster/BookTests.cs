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

    [Fact]
    public Task Two_deliveries_of_a_story_give_equal_views() =>
        StoryGenerator.Any.SampleAsync(
            async story =>
            {
                var once = story with { Events = [.. story.Events.DistinctBy(@event => @event.Id)] };
                var (left, right) = (await ViewsAsync(once), await ViewsAsync(once with { Seed = ~once.Seed }));
                Assert.Equal(left, right);
            },
            iter: Math.Max(1, StoryGenerator.Stories / 3), threads: 1, print: story => story.ToString());

    private static async Task<SortedDictionary<string, string>> ViewsAsync(Story story)
    {
        await using var office = await Office.OpenAsync(story.Seed, 0);
        await PostAllAsync(office, story);
        await office.SettleAsync(afresh: false);
        var views = new SortedDictionary<string, string>();
        foreach (var team in StoryGenerator.Teams.Append(RosterEdition.Unassigned))
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

    private static string Route(SourceEvent @event, Random random) =>
        random.Next(3) == 0 ? StoryGenerator.Teams.Append(RosterEdition.Unassigned).ElementAt(random.Next(4))
        : (@event.Fact.Team ?? @event.Team) is { } team && StoryGenerator.Teams.Contains(team) ? team : RosterEdition.Unassigned;

    private static HashSet<string> Lines(Dictionary<string, long> cells) =>
        [.. cells.Where(cell => cell.Value != 0).Select(cell => $"{cell.Key} {cell.Value}")];

    /// <summary>Names only the cells that differ; the others say nothing about the fault.</summary>
    private static void AssertSame(HashSet<string> expected, HashSet<string> actual) =>
        Assert.Equal(string.Join('\n', expected.Except(actual).Order()), string.Join('\n', actual.Except(expected).Order()));
}
