using System.Security.Cryptography;
using System.Text;

namespace Dashboard.Seeds.Demo;

/// <summary>The invented firms (by the item under which they are supervised) and persons of the demo.</summary>
internal sealed class DemoParties
{
    private const string Stems = "甲乙丙丁戊己庚辛壬癸";
    private const string Branches = "子丑寅卯辰巳午未申酉戌亥";

    private readonly Dictionary<string, IReadOnlyList<DemoParty>> firms = [];
    private readonly IReadOnlyDictionary<string, string> tradeOfItem;
    private readonly List<DemoParty> persons;

    public DemoParties(DemoFile demo)
    {
        var random = DemoRandom.For(demo.Seed, 0, "firms");
        tradeOfItem = demo.TradeOfItem;
        var number = 0;
        foreach (var trade in demo.Trades)
        {
            firms[trade.Item] = [.. Enumerable.Range(0,
                trade.Count).Select(index => Firm(trade.Trade, index, ++number, random.Pick(["A", "A", "A", "B", "B", "C", "D"])))];
        }

        persons = [.. Enumerable.Range(0, 1500).Select(index => Person(index, minor: false))];
        Minor = Person(1500, minor: true);
    }

    /// <summary>Every firm with the item under which it is supervised.</summary>
    public IEnumerable<(string Item, DemoParty Firm)> AllFirms => firms.SelectMany(trade => trade.Value.Select(firm => (trade.Key, firm)));

    /// <summary>A sixteen-year-old, so that the masks for minors can be seen at work.</summary>
    public DemoParty Minor { get; }

    public IReadOnlyList<DemoParty> FirmsOf(string item) => firms[TradeOf(item)];

    /// <summary>The item under which the firms are listed that are supervised under <paramref name="item"/>.</summary>
    public string TradeOf(string item) => tradeOfItem.GetValueOrDefault(item, item);

    public DemoParty Person(DemoRandom random) => random.Pick(persons);

    private static DemoParty Firm(string trade, int index, int number, string credit)
    {
        // Every tenth is a one-person business (个体工商户), whose codes begin with 92.
        var individual = index % 10 == 9;
        var name = $"示例{Stems[index % 10]}{Branches[index / 10 % 12]}{(index >= 120 ? "新" : "")}{trade}";
        return new(
            individual ? "Individual" : "LegalPerson",
            individual ? name + "经营部" : name + "有限公司",
            "Uscc",
            UsccCode.Complete($"{(individual ? "92" : "91")}330299DEM0{number:D5}"),
            Credit: credit);
    }

    private static DemoParty Person(int index, bool minor) =>
        new("NaturalPerson", "示例某", "IdHmac", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"demo-person-{index}"))),
            minor);
}
