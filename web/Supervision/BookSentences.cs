namespace Dashboard.Web.Supervision;

/// <summary>Why an act on what stands in a book is refused, in both languages.</summary>
internal static class BookSentences
{
    public static readonly Said NoBook = new("没有这本台账。", "There is no such book.");

    public static readonly Said Unknown = new("台账中没有这一条。", "The book has no such entry.");

    public static readonly Said NotYours = new("这一步不由您办理。", "This step is not yours to take.");

    public static readonly Said Stage = new("现在的阶段不能办理这一步。", "It is in a stage in which this cannot be done.");
}
