using Dashboard.Grains.Contracts;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Ledger;
using Dashboard.Web.Ingest;

namespace Dashboard.Web.Drilldown;

/// <summary>What was set aside: to be read, tried again, or dismissed (DOMAIN.md §14.1 V6). Nothing is ever dropped.</summary>
internal static class QuarantineEndpoints
{
    private const int LargestPage = 500;
    private const int LastPage = int.MaxValue / LargestPage;

    public static void MapQuarantine(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/quarantine", ListAsync);
        app.MapPost("/api/quarantine/{key:long}/retry", RetryAsync);
        app.MapPost("/api/quarantine/{key:long}/dismiss", DismissAsync);
    }

    private static async Task<IResult> ListAsync(ILedger ledger, string? state, int? page, int? size, CancellationToken cancel)
    {
        QuarantineState? wanted = state is null ? null
            : Enum.TryParse<QuarantineState>(state, true, out var known) ? known
            : QuarantineState.Open;
        var (number, length) = (Math.Clamp(page ?? 1, 1, LastPage), Math.Clamp(size ?? 50, 1, LargestPage));
        var (total, rows) = await ledger.QuarantinedAsync(wanted, (number - 1) * length, length, cancel);
        return Json(new Document()
            .With("total", total)
            .With("page", number)
            .With("size", length)
            .With("rows", rows.Select(row => (object)Describe(row)).ToArray()));
    }

    /// <summary>Reads the event again, by the rules as they are now.</summary>
    private static async Task<IResult> RetryAsync(long key, ILedger ledger, EventReader reader, Intake intake, CancellationToken cancel)
    {
        if (await ledger.QuarantinedAsync(key, cancel) is not { } row)
        {
            return Results.Problem($"Nothing is quarantined under {key}.", statusCode: 404);
        }

        if (IdentityNumbers.IsMasked(row.Raw))
        {
            return Json(new Document()
                .With("key", key)
                .With("outcome", "quarantined")
                .With("code", row.Code)
                .With("reason",
                    "An identity number in it was masked before it was kept, so it is not what was sent; its source must send it again " +
                        "with a keyed hash."));
        }

        List<IncomingEvent> read;
        try
        {
            read = reader.Read(row.Raw, BodyFormat.One);
        }
        catch (UnreadableBodyException problem)
        {
            // An earlier release set aside what is refused as a whole today.
            return Json(new Document()
                .With("key", key)
                .With("outcome", "quarantined")
                .With("code", row.Code)
                .With("reason", problem.Message));
        }

        if (read[0].Refusal is { } refusal)
        {
            return Json(new Document()
                .With("key", key)
                .With("outcome", "quarantined")
                .With("code", refusal.Code)
                .With("reason", refusal.Reason));
        }

        var receipt = await intake.RecordAsync(read, cancel);
        var outcome = receipt.Results.Count == 0 ? "accepted" : receipt.Results[0].Outcome;
        if (outcome != "quarantined")
        {
            await ledger.SetQuarantineStateAsync(key, QuarantineState.Retried, cancel);
        }

        return Json(new Document()
            .With("key", key)
            .With("outcome", outcome)
            .With("code", receipt.Results.Count == 0 ? null : receipt.Results[0].Code)
            .With("reason", receipt.Results.Count == 0 ? null : receipt.Results[0].Reason));
    }

    private static async Task<IResult> DismissAsync(long key, ILedger ledger, CancellationToken cancel)
    {
        if (await ledger.QuarantinedAsync(key, cancel) is null)
        {
            return Results.Problem($"Nothing is quarantined under {key}.", statusCode: 404);
        }

        await ledger.SetQuarantineStateAsync(key, QuarantineState.Dismissed, cancel);
        return Json(new Document().With("key", key).With("outcome", "dismissed"));
    }

    private static Document Describe(QuarantineRow row) => new Document()
        .With("key", row.Key)
        .With("source", row.Source)
        .With("id", row.Id)
        .With("type", row.Type)
        .With("code", row.Code)
        .With("reason", row.Reason)
        .With("receivedAt", Rfc3339.Write(row.Received)).With("state", row.State.ToString().ToLowerInvariant());

    private static IResult Json(Document document) => Results.Bytes(document.ToUtf8(), "application/json; charset=utf-8");
}
