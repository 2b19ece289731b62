using System.Text;
using System.Text.RegularExpressions;
using Dashboard.Grains.Contracts;
using Dashboard.Grains.Intake;
using Dashboard.Tests.House;
using Dashboard.Web.Ingest;

namespace Dashboard.Tests.Web;

/// <summary>Whatever is refused is said in Chinese too, whichever release has kept the sentence.</summary>
public sealed partial class RefusalWordsTests
{
    /// <summary>Where the sentences of refusals stand.</summary>
    private static readonly string[] Files =
    [
        "web/Ingest/EventsEndpoint.cs", "web/Ingest/PostedBody.cs", "grains/Intake/EventBody.cs", "web/Ingest/BinaryMode.cs",
        "grains/Intake/EventReader.cs", "web/Ingest/Intake.cs", "web/Drilldown/QuarantineRetry.cs", "web/Ingest/SourceScope.cs",
        "grains/Teams/Inbox.cs", "grains/Teams/TeamGrain.cs", "web/Busy.cs",
        "grains/Domain/Fields.cs", "grains/Domain/Fields.Lists.cs", "grains/Domain/FactReaders.cs", "grains/Domain/InstantFault.cs",
        "grains/Domain/Rules/RuleReader.cs", "grains/Domain/Rules/RuleMembers.cs", "grains/Domain/Rules/OrderRules.cs",
        "grains/Domain/Rules/RuleBook.cs", "grains/Domain/Calendar/CalendarNotice.cs",
        "grains/Roster/PublishedLaw.cs",
    ];

    [Theory]
    [InlineData("data.filedOn is required (a date as yyyy-MM-dd).", "data.filedOn 必填（日期，写作 yyyy-MM-dd）。")]
    [InlineData("data.party.code must be a text of at most 128 characters, none of them a zero byte.",
        "data.party.code 须为不超过 128 个字符的文字，不含零字节。")]
    [InlineData("time \"2026-11-23 10:00\" has \" \" where T must stand; it must be an instant as RFC 3339 with offset, "
        + "2026-11-23T10:21:05+08:00.",
        "time“2026-11-23 10:00”在应写 T 的地方写了“ ”；须为带时区的时刻，如 2026-11-23T10:21:05+08:00（RFC 3339）。")]
    [InlineData("data.remark holds a citizen's identity number in clear; send a keyed hash instead.",
        "data.remark 含有未加密的公民身份号码；请改送带密钥的散列值。")]
    [InlineData("data.limits PEN-03.n must be a whole number from -3650 to 3650.", "data.limits PEN-03.n 须为 -3650 至 3650 的整数。")]
    [InlineData("Event 3 is not this sender's to send: its source must begin with /nb/.", "第 3 条事件不归此发送者发送：source 须以 /nb/ 开头。")]
    [InlineData("Line 3 is not JSON at line 1, byte 9: '}' is an invalid start of a value.", "第 3 行不是 JSON：第 9 字节处值不能以“}”开头。")]
    [InlineData("Event 7 gives the member \"data\" twice in one object.", "第 7 条的一个对象中成员“data”重复。")]
    [InlineData("Event 0 is nested deeper than 32 levels.", "第 0 条嵌套超过 32 层。")]
    [InlineData("What a release to come will say.", "What a release to come will say.")]
    public void A_refusal_is_said_in_both_languages(string english, string chinese)
    {
        var said = RefusalWords.Of(english);

        Assert.Equal((chinese, english), (said.Chinese, said.English));
    }

    [Fact]
    public void Every_sentence_of_a_refusal_has_its_Chinese()
    {
        // The end of a sentence stands alone, since whoever tries an event again looks for it.
        // What is wrong with the form of an event is the rest of one.
        var faults = Texts("grains/Domain/JsonTable.cs").Where(static text => text.Contains(' ', StringComparison.Ordinal)).ToList();
        var sentences = Files.SelectMany(Texts)
            .Where(static text => text is [.., '.'] && text.Contains(' ', StringComparison.Ordinal))
            .Where(static sentence => sentence != Refusal.NumberInClear && sentence != "Event 7 7.")
            .Concat(faults.Select(static fault => $"Event 7 {fault}.")).ToList();

        Assert.Equal(4, faults.Count);
        Assert.True(sentences.Count > 110, $"{sentences.Count} sentences were found");
        Assert.Equal([], sentences.Where(sentence => !IsSaid(sentence) && !IsSaid($"data.limits X.n {sentence}")));

        static bool IsSaid(string sentence) => RefusalWords.Of(sentence).Chinese != sentence;
    }

    /// <summary>The texts of a file, a number in the place of each value.</summary>
    private static IEnumerable<string> Texts(string file)
    {
        var lines = Source.All.Single(source => source.Path == file).Lines;
        var code = RawText().Replace(Comment().Replace(string.Join('\n', lines), ""), "");
        for (var at = code.IndexOf('"'); at >= 0; at = code.IndexOf('"', at))
        {
            var text = new StringBuilder();
            at = Read(code, at, text);
            for (var next = Joined().Match(code, at); next.Success; next = Joined().Match(code, at))
            {
                at = Read(code, next.Index + next.Length - 1, text);
            }

            yield return text.ToString();
        }
    }

    /// <summary>Reads a string from its quotation mark on, and gives the place behind it.</summary>
    private static int Read(string code, int quote, StringBuilder text)
    {
        var isFilled = quote > 0 && code[quote - 1] == '$';
        var at = quote + 1;
        while (code[at] != '"')
        {
            if (isFilled && code[at] == '{' && code[at + 1] != '{')
            {
                at = BehindHole(code, at);
                text.Append('7');
                continue;
            }

            at += code[at] == '\\' || (isFilled && code[at] is '{' or '}') ? 1 : 0;
            text.Append(code[at++]);
        }

        return at + 1;
    }

    private static int BehindHole(string code, int brace)
    {
        var depth = 0;
        for (var at = brace; ; at++)
        {
            depth += code[at] switch { '{' => 1, '}' => -1, _ => 0 };
            if (code[at] == '"')
            {
                at = Read(code, at, new());
                at--;
            }

            if (depth == 0)
            {
                return at + 1;
            }
        }
    }

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline)]
    private static partial Regex Comment();

    [GeneratedRegex("\"\"\".*?\"\"\"|'\\\\?.'", RegexOptions.Singleline)]
    private static partial Regex RawText();

    [GeneratedRegex("\\G\\s*\\+\\s*\\$?\"")]
    private static partial Regex Joined();
}
