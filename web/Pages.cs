using System.Text.RegularExpressions;
using Dashboard.Grains.Contracts;
using Dashboard.Grains;
using Dashboard.Web.Reference;
using Dashboard.Web.Screens;
using Dashboard.Web.SetUp;
using Dashboard.Web.Views;
using Microsoft.AspNetCore.StaticFiles;
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
        ("/warnings", "warnings.html"), ("/rules", "rules.html"), ("/calendar", "calendar.html"), ("/style", "style.html"),
        ("/sign-in", "sign-in.html"), ("/setup", "setup.html"), ("/setup/import", "import.html"), ("/setup/{register}", "register.html"),
        ("/people", "people.html"), ("/sources", "sources.html"), ("/screen", "screen.html"), ("/screens", "screens.html"),
        ("/audit", "audit.html"), ("/orders", "orders.html"), ("/orders/{**id}", "order.html"), ("/year", "year.html"),
        ("/year/{**id}", "duty.html"), ("/account", "account.html"),
        ("/documents", "book.html"), ("/disputes", "book.html"), ("/publicity", "book.html"), ("/complaints", "book.html"),
        ("/supervisors", "book.html"),
        ("/reports", "reports.html"), ("/reports/{year:int}", "report.html"), ("/ops", "ops.html"), ("/forecast", "forecast.html"),
        ("/reports/{year}/tables", "tables.html"),
    ];

    /// <summary>What is no page.</summary>
    private static readonly string[] Data = ["/api", "/hubs", "/health", "/metrics", "/orleans"];

    /// <summary>The script that keeps the pages in a browser; like a page it names its build.</summary>
    public const string Worker = "sw.js";

    private const string Packed = ".br";

    /// <summary>Marks the request for a file under the name of the build that stands here.</summary>
    private static readonly object Lasting = new();

    private static readonly StaticFileOptions Static = new()
    {
        ContentTypeProvider = new PackedTypes(),
        OnPrepareResponse = static response =>
        {
            var headers = response.Context.Response.Headers;
            Keep(response.Context);
            headers.Vary = "Accept-Encoding";
            if (response.File.Name.EndsWith(Packed, StringComparison.Ordinal))
            {
                headers.ContentEncoding = "br";
            }
        },
    };

    public static void MapPages(this WebApplication app)
    {
        var (files, build) = (app.Environment.WebRootFileProvider, app.Services.GetRequiredService<PageBuild>());
        var packs = app.Services.GetRequiredService<ModulePacks>();
        app.Use(async (context, next) =>
        {
            await next(context);
            if (context.Response is { StatusCode: StatusCodes.Status404NotFound, HasStarted: false } && AsksForPage(context.Request))
            {
                await AnswerAsync(context, "missing.html");
            }
        });
        app.Use((context, next) =>
        {
            var (request, path) = (context.Request, context.Request.Path.Value ?? "");
            if (!(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) || context.GetEndpoint() is not null)
            {
                return next(context);
            }

            // The pages as the worker keeps them, the same to the byte as under their addresses.
            if (path == $"/{Worker}" || (path.EndsWith(".html", StringComparison.Ordinal) && path.LastIndexOf('/') == 0))
            {
                return AnswerAsync(context, path[1..]);
            }

            var name = build.Name;
            context.Response.Headers[PageBuild.Header] = name;
            if (BuildAhead().Match(path) is { Success: true } ahead)
            {
                (request.Path, path) = (ahead.Groups[2].Value, ahead.Groups[2].Value);
                // A host with another build answers with its own, which nobody is to keep under that name. Where files are being written
                // the name is behind them for a moment.
                if (ahead.Groups[1].Value == name && !app.Environment.IsDevelopment())
                {
                    context.Items[Lasting] = true;
                }
            }

            if (packs.All.TryGetValue(path, out var pack))
            {
                Keep(context);
                return ModulePacks.AnswerAsync(context, pack);
            }

            // What was packed when the product was published is sent as it is; the rest is packed on the way.
            if (request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal)
                && files.GetFileInfo(path + Packed).Exists)
            {
                request.Path = path + Packed;
            }

            return next(context);
        });
        app.UseStaticFiles(Static);
        foreach (var (address, file) in Files)
        {
            app.MapGet(address, (HttpContext context) => AnswerAsync(context, file));
        }
    }

    /// <summary>
    /// Screens run for months: they must see a new version of a file at their next look, so one that may change is revalidated.
    /// </summary>
    private static void Keep(HttpContext context) => context.Response.Headers.CacheControl =
        context.Items.ContainsKey(Lasting) ? "public, max-age=31536000, immutable" : "no-cache";

    /// <summary>Answers with a page, under whatever status stands; nothing when there is no such page.</summary>
    public static async Task AnswerAsync(HttpContext context, string file)
    {
        var (services, response) = (context.RequestServices, context.Response);
        if (services.GetRequiredService<PageTexts>().Of(file, context.Request) is not { } text)
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        response.Headers.CacheControl = "no-cache";
        response.Headers[PageBuild.Header] = services.GetRequiredService<PageBuild>().Name;
        response.ContentType = file == Worker ? "text/javascript; charset=utf-8" : "text/html; charset=utf-8";
        await response.Body.WriteAsync(text, context.RequestAborted);
    }

    /// <summary>Whether a person's browser asks, and not for data.</summary>
    private static bool AsksForPage(HttpRequest request) => HttpMethods.IsGet(request.Method)
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal)
        && !Data.Any(start => request.Path.StartsWithSegments(start));

    public static void MapHealth(this WebApplication app)
    {
        app.MapGet("/health/live", () => Results.Text("alive"));
        app.MapGet("/health/ready", async (Readiness readiness, HttpContext context, CancellationToken cancel) =>
            await readiness.AnswerAsync(context, cancel));
        app.MapGet("/api/about",
            async (Settings settings, IOptions<DashboardOptions> options, IRoster roster, SeedLoader seeds, SetUpState setUp,
                PageBuild build, DemoMark demo, TimeProvider clock, CancellationToken cancel) =>
        {
            var registered = roster.Jurisdictions.GetValueOrDefault(options.Value.Jurisdiction);
            return Results.Json(new
            {
                jurisdiction = options.Value.Jurisdiction,
                name = registered?.Name ?? options.Value.Jurisdiction,
                nameEn = registered?.NameEn,
                demo = demo.IsDemo,
                oidc = settings.Provider is not null,
                ready = seeds.Ready,
                fresh = await setUp.IsFreshAsync(cancel),
                build = build.Name,
                version = typeof(Pages).Assembly.GetName().Version?.ToString(3),
                now = Rfc3339.Write(clock.GetUtcNow()),
            });
        });
    }

    [GeneratedRegex("^/~([^/]+)(/(?:js|css|lib|pack)/.*)$")]
    private static partial Regex BuildAhead();

    /// <summary>A packed file is of the type it has unpacked.</summary>
    private sealed class PackedTypes : IContentTypeProvider
    {
        private readonly FileExtensionContentTypeProvider types = new();

        public bool TryGetContentType(string subpath, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out string contentType) =>
            types.TryGetContentType(
                subpath.EndsWith(Packed, StringComparison.Ordinal) ? subpath[..^Packed.Length] : subpath, out contentType);
    }
}
