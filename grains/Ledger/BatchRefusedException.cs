namespace Dashboard.Grains.Ledger;

/// <summary>
/// The database refuses what this batch holds, and always will: its neighbours were committed, and a part of it may well be. Never an
/// outage.
/// </summary>
[GenerateSerializer]
public sealed class BatchRefusedException : Exception
{
    public BatchRefusedException() : base("The ledger cannot hold what the batch says.")
    {
    }

    public BatchRefusedException(string message) : base(message)
    {
    }

    public BatchRefusedException(string message, Exception inner) : base(message, inner)
    {
    }
}
