using CsCheck;
using Dashboard.Grains.Domain.Tallies;

namespace Dashboard.Tests.Domain;

/// <summary>Packed, cells are what a dictionary holds.</summary>
public sealed class PackedCellsTests
{
    [Fact]
    public void Whatever_is_added_and_however_often_it_rests_the_cells_are_those_of_a_dictionary() =>
        Gen.Select(Gen.ULong[0, 80], Gen.Long[-2, 2], Gen.Int[0, 9]).Array[0, 600].Sample(steps =>
        {
            var packed = new PackedCells();
            var plain = new SortedDictionary<ulong, long>();
            foreach (var (key, amount, what) in steps)
            {
                if (what < 6)
                {
                    packed.Add(key << 40, amount);
                    plain[key << 40] = plain.GetValueOrDefault(key << 40) + amount;
                }
                else if (what < 9)
                {
                    packed.Rest();
                }
                else
                {
                    Assert.Equal(plain.GetValueOrDefault(key << 40), packed[key << 40]);
                }
            }

            var cells = plain.Where(static cell => cell.Value != 0).ToList();
            Assert.Equal(cells.Count, packed.Count);
            Assert.Equal(cells, packed.All());
        });
}
