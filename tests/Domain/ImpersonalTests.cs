using Dashboard.Grains.Domain;

namespace Dashboard.Tests.Domain;

/// <summary>What of a complaint may be taken for a code, so that no name and no words come with it.</summary>
public sealed class ImpersonalTests
{
    [Theory]
    [InlineData("TS-2026/11#3", true)]
    [InlineData("甬海交罚〔2026〕12号", true)]
    [InlineData("甬交信（2026）第5号", true)]
    [InlineData("王小明", false)]
    [InlineData("王小明 2026", false)]
    [InlineData("zhang wei", false)]
    [InlineData("反映张师傅态度恶劣〔2026〕12号", false)]
    [InlineData("反映〔2026〕12号，电话", false)]
    public void A_number_or_code_is_one_and_words_are_none(string text, bool isCode) => Assert.Equal(isCode, Impersonal.IsCode(text));
}
