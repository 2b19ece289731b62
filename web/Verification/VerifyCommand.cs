using System.Net.Http.Json;
using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;
using Spectre.Console;

namespace Dashboard.Web.Verification;

/// <summary>
/// <c>verify [--to URL] [--user NAME]</c>: asks a running dashboard to prove its figures (CONTRACT.md §6). Exit 0 when all are equal. The
/// password of the user is read from standard input, or from the environment (<c>DASHBOARD_PASSWORD</c>).
/// </summary>
internal static class VerifyCommand
{
    private const string Default = "http://localhost:5080";

    public static async Task<int> RunAsync(string[] args)
    {
        var (address, user) = (Default, (string?)null);
        var rest = args.AsEnumerable();
        for (; rest.Take(2).ToList() is ["--to" or "--user", _] pair; rest = rest.Skip(2))
        {
            (address, user) = pair[0] == "--to" ? (pair[1], user) : (address, pair[1]);
        }

        if (!Uri.TryCreate(address.TrimEnd('/') + "/", UriKind.Absolute, out var to) || rest.Any())
        {
            AnsiConsole.MarkupLine("[red]Usage: verify [[--to http://localhost:5080]] [[--user NAME]][/]");
            return 2;
        }

        using var http = new HttpClient { BaseAddress = to, Timeout = TimeSpan.FromMinutes(30) };
        try
        {
            if (user is not null)
            {
                var password = Environment.GetEnvironmentVariable("DASHBOARD_PASSWORD") ?? Console.In.ReadLine();
                using var session = await http.PostAsJsonAsync(new Uri("api/session", UriKind.Relative), new { name = user, password });
                session.EnsureSuccessStatusCode();
            }

            using var response = await http.PostAsync(new Uri("api/verify", UriKind.Relative), null);
            response.EnsureSuccessStatusCode();
            var answer = (await response.Content.ReadFromJsonAsync<Proof>())!;
            foreach (var difference in answer.Differences)
            {
                Console.Out.WriteLine(difference);
            }

            Console.Out.WriteLine(
                $"{answer.Figures} figures of {answer.Subjects} subjects compared with {answer.Events} events: " +
                    $"{(answer.Differences.Count == 0 ? "all equal" : $"{answer.Differences.Count} differ")}.");
            return answer.Differences.Count == 0 ? 0 : 1;
        }
        catch (HttpRequestException problem)
        {
            Console.Error.WriteLine(problem.StatusCode switch
            {
                System.Net.HttpStatusCode.Unauthorized => $"{to} asks who you are: give --user NAME, and the password on standard input.",
                System.Net.HttpStatusCode.Forbidden => $"The roles of {user} do not allow it; a supervisor, auditor or operator may.",
                _ => $"No dashboard answers at {to}: {problem.Message}",
            });
            return 2;
        }
    }
}

/// <summary><c>POST /api/verify</c>: the proof itself; heavy, so one at a time.</summary>
internal static class VerificationEndpoint
{
    private static readonly SemaphoreSlim One = new(1);

    public static void MapVerification(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/verify", async (IVerifier verifier, ILedgerReading ledger, AuditTrail audit, CancellationToken cancel) =>
    {
        await One.WaitAsync(cancel);
        try
        {
            var outcome = await verifier.VerifyAsync(cancel);
            outcome = outcome with { Differences = [.. outcome.Differences, .. ledger.Losses] };
            return Results.Json(await audit.FirstBreakAsync(cancel) is not { } broken ? outcome : outcome with
            {
                Differences = [.. outcome.Differences, $"audit: entry {broken} does not follow from the one before it"],
            });
        }
        finally
        {
            One.Release();
        }
    });
}
