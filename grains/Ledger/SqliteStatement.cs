using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Dashboard.Grains.Ledger;

/// <summary>
/// One prepared statement of the writer, bound and stepped directly: the ADO.NET layer costs more than the insert itself. Parameters are
/// bound in order, from 1, out of one pinned buffer that SQLite reads in place, so that no value is copied into memory of its own.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private const int FirstSize = 4096;

    private readonly sqlite3 database;
    private readonly sqlite3_stmt statement;
    private readonly IntPtr handle;
    private readonly List<byte[]> outgrown = [];
    private byte[] buffer = Pinned(FirstSize);
    private int used;
    private int next = 1;

    public SqliteStatement(sqlite3 database, string sql)
    {
        this.database = database;
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v2(database, sql, out statement), database);
        handle = statement.DangerousGetHandle();
    }

    public SqliteStatement Bind(string? value)
    {
        if (value is null)
        {
            return Check(BindNull(handle, next++));
        }

        var room = Room(Encoding.UTF8.GetMaxByteCount(value.Length));
        return BoundText(Encoding.UTF8.GetBytes(value, room));
    }

    public SqliteStatement Bind(long value) => Check(BindNumber(handle, next++, value));

    public SqliteStatement Bind(UInt128 hash)
    {
        BinaryPrimitives.WriteUInt128BigEndian(Room(16), hash);
        return BoundBlob(16);
    }

    public SqliteStatement Bind(DateOnly? day)
    {
        if (day is not { } value)
        {
            return Check(BindNull(handle, next++));
        }

        value.TryFormat(Room(10), out var length, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        return BoundText(length);
    }

    public SqliteStatement BindBlob(byte[] value)
    {
        value.CopyTo(Room(value.Length));
        return BoundBlob(value.Length);
    }

    /// <summary>UTF-8 text that is already encoded.</summary>
    public SqliteStatement BindText(byte[] value)
    {
        value.CopyTo(Room(value.Length));
        return BoundText(value.Length);
    }

    /// <summary>Runs it and makes it ready for the next row.</summary>
    /// <returns>False when a unique key forbids it; nothing of this statement is done then.</returns>
    public bool Run()
    {
        var outcome = raw.sqlite3_step(statement);
        var exactly = outcome == raw.SQLITE_CONSTRAINT ? raw.sqlite3_extended_errcode(database) : outcome;
        var failure = exactly is raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY ? null : Failure(outcome);
        Reset();
        return failure is null ? outcome is raw.SQLITE_DONE or raw.SQLITE_ROW : throw failure;
    }

    /// <summary>What is read from the first row, or null when there is no row.</summary>
    public T? First<T>(Func<sqlite3_stmt, T> read) where T : struct
    {
        var outcome = raw.sqlite3_step(statement);
        T? value = outcome == raw.SQLITE_ROW ? read(statement) : null;
        var failure = Failure(outcome);
        Reset();
        return failure is null ? value : throw failure;
    }

    public void Dispose() => statement.Dispose();

    private SqliteStatement BoundText(int length) => Check(BindText(handle, next++, Taken(length), length, IntPtr.Zero));

    private SqliteStatement BoundBlob(int length) => Check(BindBlob(handle, next++, Taken(length), length, IntPtr.Zero));

    /// <summary>Pinned room for a value; the statement reads it until it is reset.</summary>
    private Span<byte> Room(int size)
    {
        if (buffer.Length - used < size)
        {
            outgrown.Add(buffer);
            buffer = Pinned(Math.Max(size, buffer.Length * 2));
            used = 0;
        }

        return buffer.AsSpan(used);
    }

    private IntPtr Taken(int size)
    {
        // Never a null pointer, which SQLite would take for NULL instead of an empty value.
        var at = Marshal.UnsafeAddrOfPinnedArrayElement(buffer, 0) + used;
        used += size;
        return at;
    }

    private SqliteStatement Check(int outcome)
    {
        if (outcome != raw.SQLITE_OK)
        {
            var failure = Failure(outcome);
            Reset();
            throw failure!;
        }

        return this;
    }

    private SqliteException? Failure(int outcome)
    {
        if (outcome is raw.SQLITE_OK or raw.SQLITE_DONE or raw.SQLITE_ROW)
        {
            return null;
        }

        try
        {
            SqliteException.ThrowExceptionForRC(outcome, database);
            return null;
        }
        catch (SqliteException failure)
        {
            return failure;
        }
    }

    private void Reset()
    {
        _ = raw.sqlite3_reset(statement);
        next = 1;
        used = 0;
        outgrown.Clear();
    }

    private static byte[] Pinned(int size) => GC.AllocateUninitializedArray<byte>(size, pinned: true);

    // Bound without the library in between, which guards each handle for each call. SQLite only notes a pointer, which takes no time.
    [DllImport("e_sqlite3", EntryPoint = "sqlite3_bind_text"), SuppressGCTransition]
    private static extern int BindText(IntPtr statement, int parameter, IntPtr value, int length, IntPtr keep);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_bind_blob"), SuppressGCTransition]
    private static extern int BindBlob(IntPtr statement, int parameter, IntPtr value, int length, IntPtr keep);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_bind_int64"), SuppressGCTransition]
    private static extern int BindNumber(IntPtr statement, int parameter, long value);

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_bind_null"), SuppressGCTransition]
    private static extern int BindNull(IntPtr statement, int parameter);
}
