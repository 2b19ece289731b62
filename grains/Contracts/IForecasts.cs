namespace Dashboard.Grains.Contracts;

/// <summary>The forecast of certified officers (持证缺口预测, SUPERVISION.md §8), and what else is tabulated of people.</summary>
public interface IForecasts
{
    /// <summary>
    /// Figures only: <c>bureau</c> and <c>teams</c> (in their fixed order) with a point for today and for the end of each month, pass rate,
    /// pipeline, training by kind, legal reviewers, plans, and what is found (W45, W46). The bureau's figures are whole whoever reads; of
    /// teams those within the reader's scope.
    /// </summary>
    /// <param name="team">Only this team's row; null for all.</param>
    /// <param name="months">How many months ahead, 1 to 36.</param>
    /// <param name="reader">Who reads it.</param>
    /// <param name="cancel">Nobody waits for it any more.</param>
    Task<Document> OfAsync(string? team, int months, Reader reader, CancellationToken cancel);

    /// <summary>
    /// Who leaves in a month, by day: id, team, day, and the certificate as far as the reader's mask goes. Only of teams within the scope.
    /// </summary>
    /// <param name="team">Only of this team; null for all.</param>
    /// <param name="month">How many months ahead, 0 (nobody) to 36.</param>
    /// <param name="reader">Who reads it.</param>
    /// <param name="cancel">Nobody waits for it any more.</param>
    Task<Document> LeavingAsync(string? team, int month, Reader reader, CancellationToken cancel);
}
