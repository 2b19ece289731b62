using Dashboard.Grains.Ledger;

namespace Dashboard.Tests.Ledger;

public sealed class RepeatedTextsTests
{
    [Fact]
    public void Whoever_has_a_text_that_another_has_is_among_the_few_suspects()
    {
        var texts = new RepeatedTexts();
        foreach (var round in Enumerable.Range(0, 2))
        {
            for (var who = 1; who <= 100_000; who++)
            {
                // One in 100 has the text of the one before.
                texts.Add(who % 7 == 0 ? null : $"(2026){(who % 100 == 0 ? who - 1 : who)}-{round}", who);
            }

            var suspects = texts.Take();

            var repeated = Enumerable.Range(1, 100_000).Where(who => who % 100 == 0 && who % 7 != 0 && (who - 1) % 7 != 0)
                .SelectMany(who => new long[] { who - 1, who }).ToList();
            Assert.Empty(repeated.Except(suspects));
            Assert.InRange(suspects.Count, repeated.Count, repeated.Count + 200);
        }

        Assert.Empty(texts.Take());
    }
}
