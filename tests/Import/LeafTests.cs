namespace Dashboard.Tests.Import;

public sealed class LeafTests
{
    private const string Team = """{"lookup": "x?", "table": {"1": "T01", "yes": true}}""";
    private const string Item =
        """{"match": "x?", "rules": [{"pattern": "^sign", "value": "S20"}, {"pattern": "sign|tree", "value": "S18"}],""" +
        """ "default": "unclassified"}""";

    [Theory]
    [InlineData("\"Ordinary\"", "\"Ordinary\"")]
    [InlineData("7", "7")]
    [InlineData("false", "false")]
    [InlineData("null", "(left out)")]
    [InlineData("""{"constant": {"column": "not read"}}""", """{"column":"not read"}""")]
    [InlineData("""{"a": ["b", {"column": "x"}, {"column": "y?"}], "c": {"column": "y?"}}""", """{"a":["b","v"]}""")]
    public void A_constant_or_a_tree_stands_as_written_without_what_is_empty(string leaf, string made)
    {
        Assert.Equal(made, Maps.Make(leaf, "v"));
    }

    [Theory]
    [InlineData("""{"column": "x"}""", "张三", "\"张三\"")]
    [InlineData("""{"column": "x"}""", "", "“x”为空")]
    [InlineData("""{"column": "x"}""", null, "没有“x”这一列")]
    [InlineData("""{"column": "x?"}""", "", "(left out)")]
    [InlineData("""{"column": "x?", "else": "none"}""", "", "\"none\"")]
    [InlineData("""{"column": "x?", "else": "none"}""", "v", "\"v\"")]
    public void A_column_that_may_not_be_empty_makes_the_row_an_error(string leaf, string? x, string made)
    {
        Assert.Equal(made, Maps.Make(leaf, x));
    }

    [Theory]
    [InlineData("1", "\"T01\"")]
    [InlineData("yes", "true")]
    [InlineData("", "(left out)")]
    [InlineData("10", "“x”：“10”不在映射的对照表里")]
    public void A_table_without_default_refuses_what_it_does_not_hold(string x, string made)
    {
        Assert.Equal(made, Maps.Make(Team, x));
    }

    [Theory]
    [InlineData("1", "\"T01\"")]
    [InlineData("10", "\"unassigned\"")]
    [InlineData("", "\"unassigned\"")]
    public void A_table_with_default_takes_it_for_the_unknown_and_the_empty(string x, string made)
    {
        Assert.Equal(made, Maps.Make("""{"lookup": "x?", "table": {"1": "T01"}, "default": "unassigned"}""", x));
    }

    [Theory]
    [InlineData("""{"retires": "x?", "age": "60"}""", "1967-03-15", "\"2027-10-01\"")]
    [InlineData("""{"retires": "x?", "age": "60", "earliest": true}""", "1967-03-15", "\"2027-03-01\"")]
    [InlineData("""{"retires": "x?", "age": "55"}""", "1972年11月2日", "\"2028-08-01\"")]
    [InlineData("""{"retires": "x?", "age": "60"}""", "", "(left out)")]
    [InlineData("""{"retires": "x?", "age": "60"}""", "soon", "“x”：不是日期（可写作 1970-03-01）")]
    public void A_day_of_retirement_is_made_of_a_day_of_birth_that_is_not_sent(string leaf, string x, string made)
    {
        Assert.Equal(made, Maps.Make(leaf, x));
    }

    [Theory]
    [InlineData("SIGN ON TREE", "\"S20\"")]
    [InlineData("a tree with a sign", "\"S18\"")]
    [InlineData("roof", "\"unclassified\"")]
    [InlineData("", "\"unclassified\"")]
    public void The_first_pattern_that_matches_wins(string x, string made)
    {
        Assert.Equal(made, Maps.Make(Item, x));
    }

    [Fact]
    public void Patterns_without_default_refuse_what_none_matches()
    {
        Assert.Equal("“x”：“roof”与映射的任何模式都不相符",
            Maps.Make("""{"match": "x", "rules": [{"pattern": "sign", "value": 1}]}""", "roof"));
    }

    [Theory]
    [InlineData("2016-02-29", "\"2016-02-29\"")]
    [InlineData("2/29/2016", "\"2016-02-29\"")]
    [InlineData("2016年2月29日", "\"2016-02-29\"")]
    [InlineData("2016-02-29 13:05:00", "\"2016-02-29\"")]
    [InlineData("2015-02-29", "“x”：“2015-02-29”不是日期（可写作 M/d/yyyy、yyyy年M月d日、2026-03-01）")]
    [InlineData("29/2/2016", "“x”：“29/2/2016”不是日期（可写作 M/d/yyyy、yyyy年M月d日、2026-03-01）")]
    [InlineData("", "(left out)")]
    public void A_date_is_read_in_the_formats_of_the_map_and_a_wrong_one_is_an_error(string x, string made)
    {
        Assert.Equal(made, Maps.Make("""{"date": "x?", "in": ["M/d/yyyy", "yyyy年M月d日"]}""", x));
    }

    [Fact]
    public void An_instant_has_the_offset_of_the_map_whatever_the_machine_thinks()
    {
        Assert.Equal("\"2016-02-29T13:05:00+08:00\"",
            Maps.Make("""{"date": "x", "out": "yyyy-MM-dd'T'HH:mm:ss'+08:00'"}""", "2016-02-29 13:05:00"));
    }

    [Theory]
    [InlineData("yuan", "1,234.5", "123450")]
    [InlineData("元", "￥0.01", "1")]
    [InlineData("万元", "602.542600", "602542600")]
    [InlineData("wan", "0.000001", "1")]
    [InlineData("fen", "7", "7")]
    [InlineData("yuan", "", "(left out)")]
    [InlineData("yuan", "12.345", "“x”：“12.345”按“yuan”计不是整数分")]
    [InlineData("wan", "0.0000001", "“x”：“0.0000001”按“wan”计不是整数分")]
    [InlineData("yuan", "-5", "“x”：“-5”不是以“yuan”为单位的金额")]
    [InlineData("yuan", "1e3", "“x”：“1e3”不是以“yuan”为单位的金额")]
    [InlineData("yuan", "五百", "“x”：“五百”不是以“yuan”为单位的金额")]
    public void Money_becomes_whole_fen_and_is_never_rounded(string unit, string x, string made)
    {
        Assert.Equal(made, Maps.Make($$"""{"money": "x?", "unit": "{{unit}}"}""", x));
    }

    [Theory]
    [InlineData("1,200", "1200")]
    [InlineData("1.5", "“x”：“1.5”不是整数")]
    public void A_whole_number_is_one(string x, string made)
    {
        Assert.Equal(made, Maps.Make("""{"integer": "x"}""", x));
    }

    [Theory]
    [InlineData("CASE-{x}", "7", "\"CASE-7\"")]
    [InlineData("{x}-{no}-{{x}}", "7", "\"7-1-{x}\"")]
    [InlineData("CASE-{x}", "", "“x”为空")]
    [InlineData("CASE-{x?}", "", "\"CASE-\"")]
    public void A_template_holds_columns_in_braces(string template, string x, string made)
    {
        Assert.Equal(made, Maps.Make($$"""{"template": "{{template}}"}""", x));
    }
}
