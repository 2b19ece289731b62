using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Npgsql;

namespace Dashboard.Grains.Ledger;

/// <summary>
/// The columns of a table, declared once, its key first: every statement that names, binds or reads them does so in this order, in both
/// databases.
/// </summary>
internal sealed class Table<TRow>(string name, IReadOnlyList<Column<TRow>> columns)
{
    public string Name { get; } = name;

    public IReadOnlyList<Column<TRow>> Columns { get; } = columns;

    /// <summary>"kind, id, revision …"</summary>
    public string Names { get; } = string.Join(", ", columns.Select(column => column.Name));

    /// <summary>"s.kind, s.id, s.revision …"</summary>
    public string NamesOf(string alias) => string.Join(", ", Columns.Select(column => $"{alias}.{column.Name}"));

    /// <summary>"search = excluded.search, …": what an upsert takes over from the row that was to be added.</summary>
    public string Excluded { get; } = string.Join(", ", columns.Select(column => $"{column.Name} = excluded.{column.Name}"));

    /// <summary>"$1, $2, $3 …" or with another mark before the numbers.</summary>
    public string Numbers(char mark) => string.Join(", ", Columns.Select((_, index) => $"{mark}{index + 1}"));

    /// <summary>"?3", the parameter of a column.</summary>
    public string Number(char mark, Column<TRow> column) => $"{mark}{Columns.TakeWhile(one => one != column).Count() + 1}";

    /// <summary>Reads the row at which the reader stands; its columns are those of this table, in order.</summary>
    public TRow Read(DbDataReader reader)
    {
        var row = (TRow)RuntimeHelpers.GetUninitializedObject(typeof(TRow));
        for (var index = 0; index < Columns.Count; index++)
        {
            Columns[index].Read(reader, index, row);
        }

        return row;
    }

    public void Bind(SqliteStatement statement, TRow row)
    {
        foreach (var column in Columns)
        {
            column.Bind(statement, row);
        }
    }

    /// <summary>The table without a column that the database fills in.</summary>
    public Table<TRow> Without(string column) => new(Name, [.. Columns.Where(one => one.Name != column)]);

    /// <summary>The same columns of a row that stands inside another one.</summary>
    public IEnumerable<Column<TOuter>> Within<TOuter>(Func<TOuter, TRow> row) => Columns.Select(column => column.Within(row));
}

/// <summary>One column: its name, its type, and where a row keeps it.</summary>
internal abstract class Column<TRow>(string name)
{
    public string Name { get; } = name;

    /// <summary>An index covers it, so that a database has more to do when it changes.</summary>
    public bool Indexed { get; init; }

    public abstract void Bind(SqliteStatement statement, TRow row);

    public abstract void Read(DbDataReader reader, int at, TRow row);

    public abstract PostgresColumn<TRow> Array();

    public abstract Column<TOuter> Within<TOuter>(Func<TOuter, TRow> row);
}

/// <summary>The values of a column of many rows, as one parameter for PostgreSQL.</summary>
internal sealed class PostgresColumn<TRow>(NpgsqlParameter parameter, Action<TRow> add, Action clear)
{
    public NpgsqlParameter Parameter { get; } = parameter;

    public void Add(TRow row) => add(row);

    public void Clear() => clear();
}

internal static class Column
{
    /// <param name="name">Its name in the database.</param>
    /// <param name="type">How its values are stored.</param>
    /// <param name="value">The property it is kept in, or an expression of the row: then it is written, and never read.</param>
    /// <param name="indexed">An index covers it.</param>
    public static Column<TRow> Of<TRow, T>(string name, StoredType<T> type, Expression<Func<TRow, T>> value, bool indexed = false)
    {
        var set = (value.Body as MemberExpression)?.Member is PropertyInfo { SetMethod: { } setter } && !typeof(TRow).IsValueType
            ? setter.CreateDelegate<Action<TRow, T>>()
            : null;
        return new Column<TRow, T>(name, type, value.Compile(), set) { Indexed = indexed };
    }
}

internal sealed class Column<TRow, T>(string name, StoredType<T> type, Func<TRow, T> get, Action<TRow, T>? set) : Column<TRow>(name)
{
    public override void Bind(SqliteStatement statement, TRow row) => type.Bind(statement, get(row));

    public override void Read(DbDataReader reader, int at, TRow row) => set?.Invoke(row, type.Read(reader, at));

    public override PostgresColumn<TRow> Array()
    {
        var values = type.Array();
        return new(values.Parameter, row => values.Add(get(row)), values.Clear);
    }

    public override Column<TOuter> Within<TOuter>(Func<TOuter, TRow> row) =>
        new Column<TOuter, T>(Name, type, outer => get(row(outer)), null);
}
