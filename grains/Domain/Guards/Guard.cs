namespace Dashboard.Grains.Domain.Guards;

/// <summary>
/// What was found of a duty when a decision was made (DOMAIN.md §6.2). A failure is a finding on the case; the event stands.
/// </summary>
/// <param name="Id">G1 … G10 of a decision, K1 … K4 of a closing, D1 of a document, V… what waits for a person.</param>
/// <param name="Details">What the sentence of the finding names: days, amounts in fen, a reason given upstream.</param>
internal sealed record Guard(string Id, bool Passed, Finding Finding, params (string Name, object Value)[] Details);
