namespace Dashboard.Grains.Contracts;

/// <summary>How many figures were compared with what the events give.</summary>
/// <param name="Events">Events that were folded anew.</param>
/// <param name="Subjects">Subjects they make up.</param>
/// <param name="Figures">Figures compared.</param>
/// <param name="Differences">Each that differs, as a sentence; the first 200.</param>
public sealed record Proof(long Events, long Subjects, long Figures, IReadOnlyList<string> Differences);
