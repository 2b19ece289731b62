using CsCheck;
using Dashboard.Grains.Domain;

namespace Dashboard.Tests.Domain;

/// <summary>Check characters of credit codes (GB 32100).</summary>
public sealed class NumberTests
{
    private const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    [Theory]
    [InlineData("11330203MB1025728K", true)]
    [InlineData("91350100M000100Y43", true)]
    [InlineData("11330203MB1025728L", false)]
    [InlineData("11330203MB102572K8", false)]
    [InlineData("11330203MB1025728", false)]
    [InlineData("11330203mb1025728k", false)]
    [InlineData("11330203MI1025728K", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void A_credit_code_is_known_by_its_check_character(string? code, bool valid) => Assert.Equal(valid, Uscc.IsValid(code));

    [Fact]
    public void One_wrong_character_is_always_noticed() =>
        Gen.Select(Gen.Int[0, 17], Gen.Int[1, 30]).Sample((place, step) =>
        {
            var code = Samples.CreditCode.ToCharArray();
            code[place] = Alphabet[(Alphabet.IndexOf(code[place], StringComparison.Ordinal) + step) % Alphabet.Length];
            return !Uscc.IsValid(new(code));
        });
}
