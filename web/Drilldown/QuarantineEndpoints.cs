using System.Globalization;
using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;
using Dashboard.Web.Ingest;

namespace Dashboard.Web.Drilldown;

/// <summary>What was set aside: to be read, tried again, or dismissed (DOMAIN.md §14.1 V6). Nothing is ever dropped.</summary>
internal static class QuarantineEndpoints
{
    private const int LargestPage = 500;
    private const int LastPage = int.MaxValue / LargestPage;
    private const int AtOnce = 500;
    private const string Retried = "quarantine.retried", Dismissed = "quarantine.dismissed";

    public static void MapQuarantine(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/quarantine", ListAsync);
        app.MapGet("/api/quarantine/{key}", ReadAsync);
        app.MapPost("/api/quarantine/{key}/retry", RetryAsync);
        app.MapPost("/api/quarantine/{key}/dismiss", DismissAsync);
        app.MapPost("/api/quarantine/retry", RetryManyAsync);
        app.MapPost("/api/quarantine/dismiss", DismissManyAsync);
    }

    private static async Task<IResult> ListAsync(IQuarantine quarantine, string? state, string? source, string? code, int? page, int? size,
        CancellationToken cancel)
    {
        QuarantineState? wanted = state is null ? null : Enum.Parse<QuarantineState>(state, ignoreCase: true);
        var (number, length) = (Math.Clamp(page ?? 1, 1, LastPage), Math.Clamp(size ?? 50, 1, LargestPage));
        var document = await quarantine.ListAsync(new(wanted, source, code), number, length, cancel);
        foreach (var row in ((IEnumerable<object>)document["rows"]!).Cast<Document>())
        {
            Explain(row);
        }

        return document.Answer();
    }

    /// <summary>One event, as it came, with the field that is at fault.</summary>
    private static async Task<IResult> ReadAsync(string key, IQuarantine quarantine, CancellationToken cancel) =>
        NumberOf(key) is { } number && await quarantine.ShowAsync(number, cancel) is { } row ? Explain(row).Answer() : Missing(key);

    private static async Task<IResult> RetryAsync(
        string key, HttpContext context, IQuarantine quarantine, QuarantineRetry retry, AuditTrail audit, CancellationToken cancel)
    {
        if (await FindAsync(key, quarantine, cancel) is not { } row)
        {
            return Missing(key);
        }

        await audit.AddAsync(context.Caller().Name, Retried, $"quarantine/{key}");
        var retried = (await retry.RetryAsync([row], cancel))[0];
        return new Document()
            .With("key", row.Key)
            .With("outcome", retried.Outcome)
            .With("code", retried.Code)
            .With("reason", retried.Reason)
            .With("sentence", retried.Reason is { } reason ? RefusalWords.InBoth(reason) : null).Answer();
    }

    /// <summary>Tries all open rows of a source, of a code, or of both, the oldest first.</summary>
    private static async Task<IResult> RetryManyAsync(
        HttpContext context, IQuarantine quarantine, QuarantineRetry retry, AuditTrail audit, string? source, string? code,
        CancellationToken cancel)
    {
        if (source is null && code is null)
        {
            return NotSaid();
        }

        await audit.AddAsync(context.Caller().Name, Retried, "quarantine", $"{source} {code}".Trim());

        var outcomes = new Dictionary<string, long>();
        await foreach (var rows in quarantine.OpenAsync(source, code, AtOnce, cancel))
        {
            foreach (var row in await retry.RetryAsync(rows, cancel))
            {
                outcomes[row.Outcome] = outcomes.GetValueOrDefault(row.Outcome) + 1;
            }
        }

        return new Document()
            .With("tried", outcomes.Values.Sum())
            .With("accepted", outcomes.GetValueOrDefault("accepted"))
            .With("duplicates", outcomes.GetValueOrDefault("duplicate"))
            .With("quarantined", outcomes.GetValueOrDefault("quarantined")).Answer();
    }

    private static async Task<IResult> DismissAsync(
        string key, HttpContext context, IQuarantine quarantine, AuditTrail audit, CancellationToken cancel)
    {
        if (await FindAsync(key, quarantine, cancel) is not { } row)
        {
            return Missing(key);
        }

        await audit.AddAsync(context.Caller().Name, Dismissed, $"quarantine/{key}");
        await quarantine.SettleAsync([row.Key], QuarantineState.Dismissed, cancel);
        return new Document().With("key", row.Key).With("outcome", "dismissed").Answer();
    }

    private static async Task<IResult> DismissManyAsync(
        HttpContext context, IQuarantine quarantine, AuditTrail audit, string? source, string? code,
        CancellationToken cancel)
    {
        if (source is null && code is null)
        {
            return NotSaid();
        }

        await audit.AddAsync(context.Caller().Name, Dismissed, "quarantine", $"{source} {code}".Trim());

        var dismissed = 0L;
        await foreach (var rows in quarantine.OpenAsync(source, code, AtOnce, cancel))
        {
            await quarantine.SettleAsync([.. rows.Select(static row => row.Key)], QuarantineState.Dismissed, cancel);
            dismissed += rows.Count;
        }

        return new Document().With("dismissed", dismissed).Answer();
    }

    private static async Task<QuarantineRow?> FindAsync(string key, IQuarantine quarantine, CancellationToken cancel) =>
        NumberOf(key) is { } number ? await quarantine.FindAsync(number, cancel) : null;

    private static long? NumberOf(string key) =>
        long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static IResult Missing(string key) => new Said($"隔离区中没有编号 {key}；编号见 /api/quarantine。",
        $"Nothing is quarantined under the key {key}; keys are the numbers that /api/quarantine lists.").Problem(404);

    private static IResult NotSaid() => new Said("请写明 source=、code= 或两者。", "Say which: source=, code= or both.").Problem();

    /// <summary>The reason in both languages.</summary>
    private static Document Explain(Document row) => row.With("sentence", RefusalWords.InBoth((string)row["reason"]!));
}
