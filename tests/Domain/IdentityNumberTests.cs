using System.Text;
using Dashboard.Grains.Domain;
using Dashboard.Grains.Domain.Identity;

namespace Dashboard.Tests.Domain;

/// <summary>Which numbers are citizens' (GB 11643), in the light of the field they stand in, and how often that is wrong.</summary>
public sealed class IdentityNumberTests(ITestOutputHelper output)
{
    private const string Card = "11010519491231002X";
    private static readonly DateOnly Day = new(2026, 11, 23);
    private static readonly string[] Provinces = ["11", "31", "32", "33", "34", "35", "41", "44", "51", "65"];
    private static readonly string[] Offices = ["91", "92", "12", "51", "52"], Cities = ["3302", "3101", "1101"];
    private static readonly int[] OrganisationWeights = [3, 7, 9, 10, 5, 8, 4, 2];

    [Theory]
    [InlineData(Card)]
    [InlineData("11010519491231002x")]
    [InlineData("440524188001010014", false)] // born in 1880
    [InlineData("329902190102030708")] // passes as a firm's code, too
    [InlineData("329901190102031077")]
    [InlineData("320102199003079874", false)] // wrong check character
    [InlineData("110105194902310021", false)] // no such day
    [InlineData("990105194912310026", false)] // no such region
    [InlineData("810000199408230021")] // Hong Kong resident
    [InlineData("911156199003070017")] // foreigner with permanent residence
    [InlineData("110105-19491231-002X")]
    [InlineData("110105 19491231 002X")]
    [InlineData("1 1 0 1 0 5 1 9 4 9 1 2 3 1 0 0 2 X")]
    [InlineData("110105 1949 1231 002 X")]
    [InlineData("１１０１０５１９４９１２３１００２Ｘ")]
    [InlineData("110105\u200b19491231\u200b002X")]
    [InlineData("110105\u00a019491231\u3000002Х")]
    [InlineData("111010519491231002X")]
    [InlineData("11010519491231002XA")]
    [InlineData("13812345678 11010519491231002X")]
    [InlineData("当事人身份证11010519491231002X，已核对")]
    [InlineData("{\"id\": \"11010519491231002X\"}")]
    [InlineData("MTEwMTA1MTk0OTEyMzEwMDJY")]
    [InlineData("3.29902190102030708e17")]
    [InlineData("当事人身份证：320102199003079874")] // said to be a card's, whatever its check character
    [InlineData("身份证号 110105491231002")] // of 15 digits
    [InlineData("110105491231002", false)]
    [InlineData("停驶 2021-10-01 2021-10-02 2021-10-03", false)]
    [InlineData("2021-10-12 10:30:00.123 2021-10-12", false)]
    [InlineData("13812345678，13987654321", false)]
    [InlineData("330203202711230016", false)] // nobody is born later
    [InlineData("案号330203202611230019", false)]
    [InlineData("当事人身份证330203202611230019")] // a child's
    [InlineData("甬海交罚〔2026〕第001532号", false)]
    [InlineData("0af7651916cd43dd8448eb211c80319c", false)]
    public void A_citizens_number_is_found_however_it_is_written(string text, bool isOne = true)
    {
        var found = IdentityNumber.Find(text, InText);

        Assert.Equal(isOne, found is not null);
        Assert.True(!isOne || NumberScreen.MayHold(Encoding.UTF8.GetBytes(text)), "The screen lets it through.");
        var masked = IdentityNumber.Mask(text, InText);
        Assert.Equal(isOne, masked != text);
        Assert.Null(IdentityNumber.Find(masked, InText));
        Assert.Equal(isOne, masked.Contains(FoundNumber.Stars, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("caseNo", "330203202611230019", false)]
    [InlineData("caseNo", "330203201811230019", false)] // given out before the holder could be a party
    [InlineData("caseNo", "330203199001010014", true)]
    [InlineData("caseNo", "329902190102030708", true)]
    [InlineData("案号", "330203202611230019", false)]
    [InlineData("idCardNo", "330203202611230019", true)]
    [InlineData("身份证号", "330203202611230019", true)]
    [InlineData("remark", "330203202611230019", true)]
    [InlineData("idCard", "110105194912310021", true)] // the check character is mistyped
    [InlineData("idCard", "110105491231002", true)]
    [InlineData("docNo", "110105194912310021", false)]
    [InlineData("uscc", "329902190102030708", true)]
    [InlineData("uscc", "913302037133245667", false)]
    [InlineData("driverLicenceNo", "110105194912310021", true)]
    public void What_the_field_is_called_counts(string name, string number, bool isCitizens) =>
        Assert.Equal(isCitizens, IdentityNumber.Find(number, InText with { Named = NumberWords.Of(name) }) is not null);

    [Theory]
    [InlineData("""{"time":"T","data":{"caseNo":"330203202611230019","remark":"330203202611230019号案件已立"}}""", null)]
    [InlineData("""{"subject":"330203202611230019","id":"e-330203202611230019","data":{}}""", null)]
    [InlineData("""{"data":{"caseNo":"330203202611230019","remark":"见330203202611230027"}}""", "data.remark")]
    [InlineData("""{"data":{"caseNo":"330203202611230019","idCard":"330203202611230019"}}""", "data.idCard")]
    [InlineData("""{"data":{"party":{"kind":"LegalPerson","codeType":"uscc","code":"329902190102030708"}}}""", "data.party.code")]
    [InlineData("""{"data":{"party":{"codeType":"id","code":"110105491231002"}}}""", "data.party.code")]
    [InlineData("""{"data":{"idCard":{"value":"110105194912310021"}}}""", "data.idCard.value")]
    [InlineData("""{"data":{"byId":{"11010519491231002X":"张某"}}}""", "data.byId")]
    [InlineData("""{"data":{"n":[1,[329902190102030708]]}}""", "data.n")]
    [InlineData("""{"idcard":"11010519491231002X","data":{}}""", "idcard")]
    [InlineData("""{"data":{"a":"1101051949","b":"1231002X"}}""", null)]
    [InlineData("""{"data":{"x":"1101\u00305\u00319491231002X"}}""", "data.x")]
    public void An_event_is_searched_everywhere_and_told_where(string json, string? place)
    {
        using var table = JsonTable.Rent();
        var @event = table.ReadForeign(Encoding.UTF8.GetBytes(json));
        var received = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.FromHours(8));

        var search = @event.MayHoldIdentityNumber ? IdentitySearch.Of(@event, received.AddHours(-1), received) : null;

        Assert.Equal(place, search?.Place);
    }

    /// <summary>Case numbers are made like citizens', so nearly every event of a real producer is searched.</summary>
    [Fact]
    public void To_search_an_event_with_the_number_of_its_case_takes_little_memory()
    {
        var json = Encoding.UTF8.GetBytes("""
            {"specversion":"1.0","id":"330203202611230019-3","source":"/zj/cfba","type":"enforcement.case.filed.v1",
             "subject":"330203202611230019","time":"2026-11-23T09:00:00+08:00","teamid":"T03","itemcode":"S07","seq":1,"op":"i",
             "data":{"caseId":"330203202611230019","caseNo":"甬海交罚〔2026〕第001532号","teamId":"T03","decidingAuthority":"District",
             "procedure":"Ordinary","primaryItemCode":"S07","party":{"kind":"LegalPerson","name":"某运输有限公司","codeType":"uscc",
             "code":"91330203MA2GX1234A"},"filedOn":"2026-11-23","officers":[{"certificate":"33020301"},{"certificate":"33020302"}]}}
            """);
        using var table = JsonTable.Rent();
        var received = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.FromHours(8));
        IdentitySearch? Search() => IdentitySearch.Of(table.ReadForeign(json), received.AddHours(-1), received);
        Assert.Null(Search());

        var before = GC.GetAllocatedBytesForCurrentThread();
        Search();

        var taken = GC.GetAllocatedBytesForCurrentThread() - before;
        output.WriteLine($"{taken} bytes");
        Assert.InRange(taken, 1, 5_000);
    }

    [Fact]
    public void Of_a_million_numbers_nearly_none_is_taken_for_what_it_is_not()
    {
        var random = new Random(20261126);
        var wrong = new Dictionary<string, (int Wrong, int All)>();
        for (var trial = 0; trial < 1_000_000; trial++)
        {
            var (kind, text, named, isCitizens) = (trial % 10) switch
            {
                0 => ("citizens' numbers in a card's field", Citizen(random), Named.Person, true),
                1 => ("citizens' numbers in a text", $"经核实{Citizen(random)}已到案", Named.Nothing, true),
                2 => ("citizens' numbers in a number's field", Citizen(random), Named.Register, true),
                3 => ("citizens' numbers in a firm's field", Citizen(random), Named.Firm, true),
                4 => ("citizens' numbers, parted or wide", Parted(Citizen(random), random), Named.Nothing, true),
                5 => ("case numbers", Registered(random), Named.Register, false),
                6 => ("case numbers with a word before", $"关联案号{Registered(random)}", Named.Nothing, false),
                7 => ("firms' codes of digits", Firm(random), Named.Firm, false),
                8 => ("firms' codes of digits in a text", $"{Firm(random)}（某公司）", Named.Nothing, false),
                _ => ("telephone numbers and days", $"1{random.NextInt64(10_000_000_000):0000000000} 2026-{random.Next(1, 13):00}-01",
                    Named.Nothing, false),
            };
            var found = IdentityNumber.Find(text, InText with { Named = named }) is not null
                && (!isCitizens || NumberScreen.MayHold(Encoding.UTF8.GetBytes(text)));
            var (before, all) = wrong.GetValueOrDefault(kind);
            wrong[kind] = (before + (found == isCitizens ? 0 : 1), all + 1);
        }

        foreach (var (kind, (count, all)) in wrong)
        {
            output.WriteLine($"{kind}: {count} of {all} wrong");
        }

        Assert.All(wrong, row => Assert.InRange(row.Value.Wrong, 0, row.Value.All / 4_000));
    }

    private static NumberContext InText => new(Named.Nothing, Day, Day);

    /// <summary>A number of somebody between 14 and 90 years of age.</summary>
    private static string Citizen(Random random)
    {
        var born = Day.AddDays(-random.Next((14 * 366) + 1, 90 * 365));
        var digits = $"{Provinces[random.Next(Provinces.Length)]}{random.Next(1, 30):00}{random.Next(1, 30):00}{born:yyyyMMdd}"
            + $"{random.Next(1_000):000}";
        var sum = digits.Select((digit, place) => (digit - '0') * ((1 << (17 - place)) % 11)).Sum();
        return digits + "10X98765432"[sum % 11];
    }

    /// <summary>Region, day and serial, with whatever comes last.</summary>
    private static string Registered(Random random) =>
        $"3302{random.Next(1, 30):00}{Day.AddDays(-random.Next(0, 8 * 365)):yyyyMMdd}{random.Next(10_000):0000}";

    /// <summary>A code without letters, as of organisations founded before 2015, right in all its parts (GB 32100, GB 11714).</summary>
    private static string Firm(Random random)
    {
        while (true)
        {
            var number = $"{random.Next(100_000_000):00000000}";
            var sum = number.Select((digit, place) => (digit - '0') * OrganisationWeights[place]).Sum();
            var code = $"{Offices[random.Next(Offices.Length)]}{Cities[random.Next(Cities.Length)]}{random.Next(1, 30):00}" +
                $"{number}{"0X987654321"[sum % 11]}";
            foreach (var check in "0123456789")
            {
                if (code[16] != 'X' && Uscc.IsValid(code + check))
                {
                    return code + check;
                }
            }
        }
    }

    private static string Parted(string number, Random random) => random.Next(4) switch
    {
        0 => $"{number[..6]}-{number[6..14]}-{number[14..]}",
        1 => $"{number[..6]} {number[6..10]} {number[10..14]} {number[14..]}",
        2 => string.Concat(number.Select(digit => digit == 'X' ? 'Ｘ' : (char)(digit - '0' + '０'))),
        _ => string.Join('\u200b', number.ToCharArray()),
    };
}
