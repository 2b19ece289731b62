namespace Dashboard.Web.Import;

/// <summary>The server's answer to a batch (CONTRACT.md §2): counts, and what was not plainly accepted by its place in the batch.</summary>
internal sealed record PostAnswer(long Accepted, long Duplicates, long Quarantined, IReadOnlyList<PostResult>? Results);
