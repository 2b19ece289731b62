using System.Security.Claims;
using Dashboard.Grains.Ledger;
using Dashboard.Tests.Import;
using Dashboard.Web;
using Dashboard.Web.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Dashboard.Tests.Access;

/// <summary>Which account somebody has, and what a role asks of it, without a host around.</summary>
public sealed class AccountTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Where_roles_are_given_here_alone_nobody_gets_an_account_by_signing_in_elsewhere()
    {
        using var folder = new ScratchFolder();
        await using var services = await ServicesAsync(folder, ("Oidc:Authority", "https://house.example"), ("Oidc:ClientId", "dashboard"));
        await using var scope = services.CreateAsyncScope();
        var provider = scope.ServiceProvider.GetRequiredService<ProviderAccounts>();
        var said = new ClaimsPrincipal(new ClaimsIdentity([new("sub", "s"), new("roles", "admin"), new("preferred_username", "root")]));

        Assert.Equal((null, "noAccount"), await provider.FindAsync("https://house.example", "s", said));

        var people = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        var (person, _) = await PeopleEndpoints.MakeAsync(people, "reader", null, null, [Roles.Viewer], null);
        Assert.Null(await provider.BindAsync(person!, "https://house.example", "s"));
        var (found, _) = await provider.FindAsync("https://house.example", "s", said);
        Assert.Equal(("reader", Roles.Viewer), (found!.UserName, found.Roles));
        Assert.Equal((null, "noAccount"), await provider.FindAsync("https://elsewhere.example", "s", said));
    }

    [Fact]
    public async Task A_role_that_needs_a_second_factor_is_of_use_once_there_is_one_or_the_provider_asked_for_several()
    {
        using var folder = new ScratchFolder();
        await using var services = await ServicesAsync(folder, ("SecondFactor", "operator"));
        await using var scope = services.CreateAsyncScope();
        var people = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        var accounts = services.GetRequiredService<Accounts>();
        var (person, _) = await PeopleEndpoints.MakeAsync(people, "keeper", null, Bureau.Password, [Roles.Operator], null);

        Assert.True((await accounts.FindAsync(Accounts.PrincipalOf(person!), Cancel))!.LacksSecondFactor);
        Assert.False((await accounts.FindAsync(Accounts.PrincipalOf(person!, hasSeveralFactors: true), Cancel))!.LacksSecondFactor);

        await people.SetTwoFactorEnabledAsync(person!, true);
        accounts.Forget(person!.Id);
        Assert.False((await accounts.FindAsync(Accounts.PrincipalOf(person), Cancel))!.LacksSecondFactor);
    }

    private static async Task<ServiceProvider> ServicesAsync(ScratchFolder folder, params (string Key, string Value)[] auth)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = [.. auth.Append(("Mode", "Required")).Select(static one => $"--Dashboard:Auth:{one.Item1}={one.Item2}")],
        });
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddSingleton(Settings.From(builder.Configuration, builder.Environment))
            .AddLedger(null, folder.At(".")).AddAccessStore(null, folder.At("."))
            .AddSingleton<Accounts>().AddScoped<ProviderAccounts>().BuildServiceProvider();
        await services.GetRequiredService<ILedger>().PrepareAsync(Cancel);
        return services;
    }
}
