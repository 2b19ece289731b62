namespace Dashboard.Grains.Domain.Oversight;

/// <summary>What a review or a court made of the act before it.</summary>
internal enum Ruling : byte
{
    /// <summary>The words are not understood: a person has to read them. It counts neither for nor against.</summary>
    Unread = 0,

    /// <summary>What the instance before ruled holds (驳回上诉，维持原判).</summary>
    AsBefore,

    /// <summary>维持、驳回、终止、撤回、调解、和解: not against the agency.</summary>
    Stands,

    /// <summary>确认违法、责令履行、赔偿: against the agency, and what was decided stays due.</summary>
    Unlawful,

    /// <summary>变更、部分撤销: against the agency; the rest stays due.</summary>
    Changed,

    /// <summary>撤销、确认无效、责令重新作出: nothing of it is due any more.</summary>
    Annulled,
}

/// <summary>What follows from a ruling.</summary>
internal static class Rulings
{
    /// <summary>复议纠错, 诉讼败诉 (DOMAIN.md §8 M27, M28); what was published of the act is withdrawn (行政处罚法 art. 48).</summary>
    public static bool IsAgainst(this Ruling ruling) => ruling >= Ruling.Unlawful;
}
