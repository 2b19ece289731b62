namespace Dashboard.Grains.Ledger;

/// <summary>
/// The connection broke after a commit was sent: the batch is either wholly durable or wholly absent. The writer must forget what it
/// believed and recall.
/// </summary>
[GenerateSerializer]
public sealed class CommitUnknownException : Exception
{
    public CommitUnknownException() : base("Whether the batch was committed is not known; recall before writing again.")
    {
    }

    public CommitUnknownException(string message) : base(message)
    {
    }

    public CommitUnknownException(string message, Exception inner) : base(message, inner)
    {
    }
}
