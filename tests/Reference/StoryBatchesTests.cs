using System.Text;
using Dashboard.Web.Reference;

namespace Dashboard.Tests.Reference;

/// <summary>A story whose telling was broken off is told to its end by the next start, whatever of a batch was recorded.</summary>
public sealed class StoryBatchesTests
{
    private const int Size = 10;

    [Fact]
    public async Task Wherever_the_telling_broke_off_the_next_start_records_what_is_missing_and_little_else()
    {
        for (var length = 1; length <= 45; length++)
        {
            for (var broken = 0; broken <= length; broken++)
            {
                // The batches before this one are there, and of it any part: here its last event alone.
                var begun = broken / Size * Size;
                var recorded = Enumerable.Range(0, begun).ToHashSet();
                if (broken % Size > 0)
                {
                    recorded.Add(Math.Min(begun + Size, length) - 1);
                }

                var before = recorded.Count;
                var given = await GivenAsync(length, recorded);
                Assert.Equal(Enumerable.Range(0, length), recorded.Union(given).Order());
                Assert.True(given.Count <= length - before + 2 * Size);
            }
        }
    }

    [Fact]
    public async Task Nothing_is_asked_of_the_ledger_beyond_the_first_batch_that_it_lacks()
    {
        var (asked, cancel) = (0, TestContext.Current.CancellationToken);
        var batches = StoryBatches.UnrecordedAsync(Story(45), Size, _ => Task.FromResult(asked++ < 0), cancel);
        Assert.Equal(5, await batches.CountAsync(cancel));
        Assert.Equal(1, asked);
    }

    private static async Task<List<int>> GivenAsync(int length, HashSet<int> recorded) =>
        await StoryBatches.UnrecordedAsync(
                Story(length), Size, told => Task.FromResult(recorded.Contains(PlaceOf(told))), TestContext.Current.CancellationToken)
            .SelectMany(static batch => batch.Select(PlaceOf).ToAsyncEnumerable())
            .ToListAsync(TestContext.Current.CancellationToken);

    private static IEnumerable<byte[]> Story(int length) =>
        Enumerable.Range(0, length).Select(static place => Encoding.UTF8.GetBytes($"{place}"));

    private static int PlaceOf(byte[] told) => int.Parse(Encoding.UTF8.GetString(told));
}
