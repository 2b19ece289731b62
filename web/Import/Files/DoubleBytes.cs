namespace Dashboard.Web.Import.Files;

/// <summary>
/// How usual the characters of some bytes are, read as the double bytes of GB18030 and of Big5. Nearly all that is written in either stands
/// in its first level: GB 2312 rows 16–55, Big5 A440–C67E. Punctuation, which has the same lead bytes in both, is not counted.
/// </summary>
/// <param name="Pairs">Double bytes, and bytes that are none.</param>
/// <param name="UsualInGb">Of them, those of the first level of GB 2312.</param>
/// <param name="UsualInBig5">Of them, those of the first level of Big5.</param>
internal readonly record struct DoubleBytes(long Pairs, long UsualInGb, long UsualInBig5)
{
    public double ShareInGb => Pairs == 0 ? 0 : (double)UsualInGb / Pairs;

    public double ShareInBig5 => Pairs == 0 ? 0 : (double)UsualInBig5 / Pairs;

    /// <summary>Of a stream, from where it stands to its end.</summary>
    public static DoubleBytes Of(Stream stream)
    {
        var (pairs, gb, big5) = (0L, 0L, 0L);
        for (var lead = stream.ReadByte(); lead >= 0;)
        {
            if (lead < 0x81)
            {
                lead = stream.ReadByte();
                continue;
            }

            var trail = stream.ReadByte();
            if (trail is < 0x40 or 0x7F or 0xFF)
            {
                // A lone byte, or half a character of four bytes.
                pairs++;
                lead = trail;
                continue;
            }

            if (lead is not (>= 0xA1 and <= 0xA3))
            {
                pairs++;
                gb += lead is >= 0xB0 and <= 0xD7 && trail >= 0xA1 ? 1 : 0;
                big5 += lead is >= 0xA4 and <= 0xC6 && trail is <= 0x7E or >= 0xA1 ? 1 : 0;
            }

            lead = stream.ReadByte();
        }

        return new(pairs, gb, big5);
    }
}
