namespace Dashboard.Grains.Contracts;

/// <summary>
/// The queue before the ledger is full; nothing of the batch was taken. The caller may offer it again later (503 with Retry-After).
/// </summary>
[GenerateSerializer]
public sealed class LedgerBusyException : Exception
{
    /// <summary>The queue is full.</summary>
    public LedgerBusyException() : base("The ledger's queue is full; offer the batch again later.")
    {
    }

    /// <inheritdoc cref="LedgerBusyException()"/>
    public LedgerBusyException(string message) : base(message)
    {
    }

    /// <inheritdoc cref="LedgerBusyException()"/>
    public LedgerBusyException(string message, Exception inner) : base(message, inner)
    {
    }
}
