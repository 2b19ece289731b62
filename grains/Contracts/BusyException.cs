namespace Dashboard.Grains.Contracts;

/// <summary>Nothing of this call can be recorded now. Repeating it later loses and doubles nothing.</summary>
[GenerateSerializer]
public sealed class BusyException(string message, OutageKind kind = OutageKind.Busy) : Exception(message)
{
    /// <summary>Why not.</summary>
    [Id(0)]
    public OutageKind Kind { get; private set; } = kind;
}
