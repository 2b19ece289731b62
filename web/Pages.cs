using Dashboard.Grains.Roster;
using Dashboard.Grains;
using Dashboard.Grains.Domain;
using Dashboard.Web.Reference;
using Dashboard.Web.SetUp;
using Microsoft.Extensions.Options;

namespace Dashboard.Web;

/// <summary>The pages: static files, with addresses that can be kept (CONTRACT.md §5).</summary>
internal static class Pages
{
    private static readonly (string Address, string File)[] Files =
    [
        ("/", "index.html"), ("/teams/{**id}", "team.html"), ("/items/{**code}", "item.html"), ("/cases/{**id}", "case.html"),
        ("/enterprises/{**uscc}", "enterprise.html"), ("/subjects", "subjects.html"), ("/quarantine", "quarantine.html"),
        ("/quality", "quality.html"), ("/bureau", "bureau.html"),
        ("/warnings", "warnings.html"), ("/rules", "rules.html"), ("/calendar", "calendar.html"),
        ("/sign-in", "sign-in.html"), ("/setup", "setup.html"), ("/setup/import", "import.html"), ("/setup/{register}", "register.html"),
        ("/people", "people.html"), ("/sources", "sources.html"),
        ("/audit", "audit.html"), ("/account", "account.html"),
    ];

    public static void MapPages(this WebApplication app)
    {
        // Screens run for months: they must see a new version of a file at their next look, so every file is revalidated.
        app.UseStaticFiles(
            new StaticFileOptions { OnPrepareResponse = response => response.Context.Response.Headers.CacheControl = "no-cache" });
        foreach (var (address, file) in Files)
        {
            app.MapGet(address, (IWebHostEnvironment environment, HttpContext context) =>
            {
                context.Response.Headers.CacheControl = "no-cache";
                var found = environment.WebRootFileProvider.GetFileInfo(file);
                return found.Exists ? Results.Stream(found.CreateReadStream(), "text/html; charset=utf-8") : Results.NotFound();
            });
        }
    }

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
                ready = seeds.Ready,
                fresh = await setUp.IsFreshAsync(cancel),
                version = typeof(Pages).Assembly.GetName().Version?.ToString(3),
                now = Rfc3339.Write(clock.GetUtcNow()),
            });
        });
    }
}
