using Dashboard.Grains;
using Dashboard.Grains.Contracts;
using Dashboard.Web.Access;
using Dashboard.Web.Import;
using Dashboard.Web.Reference;
using Dashboard.Web.Views;
using Microsoft.EntityFrameworkCore;

namespace Dashboard.Web.SetUp;

/// <summary>How far this installation is set up: what there is of what it needs.</summary>
internal sealed class SetUpState(
    Settings settings, ILedgerReading ledger, IRegisters registered, RegisterForms registers, SeedLoader seeds, KeptMaps maps,
    DemoMark demo, IDbContextFactory<AccessDb> databases)
{
    private volatile bool isInUse;

    /// <summary>What is registered says nothing of the bureau's work yet.</summary>
    private static readonly string[] Registered = ["team", "item", "officer", "enterprise", "calendar", "rules"];

    /// <summary>Nothing has come in but registers: the wall leads whoever may set it up there.</summary>
    public async Task<bool> IsFreshAsync(CancellationToken cancel)
    {
        if (settings.Demo || isInUse || !seeds.Ready)
        {
            return false;
        }

        isInUse = await ledger.CountEventsAsync([], cancel) > await ledger.CountEventsAsync(Registered, cancel);
        return !isInUse;
    }

    /// <summary>The counts behind the steps of the set-up page.</summary>
    public async Task<object> ReadAsync(CancellationToken cancel)
    {
        await using var database = await databases.CreateDbContextAsync(cancel);
        var bureaus = await ListAsync("bureaus", cancel);
        var bureau = bureaus.Count > 0 ? bureaus[0] : null;
        var (teams, items) = (await ListAsync("teams", cancel), await ListAsync("items", cancel));
        return new
        {
            demo = demo.IsDemo,
            open = settings.Auth == AuthMode.Open,
            bureau = bureau is null ? null : new
            {
                id = bureau.Id,
                name = (string?)bureau.Data["name"],
                nameEn = (string?)bureau.Data["nameEn"],
                seeded = bureau.IsSeeded,
            },
            teams = new { registered = teams.Count, seeded = teams.Count(team => team.IsSeeded) },
            items = new { registered = items.Count, seeded = items.Count(item => item.IsSeeded) },
            officers = await registered.CountAsync(["officer"], cancel),
            enterprises = await registered.CountAsync(["enterprise"], cancel),
            cases = await registered.CountAsync(["case", "inspection", "licence", "patrol"], cancel),
            people = await database.People.CountAsync(cancel),
            tokens = await database.SourceTokens.CountAsync(token => token.Revoked == null, cancel),
            maps = (await maps.NamesAsync()).Length,
        };
    }

    private async Task<IReadOnlyList<Entry>> ListAsync(string register, CancellationToken cancel) =>
        (await registers.ListAsync(Register.Find(register)!, null, 0, 0, cancel)).Entries;
}
