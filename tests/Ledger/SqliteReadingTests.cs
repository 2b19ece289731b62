using Dashboard.Grains.Ledger;
using Microsoft.Data.Sqlite;

namespace Dashboard.Tests.Ledger;

public sealed class SqliteReadingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly SqliteGrainDataSource reads;

    public SqliteReadingTests() => reads = new($"Data Source={Path.Combine(folder.Path, "ledger.db")}");

    [Fact]
    public void The_same_statement_is_asked_again_with_other_values()
    {
        using var reading = NewReading();
        var found = new List<long>();

        foreach (var number in new long[] { 1, 2, 3 })
        {
            reading.Run([Asking(number, found), Asking(10 * number, found)]);
            reading.Run([Asking(100 * number, found)]);
        }

        Assert.Equal([1, 10, 100, 2, 20, 200, 3, 30, 300], found);
    }

    [Fact]
    public void What_fails_half_way_leaves_no_view_of_the_past_to_whoever_reads_next()
    {
        var found = new List<long>();
        using (var reading = NewReading())
        {
            Assert.Throws<FormatException>(() =>
                reading.Run([Asking(1, found), new("SELECT 1", [], static _ => throw new FormatException())]));
        }

        using var next = NewReading();
        next.Run([Asking(2, found), Asking(3, found)]);

        Assert.Equal([1, 2, 3], found);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        reads.Dispose();
        folder.Dispose();
    }

    private static Query Asking(long number, List<long> found) =>
        new("SELECT @number", [("number", number)], reader => found.Add(reader.GetInt64(0)));

    private SqliteReading NewReading() => new((SqliteConnection)reads.OpenConnection());
}
