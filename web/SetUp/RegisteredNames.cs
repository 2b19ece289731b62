using Dashboard.Grains.Contracts;
using Dashboard.Web.Import;
using Dashboard.Web.Import.Suggestion;

namespace Dashboard.Web.SetUp;

/// <summary>The names of what is registered, for files that are imported.</summary>
internal sealed class RegisteredNames(IRoster roster) : INameSource
{
    public async ValueTask<KnownNames> TeamsAsync()
    {
        await roster.FollowAsync();
        return new(roster.Teams.Values.Where(team => team.Id != RosterTeam.Unassigned)
            .ToDictionary(team => team.Id, team => Names(team.Id, team.Name, team.NameEn)));
    }

    public async ValueTask<KnownNames> ItemsAsync()
    {
        await roster.FollowAsync();
        return new(roster.Items.Values.Where(item => item.Code != RosterItem.Unclassified)
            .ToDictionary(item => item.Code, item => Names(item.Code, item.Name, item.NameEn)));
    }

    private static string[] Names(params string?[] names) => [.. names.OfType<string>()];
}
