using System.Data.Common;
using Dashboard.Grains.Contracts;
using Npgsql;
using NpgsqlTypes;

namespace Dashboard.Grains.Ledger;

/// <summary>How values of one type are written to each database and read back.</summary>
internal abstract class StoredType<T>
{
    public abstract void Bind(SqliteStatement statement, T value);

    public abstract T Read(DbDataReader reader, int column);

    /// <summary>An array parameter for PostgreSQL, one element a row.</summary>
    public abstract PostgresArray<T> Array();
}

/// <summary>The values of one column as PostgreSQL takes them: all rows in one parameter.</summary>
internal abstract class PostgresArray<T>
{
    public abstract NpgsqlParameter Parameter { get; }

    public abstract void Add(T value);

    public abstract void Clear();
}

/// <summary>The types of columns there are.</summary>
internal static class StoredTypes
{
    public static readonly StoredType<string?> Text = Same<string?>(
        NpgsqlDbType.Text,
        static (statement, value) => statement.Bind(value),
        static (reader, at) => reader.IsDBNull(at) ? null : reader.GetString(at));

    public static readonly StoredType<long> Number = Same<long>(
        NpgsqlDbType.Bigint, static (statement, value) => statement.Bind(value), static (reader, at) => reader.GetInt64(at));

    public static readonly StoredType<bool> Flag = Same<bool>(
        NpgsqlDbType.Boolean, static (statement, value) => statement.Bind(value ? 1L : 0L), static (reader, at) => reader.GetBoolean(at));

    public static readonly StoredType<DateOnly?> Day = Same<DateOnly?>(
        NpgsqlDbType.Date,
        static (statement, value) => statement.Bind(value),
        static (reader, at) => reader.IsDBNull(at) ? null : reader.GetFieldValue<DateOnly>(at));

    public static readonly StoredType<byte[]> Bytes = Same<byte[]>(
        NpgsqlDbType.Bytea, static (statement, value) =>
            statement.BindBlob(value), static (reader, at) => reader.GetFieldValue<byte[]>(at));

    /// <summary>Text that is held as its UTF-8 bytes.</summary>
    public static readonly StoredType<byte[]> Utf8 = Same<byte[]>(
        NpgsqlDbType.Text, static (statement, value) => statement.BindText(value), static (reader, at) => reader.GetFieldValue<byte[]>(at));

    public static readonly StoredType<DateTimeOffset> Instant = new StoredType<DateTimeOffset, long>(
        NpgsqlDbType.Bigint,
        static value => value.UtcTicks,
        static (statement, value) => statement.Bind(value.UtcTicks),
        static (reader, at) => Stored.Instant(reader.GetInt64(at)));

    public static readonly StoredType<UInt128> Hash = new StoredType<UInt128, Guid>(
        NpgsqlDbType.Uuid,
        Stored.Uuid,
        static (statement, value) => statement.Bind(value),
        static (reader, at) =>
            reader is NpgsqlDataReader ? Stored.Hash(reader.GetGuid(at)) : Stored.Hash(reader.GetFieldValue<byte[]>(at)));

    public static readonly StoredType<Operation> Operation = new StoredType<Operation, short>(
        NpgsqlDbType.Smallint,
        static value => (short)value,
        static (statement, value) => statement.Bind((long)value),
        static (reader, at) => (Operation)reader.GetInt16(at));

    public static readonly StoredType<QuarantineState> QuarantineState = new StoredType<QuarantineState, short>(
        NpgsqlDbType.Smallint,
        static value => (short)value,
        static (statement, value) => statement.Bind((long)value),
        static (reader, at) => (QuarantineState)reader.GetInt16(at));

    private static StoredType<T, T> Same<T>(NpgsqlDbType postgres, Action<SqliteStatement, T> bind, Func<DbDataReader, int, T> read) =>
        new(postgres, static value => value, bind, read);
}

/// <summary>A type of value that PostgreSQL is given as another one.</summary>
internal sealed class StoredType<T, TGiven>(
    NpgsqlDbType postgres, Func<T, TGiven> give, Action<SqliteStatement, T> bind, Func<DbDataReader, int, T> read) : StoredType<T>
{
    public override void Bind(SqliteStatement statement, T value) => bind(statement, value);

    public override T Read(DbDataReader reader, int column) => read(reader, column);

    public override PostgresArray<T> Array() => new Given(postgres, give);

    private sealed class Given : PostgresArray<T>
    {
        private readonly List<TGiven> values = [];
        private readonly Func<T, TGiven> give;

        public Given(NpgsqlDbType type, Func<T, TGiven> give)
        {
            this.give = give;
            Parameter = new NpgsqlParameter<List<TGiven>> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
        }

        public override NpgsqlParameter Parameter { get; }

        public override void Add(T value) => values.Add(give(value));

        public override void Clear() => values.Clear();
    }
}
