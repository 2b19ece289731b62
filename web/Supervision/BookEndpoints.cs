using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;
using Dashboard.Web.Ingest;

namespace Dashboard.Web.Supervision;

/// <summary>
/// The books of the legal section (SUPERVISION.md §9, §12): lists, one entry with its story, and forms that follow from the declarations.
/// An act is judged before it is recorded; what holds goes in as an event of source <c>/local/{book}/…</c>.
/// </summary>
internal static class BookEndpoints
{
    public static void MapBooks(this IEndpointRouteBuilder app)
    {
        app.MapGet("/api/books/{book}", ReadAsync);
        app.MapGet("/api/books/{book}/{kind}/{id}", OpenAsync);
        app.MapPost("/api/books/{book}/{kind}", BeginAsync);
        app.MapPost("/api/books/{book}/{kind}/{id}/{act}", ActAsync);
    }

    private static async Task<IResult> ReadAsync(string book, IBooks books, HttpContext context, CancellationToken cancel)
    {
        if (!books.Kinds.ContainsKey(book))
        {
            return BookSentences.NoBook.Problem(StatusCodes.Status404NotFound);
        }

        var caller = context.Caller();
        return (await books.ReadAsync(book, caller.Reader, cancel)).With("beginnings", books.BeginningsOf(book)
            .Where(one => Offices.Of(caller, one.Act.Roles) is not null)
            .Select(one => (object)Described.Act(one.Act, one.Act.Type, caller).With("kind", one.Kind)).ToArray()).Answer();
    }

    private static async Task<IResult> OpenAsync(
        string book, string kind, string id, IBooks books, HttpContext context, AuditTrail audit, CancellationToken cancel)
    {
        var caller = context.Caller();
        if (!books.Kinds.ContainsKey(book)
            || await books.OpenAsync(book, kind, id, caller.Reader, Offices.IsOfWork(caller), cancel) is not { } entry)
        {
            return BookSentences.Unknown.Problem(StatusCodes.Status404NotFound);
        }

        await audit.AddReadingAsync(caller, "subject.read", $"{kind}/{id}");
        var acts = await books.ActsAsync(book, kind, id, caller.Reader, cancel) ?? [];
        return entry.With("acts", acts.Select(act => (object)Described.Act(act, act.Type, caller)).ToArray()).Answer();
    }

    private static async Task<IResult> BeginAsync(string book, string kind, JsonObject given, IBooks books, FormEvents events,
        TimeProvider clock, HttpContext context, AuditTrail audit, CancellationToken cancel)
    {
        var type = given["act"].AsText();
        if (!books.Kinds.ContainsKey(book) || books.BeginningsOf(book)
            .FirstOrDefault(one => one.Kind == kind && (type is null || one.Act.Type == type)) is not { } beginning)
        {
            return BookSentences.Unknown.Problem(StatusCodes.Status404NotFound);
        }

        var id = $"{kind}-{Shanghai.Day(clock.GetUtcNow()):yyyyMMdd}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        var (refusal, status) =
            await RecordAsync(book, (beginning.IdField, id), beginning.Act, given, books, events, clock, context, cancel);
        if (refusal is { } said)
        {
            return said.Problem(status);
        }

        await audit.AddAsync(context.Caller().Name, "book.began", $"{kind}/{id}");
        return Results.Json(new { id }, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> ActAsync(string book, string kind, string id, string act, JsonObject given, IBooks books,
        FormEvents events, TimeProvider clock, HttpContext context, AuditTrail audit, CancellationToken cancel)
    {
        if (!books.Kinds.ContainsKey(book) || await books.ActsAsync(book, kind, id, context.Caller().Reader, cancel) is not { } acts)
        {
            return BookSentences.Unknown.Problem(StatusCodes.Status404NotFound);
        }

        if (acts.FirstOrDefault(one => one.Type == act) is not { } found)
        {
            return BookSentences.Stage.Problem(StatusCodes.Status409Conflict);
        }

        var (refusal, status) = await RecordAsync(book, (books.IdFieldOf(kind), id), found, given, books, events, clock, context, cancel);
        if (refusal is { } said)
        {
            return said.Problem(status);
        }

        await audit.AddAsync(context.Caller().Name, "book.acted", $"{kind}/{id}", act);
        return Results.NoContent();
    }

    private static async Task<(Said? Refusal, int Status)> RecordAsync(string book, (string Field, string Id) subject, Act act,
        JsonObject given, IBooks books, FormEvents events, TimeProvider clock, HttpContext context, CancellationToken cancel)
    {
        var caller = context.Caller();
        if (Offices.Of(caller, act.Roles) is not { } actor)
        {
            return (BookSentences.NotYours, StatusCodes.Status403Forbidden);
        }

        var data = FormEvents.Only(given, [.. act.Fields.Select(static field => field.Name)]);
        // Whoever sees some teams only writes into the books of these: what he enters counts for the team he names.
        if (data["teamId"].AsText() is { } team && !caller.MaySeeTeam(team))
        {
            return (BookSentences.NotYours, StatusCodes.Status403Forbidden);
        }

        if (act.Type == "document.reviewed")
        {
            data["reviewerId"] = actor.Id;
        }

        return await events.JudgeAsync(book, subject, caller, (clock.GetUtcNow(), act.Type, data), books.ObjectionAsync,
            static _ => BookSentences.Stage, cancel);
    }
}
