using CsCheck;
using Dashboard.Grains.Domain.Rules;

namespace Dashboard.Tests.Domain;

/// <summary>A firm that had other codes before is one firm.</summary>
public sealed class FirmCodesTests
{
    private static readonly Gen<(string Former, string Next)[]> Told =
        Gen.Select(Gen.Char['A', 'F'], Gen.Char['A', 'F']).Select(codes => ($"{codes.Item1}", $"{codes.Item2}")).Array[0, 10];

    [Fact]
    public void A_code_leads_to_the_one_of_today_through_all_between()
    {
        var codes = FirmCodes.Of([("B", "C"), ("A", "B"), ("X", "C")]);

        Assert.Equal([("A", "C"), ("B", "C"), ("X", "C")], codes.All);
        Assert.Equal(("C", "C", "Y"), (codes.Of("A"), codes.Of("C"), codes.Of("Y")));
        Assert.Equal(("enterprise/C", "task/A"), (codes.Parent("enterprise/A"), codes.Parent("task/A")));
    }

    [Fact]
    public void Firms_that_name_each_other_are_one() =>
        Assert.Equal([("B", "A"), ("C", "A"), ("D", "A")], FirmCodes.Of([("A", "B"), ("B", "C"), ("C", "A"), ("D", "B")]).All);

    [Fact]
    public void Whatever_is_told_in_any_order_a_code_of_today_has_no_later_one() => Told.Sample(told =>
    {
        var (codes, again) = (FirmCodes.Of(told), FirmCodes.Of(told.Reverse()));
        return codes.All.SequenceEqual(again.All) && codes.All.All(code => codes.Of(code.Today) == code.Today);
    });
}
