using System.Text;
using Dashboard.Load.Story;

namespace Dashboard.Load.Peers;

/// <summary>The columns of one batch of the same events, as a hand-written insert takes them.</summary>
internal sealed record RawRows(
    string[] Sources,
    string[] Ids,
    string[] Types,
    string[] Subjects,
    string[] Teams,
    string[] Items,
    DateOnly[] Days,
    long[] Amounts,
    string[] Bodies)
{
    /// <summary>A peer of single rows is measured for this long at most; what it committed by then counts.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>All batches of a workload, cut like its posts.</summary>
    public static RawRows[] Of(Workload workload) => Of(workload, workload.Shape.BatchSize);

    public static RawRows[] Of(Workload workload, int batchSize) =>
        [.. Enumerable.Range(0, workload.Facts.Length).Chunk(batchSize).Select(indices => new RawRows(
            Column(indices, index => Workload.Source(workload.Facts[index].Kind)),
            Column(indices, workload.EventId),
            Column(indices, index => Workload.EventType(workload.Facts[index].Kind)),
            Column(indices, index => workload.SubjectId(workload.Facts[index])),
            Column(indices, index => workload.Teams[workload.Facts[index].Team]),
            Column(indices, index => workload.Items[workload.Facts[index].Item]),
            Array.ConvertAll(indices, index => DateOnly.FromDayNumber(workload.Facts[index].Day)),
            Array.ConvertAll(indices, index => (long)workload.Facts[index].Fine),
            Column(indices, index => Encoding.UTF8.GetString(workload.EventJson(workload.Facts[index]).Span))))];

    /// <summary>Hands the nine values of one row to the columns of a statement.</summary>
    public void CopyTo(int row, Action<int, object> column)
    {
        column(0, Sources[row]);
        column(1, Ids[row]);
        column(2, Types[row]);
        column(3, Subjects[row]);
        column(4, Teams[row]);
        column(5, Items[row]);
        column(6, Days[row]);
        column(7, Amounts[row]);
        column(8, Bodies[row]);
    }

    private static string[] Column(int[] indices, Func<int, string> value) => Array.ConvertAll(indices, index => value(index));
}
