using System.Text;
using System.Text.Json.Nodes;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Intake;
using Dashboard.Grains.Ledger;
using Dashboard.Grains.Roster;
using Dashboard.Tests.Domain;
using Dashboard.Tests.Web;
using Dashboard.Web.Ingest;
using Dashboard.Web.Reference;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Options;

namespace Dashboard.Tests.Reference;

/// <summary>What an installation that is there already gets of this release's rules.</summary>
public sealed class ShippedRulesTests : IAsyncLifetime
{
    private static readonly EventReader Reader = new(TimeProvider.System);
    private readonly string folder = Directory.CreateTempSubdirectory("dashboard-rules-").FullName;
    private readonly ForwardDay clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_fresh_installation_has_them_from_the_beginning()
    {
        using var ledger = await LedgerAsync();

        Assert.Equal("2015-01-01", FromOf(await DueAsync(ledger)));
    }

    [Fact]
    public async Task One_that_runs_those_of_an_earlier_release_has_them_from_today_and_once_whichever_host_starts_first()
    {
        using var ledger = await LedgerAsync(Earlier());

        var (one, other) = (await DueAsync(ledger), await DueAsync(ledger));
        Assert.Equal("2026-11-26", FromOf(one));
        Assert.Equal(one, other);

        await RecordAsync(ledger, 2, Read(one!));
        clock.Day++;
        Assert.Null(await DueAsync(ledger));
    }

    [Fact]
    public async Task An_earlier_release_publishes_nothing_over_those_of_a_later_one()
    {
        using var ledger = await LedgerAsync(Earlier("2077.1"));

        Assert.Null(await DueAsync(ledger));
    }

    [Fact]
    public async Task Who_has_published_rules_of_their_own_keeps_them_and_is_told_what_they_lack()
    {
        var own = Told("2026.1", "2026-05-01", new() { ["limits"] = new JsonArray(new JsonObject
        {
            ["id"] = "PEN-03", ["n"] = 60, ["unit"] = "CD",
        }) });
        using var ledger = await LedgerAsync(Earlier(), own with { Source = "/bureau/law" });
        var shipped = Shipped(ledger);

        Assert.Equal((null, true), await shipped.DueAsync(Cancel));
        var inForce = CurrentRoster.Read([.. SeededLaw.Reference.Where(@event => @event.Kind != "rules"), Earlier(), own], 1).Law.Rules;
        var (missing, other) = shipped.Differences(inForce.At(new(2026, 11, 26)).Entry);
        Assert.Equal(["W57"], missing);
        Assert.Equal(["PEN-03"], other);
    }

    [Fact]
    public async Task An_upgraded_installation_judges_what_happened_before_by_what_was_in_force_then()
    {
        (await LedgerAsync(Earlier())).Dispose();
        await using var dashboard = await RunningDashboard.StartAsync(more: new Dictionary<string, string>
        {
            ["Dashboard__DataPath"] = folder,
        });

        var rules = await dashboard.Http.ReadAsync("/api/rules");
        Assert.Equal([$"2025.1 2015-01-01", $"{SeededLaw.Version} {Web.Told.Today}"],
            rules["versions"]!.AsArray().Select(version => $"{version!["version"]} {version["effectiveFrom"]}"));
        Assert.Contains(rules["warnings"]!.AsArray(), warning => (string)warning!["id"]! == "W57");
        Assert.Null(rules["shipped"]);
        var before = await dashboard.Http.ReadAsync("/api/rules?on=2026-01-05");
        Assert.Equal("2025.1", (string)before["current"]!);
        Assert.DoesNotContain(before["warnings"]!.AsArray(), warning => (string)warning!["id"]! == "W57");
        Assert.Single(dashboard.Log.Split('\n'),
            line => line.Contains($"Rule set {SeededLaw.Version} of this release", StringComparison.Ordinal));
    }

    /// <summary>The rules of an earlier release, which had no W57.</summary>
    private static SourceEvent Earlier(string version = "2025.1")
    {
        var rules = SeedFiles.ReadRules(SeededLaw.Folder);
        rules["warnings"] = new JsonArray([.. rules["warnings"]!.AsArray().Where(rule => (string)rule!["id"]! != "W57")
            .Select(rule => rule!.DeepClone())]);
        return Told(version, "2015-01-01", rules);
    }

    private static SourceEvent Told(string version, string from, JsonObject rules)
    {
        (rules["version"], rules["effectiveFrom"]) = (version, from);
        return Samples.Event("rules.published", rules, id: $"rules.published-{version}", source: ReferenceData.Source);
    }

    private static SourceEvent Read(byte[] told) => Assert.Single(Reader.Read(told, BodyFormat.One)).Event!;

    private static string? FromOf(byte[]? told) =>
        (string?)JsonNode.Parse(Encoding.UTF8.GetString(told!))!["data"]!["effectiveFrom"];

    private async Task<byte[]?> DueAsync(ILedger ledger) => (await Shipped(ledger).DueAsync(Cancel)).Event;

    private ShippedRules Shipped(ILedger ledger) => new(
        Dashboard.Web.Settings.From(new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Dashboard:Seeds"] = SeededLaw.Folder, ["Dashboard:DataPath"] = folder,
        }).Build(), new HostingEnvironment { EnvironmentName = "Production", ContentRootPath = folder }), ledger, clock);

    private async Task<SqliteLedger> LedgerAsync(params SourceEvent[] events)
    {
        var ledger = new SqliteLedger(Options.Create(new LedgerOptions { DataPath = folder }));
        await ledger.PrepareAsync(Cancel);
        if (events.Length > 0)
        {
            await RecordAsync(ledger, 1, events);
        }

        return ledger;
    }

    private static Task RecordAsync(ILedger ledger, long sequence, params SourceEvent[] events) =>
        ledger.CommitAsync([new("unassigned", sequence, Samples.Noon, [], [], [.. events], [], [])], Cancel);

    private sealed class ForwardDay : TimeProvider
    {
        public int Day { get; set; } = 26;

        public override DateTimeOffset GetUtcNow() => new(2026, 11, Day, 9, 0, 0, TimeSpan.FromHours(8));
    }
}
