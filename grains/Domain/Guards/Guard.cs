namespace Dashboard.Grains.Domain.Guards;

/// <summary>What was found of a duty when a decision was made (DOMAIN.md §6.2). A failure is a finding on the case; the event stands.</summary>
/// <param name="Id">G1 … G10.</param>
/// <param name="Reason">Why, in Chinese; <paramref name="ReasonEn"/> in English.</param>
internal sealed record Guard(string Id, bool Passed, string Reason, string ReasonEn);
