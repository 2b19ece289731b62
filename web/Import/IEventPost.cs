namespace Dashboard.Web.Import;

/// <summary>Where the batches of an import go.</summary>
internal interface IEventPost
{
    /// <summary>Hands a batch over and comes back when there is an answer for all of it.</summary>
    /// <param name="batch">A JSON array of CloudEvents.</param>
    /// <param name="events">How many.</param>
    /// <param name="cancellation">Stops the import.</param>
    /// <exception cref="ImportStoppedException">The batch is refused, or patience is at its end.</exception>
    Task<PostAnswer> SendAsync(ReadOnlyMemory<byte> batch, int events, CancellationToken cancellation);
}
