using Dashboard.Seeds.Demo;

namespace Dashboard.Tests.House;

/// <summary>The arrows of the house: which room may name which. What is allowed for now is a list that only shrinks.</summary>
public sealed class ArchitectureTests
{
    private const int MostLines = 400;
    private const int MostColumns = 140;

    /// <summary>Rooms each room may name besides itself. Contracts may be named by all but Domain.</summary>
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["grains"] = ["Contracts", "Domain", "Intake", "Ledger", "Reading", "Roster", "Teams", "Views"],
        ["grains/Contracts"] = [],
        ["grains/Domain"] = [],
        ["grains/Intake"] = ["Contracts", "Domain"],
        ["grains/Ledger"] = ["Contracts", "Domain"],
        ["grains/Parts"] = ["Contracts", "Domain", "Views"],
        ["grains/Reading"] = ["Contracts", "Domain", "Ledger", "Parts", "Roster", "Teams", "Views"],
        ["grains/Roster"] = ["Contracts", "Domain", "Ledger"],
        ["grains/Screens"] = ["Contracts"],
        ["grains/Views"] = ["Contracts", "Domain"],
        ["grains/Teams"] = ["Contracts", "Domain", "Ledger", "Parts", "Roster", "Views"],
        ["grains/Sums"] = ["Contracts", "Domain", "Ledger", "Parts", "Roster", "Views"],
        ["seeds/Demo"] = ["Contracts"],
        ["silo"] = ["Contracts"],
        ["web"] = ["Contracts", "seeds"],
    };

    /// <summary>What is not as it should be yet: strike a line when its reason is gone.</summary>
    private static readonly (string From, string[] To, string Reason)[] NotYet =
    [
        ("grains/Contracts", ["Domain"], "SourceEvent keeps the fact it was read to, so that it is read once"),
        ("grains/Domain", ["Contracts"],
            "facts are read from SourceEvent, rules from Document, subjects are named by SubjectKey, days and periods by its words"),
        ("grains/Views", ["Roster"], "documents are made from the roster's edition instead of plain readings"),
    ];

    [Fact]
    public void No_room_names_another_that_it_may_not() =>
        Assert.Equal([], Named()
            .Where(arrow => !MayName(arrow.Room, arrow.Other) && !IsExcused(arrow))
            .Select(arrow => $"{arrow.Path} names {arrow.Other}"));

    [Fact]
    public void Every_exception_is_still_needed() =>
        Assert.Equal([],
            NotYet.SelectMany(excuse => excuse.To.Select(to => (excuse.From, to)))
                .Except(Named().Select(arrow => (arrow.Room, arrow.Other))));

    [Fact]
    public void Of_the_seeds_the_host_sees_one_call() => Assert.Equal([typeof(DemoSetup)], typeof(DemoSetup).Assembly.GetExportedTypes());

    [Fact]
    public void No_file_is_longer_than_a_reader_holds_in_mind() =>
        Assert.Equal([],
            Source.All.Where(source => source.Room.Split('/')[0] is "grains" or "web" && source.Lines.Length > MostLines)
                .Select(source => source.Path));

    [Fact]
    public void No_line_is_longer_than_a_screen_is_wide() =>
        Assert.Equal([], Source.All
            .Concat(Source.Pages)
            .SelectMany(source => source.Lines.Index()
                .Where(line => line.Item.Length > MostColumns)
                .Select(line => $"{source.Path}:{line.Index + 1}")));

    private static IEnumerable<(string Path, string Room, string Other)> Named() => Source.All
        .Where(source => !source.Path.StartsWith("tests/", StringComparison.Ordinal))
        .SelectMany(source => source.Names().Select(other => (source.Path, source.Room, other)))
        .Where(arrow => arrow.Room != $"grains/{arrow.other}" && arrow.Room.Split('/')[0] != arrow.other);

    private static bool MayName(string room, string other) =>
        (Arrows.GetValueOrDefault(room) ?? Arrows[room.Split('/')[0]]).Contains(other);

    private static bool IsExcused((string Path, string Room, string Other) arrow) =>
        NotYet.Any(excuse => excuse.From == arrow.Room && excuse.To.Contains(arrow.Other));
}
