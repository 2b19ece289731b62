namespace Dashboard.Web.Import;

/// <summary>One event of a batch that was not plainly accepted.</summary>
internal sealed record PostResult(int Index, string? Source, string? Id, string? Outcome, string? Code, string? Reason);
