using System.Text.RegularExpressions;
using Dashboard.Grains.Roster;
using Dashboard.Grains;
using Dashboard.Grains.Domain;
using Dashboard.Web.Reference;
using Dashboard.Web.SetUp;
using Microsoft.Extensions.Options;

namespace Dashboard.Web;

/// <summary>The pages: static files, with addresses that can be kept (CONTRACT.md §5).</summary>
internal static partial class Pages
{
    private static readonly (string Address, string File)[] Files =
    [
        ("/", "index.html"), ("/teams/{**id}", "team.html"), ("/items/{**code}", "item.html"), ("/cases/{**id}", "case.html"),
        ("/enterprises/{**uscc}", "enterprise.html"), ("/subjects", "subjects.html"), ("/quarantine", "quarantine.html"),
        ("/quality", "quality.html"), ("/bureau", "bureau.html"),
        ("/warnings", "warnings.html"), ("/rules", "rules.html"), ("/calendar", "calendar.html"),
        ("/sign-in", "sign-in.html"), ("/setup", "setup.html"), ("/setup/import", "import.html"), ("/setup/{register}", "register.html"),
        ("/people", "people.html"), ("/sources", "sources.html"), ("/screen", "screen.html"), ("/screens", "screens.html"),
        ("/audit", "audit.html"), ("/account", "account.html"),
    ];

    public static void MapPages(this WebApplication app)
    {
        // The pages as the worker keeps them, the same to the byte as under their addresses.
        app.Use(static (context, next) =>
            HttpMethods.IsGet(context.Request.Method) && Path.GetFileName(context.Request.Path.Value) is { } file
                && file.EndsWith(".html", StringComparison.Ordinal) && context.Request.Path == $"/{file}"
            ? AnswerAsync(context, file)
            : next(context));
        // Screens run for months: they must see a new version of a file at their next look, so every file is revalidated.
        app.UseStaticFiles(
            new StaticFileOptions { OnPrepareResponse = response => response.Context.Response.Headers.CacheControl = "no-cache" });
        foreach (var (address, file) in Files)
        {
            app.MapGet(address, (HttpContext context) => AnswerAsync(context, file));
        }
    }

    /// <summary>Answers with a page; its links from the root lead to where the product stands, which may be a proxy's sub-path.</summary>
    public static async Task AnswerAsync(HttpContext context, string file)
    {
        var (request, response) = (context.Request, context.Response);
        var found = context.RequestServices.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider.GetFileInfo(file);
        if (!found.Exists)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        response.Headers.CacheControl = "no-cache";
        response.ContentType = "text/html; charset=utf-8";
        using var text = new StreamReader(found.CreateReadStream());
        await response.WriteAsync(
            LinkFromRoot().Replace(await text.ReadToEndAsync(context.RequestAborted), $"$1{request.PathBase.ToUriComponent()}/"),
            context.RequestAborted);
    }

    [GeneratedRegex("(\\b(?:href|src)=\")/(?!/)")]
    private static partial Regex LinkFromRoot();

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Text("alive"));
        app.MapGet("/health/ready", async (Readiness readiness, HttpContext context, CancellationToken cancel) =>
            await readiness.AnswerAsync(context, cancel));
        app.MapGet("/api/about",
            async (Settings settings, IOptions<DashboardOptions> options, CurrentRoster roster, SeedLoader seeds, SetUpState setUp,
                TimeProvider clock, CancellationToken cancel) =>
        {
            var registered = roster.Current.Jurisdictions.GetValueOrDefault(options.Value.Jurisdiction);
            return Results.Json(new
            {
                jurisdiction = options.Value.Jurisdiction,
                name = registered?.Name ?? options.Value.Jurisdiction,
                nameEn = registered?.NameEn,
                demo = settings.Demo,
                oidc = settings.Provider is not null,
                ready = seeds.Ready,
                fresh = await setUp.IsFreshAsync(cancel),
                version = typeof(Pages).Assembly.GetName().Version?.ToString(3),
                now = Rfc3339.Write(clock.GetUtcNow()),
            });
        });
    }
}
