using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Dashboard.Grains.Ledger;

/// <summary>
/// One prepared statement of the writer, bound and stepped directly: the ADO.NET layer costs more than the insert itself.
/// Parameters are bound in order, from 1.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;
    private byte[] text = new byte[4096];
    private int next = 1;

    public SqliteStatement(sqlite3 database, string sql)
    {
        this.database = database;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(database, sql, out statement), database);
    }

    public SqliteStatement Bind(string? value)
    {
        if (value is null)
        {
            return BindNull();
        }
        if (value.Length == 0)
        {
            return Check(raw.sqlite3_bind_text(statement, next++, ""));
        }
        var most = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (text.Length < most)
        {
            text = new byte[most];
        }
        return Check(raw.sqlite3_bind_text(statement, next++, text.AsSpan(0, Encoding.UTF8.GetBytes(value, text))));
    }

    public SqliteStatement Bind(long value) => Check(raw.sqlite3_bind_int64(statement, next++, value));

    public SqliteStatement Bind(UInt128 hash)
    {
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, hash);
        return BindBlob(bytes);
    }

    public SqliteStatement Bind(DateOnly? day)
    {
        if (day is not { } value)
        {
            return BindNull();
        }
        value.TryFormat(text, out var length, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return Check(raw.sqlite3_bind_text(statement, next++, text.AsSpan(0, length)));
    }

    public SqliteStatement BindBlob(ReadOnlySpan<byte> value) => Check(raw.sqlite3_bind_blob(statement, next++, value));

    /// <summary>UTF-8 text that is already encoded.</summary>
    public SqliteStatement BindText(ReadOnlySpan<byte> value) =>
        value.IsEmpty ? Bind("") : Check(raw.sqlite3_bind_text(statement, next++, value));

    /// <summary>Runs it and makes it ready for the next row.</summary>
    /// <returns>False when a unique key forbids it; nothing of this statement is done then.</returns>
    public bool Run()
    {
        var outcome = raw.sqlite3_step(statement);
        var exactly = outcome == raw.SQLITE_CONSTRAINT ? raw.sqlite3_extended_errcode(database) : outcome;
        Reset();
        if (exactly is raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY)
        {
            return false;
        }
        ThrowUnlessDone(outcome);
        return true;
    }

    /// <summary>The first column of the first row, or null when there is no row.</summary>
    public long? Single()
    {
        var outcome = raw.sqlite3_step(statement);
        long? value = outcome == raw.SQLITE_ROW ? raw.sqlite3_column_int64(statement, 0) : null;
        Reset();
        ThrowUnlessDone(outcome);
        return value;
    }

    public void Dispose() => statement.Dispose();

    private SqliteStatement BindNull() => Check(raw.sqlite3_bind_null(statement, next++));

    private SqliteStatement Check(int outcome)
    {
        if (outcome != raw.SQLITE_OK)
        {
            Reset();
            SqliteException.ThrowExceptionForRC(outcome, database);
        }
        return this;
    }

    private void ThrowUnlessDone(int outcome)
    {
        if (outcome is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            SqliteException.ThrowExceptionForRC(outcome, database);
        }
    }

    private void Reset()
    {
        _ = raw.sqlite3_reset(statement);
        next = 1;
    }
}
