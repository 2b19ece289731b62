namespace Dashboard.Grains.Ledger;

/// <summary>
/// The queue before the ledger is full; nothing of the batch was taken. The caller may offer it again later (503 with Retry-After).
/// </summary>
[GenerateSerializer]
public sealed class LedgerBusyException : Exception
{
    public LedgerBusyException() : base("The ledger's queue is full; offer the batch again later.")
    {
    }

    public LedgerBusyException(string message) : base(message)
    {
    }

    public LedgerBusyException(string message, Exception inner) : base(message, inner)
    {
    }
}
