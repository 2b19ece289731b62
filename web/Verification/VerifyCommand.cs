using System.Net.Http.Json;
using Spectre.Console;

namespace Dashboard.Web.Verification;

/// <summary><c>verify [--to URL]</c>: asks a running dashboard to prove its figures (CONTRACT.md §6). Exit 0 when all are equal.</summary>
internal static class VerifyCommand
{
    private const string Default = "http://localhost:5080";

    /// <summary>What the server answers.</summary>
    internal sealed record Answer(long Events, long Subjects, long Figures, string[] Differences);

    public static async Task<int> RunAsync(string[] args)
    {
        var at = Array.IndexOf(args, "--to");
        var address = at < 0 ? Default : at + 1 < args.Length ? args[at + 1] : "";
        if (!Uri.TryCreate(address, UriKind.Absolute, out var to) || args.Length > (at < 0 ? 0 : 2))
        {
            AnsiConsole.MarkupLine("[red]Usage: verify [[--to http://localhost:5080]][/]");
            return 2;
        }

        using var http = new HttpClient { BaseAddress = to, Timeout = TimeSpan.FromMinutes(30) };
        try
        {
            using var response = await http.PostAsync(new Uri("/api/verify", UriKind.Relative), null);
            response.EnsureSuccessStatusCode();
            var answer = (await response.Content.ReadFromJsonAsync<Answer>())!;
            foreach (var difference in answer.Differences)
            {
                Console.Out.WriteLine(difference);
            }

            Console.Out.WriteLine(
                $"{answer.Figures} figures of {answer.Subjects} subjects compared with {answer.Events} events: " +
                    $"{(answer.Differences.Length == 0 ? "all equal" : $"{answer.Differences.Length} differ")}.");
            return answer.Differences.Length == 0 ? 0 : 1;
        }
        catch (HttpRequestException problem)
        {
            Console.Error.WriteLine($"No dashboard answers at {to}: {problem.Message}");
            return 2;
        }
    }
}

/// <summary><c>POST /api/verify</c>: the proof itself; heavy, so one at a time.</summary>
internal static class VerificationEndpoint
{
    private static readonly SemaphoreSlim One = new(1);

    public static void MapVerification(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/verify", async (Verifier verifier, CancellationToken cancel) =>
    {
        await One.WaitAsync(cancel);
        try
        {
            return Results.Json(await verifier.VerifyAsync(cancel));
        }
        finally
        {
            One.Release();
        }
    });
}
