using Dashboard.Grains.Contracts;
using Dashboard.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Dashboard.Tests.Web;

/// <summary>What cannot be answered now is not an error of the server.</summary>
public sealed class BusyTests
{
    public static TheoryData<Exception, bool> Problems => new()
    {
        { new BusyException("Too much is waiting."), true },
        { new TimeoutException("The silo does not answer."), true },
        { new Microsoft.Data.Sqlite.SqliteException("database is locked", 5), true },
        { new Microsoft.Data.Sqlite.SqliteException("no such table", 1), false },
        { new InvalidOperationException("wrapped", new Microsoft.Data.Sqlite.SqliteException("database is locked", 5)), true },
        { new InvalidOperationException("wrapped", new Npgsql.NpgsqlException("gone", new IOException())), true },
        { new InvalidOperationException("wrapped", new Microsoft.Data.Sqlite.SqliteException("no such table", 1)), false },
        { new InvalidOperationException("A fault of the program."), false },
    };

    [Theory]
    [MemberData(nameof(Problems))]
    public async Task What_passes_is_answered_with_when_to_come_back_and_a_fault_is_not_hidden(Exception problem, bool isPassing)
    {
        await using var services = new ServiceCollection().AddLogging().AddProblemDetails().BuildServiceProvider();
        var context = new DefaultHttpContext { RequestServices = services };

        var isHandled = await new Busy(NullLogger<Busy>.Instance)
            .TryHandleAsync(context, problem, TestContext.Current.CancellationToken);

        Assert.Equal(isPassing, isHandled);
        Assert.Equal(isPassing ? (503, "1") : (200, ""), (context.Response.StatusCode, $"{context.Response.Headers.RetryAfter}"));
    }
}
