using CsCheck;
using Dashboard.Grains.Domain;

namespace Dashboard.Tests.Domain;

/// <summary>What people take for one text is folded to one.</summary>
public sealed class FoldedTests
{
    [Theory]
    [InlineData("甬海交罚〔2026〕12号", "甬海交罚(2026)12号")]
    [InlineData("甬海交罚［２０２６］１２号", "甬海交罚(2026)12号")]
    [InlineData("甬海交罚【2026】12 号", "甬海交罚(2026)12号")]
    [InlineData("甬海交罚(2026)12号", "甬海交罚(2026)12号")]
    [InlineData("甬海交罚（2026）　12号", "甬海交罚(2026)12号")]
    [InlineData("a-1", "A-1")]
    [InlineData("Ａ‐1", "A-1")]
    [InlineData("A — 1", "A-1")]
    [InlineData("A\u200b-\u00ad1\ufeff", "A-1")]
    [InlineData("浙b·12345", "浙B12345")]
    [InlineData("é", "É")]
    [InlineData("🚚1", "🚚1")]
    [InlineData("", "")]
    [InlineData(" \t", "")]
    public void Width_case_brackets_dashes_and_blanks_make_no_difference(string text, string folded) =>
        Assert.Equal(folded, Folded.Of(text));

    [Fact]
    public void What_is_folded_stays_as_it_is() => Gen.String.Sample(text => ReferenceEquals(Folded.Of(Folded.Of(text)), Folded.Of(text))
        || Folded.Of(Folded.Of(text)) == Folded.Of(text));

    [Fact]
    public void A_text_with_nothing_to_fold_is_itself()
    {
        var (plain, chinese) = (new string("C-2026/001".AsSpan()), new string("甬海交罚".AsSpan()));

        Assert.Same(plain, Folded.Of(plain));
        Assert.Same(chinese, Folded.Of(chinese));
        Assert.Same(plain, Folded.Of("c-2026/001", plain));
    }

    [Theory]
    [InlineData("11330203mb1025728k")]
    [InlineData("１１３３０２０３ＭＢ１０２５７２８Ｋ")]
    [InlineData(" 11330203 MB1025728K ")]
    [InlineData("11330203-MB1025728K")]
    [InlineData("11330203—mb1025728k")]
    public void A_firms_code_is_read_however_it_is_written(string written) =>
        Assert.Equal(Samples.CreditCode, Uscc.Normalise(written));

    [Theory]
    [InlineData("s14", "S14")]
    [InlineData("Ｓ１４", "S14")]
    [InlineData(" S 14", "S14")]
    [InlineData("00000000000014", "S14")]
    [InlineData("００００００００００００１４", "S14")]
    [InlineData("00000000000035", "00000000000035")]
    [InlineData("Unclassified", "unclassified")]
    public void So_is_the_code_of_an_item(string written, string code) => Assert.Equal(code, ItemCode.Normalise(written));
}
