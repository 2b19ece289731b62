namespace Dashboard.Grains.Contracts;

/// <summary>A question for evidence cannot be answered as put; the message says to whoever asked what to mend.</summary>
public sealed class EvidenceException : Exception
{
    /// <summary>The question is none.</summary>
    public EvidenceException()
    {
    }

    /// <inheritdoc cref="EvidenceException()"/>
    public EvidenceException(string message)
        : base(message)
    {
    }

    /// <inheritdoc cref="EvidenceException()"/>
    public EvidenceException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The question is sound, and nobody has registered what it asks of.</summary>
    public bool IsOfUnknown { get; init; }
}
