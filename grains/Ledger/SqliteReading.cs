using System.Text.Json;
using Dashboard.Grains.Contracts;
using Microsoft.Data.Sqlite;

namespace Dashboard.Grains.Ledger;

/// <summary>
/// A connection to the embedded database that keeps the statements it was asked, so that none is parsed twice.
/// Not safe for concurrent use.
/// </summary>
/// <param name="connection">An open one, which is this object's from now on.</param>
internal sealed class SqliteReading(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, SqliteCommand> asked = [];

    /// <summary>Runs statements one after the other, all in one view of the database.</summary>
    /// <exception cref="SqliteException">It cannot be read. Give this connection up.</exception>
    public void Run(IReadOnlyList<Query> queries)
    {
        using var view = queries.Count > 1 ? connection.BeginTransaction(deferred: true) : null;
        foreach (var query in queries)
        {
            Run(query, view);
        }
    }

    public void Dispose()
    {
        foreach (var command in asked.Values)
        {
            command.Dispose();
        }

        connection.Dispose();
    }

    /// <summary>A statement with its parameters.</summary>
    public static SqliteCommand Command(SqliteConnection connection, string sql, IReadOnlyList<(string Name, object Value)> parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every text is put together from constants; values are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue($"@{name}", Bound(value));
        }

        return command;
    }

    private void Run(Query query, SqliteTransaction? view)
    {
        if (asked.TryGetValue(query.Sql, out var command))
        {
            foreach (var (name, value) in query.Parameters)
            {
                command.Parameters[$"@{name}"].Value = Bound(value);
            }
        }
        else
        {
            asked.Add(query.Sql, command = Command(connection, query.Sql, query.Parameters));
        }

        command.Transaction = view;
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            query.Row(reader);
        }
    }

    /// <summary>A value as SQLite takes it; a list as JSON.</summary>
    private static object Bound(object value) => value switch
    {
        string[] list => JsonSerializer.Serialize(list),
        long[] list => JsonSerializer.Serialize(list),
        DateOnly day => Rfc3339.Write(day),
        _ => value,
    };
}
