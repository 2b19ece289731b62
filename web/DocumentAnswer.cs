using Dashboard.Grains.Contracts;

namespace Dashboard.Web;

/// <summary>A document as the answer to a request.</summary>
internal static class DocumentAnswer
{
    /// <summary>200 with the document as JSON.</summary>
    public static IResult Answer(this Document document) => Results.Bytes(document.ToUtf8(), "application/json; charset=utf-8");
}
