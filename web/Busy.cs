using System.Data.Common;
using Dashboard.Grains.Contracts;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web;

/// <summary>
/// What the ledger or the cluster cannot answer now is no fault of whoever asked: on every endpoint it is 503, with when to come back.
/// </summary>
internal sealed partial class Busy(ILogger<Busy> log) : IExceptionHandler
{
    private const int SqliteBusy = 5, SqliteLocked = 6;

    /// <summary>503 with a sentence and <c>Retry-After</c>.</summary>
    public static IResult Answer(HttpContext context, string sentence) =>
        Later.Answer(context, StatusCodes.Status503ServiceUnavailable, TimeSpan.FromSeconds(1), sentence);

    /// <summary>Whether the same may succeed later. Entity Framework wraps what the database says, once or twice.</summary>
    public static bool IsPassing(Exception? problem) => problem switch
    {
        BusyException or LedgerBusyException or TimeoutException or Orleans.Runtime.OrleansException => true,
        DbException { IsTransient: true } or SqliteException { SqliteErrorCode: SqliteBusy or SqliteLocked } => true,
        InvalidOperationException or DbUpdateException => IsPassing(problem.InnerException),
        _ => false,
    };

    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (!IsPassing(exception))
        {
            return false;
        }

        LogBusy(exception.Message);
        await Answer(httpContext, "The ledger or the cluster does not answer now; ask again later.").ExecuteAsync(httpContext);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A request could not be answered now; its sender was told to repeat it. {Reason}")]
    private partial void LogBusy(string reason);
}
