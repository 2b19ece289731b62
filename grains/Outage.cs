using System.ComponentModel.DataAnnotations;
using System.Data.Common;
using System.Net.Sockets;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Ledger;
using Dashboard.Grains.Teams;
using Microsoft.Data.Sqlite;
using Npgsql;
using Orleans.Runtime;

namespace Dashboard.Grains;

/// <summary>
/// The one place that tells what passes (a database or cluster that does not answer, a full disk, too much work) from a fault of the
/// program. What passes is answered with 503 and told in a sentence; a fault keeps its trace.
/// </summary>
/// <param name="Kind">Why it cannot be done now.</param>
/// <param name="Reason">What the library said, in one line.</param>
public sealed record Outage(OutageKind Kind, string Reason)
{
    private const int SqliteBusy = 5, SqliteLocked = 6, SqliteReadOnly = 8, SqliteIoError = 10, SqliteFull = 13, SqliteCannotOpen = 14;
    private const int NoSpace = 28, ReadOnlyFileSystem = 30, OverQuota = 122; // errno, which .NET hands on as HResult

    /// <summary>What passes, or null for a fault.</summary>
    public static Outage? Of(Exception? problem) => problem switch
    {
        null => null,
        BusyException busy => new(busy.Kind, busy.Message),
        LedgerBusyException => Named(OutageKind.Busy, problem),
        TimeoutException => Named(OutageKind.Cluster, problem),
        OrleansException => OfDatabase(problem.InnerException) ?? Named(OutageKind.Cluster, problem),
        _ => OfDatabase(problem),
    };

    /// <summary>What was said of the database, by however many libraries it was wrapped.</summary>
    private static Outage? OfDatabase(Exception? problem) => problem switch
    {
        null => null,
        PostgresException refused => OfState(CodeOf(refused)) is { } kind ? Named(kind, refused) : null,
        SqliteException refused => OfCode(refused.SqliteErrorCode) is { } kind ? Named(kind, refused) : null,
        IOException { HResult: NoSpace or OverQuota } => Named(OutageKind.Full, problem),
        IOException { HResult: ReadOnlyFileSystem } => Named(OutageKind.ReadOnly, problem),
        NpgsqlException => OfDatabase(problem.InnerException as DbException) ?? Named(OutageKind.Database, problem),
        CommitUnknownException => OfDatabase(problem.InnerException) ?? Named(OutageKind.Moving, problem),
        _ => OfDatabase(problem.InnerException),
    };

    /// <summary>
    /// What a line of the log says where that is all there is to know: of what passes, of connections between processes that broke,
    /// and of what an operator is to mend. Null for a fault.
    /// </summary>
    internal static string? ExpectedReason(Exception? problem) => Of(problem)?.Reason ?? problem switch
    {
        ValidationException => Line(problem), // a sentence that says what to mend
        SocketException or Microsoft.AspNetCore.Connections.ConnectionAbortedException => Line(problem),
        IOException { InnerException: SocketException } => Line(problem),
        AggregateException several => ExpectedReason(several.InnerException),
        _ => null,
    };

    /// <summary>What the sender of events is told that could not be written; null for a fault.</summary>
    internal static BusyException? Unwritten(Exception problem) => (Of(problem)?.Kind, problem) switch
    {
        (OutageKind.Full, _) => new("The disk of the database is full; repeat the post when there is room.", OutageKind.Full),
        (OutageKind.ReadOnly, _) => new("The database takes no writes now; repeat the post later.", OutageKind.ReadOnly),
        (_, BusyException or LedgerBusyException) => new(problem.Message),
        (_, SupersededException or CommitUnknownException) =>
            new("The team's grain is being moved or its last write is in doubt; repeat the post.", OutageKind.Moving),
        (_, DbException or CommitFailedException) =>
            new("The ledger's database does not answer; repeat the post later.", OutageKind.Database),
        _ => null,
    };

    private static Outage Named(OutageKind kind, Exception problem) => new(kind, Line(problem));

    private static string Line(Exception problem) => problem.Message.ReplaceLineEndings(" ");

    /// <summary>The five letters of an error; one that came from another process has them in its message only.</summary>
    private static string CodeOf(PostgresException refused) =>
        refused.SqlState ?? (refused.Message.Length >= 5 ? refused.Message[..5] : "");

    private static OutageKind? OfState(string code) => code switch
    {
        PostgresErrorCodes.ReadOnlySqlTransaction => OutageKind.ReadOnly,
        PostgresErrorCodes.DiskFull => OutageKind.Full,
        PostgresErrorCodes.TooManyConnections => OutageKind.Crowded,
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable =>
            OutageKind.Busy,
        // Tables are made before anything is asked: somebody is putting a copy in their place.
        PostgresErrorCodes.UndefinedTable => OutageKind.Database,
        // Connection, resources, an operator who intervenes (57P01: the server stops), and errors of the system below.
        ['0', '8', ..] or ['5', '3', ..] or ['5', '7', 'P', ..] or ['5', '8', ..] => OutageKind.Database,
        _ => null,
    };

    private static OutageKind? OfCode(int code) => code switch
    {
        SqliteBusy or SqliteLocked => OutageKind.Busy,
        SqliteReadOnly => OutageKind.ReadOnly,
        SqliteFull => OutageKind.Full,
        SqliteIoError or SqliteCannotOpen => OutageKind.Database,
        _ => null,
    };
}
