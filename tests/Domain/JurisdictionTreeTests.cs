using Dashboard.Grains.Contracts;
using Dashboard.Grains.Roster;

namespace Dashboard.Tests.Domain;

/// <summary>Each team is added up once to every jurisdiction above it, whatever is registered.</summary>
public sealed class JurisdictionTreeTests
{
    private const string City = "330200", District = "330203", Other = "330205", Own = City;

    [Fact]
    public void A_city_is_its_districts_and_the_teams_that_are_its_own()
    {
        var tree = Tree([(City, null), (District, City), (Other, City)], [("A1", District), ("A2", District), ("B1", Other), ("C1", null)]);

        Assert.Equal([District, Other, "C1", RosterTeam.Unassigned], tree.Members(City).Order(StringComparer.Ordinal));
        Assert.Equal(["A1", "A2"], tree.Members(District));
        Assert.Equal(["A1", "A2", "B1", "C1", RosterTeam.Unassigned], tree.Teams(City).Order(StringComparer.Ordinal));
        Assert.Equal((District, "A1", "C1", null), (tree.Member(City, "A1"), tree.Member(District, "A1"), tree.Member(City, "C1"),
            tree.Member(Other, "A1")));
        Assert.Equal((City, null), (tree.Above(District), tree.Above(City)));
    }

    [Fact]
    public void A_province_holds_its_cities_whole()
    {
        var tree = Tree([("330000", null), (City, "330000"), (District, City)], [("A1", District)], own: "330000");

        Assert.Equal([City, RosterTeam.Unassigned], tree.Members("330000"));
        Assert.Equal(["A1", RosterTeam.Unassigned], tree.Teams("330000"));
        Assert.Equal(City, tree.Member("330000", "A1"));
    }

    [Fact]
    public void Teams_whose_parent_is_no_jurisdiction_are_this_installations_own()
    {
        var tree = Tree([(City, null)], [("A1", "330299"), ("A2", "A1"), ("A3", null)]);

        Assert.Equal(["A1", "A2", "A3", RosterTeam.Unassigned], tree.Members(City));
    }

    [Fact]
    public void Jurisdictions_that_name_each_other_in_a_ring_stand_alone()
    {
        var tree = Tree([(City, Other), (District, City), (Other, District), ("330206", City), ("330207", "330207")],
            [("A1", District), ("B1", "330206"), ("C1", "330207")]);

        Assert.Equal(["330206", RosterTeam.Unassigned], tree.Members(City));
        Assert.Equal(["A1"], tree.Teams(District));
        Assert.Null(tree.Above(District));
        Assert.Empty(tree.Teams(Other));
        Assert.Equal(["C1"], tree.Teams("330207"));
        Assert.Equal(["B1", RosterTeam.Unassigned], tree.Teams(City));
    }

    private static JurisdictionTree Tree((string Code, string? Parent)[] jurisdictions, (string Id, string? Parent)[] teams,
        string own = Own) =>
        new(jurisdictions.ToDictionary(static one => one.Code, static one => Entry(one.Code, one.Parent)),
            teams.Select(static team => Entry(team.Id, team.Parent)), own);

    private static RosterTeam Entry(string id, string? parent) => new(id, id, null, 1, parent);
}
