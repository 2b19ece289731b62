using Npgsql;

namespace Dashboard.Grains.Ledger;

/// <summary>A statement over columns: each parameter is an array, one element a row.</summary>
internal sealed class Rows<TRow>
{
    private readonly List<TRow> rows = [];
    private readonly PostgresColumn<TRow>[] columns;
    private readonly NpgsqlBatchCommand command;

    public Rows(Table<TRow> table, string sql)
    {
        command = new(sql);
        columns = [.. table.Columns.Select(column => column.Array())];
        foreach (var column in columns)
        {
            command.Parameters.Add(column.Parameter);
        }
    }

    public int Count => rows.Count;

    public void Add(TRow row) => rows.Add(row);

    /// <summary>Puts the statement into the batch if it has rows, sorted as asked.</summary>
    public void Load(NpgsqlBatch batch, Comparison<TRow>? order)
    {
        if (rows.Count == 0)
        {
            return;
        }

        if (order is not null)
        {
            rows.Sort(order);
        }

        foreach (var column in columns)
        {
            foreach (var row in rows)
            {
                column.Add(row);
            }
        }

        batch.BatchCommands.Add(command);
    }

    public void Clear()
    {
        rows.Clear();
        foreach (var column in columns)
        {
            column.Clear();
        }
    }
}
